//! Works with maps and sets that keep their order.

use indexmap::{IndexMap, IndexSet};

#[derive(Default, Clone)]
struct Sum(u64);

impl std::hash::Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
}

type Build = std::hash::BuildHasherDefault<Sum>;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_map() -> String {
    let mut map: IndexMap<&str, i32, Build> = IndexMap::default();
    for (at, name) in ["c", "a", "b", "a"].into_iter().enumerate() {
        *map.entry(name).or_insert(0) += at as i32;
    }
    let removed = map.shift_remove("c");
    map.insert("z", 9);
    format!("{map:?} {removed:?} {:?} {:?} {}", map.get_index_of("z"), map.get_full("b"), map["a"])
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_set() -> String {
    let one: IndexSet<i32, Build> = [3, 1, 2].into_iter().collect();
    let two: IndexSet<i32, Build> = [2, 4, 3].into_iter().collect();
    let both: Vec<&i32> = one.intersection(&two).collect();
    format!("{both:?} {:?} {:?} {}", &one | &two, &one - &two, one.is_subset(&two))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sort() -> String {
    let mut map: IndexMap<String, usize, Build> = ["one", "three", "five"].iter().map(|text| (text.to_string(), text.len())).collect();
    map.sort_by(|_, one, _, two| two.cmp(one));
    map.retain(|_, length| *length > 3);
    map.swap_indices(0, 1);
    let last = map.pop();
    format!("{:?} {:?} {last:?}", map.keys().collect::<Vec<_>>(), map.first())
}
