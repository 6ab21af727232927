//! What a comparison asks: the impl that is written out, what it says; a derive, of each field what std asks of that.

use super::registry::{crates, misses};

/// A type that is compared by an impl that is written out, and what a set would ask of it beside.
const COMPARED: &str = "use std::collections::{BTreeMap, HashSet}; use std::cmp::Ordering; use std::hash::{Hash, Hasher};
    pub struct A(pub u8);
    impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {}
    impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<Ordering> { Some(self.cmp(o)) } }
    impl Ord for A { fn cmp(&self, o: &A) -> Ordering { self.0.cmp(&o.0) } }
    impl Hash for A { fn hash<H: Hasher>(&self, h: &mut H) { one(1).hash(h) } }
    fn one(n: u8) -> bool { n > 0 }\n";

#[test]
fn a_comparison_that_is_written_out_asks_what_it_says() {
    let counts = |f: &str| misses(&crates(&format!("{COMPARED} {f}"), &[]), "n > 0", "n > 9");
    for f in [
        "pub fn f(a: &A, b: &A) -> bool { a == b }",
        "pub fn f(a: &A, b: &A) -> bool { a < b }",
        "pub fn f(a: &A, b: &A) -> bool { a.cmp(b).is_lt() | a.eq(b) | a.lt(b) }",
        "pub struct W(A); impl PartialEq for W { fn eq(&self, o: &W) -> bool { self.0 == o.0 } } pub fn f(a: &W, b: &W) -> bool { a == b }",
    ] {
        assert!(!counts(f), "{f}: a hit");
    }
    for f in [
        "#[derive(PartialEq)] pub struct W(HashSet<A>); pub fn f(a: &W, b: &W) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct W(HashSet<A>); pub fn f(a: &W, b: &W) -> bool { a.eq(b) }",
        "pub struct W(HashSet<A>); impl PartialEq for W { fn eq(&self, o: &W) -> bool { self.0 == o.0 } } pub fn f(a: &W, b: &W) -> bool { a == b }",
        "pub struct W(HashSet<A>); impl PartialEq for W { fn eq(&self, o: &W) -> bool { self.0.eq(&o.0) } } pub fn f(a: &W, b: &W) -> bool { a.ne(b) }",
        "pub struct W<T>(T); impl<T: PartialEq> PartialEq for W<T> { fn eq(&self, o: &W<T>) -> bool { self.0 == o.0 } } pub fn f(a: &W<HashSet<A>>, b: &W<HashSet<A>>) -> bool { a == b }",
        "pub struct W<T>(T); impl<T: PartialEq> PartialEq for W<T> { fn eq(&self, o: &W<T>) -> bool { self.0.eq(&o.0) } } pub fn f(a: &W<HashSet<A>>, b: &W<HashSet<A>>) -> bool { a.eq(b) }",
        "pub fn f(a: &Vec<HashSet<A>>, b: &Vec<HashSet<A>>) -> bool { a == b }",
        "pub fn f(a: &[HashSet<A>], b: &HashSet<A>) -> bool { a.contains(b) }",
        "pub fn f(a: &mut Vec<HashSet<A>>) { a.dedup() }",
        "pub fn f(a: &[(u8, Option<HashSet<A>>)], b: &[(u8, Option<HashSet<A>>)]) -> bool { a.starts_with(b) }",
        "pub fn f(a: std::slice::Iter<HashSet<A>>, b: std::slice::Iter<HashSet<A>>) -> bool { a.eq(b) }",
        "pub fn f(a: &Option<HashSet<A>>, b: &Option<HashSet<A>>) -> bool { a.eq(b) }",
    ] {
        assert!(counts(f), "{f}: a miss");
    }
    // An iterator is compared by what it gives.
    let walks = "pub struct W(u8); impl PartialEq for W { fn eq(&self, _: &W) -> bool { true } } impl Eq for W {} impl PartialOrd for W { fn partial_cmp(&self, o: &W) -> Option<Ordering> { Some(Ordering::Equal) } } impl Ord for W { fn cmp(&self, _: &W) -> Ordering { Ordering::Equal } }
        pub struct B; impl PartialEq for B { fn eq(&self, _: &B) -> bool { true } } impl Eq for B {} impl PartialOrd for B { fn partial_cmp(&self, _: &B) -> Option<Ordering> { None } } impl Ord for B { fn cmp(&self, _: &B) -> Ordering { one(1); Ordering::Equal } }
        impl Iterator for W { type Item = B; fn next(&mut self) -> Option<B> { None } } pub fn f(a: W, b: W) -> bool { a.cmp(b).is_eq() }";
    assert!(counts(walks), "an iterator: a miss");
}

/// What is borrowed, and what is owned in its place.
const BORROWED: &str = "use std::borrow::{Borrow, Cow}; use std::cmp::Ordering; use std::collections::HashSet; use std::hash::{Hash, Hasher}; use std::rc::Rc;
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)] pub struct S(u8);
    #[derive(Clone, Default)] pub struct O(S2); #[derive(Clone)] pub struct S2(S); impl Clone for S { fn clone(&self) -> S { S(self.0) } } impl Default for S2 { fn default() -> S2 { S2(S(two(5))) } }
    impl ToOwned for S { type Owned = O; fn to_owned(&self) -> O { O(S2(S(self.0))) } }
    impl Borrow<S> for O { fn borrow(&self) -> &S { one(1); &self.0.0 } }
    pub struct A(pub u8); impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {}
    impl Hash for A { fn hash<H: Hasher>(&self, h: &mut H) { one(4).hash(h) } }
    pub struct W<T>(pub HashSet<T>); impl<T: Eq + Hash> PartialEq for W<T> { fn eq(&self, o: &W<T>) -> bool { self.0 == o.0 } }
    fn two(n: u8) -> u8 { n + 3 } fn one(n: u8) -> bool { n > 0 }\n";

#[test]
fn a_derive_asks_of_a_field_what_std_asks_of_what_lies_in_it() {
    let counts =
        |f: &str, old: &str, new: &str| misses(&crates(&format!("{BORROWED} {f}"), &[]), old, new);
    for f in [
        "#[derive(PartialEq)] pub struct X(Vec<HashSet<A>>); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub enum X { Y { z: HashSet<A> }, V } pub fn f(a: &X, b: &X) -> bool { a != b }",
        "type Set = HashSet<A>; #[derive(PartialEq)] pub struct X(Set); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct X(W<A>); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct Y<T>(T); #[derive(PartialEq)] pub struct X(Y<HashSet<A>>); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct X(HashSet<A>); #[derive(PartialEq)] pub struct Z(X); pub fn f(a: &[Z], b: &[Z]) -> bool { a == b }",
    ] {
        assert!(counts(f, "one(4)", "one(5)"), "{f}: a miss");
    }
    for f in [
        "#[derive(PartialEq)] pub struct X<'a>(Cow<'a, S>); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq, PartialOrd)] pub struct X<'a>(Cow<'a, S>); pub fn f(a: &X, b: &X) -> bool { a < b }",
        "#[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct X<'a>(Cow<'a, S>); pub fn f(a: &X, b: &X) -> Ordering { a.cmp(b) }",
        "#[derive(Hash)] pub struct X<'a>(Cow<'a, S>); pub fn f(a: &X, h: &mut std::hash::DefaultHasher) { a.hash(h) }",
    ] {
        assert!(counts(f, "one(1)", "one(2)"), "{f}: a miss");
    }
    for f in [
        "#[derive(PartialEq)] pub struct X(Vec<A>); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct X(A); pub fn f(a: &X, b: &X) -> bool { a == b }",
        "#[derive(PartialEq)] pub struct X(Rc<A>); pub fn f(a: &X, b: &X) -> bool { a == b }",
    ] {
        assert!(!counts(f, "one(4)", "one(5)"), "{f}: a hit");
        assert!(!counts(f, "one(1)", "one(2)"), "{f}: a hit");
    }
    let shared = "pub struct N(u8); impl PartialEq for N { fn eq(&self, _: &N) -> bool { false } } /*here*/ #[derive(PartialEq)] pub struct X(Rc<N>); pub fn f(a: &X, b: &X) -> bool { a == b }";
    assert!(
        counts(shared, "/*here*/", "impl Eq for N {}"),
        "an address is enough: a miss"
    );
    let made =
        "#[derive(Default)] pub struct X<'a>(Cow<'a, S>); pub fn f<'a>() -> X<'a> { X::default() }";
    assert!(
        counts(made, "n + 3", "n + 4"),
        "what is owned is made: a miss"
    );
}
