//! What must hold for whatever reads bytes that others may have written, on any bytes: for fuzzing (`fuzz/`), and
//! for tests on random ones. Only there in those builds.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::msgpack::{Msgpack, check};
use crate::codec::{Codec, Format, plain};
use crate::compression::{Compression, Packing, pack, unpack};
use crate::entry::meta::Meta;
use crate::entry::parse;
use crate::layout::{DIGEST_LEN, HEADER_LEN, at};

pub use crate::local::probe::{index, records};

/// Bytes a value may unpack to here; a call bounds it by `max_entry`.
const LIMIT: u64 = 1 << 20;

/// Bytes as an entry: what is taken apart adds up, and its value unpacks to what was announced or not at all. Once as
/// they are, once with magic, version, checksum and length put right.
///
/// # Panics
/// If not.
pub fn entry(bytes: &[u8]) {
    entry_in(bytes);
    if bytes.len() < HEADER_LEN + DIGEST_LEN {
        return;
    }
    let mut mended = bytes.to_vec();
    mended[..8].copy_from_slice(&crate::layout::MAGIC);
    mended[8..10].copy_from_slice(&crate::layout::VERSION.to_le_bytes());
    let room = (mended.len() - HEADER_LEN - DIGEST_LEN) as u64;
    let meta = u64::from(mended[at::META_LEN]).min(room);
    mended[at::META_LEN..at::KEY].copy_from_slice(&(meta as u16).to_le_bytes());
    mended[at::VALUE_LEN..at::FUNCTION].copy_from_slice(&(room - meta).to_le_bytes());
    let sum = xxhash_rust::xxh3::xxh3_64(&mended[..at::CHECK]);
    mended[at::CHECK..HEADER_LEN].copy_from_slice(&sum.to_le_bytes());
    entry_in(&mended);
    assert!(parse(&mended, false).is_ok());
}

fn entry_in(bytes: &[u8]) {
    let whole = parse(bytes, false).is_ok();
    let Ok(parsed) = parse(bytes, true) else {
        assert!(!whole, "what was verified is looked at less");
        return;
    };
    assert_eq!(parsed.len(), bytes.len() as u64);
    let len = HEADER_LEN + parsed.meta.len() + parsed.value.len() + DIGEST_LEN;
    assert_eq!(len, bytes.len());
    if let Some(meta) = Meta::parse(parsed.meta) {
        assert!(meta.function.len() <= parsed.meta.len());
    }
    let header = &parsed.header;
    if let Some(packing) = Packing::from_byte(header.packing)
        && let Ok(value) = unpack(parsed.value, packing, header.decoded_len % LIMIT)
    {
        assert_eq!(value.len() as u64, header.decoded_len % LIMIT);
        if Format::from_byte(header.codec) == Some(Format::Msgpack) {
            codecs(&value);
        }
    }
}

/// A type of many kinds of parts.
#[derive(Debug, Deserialize, Serialize)]
struct Parts {
    name: String,
    numbers: Vec<f64>,
    tree: Option<Tree>,
    pairs: BTreeMap<String, (i8, u64, char)>,
    kind: Kind,
}

/// One that is nested as deep as its bytes say.
#[derive(Debug, Deserialize, Serialize)]
enum Tree {
    Leaf(i64),
    Node(Vec<Tree>),
}

#[derive(Debug, Deserialize, Serialize)]
enum Kind {
    Unit,
    One(bool),
    Two(u8, String),
    Named { bytes: [u8; 4] },
}

/// Bytes as encoded values: they decode or are refused, and what decodes comes back from what it is encoded to.
///
/// # Panics
/// If not.
pub fn codecs(bytes: &[u8]) {
    // Whoever decodes asks this first.
    if check(bytes).is_ok() {
        through_msgpack::<Parts>(bytes);
        through_msgpack::<Tree>(bytes);
        through_msgpack::<Vec<Kind>>(bytes);
        through_msgpack::<(u64, String, Option<bool>, ())>(bytes);
        through_msgpack::<BTreeMap<i32, Vec<u8>>>(bytes);
        through_msgpack::<Vec<Vec<Vec<f32>>>>(bytes);
        through_msgpack::<String>(bytes);
        through_msgpack::<i128>(bytes);
    }
    through_plain::<u8>(bytes);
    through_plain::<i16>(bytes);
    through_plain::<u32>(bytes);
    through_plain::<i64>(bytes);
    through_plain::<f32>(bytes);
    through_plain::<f64>(bytes);
    for packing in [Packing::Plain, Packing::Zstd, Packing::Xz] {
        let announced = bytes.first().map_or(0, |&byte| u64::from(byte) * 64);
        if let Ok(value) = unpack(bytes, packing, announced) {
            assert_eq!(value.len() as u64, announced);
        }
    }
    if let Some((packing, packed)) = pack(bytes, Compression::DEFAULT) {
        let back = unpack(&packed, packing, bytes.len() as u64);
        assert_eq!(back.expect("what was just packed"), bytes);
    }
}

fn through_msgpack<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    let Ok(value) = <Msgpack as Codec<T>>::decode(bytes) else {
        return;
    };
    let once = Msgpack::encode(&value).expect("it was decoded");
    check(&once).expect("our own encoding is well formed");
    let back: T = Msgpack::decode(&once).expect("our own encoding");
    assert_eq!(Msgpack::encode(&back).expect("the same again"), once);
}

fn through_plain<N: plain::Number>(bytes: &[u8]) {
    match plain::decode::<N>(bytes) {
        Some(numbers) => assert_eq!(plain::encode(&numbers), bytes),
        None => assert!(!bytes.len().is_multiple_of(size_of::<N>())),
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{codecs, entry, index, records};
    use crate::layout::MAGIC;

    /// Random bytes, with what begins a record strewn in.
    fn some() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just(MAGIC.to_vec()),
            Just(b"REMEMOLV\x01\0\0\0\0\0\0\0".to_vec()),
            Just(b"REMEMOGR\x01\0\0\0\0\0\0\0".to_vec()),
            Just(b"REMEMO\r\n\x01\0\x01\0\0\0\0\0".to_vec()),
            vec(any::<u8>(), 0..40).prop_map(|bytes| bytes),
            (0..20_usize).prop_map(|words| vec![0; words * 8]),
            vec(0..4_u8, 8),
        ];
        vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_may_lie_in_a_segment(bytes in some()) {
            records(&bytes);
        }

        #[test]
        fn any_bytes_may_pass_for_an_entry(bytes in some()) {
            entry(&bytes);
        }

        #[test]
        fn any_words_may_stand_in_an_index(bytes in vec(any::<u8>(), 0..2000)) {
            index(&bytes, &std::env::temp_dir());
        }

        #[test]
        fn any_bytes_may_come_to_a_decoder(bytes in some(), small in vec(any::<u8>(), 0..60)) {
            codecs(&bytes);
            codecs(&small);
        }
    }

    #[test]
    fn an_index_may_say_any_size() {
        for log2 in [0, 1, 31, 63, 64, 200, u32::MAX] {
            let shape = u64::from(log2) << 32;
            let bytes = [&1_u16.to_le_bytes()[..], &shape.to_le_bytes()].concat();
            index(&bytes, &std::env::temp_dir());
        }
    }
}
