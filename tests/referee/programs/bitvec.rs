//! Works with single bits.

use std::io::Write;

use bitvec::prelude::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slice() -> String {
    let mut bytes = [0b1010_0110_u8, 0x0f, 0xc3];
    let bits = bytes.view_bits_mut::<Msb0>();
    let (left, right) = bits.split_at_mut(11);
    left.set(0, false);
    right.rotate_left(3);
    left[2..9].reverse();
    left[4..].copy_from_bitslice(&right[1..8]);
    *right.first_mut().unwrap() = true;
    let ones: Vec<usize> = bits.iter_ones().collect();
    let chunks: Vec<String> = bits.chunks(5).map(|chunk| format!("{chunk:b}")).collect();
    let split: Vec<usize> = bits.split(|_, bit| !*bit).map(|run| run.len()).collect();
    let found = (
        bits.first_zero(),
        bits.last_one(),
        bits.leading_ones(),
        bits.starts_with(bits![u16, Lsb0; 0, 0]),
        bits.windows(3).filter(|window| window.all()).count(),
    );
    let text = bits.to_string();
    format!("{text} {ones:?} {chunks:?} {split:?} {found:?} {bytes:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_vector() -> String {
    let mut bits = bitvec![u16, Lsb0; 1, 0, 0, 1, 1];
    bits.extend([true; 15].iter().chain(&[false, true]));
    bits.insert(3, true);
    let removed = (bits.remove(0), bits.pop(), bits.swap_remove(2));
    let mut other: BitVec<u8, Msb0> = bits.drain(2..9).collect();
    other.extend_from_bitslice(&bits[..4]);
    let spliced: String = bits
        .splice(1..3, [true, false, true])
        .map(|bit| if bit { '1' } else { '0' })
        .collect();
    bits.retain(|at, bit| at % 3 != 0 || !*bit);
    bits.append(&mut other);
    bits.resize(40, true);
    let tail = bits.split_off(33);
    let boxed = tail.clone().into_boxed_bitslice();
    let mut written: BitVec<u8, Msb0> = BitVec::new();
    written.push(true);
    let count = written.write(&[0xa5, 0x3c]).unwrap();
    format!(
        "{removed:?} {spliced} {bits} {:x} {tail:b} {} {:?} {count} {written:#x} {} {}",
        bits,
        boxed.count_ones(),
        bits.clone().into_vec(),
        other.is_empty(),
        bits.as_bitslice() > tail.as_bitslice()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_field() -> String {
    let mut packet: BitArr!(for 48, in u8, Msb0) = BitArray::ZERO;
    packet[..3].store_be(5_u8);
    packet[3..16].store_be(0x0abc_u16);
    packet[20..44].store_le(0x00c0_ffee_u32);
    let mut little = bitarr![u32, Lsb0; 0; 64];
    little[7..40].store(0x1_dead_beef_u64);
    little[40..46].store_le(-3_i8);
    let sum = packet[..32].load_be::<u32>() ^ little[5..37].load_le::<u32>();
    let mask = bitarr![u8, Msb0; 1, 0, 1, 1, 0, 0, 1, 0];
    let other = bitarr![u8, Msb0; 1, 1, 0, 1, 0, 1, 0, 0];
    let (head, tail) = packet[3..45]
        .domain()
        .region()
        .map_or((0, 0), |(head, body, tail)| {
            let edge = |value: Option<u8>| value.unwrap_or(99);
            (
                edge(head.map(|elem| elem.load_value())),
                edge(tail.map(|elem| elem.load_value())) as usize + body.len(),
            )
        });
    format!(
        "{packet:x} {sum:x} {} {} {:b} {:b} {:b} {:b} {head} {tail} {:?}",
        packet[20..44].load_le::<u32>(),
        little[40..46].load_le::<i8>(),
        mask & other,
        mask | other,
        mask ^ other,
        !mask,
        packet.into_inner()
    )
}
