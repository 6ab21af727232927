//! Any bytes as a segment of the packed store.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rememo::probe::records(bytes));
