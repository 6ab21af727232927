//! Code of other crates that can get at nothing of the program by what it is given: it runs none of the program's impls.

use super::registry::{crates, misses};

/// A type of the program that is alive wherever `f` is, and what another crate may ask of it.
const SIDED: &str = "use other::{Acc, Conv, Sided, Whole};
    #[derive(Clone)] pub struct R<T>(pub T);
    impl<T: Clone> Sided for R<T> { fn side(&self) -> bool { one(1) } }
    impl<T: Clone> Acc for R<T> { fn acc() -> bool { one(1) } }
    fn one(n: u8) -> bool { n > 0 }\n";

const OTHER: &str = "pub trait Whole: Sized + PartialEq + std::ops::Div<Self, Output = Self> { fn is_even(&self) -> bool; fn none() -> Self; fn with<S: Sided>(&self, s: &S) -> bool { s.side() } }
    macro_rules! whole { ($t:ty) => { impl Whole for $t { fn is_even(&self) -> bool { true } fn none() -> $t { 0 } } } }
    whole!(u8); whole!(i64);
    pub trait Sided { fn side(&self) -> bool; }
    pub trait Acc { fn acc() -> bool; }
    pub trait Conv<X> { fn conv(&self) -> bool; fn all(&self) -> Option<X> { None } }
    impl<X: Acc> Conv<X> for u8 { fn conv(&self) -> bool { X::acc() } }
    impl<X: Acc> Conv<X> for i64 { fn conv(&self) -> bool { X::acc() } }
    pub fn side_of<S: Sided>(s: &S) -> bool { s.side() }
    pub fn acc_of<A: Acc>() -> bool { A::acc() }
    pub fn plain() -> bool { true }\n";

fn counts(f: &str, more: &str) -> bool {
    let lib = format!("{SIDED} {f}");
    misses(
        &crates(&lib, &[("other", &format!("{OTHER} {more}"))]),
        "n > 0",
        "n > 9",
    )
}

#[test]
fn what_is_given_nothing_of_the_program_runs_none_of_its_impls() {
    for f in [
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() }",
        "pub fn f<T>(r: &R<T>) -> bool where T: Whole + Clone { r.0.is_even() }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { Whole::is_even(&r.0) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { T::is_even(&r.0) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0 == T::none() }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { let n: T = Whole::none(); (r.0.clone() / n).is_even() }",
        "impl<T: Clone + Whole> R<T> { fn own(&self) -> bool { self.0.is_even() } } pub fn f(r: &R<u8>) -> bool { r.own() }",
    ] {
        assert!(!counts(f, ""), "{f}: a hit");
    }
}

#[test]
fn what_is_given_something_of_the_program_runs_its_impls() {
    for f in [
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() & other::side_of(r) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() & r.0.with(r) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { Whole::with(&r.0, r) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { T::with(&r.0, r) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() & other::acc_of::<R<T>>() }",
        "pub fn f(r: &R<u8>) -> bool { Conv::<R<u8>>::conv(&r.0) }",
        "pub fn f(r: &R<u8>) -> bool { <u8 as Conv<R<u8>>>::conv(&r.0) }",
        "pub fn f<T: Clone + Whole + Conv<R<T>>>(r: &R<T>) -> bool { r.0.conv() }",
        "pub fn f<T: Clone + Whole + Conv<R<T>>>(r: &R<T>) -> bool { T::conv(&r.0) }",
        "pub fn f<T: Clone + Whole + Conv<R<T>>>(r: &R<T>) -> bool { Conv::conv(&r.0) }",
        "pub fn f<T: Clone + Whole + Conv<R<T>>>(r: &R<T>) -> bool { <T as Conv<R<T>>>::conv(&r.0) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool where T: Conv<R<T>> { r.0.all().is_some_and(|r| r.side()) & r.0.conv() }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { let run: fn(&R<T>) -> bool = other::side_of; r.0.is_even() & run(r) }",
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { let run: fn(&R<T>) -> bool = Sided::side; r.0.is_even() & run(r) }",
    ] {
        assert!(counts(f, ""), "{f}: a miss");
    }
    // The nearest that gives it nothing.
    let f = "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() & other::plain() }";
    assert!(
        counts(f, ""),
        "what a plain function runs is not told: a miss"
    );
}

#[test]
fn what_the_linker_leads_to_runs_all_the_same() {
    let f = "#[no_mangle] pub extern \"C\" fn app_hook() -> bool { one(1) } pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() }";
    assert!(!counts(f, ""), "nobody says the symbol: a hit");
    let says =
        "extern \"C\" { fn app_hook() -> bool; } pub fn hook() -> bool { unsafe { app_hook() } }";
    assert!(counts(f, says), "another crate says it: a miss");
}

/// A trait of the program that has nothing itself asks what those above it ask.
#[test]
fn a_trait_without_members_stands_for_those_above_it() {
    const NUM: &str = "pub trait Num: Clone + Whole {} impl<T: Clone + Whole> Num for T {} pub trait Float: Num + std::fmt::Debug {}";
    let counts = |f: &str| counts(&format!("{NUM} {f}"), "");
    for f in [
        "pub fn f<T: Num>(r: &R<T>) -> bool { r.0.is_even() }",
        "pub fn f<T: Float>(r: &R<T>) -> bool { r.0 == r.0.clone() / T::none() }",
        "pub fn f<T>(r: &R<T>) -> bool where T: Float { Whole::is_even(&r.0) }",
    ] {
        assert!(!counts(f), "{f}: a hit");
    }
    for f in [
        "pub fn f<T: Num>(r: &R<T>) -> bool { r.0.is_even() & other::side_of(r) }",
        "pub fn f<T: Num>(r: &R<T>) -> bool { r.0.with(r) }",
        "pub trait L: Num { fn l(&self) -> bool { one(1) } } impl L for u8 {} pub fn f<T: L>(r: &R<T>) -> bool { r.0.l() }",
        "pub trait L { fn l(&self) -> bool { one(1) } } impl L for u8 {} pub trait M: Num + L {} impl M for u8 {} pub fn f<T: M>(r: &R<T>) -> bool { r.0.l() }",
        "pub trait L: Num + Conv<R<Self>> {} impl L for u8 {} pub fn f<T: L>(r: &R<T>) -> bool { r.0.conv() }",
        "pub trait L: Num {} impl L for u8 {} pub trait K { fn k(&self) -> bool; } impl<T: L> K for T { fn k(&self) -> bool { one(1) } } pub fn f<T: L>(r: &R<T>) -> bool { r.0.k() }",
        "pub trait L<X>: Num {} impl L<u8> for u8 {} pub fn f<T: Num + Conv<R<T>> + L<u8>>(r: &R<T>) -> bool { r.0.conv() }",
        "impl<T: Clone> Whole for R<T> where R<T>: PartialEq + std::ops::Div<Output = R<T>> { fn is_even(&self) -> bool { one(1) } fn none() -> R<T> { todo!() } } pub fn f<T: Num>(r: &R<T>) -> bool { r.0.is_even() }",
    ] {
        assert!(counts(f), "{f}: a miss");
    }
}

/// What has a trait may hold others that have it, and no more.
#[test]
fn an_implementor_may_hold_others_of_its_trait() {
    let f = "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.0.is_even() }";
    let within = |header: &str| {
        format!(
            "pub struct W<T>(T); impl<T: PartialEq> PartialEq for W<T> {{ fn eq(&self, o: &W<T>) -> bool {{ self.0 == o.0 }} }} impl<T> std::ops::Div for W<T> {{ type Output = W<T>; fn div(self, _: W<T>) -> W<T> {{ self }} }} {header} {{ fn is_even(&self) -> bool {{ true }} fn none() -> W<T> {{ todo!() }} }}"
        )
    };
    for header in [
        "impl<T: Whole> Whole for W<T>",
        "impl<T> Whole for W<T> where T: Sized + Whole",
    ] {
        assert!(!counts(f, &within(header)), "{header}: a hit");
    }
    for header in [
        "impl<T: PartialEq> Whole for W<T>",
        "impl<T: PartialEq + Sided> Whole for W<T>",
        "impl<T: Whole, X> Whole for (W<T>, X) where (W<T>, X): PartialEq + std::ops::Div<Output = (W<T>, X)>",
    ] {
        assert!(counts(f, &within(header)), "{header}: a miss");
    }
}
