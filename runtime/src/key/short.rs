//! The usual arguments, numbers and short texts, straight into a few bytes on the stack: the same canonical bytes as
//! `canonical` writes, in a fraction of the time. What does not fit or is not plain goes the long way.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt::{self, Display};
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use serde::ser::{self, Impossible, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::canonical::{
    BOOL, CHAR, F32, F64, I8, I16, I32, I64, I128, STR, U8, U16, U32, U64, U128,
};

/// Bytes of a short call.
const ROOM: usize = 128;

/// What hashes begin with in this process, so that nobody can choose arguments that meet in one place.
pub(super) fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| RandomState::new().hash_one(0))
}

/// A hash with one more number in it: the two halves of a product, folded. It only has to spread; what is asked is
/// compared whole.
#[inline]
fn mixed(hash: u64, number: u64) -> u64 {
    folded(hash ^ number, SPREAD)
}

/// Any large odd number without a pattern.
const SPREAD: u64 = 0x9e37_79b1_85eb_ca87;

/// The two halves of a product, one over the other.
#[inline]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Copies a text of up to 16 bytes, by two words that may overlap, and tells what they hold, which with the length
/// is all of it; longer ones are left alone. To be called with slices of the same length.
#[inline]
fn copied(text: &[u8], into: &mut [u8]) -> Option<[u64; 2]> {
    macro_rules! by {
        ($word:ty, $len:literal) => {
            if let (Some(first), Some(last)) =
                (text.first_chunk::<$len>(), text.last_chunk::<$len>())
            {
                *into.first_chunk_mut()? = *first;
                *into.last_chunk_mut()? = *last;
                let words = [
                    <$word>::from_le_bytes(*first),
                    <$word>::from_le_bytes(*last),
                ];
                return Some(words.map(u64::from));
            }
        };
    }
    if text.len() > 16 {
        return None;
    }
    by!(u64, 8);
    by!(u32, 4);
    by!(u16, 2);
    by!(u8, 1);
    Some([0, 0])
}

/// Up to [`ROOM`] canonical bytes, and a hash of what they say. It is made of the arguments themselves: to read
/// the bytes back at once would be to wait until they are written.
#[derive(Clone)]
#[repr(C)]
pub(super) struct Short {
    len: usize,
    // Between them: side by side they would be moved as one, which waits until each was written.
    seed: u64,
    hash: u64,
    bytes: [u8; ROOM],
}

/// How far bytes are written, and their hash. While they are written it is handed from one to the next, in registers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    len: usize,
    hash: u64,
}

impl Default for Short {
    fn default() -> Short {
        Short {
            len: 0,
            hash: 0,
            seed: seed(),
            bytes: [0; ROOM],
        }
    }
}

impl Short {
    /// Where nothing is written yet.
    #[inline]
    pub(super) fn start(&self) -> End {
        End {
            len: 0,
            hash: self.seed,
        }
    }

    /// Nothing is written from here on.
    #[inline]
    pub(super) fn finish(&mut self, end: End) {
        self.len = end.len;
        self.hash = end.hash;
    }

    /// Equal for equal bytes of one function: its arguments are of the same types in every call.
    #[inline]
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    #[inline]
    pub(super) fn until(&self, end: End) -> &[u8] {
        self.bytes.get(..end.len).unwrap_or_default()
    }

    /// Writes `value` from `end` on, if it is plain and there is room, and tells where it ends.
    #[inline]
    pub(super) fn argument<T: ?Sized + Serialize>(&mut self, end: End, value: &T) -> Option<End> {
        if is_plain::<T>() {
            value.serialize(Plain(self, end)).ok()
        } else {
            None
        }
    }

    /// Writes what is the same in every call of a function: it is not hashed.
    #[inline]
    pub(super) fn push<const N: usize>(&mut self, end: End, bytes: [u8; N]) -> Option<End> {
        let place = self.bytes.get_mut(end.len..end.len + N)?;
        place.copy_from_slice(&bytes);
        Some(End {
            len: end.len + N,
            ..end
        })
    }

    #[inline]
    fn scalar<const N: usize>(
        &mut self,
        end: End,
        tag: u8,
        bytes: [u8; N],
    ) -> Result<End, GoesLong> {
        let mut both = [tag; 17];
        both[1..=N].copy_from_slice(&bytes);
        let start = end.len;
        let place = self.bytes.get_mut(start..=start + N).ok_or(GoesLong)?;
        place.copy_from_slice(&both[..=N]);
        let mut wide = [0; 16];
        wide[..N].copy_from_slice(&bytes);
        let number = u128::from_le_bytes(wide);
        let mut hash = mixed(end.hash, number as u64);
        if N > 8 {
            hash = mixed(hash, (number >> 64) as u64);
        }
        Ok(End {
            len: start + 1 + N,
            hash,
        })
    }
}

/// Whether `T` is one of the types whose `Serialize` is serde's own and says one plain thing: to ask it twice is
/// nothing. Constant, and folded away.
#[inline(always)]
fn is_plain<T: ?Sized>() -> bool {
    macro_rules! any_of {
        ($($plain:ty),*) => {{
            let this = typeid::of::<T>();
            $(this == TypeId::of::<$plain>())||*
        }};
    }
    any_of!(
        u64,
        i64,
        u32,
        i32,
        usize,
        isize,
        u16,
        i16,
        u8,
        i8,
        u128,
        i128,
        f64,
        f32,
        bool,
        char,
        &str,
        str,
        String,
        &String,
        Cow<'static, str>
    )
}

/// Not plain, or too long.
#[derive(Debug)]
struct GoesLong;

impl Display for GoesLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not short")
    }
}

impl std::error::Error for GoesLong {}

impl ser::Error for GoesLong {
    fn custom<T: Display>(_: T) -> GoesLong {
        GoesLong
    }
}

/// The serializer of plain values.
struct Plain<'a>(&'a mut Short, End);

macro_rules! scalars {
    ($($method:ident $number:ident $tag:ident;)*) => {$(
        #[inline]
        fn $method(self, v: $number) -> Result<End, GoesLong> {
            self.0.scalar(self.1, $tag, v.to_le_bytes())
        }
    )*};
}

impl ser::Serializer for Plain<'_> {
    type Ok = End;
    type Error = GoesLong;
    type SerializeSeq = Impossible<End, GoesLong>;
    type SerializeTuple = Impossible<End, GoesLong>;
    type SerializeTupleStruct = Impossible<End, GoesLong>;
    type SerializeTupleVariant = Impossible<End, GoesLong>;
    type SerializeMap = Impossible<End, GoesLong>;
    type SerializeStruct = Impossible<End, GoesLong>;
    type SerializeStructVariant = Impossible<End, GoesLong>;

    fn is_human_readable(&self) -> bool {
        false
    }

    scalars! {
        serialize_i8 i8 I8;
        serialize_i16 i16 I16;
        serialize_i32 i32 I32;
        serialize_i64 i64 I64;
        serialize_i128 i128 I128;
        serialize_u8 u8 U8;
        serialize_u16 u16 U16;
        serialize_u32 u32 U32;
        serialize_u64 u64 U64;
        serialize_u128 u128 U128;
        serialize_f32 f32 F32;
        serialize_f64 f64 F64;
    }

    #[inline]
    fn serialize_bool(self, v: bool) -> Result<End, GoesLong> {
        self.0.scalar(self.1, BOOL, [u8::from(v)])
    }

    #[inline]
    fn serialize_char(self, v: char) -> Result<End, GoesLong> {
        self.0.scalar(self.1, CHAR, u32::from(v).to_le_bytes())
    }

    #[inline]
    fn serialize_str(self, v: &str) -> Result<End, GoesLong> {
        let Plain(Short { seed, bytes, .. }, End { len, hash }) = self;
        let end = len + 2 + v.len();
        // What fits has a length of one byte.
        match bytes.get_mut(len..end) {
            Some([tag, length, text @ ..]) => {
                *tag = STR;
                *length = v.len() as u8;
                let hash = if let Some([first, last]) = copied(v.as_bytes(), text) {
                    // Both are unknown to others, so that no text makes one of the factors nothing.
                    let other = seed.rotate_left(32) ^ SPREAD.wrapping_mul(v.len() as u64);
                    folded(hash ^ first, other ^ last)
                } else {
                    text.copy_from_slice(v.as_bytes());
                    xxh3_64_with_seed(v.as_bytes(), hash)
                };
                Ok(End { len: end, hash })
            }
            _ => Err(GoesLong),
        }
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_none(self) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_unit(self) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<End, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, GoesLong> {
        Err(GoesLong)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, GoesLong> {
        Err(GoesLong)
    }
}
