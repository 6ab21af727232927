//! The same function under every cache, as its macro or wrapper is used.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::path::Path;

use cached::macros::{cached, concurrent_cached};
use memoize::memoize;

use crate::engine::{Engine, Fallible};
use crate::sheet::{Sheet, sheet};

/// What the build script wrote for cache.toml.
pub mod wrappers {
    rememo::include_wrappers!();
}

/// One way to call the function.
pub type Call = Box<dyn FnMut(u64, &str) -> Fallible<Sheet>>;

/// Every way, by its id and name. The sketch keeps its store in `dir`.
pub fn calls(dir: &Path) -> Fallible<Vec<(&'static str, &'static str, Call)>> {
    let mut sketch = Sketch::open(dir, 10_000)?;
    Ok(vec![
        (
            "rememo",
            "**rememo**: `cached_sheet(…)`, default policy and seal",
            Box::new(|seed, name| Ok(wrappers::sheet::cached_sheet(seed, name))),
        ),
        (
            "rememo-plain",
            "**rememo**, `compression = \"none\"`",
            Box::new(|seed, name| Ok(wrappers::sheet::cached_sheet_plain(seed, name))),
        ),
        (
            "rememo-memory",
            "**rememo**, `memory = \"64 MiB\"`",
            Box::new(|seed, name| Ok(wrappers::sheet::cached_sheet_in_memory(seed, name))),
        ),
        (
            "sketch",
            "sketch: BLAKE3 of the arguments, postcard",
            Box::new(move |seed, name| sketch.call(seed, name)),
        ),
        ("cached-disk", "`cached` on disk", Box::new(on_disk)),
        (
            "cached-memory",
            "`cached` in memory",
            Box::new(|seed, name| Ok(in_memory(seed, name))),
        ),
        (
            "cached-sharded",
            "`cached` in memory, sharded",
            Box::new(|seed, name| Ok(sharded(seed, name)?)),
        ),
        (
            "memoize",
            "memoize (per thread, in memory)",
            Box::new(|seed, name| Ok(memoized(seed, name.to_owned()))),
        ),
        (
            "memoize-shared",
            "memoize, `SharedCache`",
            Box::new(|seed, name| Ok(memoized_shared(seed, name.to_owned()))),
        ),
        (
            "decode",
            "decoding alone: MessagePack of the result, in memory",
            Box::new(decoding()),
        ),
        (
            "plain",
            "no cache: the function itself",
            Box::new(|seed, name| Ok(sheet(seed, name))),
        ),
    ])
}

// `cached` needs an owned key where arguments are borrowed.
#[concurrent_cached(
    disk = true,
    durable = false,
    key = "String",
    convert = { format!("{seed}:{name}") },
    map_error = |error| error.to_string()
)]
fn on_disk_checked(seed: u64, name: &str) -> Result<Sheet, String> {
    Ok(sheet(seed, name))
}

/// The function remembered by `cached` on disk.
pub fn on_disk(seed: u64, name: &str) -> Fallible<Sheet> {
    Ok(on_disk_checked(seed, name)?)
}

#[cached(key = "(u64, String)", convert = { (seed, name.to_owned()) })]
fn in_memory(seed: u64, name: &str) -> Sheet {
    sheet(seed, name)
}

#[concurrent_cached(key = "(u64, String)", convert = { (seed, name.to_owned()) })]
fn sharded(seed: u64, name: &str) -> Result<Sheet, Infallible> {
    Ok(sheet(seed, name))
}

#[memoize]
fn memoized(seed: u64, name: String) -> Sheet {
    sheet(seed, &name)
}

#[memoize(SharedCache)]
fn memoized_shared(seed: u64, name: String) -> Sheet {
    sheet(seed, &name)
}

/// The sketch's way, in a store of its own for so many results.
pub fn sketch_among(dir: &Path, entries: usize) -> Fallible<Call> {
    let mut sketch = Sketch::open(dir, entries)?;
    Ok(Box::new(move |seed, name| sketch.call(seed, name)))
}

/// Decodes the result as rememo stores it by default, found by nothing but its number: what of a whole call is
/// the codec's.
fn decoding() -> impl FnMut(u64, &str) -> Fallible<Sheet> {
    let mut encoded: HashMap<u64, Vec<u8>> = HashMap::new();
    move |seed, name| match encoded.entry(seed) {
        Entry::Occupied(bytes) => Ok(rmp_serde::from_slice(bytes.get())?),
        Entry::Vacant(place) => {
            let computed = sheet(seed, name);
            place.insert(rmp_serde::to_vec_named(&computed)?);
            Ok(computed)
        }
    }
}

/// The floor of a whole call: hash, look up, decode, and nothing else.
struct Sketch(Box<dyn Engine>);

impl Sketch {
    fn open(dir: &Path, entries: usize) -> Fallible<Sketch> {
        let work = crate::work::Work { entries, len: 1024 };
        Ok(Sketch((crate::engines::SKETCH.open)(dir, &work)?))
    }

    fn call(&mut self, seed: u64, name: &str) -> Fallible<Sheet> {
        let mut arguments = [0; 64];
        let written = postcard::to_slice(&(seed, name), &mut arguments)?;
        let key = *blake3::hash(written).as_bytes();
        let mut decoded = None;
        self.0.get(&key, &mut |value| {
            decoded = Some(postcard::from_bytes(value))
        })?;
        if let Some(decoded) = decoded {
            return Ok(decoded?);
        }
        let computed = sheet(seed, name);
        self.0.put(&key, &postcard::to_stdvec(&computed)?)?;
        Ok(computed)
    }
}
