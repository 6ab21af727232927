//! Types whose methods are remembered.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Model {
    pub base: u64,
}

pub trait Quote {
    type Price;
    fn quote(&self, count: u64) -> Self::Price;
}

impl Model {
    /// The price of `count` pieces.
    pub fn price(&self, count: u64) -> u64 {
        eprintln!("computed price of {}", self.base);
        self.base * count
    }

    pub fn load(name: &str) -> Self {
        eprintln!("computed load {name}");
        Model { base: name.len() as u64 }
    }
}

impl Quote for Model {
    type Price = (u64, String);

    fn quote(&self, count: u64) -> Self::Price {
        eprintln!("computed quote");
        (self.base * count, "EUR".to_owned())
    }
}

#[derive(Serialize)]
pub struct Held<T> {
    pub inside: Vec<T>,
}

impl<T: Clone> Held<T> {
    pub fn size(&self, other: &Self) -> usize {
        eprintln!("computed size");
        self.inside.len() + other.inside.len()
    }

    pub fn convert<U>(&self, from: u8) -> U
    where
        U: From<u8>,
    {
        eprintln!("computed convert");
        U::from(from)
    }
}

#[derive(Serialize)]
pub struct View<'t> {
    pub text: &'t str,
}

impl<'t> View<'t> {
    pub fn len(&self) -> usize {
        eprintln!("computed len");
        self.text.len()
    }
}
