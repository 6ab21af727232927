//! Any bytes as an entry: header, meta, value, digest.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rememo::probe::entry(bytes));
