//! Any bytes as an encoded or packed value.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rememo::probe::codecs(bytes));
