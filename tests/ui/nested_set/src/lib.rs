use std::collections::HashSet;
pub fn one(sets: &[HashSet<u8>]) -> usize { sets.len() }
pub fn two(set: &HashSet<u8>) -> usize { set.len() }
pub fn three(sets: &[HashSet<u8>]) -> usize { sets.len() }
