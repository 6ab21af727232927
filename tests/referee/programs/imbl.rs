//! Works with collections that share what they have in common.

use std::hash::{BuildHasherDefault, Hasher};

use imbl::ordmap::DiffItem;
use imbl::shared_ptr::DefaultSharedPtr;
use imbl::{GenericHashMap, OrdMap, OrdSet, Vector, get_in, ordmap, update_in, vector};

#[derive(Default, Clone)]
struct Sum(u64);

impl Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
}

type Map<K, V> = GenericHashMap<K, V, BuildHasherDefault<Sum>, DefaultSharedPtr>;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_vector() -> String {
    let whole: Vector<u32> = (0..400).map(|at| at * 7 % 101).collect();
    let (mut left, right) = whole.clone().split_at(150);
    let mut joined = right.clone();
    joined.append(left.clone());
    joined.insert(77, 1000);
    let removed = joined.remove(300);
    left.retain(|number| number % 3 == 0);
    left.sort();
    let mut focus = joined.focus_mut();
    focus.set(5, 2000);
    focus.chunk_at(200).1.reverse();
    joined.swap(0, 399);
    let narrow: u32 = joined.focus().narrow(100..120).into_iter().sum();
    let nested = vector![vector![1, 2], vector![3]];
    let changed = update_in![nested, 1 => 0, 9];
    format!(
        "{removed} {narrow} {:?} {:?} {} {:?} {:?} {nested:?} {changed:?} {:?} {}",
        left.iter().rev().take(4).collect::<Vec<_>>(),
        left.binary_search(&51),
        whole.iter().sum::<u32>(),
        joined.index_of(&2000),
        joined.slice(395..).into_iter().collect::<Vec<_>>(),
        get_in![changed, 1 => 0],
        whole == right
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_tree() -> String {
    let old: OrdMap<u32, String> = (0..120_u32).map(|at| (at * 2, format!("v{at}"))).collect();
    let mut new = old.without(&10).update(11, "eleven".into());
    new.entry(20)
        .and_modify(|text| text.push('!'))
        .or_insert_with(String::new);
    let changes: Vec<String> = old
        .diff(&new)
        .map(|item| match item {
            DiffItem::Add(key, value) => format!("+{key}{value}"),
            DiffItem::Update { old, new } => format!("{}:{}>{}", old.0, old.1, new.1),
            DiffItem::Remove(key, value) => format!("-{key}{value}"),
        })
        .collect();
    let (low, at, high) = new.split_lookup(&100);
    let mixed = ordmap! {1 => 1, 2 => 2}.union_with(ordmap! {2 => 3, 4 => 4}, |a, b| a * 10 + b);
    let one: OrdSet<i32> = (0..10).collect();
    let two: OrdSet<i32> = (5..15).collect();
    format!(
        "{changes:?} {} {at:?} {:?} {mixed:?} {:?} {:?} {:?} {}",
        low.len(),
        high.get_min(),
        new.range(8..14).collect::<Vec<_>>(),
        new.get_prev(&7),
        one.clone().intersection(two.clone()),
        one.is_subset(&two)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_hash() -> String {
    let mut map: Map<String, usize> = Map::default();
    for (at, word) in "the cat and the dog and the end".split(' ').enumerate() {
        *map.entry(word.to_owned()).or_default() += at;
    }
    let kept = map.clone();
    map.retain(|word, _| word.len() == 3 && word != "end");
    let gone = map.remove("cat");
    let many: Map<u32, u32> = (0..300).map(|at| (at, at * at)).collect();
    let fewer = many
        .alter(|old| old.map(|number| number + 1), 17)
        .without(&18);
    let both = many.clone().intersection_with(fewer, |one, two| two - one);
    let mut words: Vec<(&String, &usize)> = map.iter().collect();
    words.sort();
    format!(
        "{words:?} {gone:?} {} {:?} {} {:?} {}",
        kept.len(),
        kept.get("end"),
        both.len(),
        both.values().max(),
        map.is_submap(&kept)
    )
}
