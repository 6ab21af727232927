pub fn one() -> u8 { 1 } pub fn two() -> u8 { 2 } pub fn three(a: u8, b: u8) -> u8 { a + b } pub fn four() {}
