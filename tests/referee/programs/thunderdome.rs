//! Keeps values in numbered places that know how often they were used.

use thunderdome::{Arena, Index};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_insert() -> String {
    let mut arena = Arena::new();
    let first = arena.insert("a".to_owned());
    let second = arena.insert("b".to_owned());
    let gone = arena.remove(first);
    let third = arena.insert("c".to_owned());
    format!(
        "{gone:?} {:?} {:?} {third:?} {}",
        arena.get(first),
        arena[second],
        first.to_bits()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_two() -> String {
    let mut arena = Arena::new();
    for value in 1..6_u8 {
        arena.insert(value);
    }
    let at = |slot: u64| Index::from_bits((1 << 32) | slot).expect("an index");
    let (one, two) = arena.get2_mut(at(1), at(3));
    if let (Some(one), Some(two)) = (one, two) {
        std::mem::swap(one, two);
    }
    arena.retain(|_, value| *value != 5);
    format!(
        "{:?} {}",
        arena.iter().collect::<Vec<_>>(),
        arena.contains(at(4))
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_drain() -> String {
    let mut arena = Arena::with_capacity(2);
    arena.insert_at_slot(3, 'x');
    arena.insert('y');
    let copy = arena.clone();
    let all: Vec<_> = arena.drain().collect();
    format!("{all:?} {} {:?}", arena.is_empty(), copy.into_iter().next())
}
