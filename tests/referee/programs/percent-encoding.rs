//! Escapes bytes.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode, percent_decode_str, percent_encode, utf8_percent_encode};

const PART: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'/').remove(b'\n');

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_encode() -> String {
    let pieces: Vec<&str> = percent_encode(b"a b\xff", NON_ALPHANUMERIC).collect();
    format!("{} {pieces:?} {:?}", utf8_percent_encode("foo <bar>/\n", PART), std::borrow::Cow::from(utf8_percent_encode("plain", PART)))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_decode() -> String {
    let bytes: Vec<u8> = percent_decode(b"x%41%zz%4").collect();
    format!("{bytes:?} {:?} {:?} {}", percent_decode_str("%F0%9F%92%A9").decode_utf8(), percent_decode_str("%ff").decode_utf8().is_err(), percent_decode_str("%ff!").decode_utf8_lossy())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_set() -> String {
    static SET: AsciiSet = CONTROLS.union(AsciiSet::EMPTY.add(b'q')).complement();
    format!("{} {} {:?}", utf8_percent_encode("aq\t", &SET), SET == *PART, percent_encode(b"q", &SET))
}
