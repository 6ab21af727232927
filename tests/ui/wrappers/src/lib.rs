pub fn one() -> u8 { 1 }
pub fn two() -> u8 { 2 }
pub fn with(verbose: bool, (a, b): (u8, u8)) -> u8 { a + b + u8::from(verbose) }
pub fn without() -> u8 { 1 }

pub struct Model;
pub trait A { fn price(&self) -> u8; }
pub trait B { fn price(&self) -> u8; }
impl A for Model { fn price(&self) -> u8 { 1 } }
impl B for Model { fn price(&self) -> u8 { 1 } }
