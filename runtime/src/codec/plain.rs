//! Lists of numbers as they lie in memory, little-endian and nothing else, so that they can be viewed where they
//! are stored. What kind of number it is, the header's codec byte says.

use super::Format;

/// A number that can be viewed where it is stored: it has the same size on every machine, and every pattern of
/// bits is one.
pub trait Number: Copy + Send + Sync + 'static + sealed::Sealed {
    #[doc(hidden)]
    const FORMAT: Plain;
}

/// Which number a plain list is of. The numbers are for ever: they are codec bytes of headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[doc(hidden)]
pub enum Plain {
    U8 = 16,
    I8 = 17,
    U16 = 18,
    I16 = 19,
    U32 = 20,
    I32 = 21,
    U64 = 22,
    I64 = 23,
    F32 = 24,
    F64 = 25,
}

impl Plain {
    const ALL: [Plain; 10] = [
        Plain::U8,
        Plain::I8,
        Plain::U16,
        Plain::I16,
        Plain::U32,
        Plain::I32,
        Plain::U64,
        Plain::I64,
        Plain::F32,
        Plain::F64,
    ];

    pub(super) fn from_byte(byte: u8) -> Option<Plain> {
        Plain::ALL.into_iter().find(|plain| *plain as u8 == byte)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Plain::U8 => "plain u8",
            Plain::I8 => "plain i8",
            Plain::U16 => "plain u16",
            Plain::I16 => "plain i16",
            Plain::U32 => "plain u32",
            Plain::I32 => "plain i32",
            Plain::U64 => "plain u64",
            Plain::I64 => "plain i64",
            Plain::F32 => "plain f32",
            Plain::F64 => "plain f64",
        }
    }
}

pub(crate) mod sealed {
    //! Numbers to and from bytes; nobody else can be one.

    /// How a number lies in bytes.
    pub trait Sealed: Sized {
        /// Bytes of one.
        const SIZE: usize;
        /// Writes it to the [`SIZE`](Self::SIZE) bytes of `place`.
        fn write(self, place: &mut [u8]);
        /// Reads it from so many.
        fn read(place: &[u8]) -> Self;
    }
}

macro_rules! numbers {
    ($($number:ident $plain:ident),*) => {$(
        impl sealed::Sealed for $number {
            const SIZE: usize = size_of::<$number>();

            #[inline]
            fn write(self, place: &mut [u8]) {
                place.copy_from_slice(&self.to_le_bytes());
            }

            #[inline]
            fn read(place: &[u8]) -> $number {
                let mut bytes = [0; size_of::<$number>()];
                bytes.copy_from_slice(place);
                $number::from_le_bytes(bytes)
            }
        }

        impl Number for $number {
            const FORMAT: Plain = Plain::$plain;
        }
    )*};
}

numbers!(u8 U8, i8 I8, u16 U16, i16 I16, u32 U32, i32 I32, u64 U64, i64 I64, f32 F32, f64 F64);

/// The codec byte of lists of `N`.
pub(crate) const fn format<N: Number>() -> Format {
    Format::Plain(N::FORMAT)
}

/// The bytes of `numbers`.
pub(crate) fn encode<N: Number>(numbers: &[N]) -> Vec<u8> {
    let mut bytes = vec![0; size_of_val(numbers)];
    for (place, number) in bytes.chunks_exact_mut(N::SIZE).zip(numbers) {
        number.write(place);
    }
    bytes
}

/// The numbers in `bytes`; `None` if they break off within one.
pub(crate) fn decode<N: Number>(bytes: &[u8]) -> Option<Vec<N>> {
    let places = bytes.chunks_exact(N::SIZE);
    if !places.remainder().is_empty() {
        return None;
    }
    Some(places.map(N::read).collect())
}
