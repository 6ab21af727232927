//! Works with sets of bits.

use fixedbitset::FixedBitSet;

fn set(size: usize, bits: &[usize]) -> FixedBitSet {
    let mut set = FixedBitSet::with_capacity(size);
    set.extend(bits.iter().copied());
    set
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sets() -> String {
    let one = set(200, &[1, 70, 130, 199]);
    let two = set(150, &[1, 2, 130]);
    format!("{:?} {:?} {:?} {} {}", one.union(&two).collect::<Vec<_>>(), one.difference(&two).collect::<Vec<_>>(), one.intersection(&two).collect::<Vec<_>>(), one.is_subset(&two), one.is_disjoint(&two))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_ranges() -> String {
    let mut set = FixedBitSet::with_capacity_and_blocks(140, [0b1011, 7]);
    set.insert_range(60..70);
    set.toggle_range(65..100);
    set.set_range(..2, false);
    set.grow(150);
    format!("{} {:?} {:?} {} {:?}", set.count_ones(..), set.zeroes().take(3).collect::<Vec<_>>(), set.ones().rev().take(3).collect::<Vec<_>>(), set.contains_any_in_range(101..), set.maximum())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_operators() -> String {
    let (one, two) = (set(10, &[0, 3, 9]), set(10, &[3, 4]));
    let mut three = &one | &two;
    three ^= &two;
    let mut four = one.clone();
    four.difference_with(&two);
    format!("{three} {:b} {:?} {} {:?}", &one & &two, four.as_slice(), one[3], one.clone().into_ones().collect::<Vec<_>>())
}
