//! Reads TOML as tokens and as events.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_lex() -> String {
    let source = toml_parser::Source::new("a = 1 # one\n[b.\"c\"]\nd = '''x\ny'''\n");
    source.lex().into_vec().iter().map(|token| format!("{:?} {:?}\n", token.kind(), token.span())).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_document() -> String {
    let source = toml_parser::Source::new("a = [1, { b = true }]\n[[c]]\nd = \"x\ne ==\n");
    let tokens = source.lex().into_vec();
    let mut events: Vec<toml_parser::parser::Event> = Vec::new();
    let mut errors: Vec<toml_parser::ParseError> = Vec::new();
    toml_parser::parser::parse_document(&tokens, &mut events, &mut errors);
    let told: Vec<String> = events.iter().map(|event| format!("{:?} {:?}", event.kind(), event.span())).collect();
    format!("{}\n{errors:?}", told.join("\n"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_scalar() -> String {
    let texts = ["\"a\\tb\\u00e9\"", "0x1_f", "1979-05-27T07:32:00Z", "inf", "tru", "\"\\q\"", "'raw'", "1__0"];
    let mut told = String::new();
    for text in texts {
        let source = toml_parser::Source::new(text);
        let mut events: Vec<toml_parser::parser::Event> = Vec::new();
        let mut errors: Vec<toml_parser::ParseError> = Vec::new();
        toml_parser::parser::parse_value(&source.lex().into_vec(), &mut events, &mut errors);
        for event in &events {
            if let Some(raw) = source.get(event) {
                let mut decoded = std::borrow::Cow::Borrowed("");
                let kind = raw.decode_scalar(&mut decoded, &mut errors);
                told += &format!("{kind:?} {decoded:?}\n");
            }
        }
        told += &format!("{errors:?}\n");
    }
    told
}
