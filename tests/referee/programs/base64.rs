//! Writes and reads bytes as letters.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_encode() -> String {
    let bytes: Vec<u8> = (0..80).map(|at: u8| at.wrapping_mul(37)).collect();
    format!("{} {} {}", STANDARD.encode(&bytes), STANDARD_NO_PAD.encode(b"a"), URL_SAFE.encode([251, 255]))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_decode() -> String {
    let texts = ["aGVsbG8gd29ybGQhIGhlbGxvIHdvcmxkIQ==", "YQ", "YQ==", "Y*==", "YR==", "YWJj=", ""];
    let one = |text: &&str| match STANDARD.decode(text) {
        Ok(bytes) => format!("{bytes:?}\n"),
        Err(error) => format!("{error} {error:?}\n"),
    };
    texts.iter().map(one).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_display() -> String {
    let shown = base64::display::Base64Display::new(b"shown bytes", &URL_SAFE);
    let alphabet = base64::alphabet::Alphabet::new("abc").map(|_| ()).map_err(|error| error.to_string());
    format!("{shown} {alphabet:?} {:?}", base64::encoded_len(100, true))
}
