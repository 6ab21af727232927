//! Works with shared and growing buffers.

use bytes::{Buf, BufMut, Bytes, BytesMut};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_share() -> String {
    let mut whole = Bytes::from(vec![b'a'; 40]);
    let head = whole.split_to(8);
    let tail = whole.slice(30..);
    let copied = Bytes::copy_from_slice(b"hello\n\x01");
    format!("{head:?} {tail:?} {copied:?} {} {:?} {}", whole.len(), Bytes::from_static(b"xy").cmp(&copied), head == tail.slice(..).as_ref())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_grow() -> String {
    let mut buffer = BytesMut::with_capacity(4);
    buffer.put_u16(0x1234);
    buffer.put_slice(b"more than four");
    buffer.put_i32_le(-2);
    let mut rest = buffer.split_off(10);
    rest.extend_from_slice(b"!!");
    rest.reserve(100);
    buffer.unsplit(rest);
    buffer.truncate(20);
    buffer.resize(22, b'-');
    let frozen = buffer.freeze();
    format!("{frozen:?} {:x}", frozen.slice(1..3))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_chain() -> String {
    let mut chained = Bytes::from_static(b"\x00\x01\x02").chain(&b"\x03\x04\x05\x06\x07\x08"[..]);
    let numbers = (chained.get_u16(), chained.get_u32_le(), chained.remaining());
    let mut limited = chained.take(2);
    let bytes: Vec<u8> = limited.copy_to_bytes(2).into_iter().collect();
    let mut target = Vec::new().limit(3);
    target.put(&bytes[..]);
    format!("{numbers:?} {bytes:?} {:?} {:?}", target.get_ref(), (&b"\x01"[..]).try_get_u64().map_err(|error| error.to_string()))
}
