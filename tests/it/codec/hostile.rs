//! Hostile bytes: nothing worse than "no", and never more than the oracle takes.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::shapes::{
    Adjacent, Block, Everything, Extension, Flat, Newtype, Numbers, Tagged, Unit, Untagged,
    Variants, everything,
};
use super::{agree, ours, written};

/// One change of the bytes of a value.
#[derive(Clone, Debug)]
enum Harm {
    Set(prop::sample::Index, u8),
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, u8),
    Append(u8),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    // Markers, rather than any byte, reach further in.
    let byte = prop_oneof![any::<u8>(), 0xc0_u8..=0xdf];
    prop_oneof![
        (at(), byte.clone()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        (at(), 0_u8..8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        at().prop_map(Harm::Cut),
        (at(), byte.clone()).prop_map(|(at, byte)| Harm::Insert(at, byte)),
        byte.prop_map(Harm::Append),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match harm {
            Harm::Set(at, byte) => bytes[at.index(len)] = *byte,
            Harm::Flip(at, bit) => bytes[at.index(len)] ^= 1 << bit,
            Harm::Cut(at) => bytes.truncate(at.index(len)),
            Harm::Insert(at, byte) => bytes.insert(at.index(len), *byte),
            Harm::Append(byte) => bytes.push(*byte),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn harmed_bytes_are_what_the_oracle_says(
        value in everything(),
        harms in prop::collection::vec(harm(), 1..4),
    ) {
        agree::<Everything>(&harmed(written(&value), &harms));
    }

    #[test]
    fn any_bytes_are_what_the_oracle_says(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x80_u8..=0xdf, 0_u8..4], 0..24),
    ) {
        agree::<Vec<f64>>(&bytes);
        agree::<Vec<Option<u8>>>(&bytes);
        agree::<(u8, i64)>(&bytes);
        agree::<[u8; 2]>(&bytes);
        agree::<Vec<u8>>(&bytes);
        agree::<String>(&bytes);
        agree::<char>(&bytes);
        agree::<bool>(&bytes);
        agree::<(u128, i128)>(&bytes);
        agree::<()>(&bytes);
        agree::<Unit>(&bytes);
        agree::<Newtype>(&bytes);
        agree::<Block>(&bytes);
        agree::<Extension>(&bytes);
        agree::<Variants>(&bytes);
        agree::<Untagged>(&bytes);
        agree::<Tagged>(&bytes);
        agree::<Adjacent>(&bytes);
        agree::<Flat>(&bytes);
        agree::<Numbers>(&bytes);
        agree::<BTreeMap<u8, String>>(&bytes);
        agree::<BTreeMap<String, Option<u8>>>(&bytes);
        agree::<Result<u8, String>>(&bytes);
    }
}

#[test]
fn nesting_without_end_is_refused() {
    #[derive(Serialize, Deserialize)]
    struct List(Vec<List>);
    #[derive(Serialize, Deserialize)]
    enum Chain {
        A(Box<Chain>),
        B,
    }
    /// Takes no byte for a level.
    #[derive(Serialize, Deserialize)]
    struct Endless(Option<Box<Endless>>);
    assert!(ours::<List>(&[0x91; 100_000]).is_err());
    assert!(ours::<Chain>(&[0x81, 0xa1, b'A'].repeat(100_000)).is_err());
    assert!(ours::<Endless>(&[5]).is_err());
    assert!(ours::<Endless>(&[0xc0]).is_ok());
}

#[test]
fn announced_lengths_take_no_memory() {
    for announced in [0xdd_u8, 0xdf, 0xdb, 0xc6, 0xc9] {
        let bytes = [announced, 0xff, 0xff, 0xff, 0xff, 0];
        assert!(ours::<Vec<u64>>(&bytes).is_err());
        assert!(ours::<HashMap<u64, u64>>(&bytes).is_err());
        assert!(ours::<String>(&bytes).is_err());
    }
}

#[test]
fn what_is_left_over_is_refused() {
    assert!(ours::<u8>(&[1, 2]).is_err());
    assert!(ours::<(u8, u8)>(&[0x93, 1, 2, 3]).is_err());
    assert!(ours::<[u8; 2]>(&[0xc4, 3, 1, 2, 3]).is_err());
    assert_eq!(
        ours::<[u8; 2]>(&[0xc4, 2, 1, 2]).expect("a block of two"),
        [1, 2]
    );
}
