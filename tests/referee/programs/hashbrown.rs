//! Works with tables of its own hashing.

use hashbrown::{HashMap, HashSet, HashTable};

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
    let mut map: HashMap<String, usize, Build> = HashMap::default();
    for word in ["one", "two", "three", "two"] {
        *map.entry_ref(word).or_insert(0) += word.len();
    }
    map.retain(|_, length| *length > 3);
    let removed = map.remove("three");
    let mut all: Vec<(String, usize)> = map.into_iter().collect();
    all.sort();
    format!("{all:?} {removed:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_set() -> String {
    let one: HashSet<u32, Build> = (0..40).collect();
    let two: HashSet<u32, Build> = [3, 99, 7].into_iter().collect();
    let mut both: Vec<u32> = one.intersection(&two).copied().collect();
    both.sort_unstable();
    format!(
        "{both:?} {} {} {:?}",
        one.is_superset(&two),
        (&one - &two).len(),
        two.get(&99)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_table() -> String {
    let mut table = HashTable::with_capacity(2);
    for at in 0..20u64 {
        table.insert_unique(at % 5, at, |at| at % 5);
    }
    let found = table.find(3, |at| at % 5 == 3 && *at > 10).is_some();
    let drained: u64 = table.extract_if(|at| *at % 2 == 0).sum();
    table.shrink_to_fit(|at| at % 5);
    format!(
        "{found} {drained} {} {}",
        table.len(),
        table.iter().sum::<u64>()
    )
}
