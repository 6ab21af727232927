//! One of each channel through which an edit elsewhere reaches a function: the referee's own test piece.

mod shapes;

use shapes::{Area, double, triple};

/// A factor by name.
pub const FACTOR: u32 = 3;

/// A table that is looked at as it runs.
pub static TABLE: [u32; 3] = [10, 20, 30];

macro_rules! add_five {
    ($value:expr) => {
        $value + 5
    };
}

/// Says on its end what it held.
pub struct Guard<'log>(pub &'log std::cell::RefCell<String>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push_str("dropped");
    }
}

/// The error that `?` makes of a failed parse.
#[derive(Debug)]
pub struct Failure(pub String);

impl From<std::num::ParseIntError> for Failure {
    fn from(_: std::num::ParseIntError) -> Failure {
        Failure(String::from("no number"))
    }
}

/// Reads a number.
pub fn number(text: &str) -> Result<u32, Failure> {
    let value: u32 = text.parse()?;
    Ok(value)
}

/// Everything reached at once.
pub fn all(text: &str) -> String {
    let log = std::cell::RefCell::new(String::new());
    let guard = Guard(&log);
    let scaled = add_five!(FACTOR) * TABLE[text.len() % 3];
    drop(guard);
    let areas: Vec<Box<dyn Area>> = vec![Box::new(shapes::Square(4)), Box::new(shapes::Flat)];
    let sum: u32 = areas.iter().map(|area| area.area()).sum();
    let greeting = include_str!("../data/greeting.txt").trim();
    let loud = if cfg!(feature = "loud") { "!" } else { "" };
    let calls = double(7) + triple(1);
    let twice = [shapes::twice(&shapes::Square(2)), shapes::twice(&shapes::Flat)];
    format!("{scaled} {sum} {greeting}{loud} {calls} {twice:?} {:?} {}", number(text), log.borrow())
}

/// Reached by nothing.
pub fn unreached(value: u32) -> u32 {
    value.rotate_left(3) ^ 0x55
}
