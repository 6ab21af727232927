//! Works with vectors in arrays.

use tinyvec::{ArrayVec, SliceVec, TinyVec, array_vec, tiny_vec};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_inline() -> String {
    let mut vector = array_vec!([i32; 8] => 5, 3, 1, 3);
    vector.sort();
    vector.insert(1, 7);
    let refused = vector.try_push(2).is_some();
    let drained: ArrayVec<[i32; 4]> = vector.drain(..2).collect();
    vector.retain(|item| *item != 2);
    format!("{vector:?} {refused} {drained:?} {:?} {}", vector.pop(), vector < drained.iter().copied().collect())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_spill() -> String {
    let mut vector: TinyVec<[u8; 2]> = tiny_vec!(1, 2);
    let inline = vector.is_inline();
    vector.push(3);
    vector.extend_from_slice(&[9, 9]);
    let split = vector.split_off(3);
    let spliced: Vec<u8> = vector.splice(0..1, [4, 5, 6]).collect();
    format!("{inline} {} {vector:x?} {split:?} {spliced:?} {:?}", vector.is_heap(), vector.iter().rev().collect::<Vec<_>>())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slice() -> String {
    let mut room = [0u16; 5];
    let mut vector = SliceVec::from_slice_len(&mut room, 2);
    vector.push(4);
    vector.swap_remove(0);
    vector.extend_from_slice(&[8, 6]);
    vector.truncate(3);
    format!("{vector:?} {} {:?}", vector.len(), vector.first())
}
