//! Recursion through the wrapper, dynamic errors, methods of enums and of types with const parameters.

use serde::{Deserialize, Serialize};
use std::error::Error;
use std::path::Path;

pub mod cached {
    rememo::include_wrappers!();
}

/// Remembers its own smaller results.
pub fn fib(n: u64) -> u64 {
    eprintln!("computed fib {n}");
    match n {
        0 | 1 => n,
        n => cached::cached_fib(n - 1) + cached::cached_fib(n - 2),
    }
}

pub fn read(path: impl AsRef<Path>) -> std::io::Result<String> {
    eprintln!("computed read {}", path.as_ref().display());
    match path.as_ref().extension() {
        Some(_) => Ok(path.as_ref().display().to_string()),
        None => Err(std::io::Error::other("no extension")),
    }
}

pub const fn fallible(value: u8) -> Result<u8, &'static (dyn Error + Send + Sync)> {
    Ok(value)
}

#[derive(Serialize, Deserialize)]
pub enum Shape {
    Square(f64),
    Rectangle { width: f64, height: f64 },
}

pub trait Scale<T> {
    fn scale(&self, by: T) -> Self;
}

impl Shape {
    pub fn area(self: &Self) -> f64 {
        eprintln!("computed area");
        match self {
            Shape::Square(side) => side * side,
            Shape::Rectangle { width, height } => width * height,
        }
    }
}

impl Scale<f64> for Shape {
    fn scale(&self, by: f64) -> Self {
        eprintln!("computed scale");
        match self {
            Shape::Square(side) => Shape::Square(side * by),
            Shape::Rectangle { width, height } => Shape::Rectangle { width: width * by, height: height * by },
        }
    }
}

#[derive(Serialize)]
pub struct Table<'t, T, const N: usize>
where
    T: Copy,
{
    cells: &'t [T],
}

impl<'t, T, const N: usize> Table<'t, T, N>
where
    T: Copy,
{
    pub fn cell<'a>(&'a self, [row, column]: [usize; 2]) -> Option<T> {
        eprintln!("computed cell of {N}");
        self.cells.get(row * N + column).copied()
    }

    pub fn new(cells: &[T]) -> Vec<T> {
        eprintln!("computed new of {N}");
        cells.to_vec()
    }
}

fn main() {
    println!("{}", cached::cached_fib(6));
    println!("{:?}", cached::cached_read("a.txt").ok());
    println!("{:?}", cached::cached_read("a").is_err());
    println!("{:?}", cached::cached_fallible(1).ok());
    println!("{}", Shape::Square(2.0).cached_area());
    println!("{}", Shape::Rectangle { width: 2.0, height: 3.0 }.cached_area());
    println!("{}", Shape::Square(2.0).scaled(2.0).area());
    println!("{:?}", Table::<u8, 2> { cells: &[1, 2, 3, 4] }.cached_cell([1, 0]));
    println!("{:?}", Table::<u8, 1> { cells: &[1, 2, 3, 4] }.cached_cell([1, 0]));
    println!("{:?}", Table::<'static, u8, 1>::cached_new(&[1]));
}
