//! Works with vectors and strings of fixed room.

use arrayvec::{ArrayString, ArrayVec};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_vector() -> String {
    let mut vector: ArrayVec<i32, 6> = (1..=4).collect();
    vector.insert(1, 9);
    let full = [vector.try_push(5).is_ok(), vector.try_push(6).is_ok()];
    let taken: Vec<i32> = vector.drain(1..3).collect();
    vector.retain(|item| *item % 2 == 0);
    format!("{full:?} {taken:?} {vector:?} {:?} {}", vector.pop(), vector.remaining_capacity())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_string() -> String {
    let mut text = ArrayString::<8>::from("grüß").unwrap();
    let refused = text.try_push_str("too long").map_err(|error| error.to_string());
    text.push('!');
    text.truncate(5);
    let last = text.pop();
    format!("{text} {text:?} {refused:?} {last:?} {}", text.len())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_owned() -> String {
    let vector: ArrayVec<String, 3> = ["b", "a"].iter().map(|text| text.to_string()).collect();
    let other = vector.clone();
    let mut sorted = other.into_inner().unwrap_or_else(|other| [other[1].clone(), other[0].clone(), String::new()]);
    sorted.sort();
    format!("{:?} {:?} {:?}", sorted, vector.into_iter().rev().collect::<Vec<_>>(), ArrayVec::from([1, 2]) < ArrayVec::from([1, 3]))
}
