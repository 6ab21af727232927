//! Parses, escapes and transforms patterns.

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let patterns = [r"a(b|[c-e]+)\d{2,3}$", r"(?i)k\p{Greek}", r"(?x) a # b", r"(", r"[z-a]", r"\bx{3,1}"];
    patterns.iter().map(|pattern| format!("{:?}\n", regex_syntax::parse(pattern))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_escape() -> String {
    let mut text = regex_syntax::escape("a.b*c[d]#-~");
    regex_syntax::escape_into("1+1", &mut text);
    text
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_utf8() -> String {
    regex_syntax::utf8::Utf8Sequences::new('\u{7f}', '\u{10ffff}').map(|sequence| format!("{sequence:?}\n")).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_class() -> String {
    use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};
    let mut class = ClassUnicode::new([ClassUnicodeRange::new('k', 'q'), ClassUnicodeRange::new('a', 'c')]);
    class.negate();
    let other = ClassUnicode::new([ClassUnicodeRange::new('b', 'z')]);
    class.intersect(&other);
    class.iter().map(|range| format!("{:x}-{:x} ", range.start() as u32, range.end() as u32)).collect()
}
