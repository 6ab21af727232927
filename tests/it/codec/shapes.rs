//! Values of many shapes come back as the oracle gives them back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

use super::{agree, ours, written};

/// A text that is borrowed from the bytes on the way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Borrowing(String);

impl<'de> Deserialize<'de> for Borrowing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Borrowing, D::Error> {
        <&str>::deserialize(deserializer).map(|text| Borrowing(text.to_owned()))
    }
}

/// Bytes as a block, which only what asks for bytes gets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block(Vec<u8>);

impl Serialize for Block {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Block, D::Error> {
        <&[u8]>::deserialize(deserializer).map(|bytes| Block(bytes.to_owned()))
    }
}

/// What the encoder writes as an extension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "_ExtStruct")]
pub(super) struct Extension((i8, Block));

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Newtype(Option<i16>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Variants {
    Bare,
    Newtype(u64),
    Nested(Option<Box<Variants>>),
    Tuple(i8, String),
    Struct { left: f32, right: Option<u8> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Untagged {
    Number(i64),
    Text(String),
    List(Vec<Untagged>),
    Struct { field: Option<f64> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub(super) enum Tagged {
    One { number: u32 },
    Two { text: String },
    Three,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub(super) enum Adjacent {
    One(u8, u8),
    Two,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Flat {
    name: String,
    #[serde(flatten)]
    inner: Inner,
    #[serde(flatten)]
    more: BTreeMap<String, i32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inner {
    first: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<char>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Numbers {
    small: (u8, i8, u16, i16),
    usual: (u32, i32, u64, i64),
    wide: (u128, i128),
    floats: (f32, f64),
    lists: (Vec<f64>, Vec<u8>, Vec<i64>),
    array: [u16; 3],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Everything {
    numbers: Numbers,
    text: Cow<'static, str>,
    borrowing: Borrowing,
    block: Block,
    extension: Extension,
    flag: bool,
    letter: char,
    nothing: (),
    unit: Unit,
    newtype: Newtype,
    option: Option<Vec<Option<f64>>>,
    variants: Vec<Variants>,
    untagged: Vec<Untagged>,
    tagged: Vec<Tagged>,
    adjacent: Vec<Adjacent>,
    flat: Flat,
    result: Result<u8, String>,
    map: BTreeMap<i32, String>,
    keyed: BTreeMap<(u8, bool), Vec<()>>,
}

fn variants() -> impl Strategy<Value = Variants> {
    let leaf = prop_oneof![
        Just(Variants::Bare),
        any::<u64>().prop_map(Variants::Newtype),
        any::<(i8, String)>().prop_map(|(number, text)| Variants::Tuple(number, text)),
        any::<(f32, Option<u8>)>().prop_map(|(left, right)| Variants::Struct { left, right }),
    ];
    leaf.prop_recursive(4, 8, 1, |inner| {
        proptest::option::of(inner.prop_map(Box::new)).prop_map(Variants::Nested)
    })
}

fn untagged() -> impl Strategy<Value = Untagged> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Untagged::Number),
        any::<String>().prop_map(Untagged::Text),
        any::<Option<f64>>().prop_map(|field| Untagged::Struct { field }),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Untagged::List)
    })
}

fn tagged() -> impl Strategy<Value = Tagged> {
    prop_oneof![
        any::<u32>().prop_map(|number| Tagged::One { number }),
        any::<String>().prop_map(|text| Tagged::Two { text }),
        Just(Tagged::Three),
    ]
}

fn adjacent() -> impl Strategy<Value = Adjacent> {
    prop_oneof![
        any::<(u8, u8)>().prop_map(|(a, b)| Adjacent::One(a, b)),
        Just(Adjacent::Two),
    ]
}

fn numbers() -> impl Strategy<Value = Numbers> {
    // Every pattern of bits is a float.
    let floats = any::<(u32, u64)>().prop_map(|(a, b)| (f32::from_bits(a), f64::from_bits(b)));
    let list = prop::collection::vec(any::<u64>().prop_map(f64::from_bits), 0..40);
    (any::<[u16; 3]>(), any::<(u128, i128)>(), floats, list).prop_flat_map(
        |(array, wide, floats, list)| {
            (
                any::<(u8, i8, u16, i16)>(),
                any::<(u32, i32, u64, i64)>(),
                any::<(Vec<u8>, Vec<i64>)>(),
            )
                .prop_map(move |(small, usual, (bytes, longs))| Numbers {
                    small,
                    usual,
                    wide,
                    floats,
                    lists: (list.clone(), bytes, longs),
                    array,
                })
        },
    )
}

prop_compose! {
    fn flat()(
        name: String,
        first: bool,
        second: Option<char>,
        more in prop::collection::btree_map("x[a-z]{0,3}", any::<i32>(), 0..4),
    ) -> Flat {
        Flat { name, inner: Inner { first, second }, more }
    }
}

prop_compose! {
    fn plain()(
        text: String,
        borrowing: String,
        block: Vec<u8>,
        tag: i8,
        data: Vec<u8>,
        flag: bool,
        letter: char,
        newtype: Option<i16>,
        option: Option<Vec<Option<f64>>>,
        result: Result<u8, String>,
        map: BTreeMap<i32, String>,
    ) -> (String, Borrowing, Block, Extension, bool, char, Newtype, Option<Vec<Option<f64>>>,
          Result<u8, String>, BTreeMap<i32, String>) {
        (text, Borrowing(borrowing), Block(block), Extension((tag, Block(data))), flag, letter,
         Newtype(newtype), option, result, map)
    }
}

prop_compose! {
    pub(super) fn everything()(
        numbers in numbers(),
        (text, borrowing, block, extension, flag, letter, newtype, option, result, map) in plain(),
        variants in prop::collection::vec(variants(), 0..4),
        untagged in prop::collection::vec(untagged(), 0..4),
        tagged in prop::collection::vec(tagged(), 0..4),
        adjacent in prop::collection::vec(adjacent(), 0..4),
        flat in flat(),
        keyed in prop::collection::btree_map(
            any::<(u8, bool)>(), prop::collection::vec(Just(()), 0..20), 0..4),
    ) -> Everything {
        Everything {
            numbers, text: text.into(), borrowing, block, extension, flag, letter, nothing: (), unit: Unit,
            newtype, option, variants, untagged, tagged, adjacent, flat, result, map, keyed,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_was_written_is_read_as_the_oracle_reads_it(value in everything()) {
        let bytes = written(&value);
        agree::<Everything>(&bytes);
        prop_assert_eq!(written(&ours::<Everything>(&bytes).expect("it was just written")), bytes);
    }

    #[test]
    fn another_type_reads_the_same_as_the_oracle_or_nothing(value in everything()) {
        // Fields that are not known are passed over; what is missing is missing.
        #[derive(Serialize, Deserialize)]
        struct Few { letter: char, map: BTreeMap<i32, String>, flag: Option<bool> }
        #[derive(Serialize, Deserialize)]
        struct Others { letter: char, unheard_of: u8 }
        agree::<Few>(&written(&value));
        agree::<Others>(&written(&value));
        agree::<Variants>(&written(&value.variants));
        agree::<Vec<Untagged>>(&written(&value.variants));
        agree::<Vec<Option<Option<f64>>>>(&written(&value.option));
        agree::<Vec<f32>>(&written(&value.numbers.lists.0));
        agree::<Vec<f64>>(&written(&value.numbers.lists.2));
        agree::<Vec<u8>>(&written(&value.block));
        agree::<Block>(&written(&value.numbers.lists.1));
        agree::<(u8, i16)>(&written(&value.numbers.small));
        agree::<i64>(&written(&value.numbers.usual.2));
        agree::<u64>(&written(&value.numbers.usual.3));
        agree::<u128>(&written(&value.numbers.usual.3));
        agree::<String>(&written(&value.letter));
        agree::<char>(&written(&value.text));
    }
}

#[test]
fn nested_options_are_read_as_ever() {
    // There is one nil: the comparison when a result is stored finds this out, and must go on finding it.
    let nil = written(&Some(None::<u8>));
    assert_eq!(ours::<Option<Option<u8>>>(&nil).expect("it is a nil"), None);
    agree::<Option<Option<u8>>>(&nil);
    agree::<Option<()>>(&nil);
}
