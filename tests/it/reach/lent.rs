//! What std takes out of a value by what an impl of the program gives its trait.

use super::registry::{crates, misses};

/// A type that lies in another that lends it, and what compares and clones it.
const LENT: &str = "use std::borrow::Borrow; use std::cmp::Ordering; use std::ops::{Bound, RangeBounds};
    pub struct A(pub u8);
    impl Clone for A { fn clone(&self) -> A { A(one(self.0)) } }
    impl PartialEq<u8> for A { fn eq(&self, o: &u8) -> bool { self.0 == *o } }
    impl PartialOrd<u8> for A { fn partial_cmp(&self, o: &u8) -> Option<Ordering> { two(self.0).partial_cmp(o) } }
    impl PartialEq<A> for u8 { fn eq(&self, o: &A) -> bool { *self == o.0 } }
    impl PartialOrd<A> for u8 { fn partial_cmp(&self, o: &A) -> Option<Ordering> { self.partial_cmp(&three(o.0)) } }
    pub struct V(pub Vec<A>); impl Borrow<[A]> for V { fn borrow(&self) -> &[A] { &self.0 } }
    pub struct R(pub A); impl RangeBounds<A> for R { fn start_bound(&self) -> Bound<&A> { Bound::Included(&self.0) } fn end_bound(&self) -> Bound<&A> { Bound::Unbounded } }
    fn one(n: u8) -> u8 { n + 1 } fn two(n: u8) -> u8 { n + 2 } fn three(n: u8) -> u8 { n + 3 }\n";

#[test]
fn what_the_program_lends_std_is_asked_with_what_lends_it() {
    let counts =
        |f: &str, old: &str, new: &str| misses(&crates(&format!("{LENT} {f}"), &[]), old, new);
    for f in [
        "pub fn f(a: &[V]) -> Vec<A> { a.concat() }",
        "pub fn f(a: &Vec<V>) -> Vec<A> { a.concat() }",
        "pub fn f(a: &[V; 2]) -> usize { a.concat().len() }",
    ] {
        assert!(counts(f, "n + 1", "n + 9"), "{f}: a miss");
        assert!(!counts(f, "n + 2", "n + 9"), "{f}: a hit");
    }
    let held = "pub fn f(a: &R) -> bool { a.contains(&5u8) }";
    for on_either_side in ["n + 2", "n + 3"] {
        assert!(counts(held, on_either_side, "n + 9"), "a miss");
    }
    assert!(!counts(held, "n + 1", "n + 9"), "nothing is cloned: a hit");
    // Who looks at the parts alone clones nothing of them.
    let alone = "pub fn f(a: &[V]) -> usize { a.iter().map(|v| v.0.len()).sum() }";
    assert!(!counts(alone, "n + 1", "n + 9"), "a hit");
}
