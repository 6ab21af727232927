//! Packs and unpacks bytes.

use std::io::{Read, Write};

use lz4_flex::block::{
    compress_into, compress_prepend_size, compress_with_dict, decompress, decompress_into,
    decompress_size_prepended, decompress_with_dict, get_maximum_output_size, uncompressed_size,
};
use lz4_flex::frame::{BlockMode, BlockSize, FrameDecoder, FrameEncoder, FrameInfo};

fn sample(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    (0..length)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            match at / 64 % 3 {
                0 => b'a' + (at % 7) as u8,
                1 => (state >> 24) as u8,
                _ => b'.',
            }
        })
        .collect()
}

fn sum(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(7, |sum: u32, byte| sum.rotate_left(5) ^ u32::from(*byte))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_block() -> String {
    let data = sample(3000);
    let packed = compress_prepend_size(&data);
    let unpacked = decompress_size_prepended(&packed).unwrap();
    let text = b"the words of the dictionary, the words of the text";
    let dictionary = b"words of the dictionary";
    let short = compress_with_dict(text, dictionary);
    let mut room = vec![0; get_maximum_output_size(text.len())];
    let length = compress_into(text, &mut room).unwrap();
    let mut back = [0; 64];
    let count = decompress_into(&room[..length], &mut back).unwrap();
    format!(
        "{} {} {} {:?} {short:?} {:?} {length} {}",
        packed.len(),
        sum(&packed),
        unpacked == data,
        uncompressed_size(&packed).map(|(size, rest)| (size, rest.len())),
        decompress_with_dict(&short, text.len(), dictionary).map(|bytes| bytes == text),
        String::from_utf8_lossy(&back[..count])
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_frame() -> String {
    let data = sample(70_000);
    let mut told = String::new();
    let infos = [
        FrameInfo::new(),
        FrameInfo::new()
            .block_mode(BlockMode::Linked)
            .block_size(BlockSize::Max64KB)
            .block_checksums(true),
        FrameInfo::new()
            .content_checksum(true)
            .content_size(Some(data.len() as u64)),
        FrameInfo::new().legacy_frame(true),
    ];
    for info in infos {
        let mut encoder = FrameEncoder::with_frame_info(info, Vec::new());
        for part in data.chunks(9_999) {
            encoder.write_all(part).unwrap();
        }
        let packed = encoder.finish().unwrap();
        let mut back = Vec::new();
        FrameDecoder::new(&packed[..])
            .read_to_end(&mut back)
            .unwrap();
        told.push_str(&format!(
            "{} {} {}\n",
            packed.len(),
            sum(&packed),
            back == data
        ));
    }
    let mut kept = Vec::new();
    FrameEncoder::new(&mut kept)
        .auto_finish()
        .write_all(b"dropped before it is finished")
        .unwrap();
    format!("{told}{kept:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    let blocks: [&[u8]; 6] = [
        &[],
        &[0xf0],
        &[0x10],
        &[0x11, b'a', 0, 0],
        &[0x11, b'a', 9, 0],
        &[0x40, 1, 2],
    ];
    let told: Vec<String> = blocks
        .iter()
        .map(|block| match decompress(block, 16) {
            Ok(bytes) => format!("{bytes:?}"),
            Err(error) => error.to_string(),
        })
        .collect();
    let mut tight = [0; 4];
    let full = compress_into(b"no room for this", &mut tight).map_err(|error| error.to_string());
    let info = FrameInfo::new()
        .content_checksum(true)
        .content_size(Some(5));
    let mut encoder = FrameEncoder::with_frame_info(info, Vec::new());
    encoder.write_all(b"four").unwrap();
    let unequal = encoder.finish().map_err(|error| error.to_string());
    let mut packed = Vec::new();
    let info = FrameInfo::new().content_checksum(true);
    let mut encoder = FrameEncoder::with_frame_info(info, &mut packed);
    encoder.write_all(&sample(300)).unwrap();
    encoder.try_finish().unwrap();
    drop(encoder);
    let mut frames = Vec::new();
    for at in [0, 4, 5, 6, 20, packed.len() - 1] {
        let mut broken = packed.clone();
        broken[at] ^= 0x55;
        let read = FrameDecoder::new(&broken[..]).read_to_end(&mut Vec::new());
        frames.push(read.map_err(|error| format!("{error} {:?}", error.kind())));
    }
    let cut = FrameDecoder::new(&packed[..packed.len() - 9]).read_to_end(&mut Vec::new());
    format!(
        "{told:?} {full:?} {unequal:?} {frames:?} {:?}",
        cut.map_err(|error| error.kind())
    )
}
