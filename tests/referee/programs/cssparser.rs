//! Reads style sheets.

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, ToCss, Token,
    UnicodeRange, match_ignore_ascii_case, parse_important, parse_nth, parse_one_declaration,
    serialize_identifier, serialize_string,
};

#[derive(Debug, PartialEq)]
enum Wrong {
    Unknown(String),
    TooBig(f32),
}

type Parsed<T> = Result<T, ParseError<Wrong>>;

struct Rules;

struct Declarations;

fn body(input: &mut Parser<'_>) -> String {
    RuleBodyParser::new(input, &mut Declarations)
        .map(|item| match item {
            Ok(text) => format!("{text}; "),
            Err((error, text, place)) => {
                format!(
                    "[{:?} in {text:?} at {}:{}] ",
                    error.kind, place.line, place.column
                )
            }
        })
        .collect()
}

impl<'i> AtRuleParser<'i> for Rules {
    type Prelude = String;
    type AtRule = String;
    type Error = Wrong;

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Parsed<String> {
        match_ignore_ascii_case! { &name,
            "import" => Ok(format!("import {}", input.expect_url_or_string()?)),
            "media" => {
                let list = input.parse_comma_separated(|input| {
                    Ok::<_, ParseError<Wrong>>(input.expect_ident()?.to_string())
                })?;
                Ok(format!("media {list:?}"))
            },
            _ => Err(ParseError::custom(Wrong::Unknown(name.to_string()))),
        }
    }

    fn rule_without_block(&mut self, prelude: String, start: &ParserState) -> Result<String, ()> {
        let line = start.source_location().line;
        prelude
            .starts_with("import")
            .then(|| format!("{prelude} on {line}"))
            .ok_or(())
    }

    fn parse_block(
        &mut self,
        prelude: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Parsed<String> {
        let inner: Vec<String> = StyleSheetParser::new(input, self)
            .map(|rule| rule.unwrap_or_else(|(error, ..)| format!("{:?}", error.kind)))
            .collect();
        Ok(format!("{prelude} {inner:?}"))
    }
}

impl<'i> QualifiedRuleParser<'i> for Rules {
    type Prelude = String;
    type QualifiedRule = String;
    type Error = Wrong;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Parsed<String> {
        let mut text = String::new();
        while let Ok(token) = input.next_including_whitespace() {
            token.to_css(&mut text).unwrap();
        }
        Ok(text)
    }

    fn parse_block(
        &mut self,
        prelude: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Parsed<String> {
        Ok(format!("{prelude}{{ {}}}", body(input)))
    }
}

impl<'i> DeclarationParser<'i> for Declarations {
    type Declaration = String;
    type Error = Wrong;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Parsed<String> {
        let value = match_ignore_ascii_case! { &name,
            "color" => match input.next()? {
                Token::Hash(hash) | Token::IDHash(hash) => {
                    format!("{:?}", parse_hash_color(hash.as_bytes()))
                }
                Token::Ident(name) => format!("{:?}", parse_named_color(name)),
                Token::Function(_) => {
                    let parts = input.parse_nested_block(|input| {
                        input.parse_comma_separated(|input| match input.expect_number()? {
                            big if big > 255.0 => Err(ParseError::custom(Wrong::TooBig(big))),
                            part => Ok(part),
                        })
                    })?;
                    format!("{parts:?}")
                }
                _ => return Err(ParseError::unexpected_token()),
            },
            "width" => {
                let number = input.try_parse(|input| input.expect_percentage());
                number.or_else(|_| input.expect_integer().map(|whole| whole as f32))?.to_string()
            },
            _ => return Err(ParseError::custom(Wrong::Unknown(name.to_string()))),
        };
        let important = input.try_parse(parse_important).is_ok();
        Ok(format!(
            "{name}={value}{}",
            if important { "!" } else { "" }
        ))
    }
}

impl<'i> AtRuleParser<'i> for Declarations {
    type Prelude = ();
    type AtRule = String;
    type Error = Wrong;
}

impl<'i> QualifiedRuleParser<'i> for Declarations {
    type Prelude = ();
    type QualifiedRule = String;
    type Error = Wrong;
}

impl RuleBodyItemParser<'_, String, Wrong> for Declarations {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sheet() -> String {
    let text = "@charset 'x'; @import url(a.css);\n\
                <!-- a > .b[c|='d'] { color: #1234; COLOR: Red !important;\n\
                width: 12%; width: x; height: 1px; color: rgb(1, 2.5, 300) } -->\n\
                @media screen, print { p { width: 7 } @page x; }\n\
                @font-face { }\nq { color: rgb(0,0,0); @x y; }\nlast";
    let mut input = Parser::new(text);
    StyleSheetParser::new(&mut input, &mut Rules)
        .map(|rule| match rule {
            Ok(rule) => format!("{rule}\n"),
            Err((error, text, place)) => format!(
                "{:?} {text:?} {}:{}\n",
                error.kind, place.line, place.column
            ),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_tokens() -> String {
    let text = "a\\66 b -x +1.50e1px 50% .5 #id #1f \"s\\\"\\\nt\" 'bad\n\
                url( u ) url(b ad) ~= |= ^= $= *= <!-- --> \
                f(x[y]{z}) U+26 /* c */ @at !\\20 ;,: é\0";
    let mut input = Parser::new(text);
    let mut told = String::new();
    while let Ok(token) = input.next_including_whitespace_and_comments() {
        let token = token.clone();
        if matches!(token, Token::WhiteSpace(_)) {
            continue;
        }
        told.push_str(&format!("{token:?} {}\n", token.to_css_string()));
        if matches!(token, Token::Function(_) | Token::CurlyBracketBlock) {
            let inner: Parsed<usize> = input.parse_nested_block(|input| {
                let mut count = 0;
                while input.next().is_ok() {
                    count += 1;
                }
                Ok(count)
            });
            told.push_str(&format!("holds {inner:?}\n"));
        }
    }
    let place = input.current_source_location();
    format!("{told}{}:{}", place.line, place.column)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parts() -> String {
    let nth = [
        "odd", "2n+1", "-n- 3", "+5", "n", "2n+", "EVEN", "3n -2", "x",
    ];
    let nth = nth.map(|text| {
        Parser::new(text)
            .parse_entirely(|input| parse_nth(input).map_err(ParseError::<Wrong>::from))
    });
    let ranges = ["U+26", "u+0-7F", "U+4??", "U+110000", "u+1-0", "U+"];
    let ranges = ranges
        .map(|text| UnicodeRange::parse(&mut Parser::new(text)).map(|range| range.to_css_string()));
    let one = ["width: 40", "width 40", "color: blue red"]
        .map(|text| parse_one_declaration(&mut Parser::new(text), &mut Declarations));
    let colors = ["fff", "12ab34cd", "ggg", "12345"].map(|text| parse_hash_color(text.as_bytes()));
    let mut names = String::new();
    for name in ["-1a", "--", "a b", "", "é\u{1}"] {
        serialize_identifier(name, &mut names).unwrap();
        names.push(' ');
        serialize_string(name, &mut names).unwrap();
        names.push(' ');
    }
    let owned = CowRcStr::from(String::from("owned"));
    let copy = owned.clone();
    drop(owned);
    let one: Vec<String> = one
        .into_iter()
        .map(|found| found.unwrap_or_else(|(error, text, _)| format!("{:?} {text}", error.kind)))
        .collect();
    format!(
        "{nth:?} {ranges:?} {one:?} {colors:?} {names} {copy:?} {}",
        copy == "owned"
    )
}
