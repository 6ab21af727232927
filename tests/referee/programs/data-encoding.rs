//! Writes and reads bytes in bases, those that std has and one of its own.

use data_encoding::{BASE32_DNSSEC, BASE64, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE, Specification};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let bytes: Vec<u8> = (0..23).map(|at| at * 11).collect();
    let mut text = String::new();
    BASE64URL_NOPAD.encode_append(&bytes, &mut text);
    format!(
        "{} {} {text}",
        BASE64.encode(&bytes),
        BASE32_DNSSEC.encode(&bytes)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_read() -> String {
    let good = HEXLOWER_PERMISSIVE.decode(b"00fFa7");
    let bad = BASE64.decode(b"AAB=").map_err(|error| error.to_string());
    let long = BASE64.decode_len(7);
    format!("{good:?} {bad:?} {long:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_own() -> String {
    let mut spec = Specification::new();
    spec.symbols.push_str("01234567");
    spec.wrap.width = 8;
    spec.wrap.separator.push('\n');
    spec.ignore.push(' ');
    spec.padding = None;
    match spec.encoding() {
        Ok(base) => format!("{} {:?}", base.encode(b"own"), base.decode(b"1234 567")),
        Err(error) => error.to_string(),
    }
}
