//! Deflates and inflates.

fn text() -> Vec<u8> {
    b"the quick brown fox jumps over the lazy dog, and the quick brown fox jumps again. ".repeat(4)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_deflate() -> String {
    [1, 6, 9].iter().map(|level| format!("{:?}\n", miniz_oxide::deflate::compress_to_vec(&text(), *level))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_inflate() -> String {
    let data: [&[u8]; 3] = [&[0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00], &[0x78, 0x9c, 0x4b, 0x04], &[1, 3, 0, 0xfc, 0xff, 65, 66, 67]];
    data.iter()
        .map(|bytes| match miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, 100) {
            Ok(bytes) => format!("{}\n", String::from_utf8_lossy(&bytes)),
            Err(error) => format!("{error} {:?}\n", error.status),
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_zlib() -> String {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&text(), 4);
    let back = miniz_oxide::inflate::decompress_to_vec_zlib(&packed);
    format!("{} {:?}", packed.len(), back.map(|bytes| bytes == text()))
}
