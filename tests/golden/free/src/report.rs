//! Functions with arguments and results of all sorts.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io::Result as Outcome;

/// A month's sums.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    year: u16,
    sums: BTreeMap<String, f64>,
}

/// The report of a year.
///
/// It is slow.
pub fn monthly(year: u16, currency: &str) -> Report {
    eprintln!("computed monthly");
    Report { year, sums: BTreeMap::from([(currency.to_owned(), 0.5)]) }
}

pub fn find(names: &[String], name: &str) -> Option<usize> {
    eprintln!("computed find {name}");
    names.iter().position(|known| known == name)
}

pub fn parse(text: &str) -> Result<u32, &'static str> {
    eprintln!("computed parse {text}");
    text.parse().map_err(|_| "no number")
}

pub fn parse_all(text: &str) -> Result<u32, String> {
    eprintln!("computed parse_all {text}");
    text.parse().map_err(|_| format!("no number: {text}"))
}

/// An alias of `Result`, whose error can neither be stored nor be compared.
pub fn lookup(id: u32) -> Outcome<Option<u32>> {
    eprintln!("computed lookup {id}");
    match id {
        1 => Ok(Some(10)),
        2 => Ok(None),
        _ => Err(std::io::Error::other("none such")),
    }
}

pub(crate) fn noisy(id: u32, verbose: bool) -> u32 {
    eprintln!("computed noisy {verbose}");
    id * 2
}

pub fn patterns((a, b): (u32, u32), [c, d]: [u32; 2], mut e: u32) -> u32 {
    eprintln!("computed patterns");
    e += 1;
    a + b + c + d + e
}

pub fn members(names: &HashSet<String>) -> usize {
    eprintln!("computed members");
    names.len()
}

pub fn shout(text: Cow<'_, str>) -> Cow<'static, str> {
    eprintln!("computed shout");
    text.to_uppercase().into()
}

/// Named like a keyword, with arguments named like what the wrapper makes up.
pub fn r#type(key: u8, kept: u8, k: u8) -> u8 {
    eprintln!("computed type");
    key + kept + k
}
