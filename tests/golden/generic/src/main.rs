//! Generic functions: type and const parameters, `where`, `impl Trait`, lifetimes.

use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;
use std::fmt::Display;

pub mod cached {
    rememo::include_wrappers!();
}

pub fn sorted<T>(items: &[T]) -> Vec<T>
where
    T: Ord + Clone,
{
    eprintln!("computed sorted of {}", std::any::type_name::<T>());
    let mut items = items.to_vec();
    items.sort();
    items
}

pub fn first<T: Copy + Serialize, const N: usize>(items: [T; N]) -> Option<T> {
    eprintln!("computed first of {N}");
    items.first().copied()
}

/// Only its result tells the instantiations apart.
pub fn named<T: Default>() -> Result<T, String> {
    eprintln!("computed named {}", std::any::type_name::<T>());
    Ok(T::default())
}

pub fn shown(items: &[impl Display], last: &impl Display) -> String {
    eprintln!("computed shown");
    items.iter().map(|item| format!("{item} ")).collect::<String>() + &last.to_string()
}

pub fn applied<F: Fn(u32) -> u32>(value: u32, step: F) -> u32 {
    eprintln!("computed applied");
    step(value)
}

pub fn longest<'a>(one: &'a str, other: &'a str) -> Cow<'a, str> {
    eprintln!("computed longest");
    if one.len() > other.len() { one.into() } else { other.into() }
}

pub fn pairs<T: Serialize + DeserializeOwned + Clone>(items: Cow<'_, [T]>, pair: (&T, u8)) -> Vec<(T, u8)> {
    eprintln!("computed pairs");
    items.iter().chain([pair.0]).map(|item| (item.clone(), pair.1)).collect()
}

fn main() {
    println!("{:?}", cached::cached_sorted(&[3, 1, 2]));
    println!("{:?}", cached::cached_sorted(&[3u8, 1, 2]));
    println!("{:?}", cached::cached_first([1, 2]));
    println!("{:?}", cached::cached_first::<u8, 0>([]));
    println!("{:?}", cached::cached_named::<u64>());
    println!("{:?}", cached::cached_named::<String>());
    println!("{}", cached::cached_shown(&[1, 2], &"three"));
    println!("{}", cached::cached_shown(&["1", "2"], &"three"));
    println!("{}", cached::cached_applied(1, |value| value + 1));
    println!("{}", cached::cached_longest("long", "longer"));
    println!("{:?}", cached::cached_pairs(Cow::Borrowed(&[1, 2]), (&3, 4)));
    println!("{}", cached::sorted::contains(&[3, 1, 2]));
    println!("{}", cached::sorted::contains(&[3u16, 1, 2]));
}
