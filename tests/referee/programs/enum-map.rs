//! Maps with a place for each variant.

use enum_map::{EnumMap, enum_map};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bools() -> String {
    let mut map = enum_map! { false => 1, true => 2 };
    map[true] += 5;
    let swapped = map.map(|key, value| if key { -value } else { value });
    format!(
        "{map:?} {swapped:?} {:?}",
        map.iter()
            .map(|(key, value)| (key, *value))
            .collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bytes() -> String {
    let mut counts: EnumMap<u8, usize> = EnumMap::default();
    for byte in b"hello world" {
        counts[*byte] += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    format!(
        "{most:?} {}",
        counts.values().filter(|count| **count > 0).count()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_nested() -> String {
    let map: EnumMap<std::cmp::Ordering, String> = EnumMap::from_fn(|key| format!("{key:?}"));
    let pairs: EnumMap<bool, u8> = [(true, 3)].into_iter().collect();
    format!("{:?} {:?} {}", map.as_slice(), pairs, map.len())
}
