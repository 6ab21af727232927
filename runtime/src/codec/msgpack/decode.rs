//! Reads MessagePack from a slice, for the type that asks.
//!
//! It takes what rmp-serde's decoder takes (the tests hold the two against each other), but is bounded: a collection
//! cannot announce more parts than bytes are left, and nesting is counted wherever a type can contain itself.

use std::fmt::Display;

use serde::de::value::{SeqAccessDeserializer, SeqDeserializer};
use serde::de::{self, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Extension, Parts, Unit, Variant};
use super::{MAX_DEPTH, Malformed};

/// The name of a newtype struct by which the encoder knows an extension.
const EXTENSION: &str = "_ExtStruct";

/// Why a value cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undecodable {
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("there is another kind of value than expected (marker {0:#04x})")]
    Kind(u8),
    #[error("a collection has {0} parts more than expected")]
    Left(usize),
    #[error("a variant is a map of 1 entry, and here is one of {0}")]
    Variant(usize),
    #[error("16 bytes are a number of 128 bits, and here are {0}")]
    Wide(usize),
    #[error("a text is not UTF-8")]
    Text,
    /// What the type itself says.
    #[error("{0}")]
    Custom(Box<str>),
}

impl de::Error for Undecodable {
    #[cold]
    fn custom<T: Display>(message: T) -> Undecodable {
        Undecodable::Custom(message.to_string().into())
    }
}

/// What is yet to be read, and how much deeper it may be nested.
pub(super) struct Decoder<'de> {
    rest: &'de [u8],
    levels: usize,
}

/// What becomes of a block of bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    /// It is shown whole.
    Whole,
    /// Somebody wants parts: it is shown as numbers.
    Parts,
}

impl<'de> Decoder<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Decoder<'de> {
        Decoder {
            rest: bytes,
            levels: MAX_DEPTH,
        }
    }

    /// Nothing may follow the value.
    pub(super) fn end(self) -> Result<(), Malformed> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Malformed::Long)
        }
    }

    #[inline]
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.rest.split_first_chunk().ok_or(Malformed::Short)?;
        self.rest = rest;
        Ok(*head)
    }

    #[inline]
    fn marker(&mut self) -> Result<u8, Malformed> {
        let [marker] = self.take()?;
        Ok(marker)
    }

    /// A length of `N` bytes.
    #[inline]
    fn length<const N: usize>(&mut self) -> Result<usize, Malformed> {
        let bytes = self.take::<N>()?;
        Ok(bytes
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte)))
    }

    #[inline]
    fn slice(&mut self, len: usize) -> Result<&'de [u8], Malformed> {
        let (slice, rest) = self.rest.split_at_checked(len).ok_or(Malformed::Short)?;
        self.rest = rest;
        Ok(slice)
    }

    /// Whether the next value is nil, which is then behind us.
    #[inline]
    pub(super) fn nil(&mut self) -> bool {
        match self.rest {
            [0xc0, rest @ ..] => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// How many entries the next value has if it is a map, whose head is then behind us.
    fn map_len(&mut self) -> Result<Option<usize>, Malformed> {
        let (&marker, rest) = self.rest.split_first().ok_or(Malformed::Short)?;
        let mut behind = Decoder { rest, ..*self };
        let len = match marker {
            0x80..=0x8f => usize::from(marker & 0x0f),
            0xde => behind.length::<2>()?,
            0xdf => behind.length::<4>()?,
            _ => return Ok(None),
        };
        *self = behind;
        Ok(Some(len))
    }

    /// Goes one level down, and up again.
    #[inline]
    fn nested<R>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<R, Undecodable>,
    ) -> Result<R, Undecodable> {
        self.levels = self.levels.checked_sub(1).ok_or(Malformed::TooDeep)?;
        let result = inside(self);
        self.levels += 1;
        result
    }

    /// A value of any kind.
    fn any<V: Visitor<'de>>(
        &mut self,
        blocks: Blocks,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        let marker = self.marker()?;
        match marker {
            0x80..=0x8f => self.map(usize::from(marker & 0x0f), visitor),
            0x90..=0x9f => self.seq(usize::from(marker & 0x0f), visitor),
            0xa0..=0xbf => self.text(usize::from(marker & 0x1f), visitor),
            0xc4 => {
                let len = self.length::<1>()?;
                self.block(len, blocks, visitor)
            }
            0xc5 => {
                let len = self.length::<2>()?;
                self.block(len, blocks, visitor)
            }
            0xc6 => {
                let len = self.length::<4>()?;
                self.block(len, blocks, visitor)
            }
            0xc7..=0xc9 | 0xd4..=0xd8 => self.extension(marker, visitor),
            0xd9 => {
                let len = self.length::<1>()?;
                self.text(len, visitor)
            }
            0xda => {
                let len = self.length::<2>()?;
                self.text(len, visitor)
            }
            0xdb => {
                let len = self.length::<4>()?;
                self.text(len, visitor)
            }
            0xdc => {
                let len = self.length::<2>()?;
                self.seq(len, visitor)
            }
            0xdd => {
                let len = self.length::<4>()?;
                self.seq(len, visitor)
            }
            0xde => {
                let len = self.length::<2>()?;
                self.map(len, visitor)
            }
            0xdf => {
                let len = self.length::<4>()?;
                self.map(len, visitor)
            }
            _ => self.plain(marker, visitor),
        }
    }

    /// A number, a truth value or nil.
    #[inline]
    fn plain<V: Visitor<'de>>(&mut self, marker: u8, visitor: V) -> Result<V::Value, Undecodable> {
        match marker {
            0x00..=0x7f => visitor.visit_u8(marker),
            0xe0..=0xff => visitor.visit_i8(marker.cast_signed()),
            0xc0 => visitor.visit_unit(),
            0xc2 => visitor.visit_bool(false),
            0xc3 => visitor.visit_bool(true),
            0xca => visitor.visit_f32(f32::from_be_bytes(self.take()?)),
            0xcb => visitor.visit_f64(f64::from_be_bytes(self.take()?)),
            0xcc => visitor.visit_u8(u8::from_be_bytes(self.take()?)),
            0xcd => visitor.visit_u16(u16::from_be_bytes(self.take()?)),
            0xce => visitor.visit_u32(u32::from_be_bytes(self.take()?)),
            0xcf => visitor.visit_u64(u64::from_be_bytes(self.take()?)),
            0xd0 => visitor.visit_i8(i8::from_be_bytes(self.take()?)),
            0xd1 => visitor.visit_i16(i16::from_be_bytes(self.take()?)),
            0xd2 => visitor.visit_i32(i32::from_be_bytes(self.take()?)),
            0xd3 => visitor.visit_i64(i64::from_be_bytes(self.take()?)),
            0xc1 => Err(Malformed::Marker.into()),
            _ => Err(Undecodable::Kind(marker)),
        }
    }

    /// A number of up to 128 bits: what is longer than 64 is written as 16 bytes.
    fn wide(&mut self) -> Result<i128, Undecodable> {
        Ok(match self.marker()? {
            marker @ 0x00..=0x7f => marker.into(),
            marker @ 0xe0..=0xff => marker.cast_signed().into(),
            0xcc => u8::from_be_bytes(self.take()?).into(),
            0xcd => u16::from_be_bytes(self.take()?).into(),
            0xce => u32::from_be_bytes(self.take()?).into(),
            0xcf => u64::from_be_bytes(self.take()?).into(),
            0xd0 => i8::from_be_bytes(self.take()?).into(),
            0xd1 => i16::from_be_bytes(self.take()?).into(),
            0xd2 => i32::from_be_bytes(self.take()?).into(),
            0xd3 => i64::from_be_bytes(self.take()?).into(),
            0xc4 => match self.length::<1>()? {
                16 => i128::from_be_bytes(self.take()?),
                other => return Err(Undecodable::Wide(other)),
            },
            marker => return Err(Undecodable::Kind(marker)),
        })
    }

    fn text<V: Visitor<'de>>(&mut self, len: usize, visitor: V) -> Result<V::Value, Undecodable> {
        let bytes = self.slice(len)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => visitor.visit_borrowed_str(text),
            // Writers of old had no other kind for bytes.
            Err(_) => visitor
                .visit_borrowed_bytes(bytes)
                .map_err(|_: Undecodable| Undecodable::Text),
        }
    }

    fn block<V: Visitor<'de>>(
        &mut self,
        len: usize,
        blocks: Blocks,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        let bytes = self.slice(len)?;
        if blocks == Blocks::Whole {
            return visitor.visit_borrowed_bytes(bytes);
        }
        let mut numbers = SeqDeserializer::<_, Undecodable>::new(bytes.iter().copied());
        let value = visitor.visit_seq(&mut numbers)?;
        numbers.end()?;
        Ok(value)
    }

    #[inline]
    fn seq<V: Visitor<'de>>(&mut self, len: usize, visitor: V) -> Result<V::Value, Undecodable> {
        self.parts(len, 1, |parts| visitor.visit_seq(parts))
    }

    #[inline]
    fn map<V: Visitor<'de>>(&mut self, len: usize, visitor: V) -> Result<V::Value, Undecodable> {
        self.parts(len, 2, |parts| visitor.visit_map(parts))
    }

    /// The inside of a collection of `len` parts, each at least `size` bytes.
    #[inline]
    fn parts<R>(
        &mut self,
        len: usize,
        size: usize,
        visit: impl FnOnce(&mut Parts<'_, 'de>) -> Result<R, Undecodable>,
    ) -> Result<R, Undecodable> {
        if len > self.rest.len() / size {
            return Err(Malformed::Short.into());
        }
        self.nested(|decoder| {
            let mut parts = Parts { decoder, left: len };
            let value = visit(&mut parts)?;
            match parts.left {
                0 => Ok(value),
                left => Err(Undecodable::Left(left)),
            }
        })
    }

    fn extension<V: Visitor<'de>>(
        &mut self,
        marker: u8,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        let len = match marker {
            0xd4..=0xd8 => 1 << (marker - 0xd4),
            0xc7 => self.length::<1>()?,
            0xc8 => self.length::<2>()?,
            0xc9 => self.length::<4>()?,
            _ => return Err(Undecodable::Kind(marker)),
        };
        let tag = i8::from_be_bytes(self.take()?);
        let bytes = self.slice(len)?;
        self.nested(|_| {
            let extension = SeqAccessDeserializer::new(Extension::new(tag, bytes));
            visitor.visit_newtype_struct(extension)
        })
    }
}

/// Kinds of numbers, each with the marker that is usual for it and the bytes it then takes.
macro_rules! numbers {
    ($($method:ident $visit:ident $number:ident $marker:literal;)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
            // Lists of numbers spend their time here: one look at the bytes for each.
            const BYTES: usize = 1 + size_of::<$number>();
            if let Some(([$marker, number @ ..], rest)) = self.rest.split_first_chunk::<BYTES>() {
                self.rest = rest;
                return visitor.$visit($number::from_be_bytes(*number));
            }
            let marker = self.marker()?;
            self.plain(marker, visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Decoder<'de> {
    type Error = Undecodable;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        self.any(Blocks::Whole, visitor)
    }

    forward_to_deserialize_any! { bytes byte_buf unit map identifier str string char ignored_any }

    numbers! {
        deserialize_u8 visit_u8 u8 0xcc;
        deserialize_u16 visit_u16 u16 0xcd;
        deserialize_u32 visit_u32 u32 0xce;
        deserialize_u64 visit_u64 u64 0xcf;
        deserialize_i8 visit_i8 i8 0xd0;
        deserialize_i16 visit_i16 i16 0xd1;
        deserialize_i32 visit_i32 i32 0xd2;
        deserialize_i64 visit_i64 i64 0xd3;
        deserialize_f32 visit_f32 f32 0xca;
        deserialize_f64 visit_f64 f64 0xcb;
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        let marker = self.marker()?;
        self.plain(marker, visitor)
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        visitor.visit_i128(self.wide()?)
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        visitor.visit_u128(self.wide()?.cast_unsigned())
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        if self.nil() {
            return visitor.visit_none();
        }
        // A type that is an option of itself would go on for ever.
        self.nested(|decoder| visitor.visit_some(decoder))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        // The encoder writes an empty array.
        if let [0x90, rest @ ..] = self.rest {
            self.rest = rest;
            return visitor.visit_unit();
        }
        self.any(Blocks::Whole, visitor)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        if name == EXTENSION {
            let marker = self.marker()?;
            return self.extension(marker, visitor);
        }
        self.nested(|decoder| visitor.visit_newtype_struct(decoder))
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Undecodable> {
        self.any(Blocks::Parts, visitor)
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        self.any(Blocks::Parts, visitor)
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        self.any(Blocks::Parts, visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        self.any(Blocks::Parts, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Undecodable> {
        // A variant with data is a map of one entry; one without is its bare name.
        match self.map_len()? {
            None => visitor.visit_enum(Unit(self)),
            Some(1) => self.nested(|decoder| visitor.visit_enum(Variant(decoder))),
            Some(len) => Err(Undecodable::Variant(len)),
        }
    }
}
