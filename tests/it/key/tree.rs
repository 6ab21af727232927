//! Any value serde can tell of: its whole data model as one type, equal exactly if the values are.

use proptest::collection::vec;
use proptest::prelude::*;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Names of structs, fields and variants: few, so that they often coincide, one a prefix of another.
const NAMES: [&str; 4] = ["", "a", "ab", "b"];

/// A value. Floats are their bits. A map's entries are a set of pairs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Tree {
    Unit,
    None,
    Some(Box<Tree>),
    Bool(bool),
    I8(i8),
    I16(i16),
    I32(i32),
    I64(i64),
    I128(i128),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    U128(u128),
    F32(u32),
    F64(u64),
    Char(char),
    Str(String),
    Bytes(Vec<u8>),
    UnitStruct(usize),
    Newtype(usize, Box<Tree>),
    Seq(Vec<Tree>),
    Tuple(Vec<Tree>),
    TupleStruct(usize, Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
    /// Fields in order; one without a value is skipped, as by `skip_serializing_if`.
    Struct(usize, Vec<(usize, Option<Tree>)>),
    UnitVariant(usize, u32, usize),
    NewtypeVariant(usize, u32, usize, Box<Tree>),
    TupleVariant(usize, u32, usize, Vec<Tree>),
    StructVariant(usize, u32, usize, Vec<(usize, Tree)>),
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Unit => s.serialize_unit(),
            Tree::None => s.serialize_none(),
            Tree::Some(tree) => s.serialize_some(tree),
            Tree::Bool(v) => s.serialize_bool(*v),
            Tree::I8(v) => s.serialize_i8(*v),
            Tree::I16(v) => s.serialize_i16(*v),
            Tree::I32(v) => s.serialize_i32(*v),
            Tree::I64(v) => s.serialize_i64(*v),
            Tree::I128(v) => s.serialize_i128(*v),
            Tree::U8(v) => s.serialize_u8(*v),
            Tree::U16(v) => s.serialize_u16(*v),
            Tree::U32(v) => s.serialize_u32(*v),
            Tree::U64(v) => s.serialize_u64(*v),
            Tree::U128(v) => s.serialize_u128(*v),
            Tree::F32(bits) => s.serialize_f32(f32::from_bits(*bits)),
            Tree::F64(bits) => s.serialize_f64(f64::from_bits(*bits)),
            Tree::Char(v) => s.serialize_char(*v),
            Tree::Str(v) => s.serialize_str(v),
            Tree::Bytes(v) => s.serialize_bytes(v),
            Tree::UnitStruct(name) => s.serialize_unit_struct(NAMES[*name]),
            Tree::Newtype(name, tree) => s.serialize_newtype_struct(NAMES[*name], tree),
            Tree::Seq(trees) => {
                // The length is not told: the format must not need it.
                let mut seq = s.serialize_seq(None)?;
                trees
                    .iter()
                    .try_for_each(|tree| seq.serialize_element(tree))?;
                seq.end()
            }
            Tree::Tuple(trees) => {
                let mut tuple = s.serialize_tuple(trees.len())?;
                trees
                    .iter()
                    .try_for_each(|tree| tuple.serialize_element(tree))?;
                tuple.end()
            }
            Tree::TupleStruct(name, trees) => {
                let mut tuple = s.serialize_tuple_struct(NAMES[*name], trees.len())?;
                trees
                    .iter()
                    .try_for_each(|tree| tuple.serialize_field(tree))?;
                tuple.end()
            }
            Tree::Map(entries) => {
                let mut map = s.serialize_map(Some(entries.len()))?;
                entries
                    .iter()
                    .try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
            Tree::Struct(name, fields) => {
                let mut fields_out = s.serialize_struct(NAMES[*name], fields.len())?;
                for (field, tree) in fields {
                    match tree {
                        Some(tree) => fields_out.serialize_field(NAMES[*field], tree)?,
                        None => fields_out.skip_field(NAMES[*field])?,
                    }
                }
                fields_out.end()
            }
            Tree::UnitVariant(name, index, variant) => {
                s.serialize_unit_variant(NAMES[*name], *index, NAMES[*variant])
            }
            Tree::NewtypeVariant(name, index, variant, tree) => {
                s.serialize_newtype_variant(NAMES[*name], *index, NAMES[*variant], tree)
            }
            Tree::TupleVariant(name, index, variant, trees) => {
                let (name, variant) = (NAMES[*name], NAMES[*variant]);
                let mut tuple = s.serialize_tuple_variant(name, *index, variant, trees.len())?;
                trees
                    .iter()
                    .try_for_each(|tree| tuple.serialize_field(tree))?;
                tuple.end()
            }
            Tree::StructVariant(name, index, variant, fields) => {
                let (name, variant) = (NAMES[*name], NAMES[*variant]);
                let mut out = s.serialize_struct_variant(name, *index, variant, fields.len())?;
                fields
                    .iter()
                    .try_for_each(|(field, tree)| out.serialize_field(NAMES[*field], tree))?;
                out.end()
            }
        }
    }
}

impl Tree {
    /// Skipped fields leave nothing: without them, structs are equal if what is left is.
    pub(crate) fn normal(mut self) -> Tree {
        self.normalise();
        self
    }

    fn normalise(&mut self) {
        match self {
            Tree::Some(tree) | Tree::Newtype(_, tree) | Tree::NewtypeVariant(.., tree) => {
                tree.normalise();
            }
            Tree::Seq(trees)
            | Tree::Tuple(trees)
            | Tree::TupleStruct(_, trees)
            | Tree::TupleVariant(.., trees) => trees.iter_mut().for_each(Tree::normalise),
            Tree::Map(entries) => {
                for (key, value) in entries.iter_mut() {
                    key.normalise();
                    value.normalise();
                }
                entries.sort();
            }
            Tree::Struct(_, fields) => {
                fields.retain(|(_, tree)| tree.is_some());
                fields
                    .iter_mut()
                    .filter_map(|(_, tree)| tree.as_mut())
                    .for_each(Tree::normalise);
            }
            Tree::StructVariant(.., fields) => {
                fields.iter_mut().for_each(|(_, tree)| tree.normalise());
            }
            _ => {}
        }
    }
}

/// Small numbers, so that values of different types and lengths often look alike.
fn leaves() -> impl Strategy<Value = Tree> {
    let small = prop_oneof![3 => 0_u8..3, 1 => any::<u8>()];
    let name = 0..NAMES.len();
    prop_oneof![
        Just(Tree::Unit),
        Just(Tree::None),
        any::<bool>().prop_map(Tree::Bool),
        small.clone().prop_map(|v| Tree::I8(v as i8)),
        small.clone().prop_map(|v| Tree::I16(v.into())),
        small.clone().prop_map(|v| Tree::I32(i32::from(v) - 1)),
        small.clone().prop_map(|v| Tree::I64(i64::from(v) - 1)),
        small.clone().prop_map(|v| Tree::I128(i128::from(v) - 1)),
        small.clone().prop_map(Tree::U8),
        small.clone().prop_map(|v| Tree::U16(v.into())),
        small.clone().prop_map(|v| Tree::U32(v.into())),
        small.clone().prop_map(|v| Tree::U64(v.into())),
        small.clone().prop_map(|v| Tree::U128(v.into())),
        prop_oneof![
            Just(0),
            Just(1 << 31),
            Just(f32::NAN.to_bits()),
            any::<u32>()
        ]
        .prop_map(Tree::F32),
        prop_oneof![
            Just(0),
            Just(1 << 63),
            Just(f64::NAN.to_bits()),
            any::<u64>()
        ]
        .prop_map(Tree::F64),
        small.clone().prop_map(|v| Tree::Char(v.into())),
        vec(small.clone().prop_map(char::from), 0..4)
            .prop_map(|v| Tree::Str(v.into_iter().collect())),
        vec(small, 0..4).prop_map(Tree::Bytes),
        name.clone().prop_map(Tree::UnitStruct),
        (name.clone(), 0_u32..3, name).prop_map(|(a, b, c)| Tree::UnitVariant(a, b, c)),
    ]
}

/// Trees of some depth and breadth.
pub(crate) fn trees() -> impl Strategy<Value = Tree> {
    leaves().prop_recursive(4, 24, 4, |inner| {
        let name = 0..NAMES.len();
        let many = vec(inner.clone(), 0..4);
        let boxed = inner.clone().prop_map(Box::new);
        let variant = (name.clone(), 0_u32..3, name.clone());
        prop_oneof![
            boxed.clone().prop_map(Tree::Some),
            (name.clone(), boxed.clone()).prop_map(|(n, t)| Tree::Newtype(n, t)),
            many.clone().prop_map(Tree::Seq),
            many.clone().prop_map(Tree::Tuple),
            (name.clone(), many.clone()).prop_map(|(n, t)| Tree::TupleStruct(n, t)),
            vec((inner.clone(), inner.clone()), 0..4).prop_map(Tree::Map),
            (
                name.clone(),
                vec((name.clone(), proptest::option::of(inner.clone())), 0..4)
            )
                .prop_map(|(n, t)| Tree::Struct(n, t)),
            (variant.clone(), boxed).prop_map(|((a, b, c), t)| Tree::NewtypeVariant(a, b, c, t)),
            (variant.clone(), many).prop_map(|((a, b, c), t)| Tree::TupleVariant(a, b, c, t)),
            (variant, vec((name, inner), 0..4))
                .prop_map(|((a, b, c), t)| Tree::StructVariant(a, b, c, t)),
        ]
    })
}
