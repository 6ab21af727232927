//! The canonical bytes of a value: a serde format that is only ever hashed.
//!
//! Every value is a tag, then either a fixed number of bytes, or a length and so many, or a run of values up to
//! [`END`], which no value begins with. So no encoding is a prefix of another, and two lists of values have the
//! same bytes only if serde told the same of both. In particular:
//!
//! - each width of integer has its own tag: an untagged enum of `i32` and `u32` stays apart;
//! - floats go by their bits: `0.0` and `-0.0` differ, and NaNs by payload;
//! - `&str`, `String` and `Cow<str>` are alike, and differ from `char` and bytes;
//! - `None`, `()`, `Some(None)` and `Some(())` are four things;
//! - names of structs, fields and variants are in: skipped fields and untagged enums stay apart;
//! - a map is its entries, sorted by their own bytes: iteration order does not matter.

use std::fmt::{self, Display, Write};

use serde::ser::{self, Serialize};

use super::sink::{MAX_DEPTH, Sequences, Sink};

const END: u8 = 0;
pub(super) const BOOL: u8 = 1;
pub(super) const I8: u8 = 2;
pub(super) const I16: u8 = 3;
pub(super) const I32: u8 = 4;
pub(super) const I64: u8 = 5;
pub(super) const I128: u8 = 6;
pub(super) const U8: u8 = 7;
pub(super) const U16: u8 = 8;
pub(super) const U32: u8 = 9;
pub(super) const U64: u8 = 10;
pub(super) const U128: u8 = 11;
pub(super) const F32: u8 = 12;
pub(super) const F64: u8 = 13;
pub(super) const CHAR: u8 = 14;
pub(super) const STR: u8 = 15;
const BYTES: u8 = 16;
const NONE: u8 = 17;
const SOME: u8 = 18;
const UNIT: u8 = 19;
const UNIT_STRUCT: u8 = 20;
const UNIT_VARIANT: u8 = 21;
const NEWTYPE_STRUCT: u8 = 22;
const NEWTYPE_VARIANT: u8 = 23;
const SEQ: u8 = 24;
const SET: u8 = 25;
const TUPLE: u8 = 26;
const TUPLE_STRUCT: u8 = 27;
const TUPLE_VARIANT: u8 = 28;
const MAP: u8 = 29;
const STRUCT: u8 = 30;
const STRUCT_VARIANT: u8 = 31;
const MULTISET: u8 = 32;
const FIELD: u8 = 33;

/// Why a value has no canonical bytes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// Its own `Serialize` said so.
    #[error("{0}")]
    Custom(String),
    #[error("it is nested more than {MAX_DEPTH} deep")]
    TooDeep,
}

impl ser::Error for Refusal {
    fn custom<T: Display>(message: T) -> Refusal {
        Refusal::Custom(message.to_string())
    }
}

/// A digest of what serde tells of `value`, sequences taken as multisets: two values of one type with
/// different digests are surely different.
pub(crate) fn digest<T: ?Sized + Serialize>(value: &T) -> Result<[u8; 32], Refusal> {
    const UNKEYED: &[u8; 32] = &[0; 32];
    let mut sink = Sink::new(UNKEYED, Sequences::AsMultisets, Vec::new());
    value.serialize(Canonical(&mut sink))?;
    Ok(match sink.finish() {
        Ok(bytes) => *blake3::keyed_hash(UNKEYED, &bytes).as_bytes(),
        Err((hash, _)) => hash,
    })
}

/// The serializer: writes one value into a sink.
pub(super) struct Canonical<'a>(pub(super) &'a mut Sink);

impl<'a> Canonical<'a> {
    /// Tag and bytes at one stroke: lists of numbers spend their time here.
    #[inline]
    fn scalar<const N: usize>(self, tag: u8, bytes: [u8; N]) -> Result<(), Refusal> {
        let mut both = [tag; 17];
        both[1..=N].copy_from_slice(&bytes);
        self.0.bytes(&both[..=N]);
        self.0.settle();
        Ok(())
    }

    fn name(&mut self, name: &'static str) {
        self.0.block(name.as_bytes());
    }

    fn variant(&mut self, tag: u8, name: &'static str, index: u32, variant: &'static str) {
        self.0.byte(tag);
        self.name(name);
        self.0.number(u64::from(index));
        self.name(variant);
    }

    fn nested<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Refusal> {
        deeper(self.0)?;
        value.serialize(Canonical(&mut *self.0))?;
        self.0.depth -= 1;
        Ok(())
    }

    fn open(self, order: Order) -> Result<Compound<'a>, Refusal> {
        deeper(self.0)?;
        if !matches!(order, Order::Kept) {
            self.0.holding += 1;
        }
        Ok(Compound {
            start: self.0.buf.len(),
            sink: self.0,
            order,
        })
    }
}

fn deeper(sink: &mut Sink) -> Result<(), Refusal> {
    sink.depth += 1;
    if sink.depth > MAX_DEPTH {
        Err(Refusal::TooDeep)
    } else {
        Ok(())
    }
}

/// What happens to the parts of a collection.
enum Order {
    Kept,
    /// Where each part starts in the buffer; sorted by bytes at the end.
    Sorted(Vec<usize>),
    /// A sum of the parts' hashes and how many: enough to compare two values, and takes no memory.
    Summed {
        sum: u128,
        count: u64,
    },
}

/// An open collection, struct or variant.
pub(super) struct Compound<'a> {
    sink: &'a mut Sink,
    start: usize,
    order: Order,
}

impl Compound<'_> {
    #[inline]
    fn before_part(&mut self) {
        match &mut self.order {
            Order::Kept => {}
            Order::Sorted(starts) => starts.push(self.sink.buf.len()),
            Order::Summed { .. } => self.start = self.sink.buf.len(),
        }
    }

    fn part<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Refusal> {
        value.serialize(Canonical(&mut *self.sink))
    }

    #[inline]
    fn after_part(&mut self) {
        if let Order::Summed { sum, count } = &mut self.order {
            let hash = xxhash_rust::xxh3::xxh3_128(&self.sink.buf[self.start..]);
            *sum = sum.wrapping_add(hash);
            *count += 1;
            self.sink.buf.truncate(self.start);
        }
    }

    fn close(self) -> Result<(), Refusal> {
        let Compound { sink, start, order } = self;
        match order {
            Order::Kept => {}
            Order::Sorted(starts) => {
                sort_parts(&mut sink.buf, start, &starts);
                sink.holding -= 1;
            }
            Order::Summed { sum, count } => {
                sink.bytes(&sum.to_le_bytes());
                sink.number(count);
                sink.holding -= 1;
            }
        }
        sink.byte(END);
        sink.depth -= 1;
        sink.settle();
        Ok(())
    }
}

/// Puts the parts of `buf[start..]`, which begin at `starts`, in the order of their bytes.
fn sort_parts(buf: &mut Vec<u8>, start: usize, starts: &[usize]) {
    let end = buf.len();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let mut parts: Vec<_> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect();
    if parts.is_sorted_by(|a, b| buf[a.clone()] <= buf[b.clone()]) {
        return;
    }
    parts.sort_unstable_by(|a, b| buf[a.clone()].cmp(&buf[b.clone()]));
    for part in parts {
        buf.extend_from_within(part);
    }
    buf.copy_within(end.., start);
    buf.truncate(end);
}

/// Streams `Display` output into the sink without a String of its own.
struct Text<'a>(&'a mut Vec<u8>);

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl<'a> ser::Serializer for Canonical<'a> {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    fn is_human_readable(&self) -> bool {
        false
    }

    #[inline]
    fn serialize_bool(self, v: bool) -> Result<(), Refusal> {
        self.scalar(BOOL, [u8::from(v)])
    }
    #[inline]
    fn serialize_i8(self, v: i8) -> Result<(), Refusal> {
        self.scalar(I8, v.to_le_bytes())
    }
    #[inline]
    fn serialize_i16(self, v: i16) -> Result<(), Refusal> {
        self.scalar(I16, v.to_le_bytes())
    }
    #[inline]
    fn serialize_i32(self, v: i32) -> Result<(), Refusal> {
        self.scalar(I32, v.to_le_bytes())
    }
    #[inline]
    fn serialize_i64(self, v: i64) -> Result<(), Refusal> {
        self.scalar(I64, v.to_le_bytes())
    }
    fn serialize_i128(self, v: i128) -> Result<(), Refusal> {
        self.scalar(I128, v.to_le_bytes())
    }
    #[inline]
    fn serialize_u8(self, v: u8) -> Result<(), Refusal> {
        self.scalar(U8, [v])
    }
    #[inline]
    fn serialize_u16(self, v: u16) -> Result<(), Refusal> {
        self.scalar(U16, v.to_le_bytes())
    }
    #[inline]
    fn serialize_u32(self, v: u32) -> Result<(), Refusal> {
        self.scalar(U32, v.to_le_bytes())
    }
    #[inline]
    fn serialize_u64(self, v: u64) -> Result<(), Refusal> {
        self.scalar(U64, v.to_le_bytes())
    }
    fn serialize_u128(self, v: u128) -> Result<(), Refusal> {
        self.scalar(U128, v.to_le_bytes())
    }
    #[inline]
    fn serialize_f32(self, v: f32) -> Result<(), Refusal> {
        self.scalar(F32, v.to_bits().to_le_bytes())
    }
    #[inline]
    fn serialize_f64(self, v: f64) -> Result<(), Refusal> {
        self.scalar(F64, v.to_bits().to_le_bytes())
    }
    fn serialize_char(self, v: char) -> Result<(), Refusal> {
        self.scalar(CHAR, u32::from(v).to_le_bytes())
    }

    #[inline]
    fn serialize_str(self, v: &str) -> Result<(), Refusal> {
        self.0.byte(STR);
        self.0.block(v.as_bytes());
        self.0.settle();
        Ok(())
    }

    #[inline]
    fn serialize_bytes(self, v: &[u8]) -> Result<(), Refusal> {
        self.0.byte(BYTES);
        self.0.block(v);
        self.0.settle();
        Ok(())
    }

    fn collect_str<T: ?Sized + Display>(self, value: &T) -> Result<(), Refusal> {
        // Its length is only known afterwards: write the text, then turn length and text round.
        let start = self.0.buf.len();
        write!(Text(&mut self.0.buf), "{value}").map_err(ser::Error::custom)?;
        let text = self.0.buf.len();
        self.0.byte(STR);
        self.0.number((text - start) as u64);
        let head = self.0.buf.len() - text;
        self.0.buf[start..].rotate_right(head);
        self.0.settle();
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Refusal> {
        self.scalar(NONE, [])
    }
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Refusal> {
        self.0.byte(SOME);
        self.nested(value)
    }
    fn serialize_unit(self) -> Result<(), Refusal> {
        self.scalar(UNIT, [])
    }
    fn serialize_unit_struct(mut self, name: &'static str) -> Result<(), Refusal> {
        self.0.byte(UNIT_STRUCT);
        self.name(name);
        Ok(())
    }
    fn serialize_unit_variant(
        mut self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<(), Refusal> {
        self.variant(UNIT_VARIANT, name, index, variant);
        self.0.settle();
        Ok(())
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        self.0.byte(NEWTYPE_STRUCT);
        self.name(name);
        self.nested(value)
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        mut self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        self.variant(NEWTYPE_VARIANT, name, index, variant);
        self.nested(value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Refusal> {
        // How many elements are announced is not trusted: END tells.
        if std::mem::take(&mut self.0.next_is_set) {
            self.0.byte(SET);
            return self.open(Order::Sorted(Vec::new()));
        }
        match self.0.sequences {
            Sequences::InOrder => {
                self.0.byte(SEQ);
                self.open(Order::Kept)
            }
            Sequences::AsMultisets => {
                self.0.byte(MULTISET);
                self.open(Order::Summed { sum: 0, count: 0 })
            }
        }
    }
    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Refusal> {
        self.0.byte(TUPLE);
        self.open(Order::Kept)
    }
    fn serialize_tuple_struct(
        mut self,
        name: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Refusal> {
        self.0.byte(TUPLE_STRUCT);
        self.name(name);
        self.open(Order::Kept)
    }
    fn serialize_tuple_variant(
        mut self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Refusal> {
        self.variant(TUPLE_VARIANT, name, index, variant);
        self.open(Order::Kept)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Refusal> {
        self.0.byte(MAP);
        match self.0.sequences {
            Sequences::InOrder => self.open(Order::Sorted(Vec::new())),
            Sequences::AsMultisets => self.open(Order::Summed { sum: 0, count: 0 }),
        }
    }
    fn serialize_struct(mut self, name: &'static str, _: usize) -> Result<Compound<'a>, Refusal> {
        self.0.byte(STRUCT);
        self.name(name);
        self.open(Order::Kept)
    }
    fn serialize_struct_variant(
        mut self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Refusal> {
        self.variant(STRUCT_VARIANT, name, index, variant);
        self.open(Order::Kept)
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = Refusal;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Refusal> {
        self.before_part();
        self.part(value)?;
        self.after_part();
        Ok(())
    }
    fn end(self) -> Result<(), Refusal> {
        self.close()
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Refusal;
    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Refusal> {
        self.before_part();
        self.part(key)
    }
    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Refusal> {
        self.part(value)?;
        self.after_part();
        Ok(())
    }
    fn end(self) -> Result<(), Refusal> {
        self.close()
    }
}

/// Collections whose parts have fixed places, without names.
macro_rules! placed {
    ($($trait:ident, $method:ident;)*) => {$(
        impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Refusal;
            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Refusal> {
                self.part(value)
            }
            fn end(self) -> Result<(), Refusal> {
                self.close()
            }
        }
    )*};
}

placed! {
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
    SerializeTupleVariant, serialize_field;
}

/// Structs: each field with its name, so that a skipped one leaves a gap that shows.
macro_rules! named {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Refusal;
            fn serialize_field<T: ?Sized + Serialize>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Refusal> {
                // A field's name starts with FIELD, so that a length of zero cannot look like END.
                self.sink.byte(FIELD);
                self.sink.block(name.as_bytes());
                self.part(value)
            }
            fn end(self) -> Result<(), Refusal> {
                self.close()
            }
        }
    )*};
}

named! { SerializeStruct SerializeStructVariant }
