//! Maps and sets as automata in bytes, searched by other automata.

use fst::automaton::{Str, Subsequence};
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Set, Streamer};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_map() -> String {
    let map = Map::from_iter([("bar", 2), ("baz", 7), ("foo", 1), ("foobar", 9)]);
    match map {
        Ok(map) => {
            let mut found = Vec::new();
            let mut stream = map.range().ge("baz").lt("foob").into_stream();
            while let Some((key, value)) = stream.next() {
                found.push((key.to_vec(), value));
            }
            format!("{found:?} {:?} {}", map.get("foobar"), map.len())
        }
        Err(error) => error.to_string(),
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_search() -> String {
    let Ok(set) = Set::from_iter(["abc", "axbycz", "b", "xabc"]) else {
        return String::new();
    };
    let starts = Str::new("a").starts_with();
    let found = set
        .search(Subsequence::new("abc").intersection(starts))
        .into_stream()
        .into_strs();
    let joined = set.op().add(&set).intersection().into_stream();
    format!("{found:?} {}", count(joined))
}

fn count(mut of: fst::set::Intersection<'_>) -> usize {
    let mut count = 0;
    while of.next().is_some() {
        count += 1;
    }
    count
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_build() -> String {
    let mut builder = MapBuilder::memory();
    let first = builder.insert("b", 1).is_ok();
    let wrong = builder.insert("a", 1).map_err(|error| error.to_string());
    let bytes = builder.into_inner().map(|bytes| bytes.len());
    format!(
        "{first} {wrong:?} {bytes:?} {}",
        Map::new(vec![1, 2, 3]).is_err()
    )
}
