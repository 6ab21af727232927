//! Reads and writes concise binary objects.

use std::collections::BTreeMap;

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::data::{Int, Tag, Tagged, Type};
use minicbor::encode::write::{Cursor, Write};
use minicbor::{CborLen, Decode, Decoder, Encode, Encoder, decode, encode};

#[derive(Debug, PartialEq)]
enum Shape {
    Dot,
    Circle(u32),
    Line { from: i8, to: Option<i8> },
}

/// Counts what was written and read.
#[derive(Default)]
struct Count(u32);

impl Encode<Count> for Shape {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        count: &mut Count,
    ) -> Result<(), encode::Error<W::Error>> {
        count.0 += 1;
        match self {
            Shape::Dot => e.u8(0)?.ok(),
            Shape::Circle(radius) => e.array(2)?.u8(1)?.u32(*radius)?.ok(),
            Shape::Line { from, to } => {
                e.begin_map()?.str("from")?.i8(*from)?.str("to")?;
                to.encode(e, count)?;
                e.end()?.ok()
            }
        }
    }
}

impl<'b> Decode<'b, Count> for Shape {
    fn decode(d: &mut Decoder<'b>, count: &mut Count) -> Result<Self, decode::Error> {
        count.0 += 1;
        let place = d.position();
        match d.datatype()? {
            Type::U8 if d.u8()? == 0 => Ok(Shape::Dot),
            Type::Array => match (d.array()?, d.u8()?) {
                (Some(2), 1) => Ok(Shape::Circle(d.u32()?)),
                (_, other) => Err(decode::Error::unknown_variant(i64::from(other)).at(place)),
            },
            Type::MapIndef => {
                let (mut from, mut to) = (None, None);
                for pair in d.map_iter_with(count)? {
                    let (name, number): (&str, Option<i8>) = pair?;
                    match name {
                        "from" => from = number,
                        _ => to = number,
                    }
                }
                let from = from.ok_or(decode::Error::missing_value(0).at(place))?;
                Ok(Shape::Line { from, to })
            }
            other => Err(decode::Error::type_mismatch(other).with_message("no shape")),
        }
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_own() -> String {
    let shapes = vec![
        Shape::Dot,
        Shape::Circle(70_000),
        Shape::Line { from: -5, to: None },
        Shape::Line {
            from: 1,
            to: Some(-100),
        },
    ];
    let mut count = Count::default();
    let bytes = minicbor::to_vec_with(&shapes, &mut count).unwrap();
    let back: Vec<Shape> = minicbor::decode_with(&bytes, &mut count).unwrap();
    let wrong: [&[u8]; 5] = [
        &[0x82, 2, 0],
        &[0xbf, 0xff],
        &[0x61, b'a'],
        &[0x82, 1],
        &[5],
    ];
    let wrong = wrong.map(|bytes| {
        minicbor::decode_with::<_, Shape>(bytes, &mut count)
            .map_or_else(|error| error.to_string(), |shape| format!("{shape:?}"))
    });
    format!("{bytes:02x?} {} {wrong:?} {}", back == shapes, count.0)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_types() -> String {
    let value = (
        BTreeMap::from([("a", vec![1_i64, -300]), ("b", Vec::new())]),
        Some('x'),
        [1.5_f32, -0.0],
        Err::<bool, String>("no".into()),
        ByteVec::from(vec![1, 2, 3]),
        Tagged::<32, &str>::from("a:b"),
    );
    let bytes = minicbor::to_vec(&value).unwrap();
    let length = minicbor::len(&value);
    type Read<'a> = (
        BTreeMap<String, Vec<i64>>,
        Option<char>,
        [f32; 2],
        Result<bool, String>,
        ByteVec,
        Tagged<32, &'a str>,
    );
    let back: Read<'_> = minicbor::decode(&bytes).unwrap();
    let narrow = (
        minicbor::decode::<u8>(&[0x19, 1, 0]).map_err(|error| error.to_string()),
        minicbor::decode::<char>(&[0x19, 0xd8, 0]).map_err(|error| error.to_string()),
        minicbor::decode::<&str>(&[0x62, 0xff, 0xff]).map_err(|error| error.to_string()),
        minicbor::decode::<ByteArray<2>>(&[0x41, 1]).map_err(|error| error.to_string()),
        minicbor::decode::<Int>(&[0x3b, 255, 255, 255, 255, 255, 255, 255, 255]).map(i128::from),
        minicbor::decode::<std::num::NonZeroU8>(&[0]).map_err(|error| error.to_string()),
    );
    format!(
        "{} {length} {back:?} {narrow:?} {}",
        bytes.len(),
        value.0.cbor_len(&mut ())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let mut encoder = Encoder::new(Vec::new());
    encoder
        .begin_array()
        .and_then(|e| e.tag(Tag::new(1))?.u64(1 << 40))
        .and_then(|e| e.begin_str()?.str("ab")?.str("c")?.end())
        .and_then(|e| e.map(1)?.bool(true)?.bytes(&[1, 2]))
        .and_then(|e| e.null()?.undefined()?.simple(200)?.f64(0.1)?.end())
        .unwrap();
    let bytes = encoder.into_writer();
    let mut decoder = Decoder::new(&bytes);
    let start = (decoder.datatype(), decoder.array());
    let peeked = decoder.probe().tag().map(|tag| tag.as_u64());
    decoder.skip().unwrap();
    let parts: Result<Vec<&str>, _> = decoder.str_iter().unwrap().collect();
    let pairs: Result<Vec<(bool, ByteVec)>, _> = decoder.map_iter().unwrap().collect();
    let mut kinds = Vec::new();
    while let Ok(kind) = decoder.datatype() {
        kinds.push(kind.to_string());
        if kind == Type::Break || decoder.skip().is_err() {
            break;
        }
    }
    let rest = decoder
        .u8()
        .map_err(|error| (error.is_type_mismatch(), error.to_string()));
    let mut small = [0; 4];
    let full =
        minicbor::encode([1_u16, 2000, 3], &mut small[..]).map_err(|error| error.to_string());
    let mut cursor = Encoder::new(Cursor::new([0_u8; 8]));
    let fits = cursor
        .array(2)
        .unwrap()
        .i32(-70_000)
        .unwrap()
        .u8(30)
        .is_ok();
    format!(
        "{start:?} {peeked:?} {parts:?} {pairs:?} {kinds:?} {rest:?} {full:?} {fits} {} {small:?}",
        cursor.writer().position()
    )
}
