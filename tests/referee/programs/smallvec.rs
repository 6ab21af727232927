//! Works with small vectors that spill to the heap.

use smallvec::{SmallVec, smallvec};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_spill() -> String {
    let mut vector: SmallVec<[u16; 4]> = smallvec![3, 1, 2];
    let before = vector.spilled();
    vector.extend([9, 8, 7]);
    vector.sort();
    let after = vector.spilled();
    vector.truncate(3);
    vector.shrink_to_fit();
    format!("{before} {after} {} {vector:?} {}", vector.spilled(), vector.capacity())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_edit() -> String {
    let mut vector: SmallVec<[String; 2]> = ["b", "a", "c", "a"].iter().map(|text| text.to_string()).collect();
    vector.insert(1, "z".into());
    let swapped = vector.swap_remove(0);
    vector.dedup();
    vector.retain(|text| text != "z");
    vector.insert_many(1, ["m", "n"].map(String::from));
    let other = vector.clone();
    format!("{swapped} {vector:?} {} {:?}", other == vector, other.into_iter().rev().collect::<Vec<_>>())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_drain() -> String {
    let mut vector = SmallVec::<[u8; 8]>::from_slice(&[1, 2, 3, 4, 5, 6]);
    let drained: SmallVec<[u8; 2]> = vector.drain(1..4).collect();
    let sum: u32 = vector.iter().map(|item| u32::from(*item)).sum();
    vector.resize(5, 7);
    vector.insert_from_slice(2, &[0, 0]);
    format!("{drained:?} {sum} {vector:?} {:?} {:?}", vector.pop(), drained.cmp(&SmallVec::from_slice(&[2, 4])))
}
