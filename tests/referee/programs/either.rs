//! Works with one of two.

use either::{Either, Left, Right};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_iterate() -> String {
    let pick = |up: bool| if up { Left(0..4) } else { Right((0..4).rev()) };
    let all: Vec<String> = [true, false].iter().map(|up| format!("{:?}", pick(*up).map(|at| at * 2).collect::<Vec<i32>>())).collect();
    format!("{} {:?} {:?}", all.join(" "), pick(true).next_back(), pick(false).size_hint())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_map() -> String {
    let one: Either<u8, &str> = Left(7);
    let two: Either<u8, &str> = Right("seven");
    let told = |which: Either<u8, &str>| which.map_left(|number| number + 1).map_right(str::len).either(u64::from, |length| length as u64);
    format!("{} {} {:?} {:?} {}", told(one), told(two), one.flip(), one.left_or(3), two.right_or_else(|number| if number > 1 { "x" } else { "y" }))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_forward() -> String {
    use std::io::Read;
    let mut read: Either<&[u8], std::io::Empty> = Left(b"bytes");
    let mut text = String::new();
    read.read_to_string(&mut text).unwrap();
    let shown: Either<i32, &str> = Right("shown");
    let error: Either<std::fmt::Error, std::num::ParseIntError> = Right("x".parse::<i32>().unwrap_err());
    format!("{text} {shown} {error} {:?}", either::Either::<&str, String>::Left("as").as_ref().either(|one| one.len(), |two| two.len()))
}
