//! Strings iterators together.

use itertools::Itertools;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_join() -> String {
    let words = ["one", "two", "three"];
    format!("{} {} {:?}", words.iter().join("-"), words.iter().format(", "), words.iter().map(|word| word.len()).minmax())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_combine() -> String {
    let pairs: Vec<(i32, char)> = (0..2).cartesian_product("ab".chars()).collect();
    let chosen: Vec<Vec<i32>> = (1..5).combinations(3).collect();
    let orders = (0..3).permutations(2).count();
    format!("{pairs:?} {chosen:?} {orders} {:?}", (1..4).tuple_windows::<(_, _)>().collect_vec())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_group() -> String {
    let data = [1, 1, 2, 3, 3, 3];
    let groups: Vec<(i32, usize)> = data.iter().chunk_by(|item| **item).into_iter().map(|(key, group)| (key, group.count())).collect();
    let merged = itertools::merge([1, 4, 6], [2, 3, 7]).dedup().collect_vec();
    let zipped = data.iter().zip_longest(&merged).map(|both| both.has_right()).collect_vec();
    format!("{groups:?} {merged:?} {zipped:?} {:?}", data.iter().copied().interleave(merged.iter().copied()).take(5).sorted().collect_vec())
}
