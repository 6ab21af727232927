//! The function of the whole calls: two arguments, and a result of 100 numbers and 100 characters.

use serde::{Deserialize, Serialize};

use crate::work::checksum;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// A hundred characters.
    pub title: String,
    /// A hundred numbers.
    pub numbers: Vec<f64>,
}

/// Fills a sheet: cheap, as what is measured is everything around it.
pub fn sheet(seed: u64, name: &str) -> Sheet {
    let numbers = (1..=100).map(|n| (seed as f64 + f64::from(n)).sqrt());
    Sheet {
        title: format!("{name:.<100}"),
        numbers: numbers.collect(),
    }
}

/// The same, to be listed in cache.toml with another policy.
pub fn sheet_plain(seed: u64, name: &str) -> Sheet {
    sheet(seed, name)
}

/// The same again.
pub fn sheet_in_memory(seed: u64, name: &str) -> Sheet {
    sheet(seed, name)
}

impl Sheet {
    /// The sum of everything in it: it reads every byte.
    pub fn checksum(&self) -> u64 {
        let numbers = self.numbers.iter().map(|number| number.to_bits());
        numbers.fold(checksum(self.title.as_bytes()), u64::wrapping_add)
    }
}
