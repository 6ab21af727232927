//! Maps from ranges, in which neighbours grow together.

use rangemap::{RangeInclusiveMap, RangeMap, RangeSet};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_map() -> String {
    let mut map = RangeMap::new();
    map.insert(0..5, 'a');
    map.insert(5..9, 'a');
    map.insert(3..7, 'b');
    map.remove(8..20);
    let gaps: Vec<_> = map.gaps(&(0..12)).collect();
    let over: Vec<_> = map.overlapping(2..4).collect();
    format!("{map:?} {gaps:?} {over:?} {:?}", map.get_key_value(&6))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_inclusive() -> String {
    let mut map: RangeInclusiveMap<u8, &str> = [(1..=3, "x"), (4..=9, "x")].into_iter().collect();
    map.insert(200..=255, "y");
    let back: Vec<_> = map.iter().rev().collect();
    format!(
        "{map:?} {back:?} {:?}",
        map.gaps(&(0..=255)).collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_set() -> String {
    let one: RangeSet<i32> = [0..4, 10..20].into_iter().collect();
    let two: RangeSet<i32> = [3..12].into();
    let both: Vec<_> = one.intersection(&two).collect();
    let all: Vec<_> = one.union(&two).collect();
    format!("{both:?} {all:?} {} {:?}", one.contains(&11), one < two)
}
