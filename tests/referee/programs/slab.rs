//! Works with numbered places.

use slab::Slab;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_insert() -> String {
    let mut slab = Slab::with_capacity(1);
    let keys: Vec<usize> = ["a", "b", "c"]
        .into_iter()
        .map(|text| slab.insert(text.to_string()))
        .collect();
    let removed = slab.remove(keys[1]);
    let again = slab.insert("d".into());
    slab[keys[0]].push('!');
    format!("{removed} {again} {slab:?} {:?}", slab.try_remove(9))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let mut slab: Slab<u8> = (3..9).map(|at| (at as usize, at)).collect();
    slab.retain(|_, value| *value % 2 == 1);
    for (_, value) in slab.iter_mut() {
        *value += 1;
    }
    slab.compact(|_, from, to| from > to);
    format!(
        "{slab:?} {} {:?}",
        slab.len(),
        slab.iter().rev().collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_entry() -> String {
    let mut slab = Slab::new();
    let entry = slab.vacant_entry();
    let key = entry.key();
    entry.insert((key, 'x'));
    slab.insert((7, 'y'));
    let pair = slab
        .get2_mut(0, 1)
        .map(|(one, two)| std::mem::replace(&mut one.1, two.1));
    let first = slab.get(0).copied();
    format!("{pair:?} {first:?} {:?}", slab.drain().collect::<Vec<_>>())
}
