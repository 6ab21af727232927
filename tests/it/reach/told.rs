//! What may stand for a type parameter, by a trait that is asked of it and what the sources of other crates say of that.

use super::registry::{beside, crates, misses};
use super::table::Then::{Hit, Miss};
use super::table::{Row, check_among};

/// Fractions of whole numbers of other crates' or the language's.
const RATIO: &str = "use other::Whole;
    pub struct R<T>(pub T, pub T);
    impl<T: Clone + Whole> R<T> { pub fn whole(&self) -> T { self.0.clone() / self.1.clone() } }
    impl<T: Clone + Whole> std::ops::Div for R<T> { type Output = T; fn div(self, _: R<T>) -> T { one(1); self.0 } }
    impl<T: Clone> Clone for R<T> { fn clone(&self) -> R<T> { one(2); R(self.0.clone(), self.1.clone()) } }
    impl<T: Clone + Whole> PartialEq for R<T> { fn eq(&self, _: &R<T>) -> bool { one(3) } }
    fn one(n: u8) -> bool { n > 0 }
    pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }\n";

const WHOLE: &str = "pub trait Whole: Sized + PartialEq + std::ops::Div<Self, Output = Self> { fn is_even(&self) -> bool; fn made<B: From<u8>>(&self) -> B; }
    macro_rules! whole { ($t:ty) => { impl Whole for $t { fn is_even(&self) -> bool { true } fn made<B: From<u8>>(&self) -> B { B::from(1) } } } }
    whole!(u8); whole!(i64);\n";

fn counts(lib: &str, others: &[(&str, &str)]) -> bool {
    misses(&crates(lib, others), "n > 0", "n > 9")
}

#[test]
fn who_has_another_crates_trait_is_none_of_the_programs() {
    let whole: &[(&str, &str)] = &[("other", WHOLE)];
    assert!(
        !counts(RATIO, whole),
        "an operator of what is divided: a hit"
    );
    // A plain function, with all that its callee does.
    let plain = "pub fn g() -> bool { R(6u8, 3).whole().is_even() }";
    let plain = RATIO.replace(
        "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
        &plain.replace(" g()", " f()"),
    );
    assert!(!counts(&plain, whole), "called with numbers: a hit");
    // The nearest that runs it.
    let own = format!(
        "{RATIO} impl<T: Clone + Whole> Whole for R<T> {{ fn is_even(&self) -> bool {{ false }} fn made<B: From<u8>>(&self) -> B {{ B::from(2) }} }}"
    );
    assert!(counts(&own, whole), "the program has one: a miss");
    let derived = RATIO.replace("pub struct R", "#[derive(other::Whole)] pub struct R");
    assert!(
        counts(&derived, whole),
        "a macro may have written one: a miss"
    );
    let written = format!("{RATIO} other::writes!(R);");
    assert!(counts(&written, whole), "so may a call: a miss");
    for more in [
        "impl<T: Clone> Whole for Vec<T> { }",
        "impl<T: Clone> Whole for T { }",
        "pub use Whole as Other;",
        "impl Whole for Box<dyn Fn()> { }",
        "macro_rules! all { ($t:ident) => { impl<$t: Clone> Whole for Vec<$t> { } } } all!(T);",
    ] {
        let other = format!("{WHOLE} {more}");
        assert!(counts(RATIO, &[("other", &other)]), "{more}: a miss");
    }
    let third = "impl<T: Clone> other::Whole for third::W<T> { } pub struct W<T>(T);";
    let in_third = [("other", WHOLE), ("third", third)];
    assert!(counts(RATIO, &in_third), "another crate has one: a miss");
    let other = WHOLE.replace(
        "whole!(u8);",
        "impl Whole for W { } pub struct W(Box<dyn std::fmt::Display>);",
    );
    assert!(
        counts(RATIO, &[("other", &other)]),
        "an object may lie in it: a miss"
    );
    assert!(counts(RATIO, &[]), "nothing is known of it: a miss");
}

/// A call among the members of an impl that names the trait.
#[test]
fn whose_macro_a_call_means_tells_what_it_writes() {
    let other = |more: &str| {
        format!(
            "{WHOLE} use deep::*; macro_rules! both {{ ($a:item) => {{ $a }} }} pub struct V; impl V {{ both!(pub fn v(&self) -> bool {{ Whole::is_even(&1u8) }}); }} {more}"
        )
    };
    let counts = |more: &str, deep: &str| counts(RATIO, &[("other", &other(more)), ("deep", deep)]);
    assert!(
        !counts("", "pub fn both() {}"),
        "a glob that brings in no macro: a hit"
    );
    for deep in [
        "#[macro_export] macro_rules! both { ($a:item) => { $a fn w() { impl X for Y {} } } }",
        "#[macro_export] macro_rules! k { ($a:item) => { $a fn w() { impl X for Y {} } } } pub use k as both;",
        "macro_rules! names { ($of:ident) => { #[macro_export] macro_rules! $of { ($a:item) => { $a fn w() { impl X for Y {} } } } } } names!(both);",
        "paste::paste! { #[macro_export] macro_rules! [<bo th>] { ($a:item) => { $a fn w() { impl X for Y {} } } } }",
    ] {
        assert!(counts("", deep), "{deep}: a miss");
    }
    assert!(
        counts("use deep::k as both;", ""),
        "imported by that name: a miss"
    );
}

/// What a macro declares by, its code says: a comment may have the same words.
#[test]
fn a_comment_declares_nothing() {
    let other = |said: &str| {
        WHOLE.replace(
            "whole!(u8);",
            &format!("macro_rules! to {{ ($a:ident) => {{ {said} pub const A: $a = 1; }} }} pub mod m {{ to!(u8); }} whole!(u8);"),
        )
    };
    let counts = |said: &str| counts(RATIO, &[("other", &other(said))]);
    assert!(!counts("// so we can use a one of\n"), "a comment: a hit");
    assert!(counts("use deep::$a;"), "a `use`: a miss");
}

#[test]
fn what_else_is_asked_may_be_the_programs() {
    let whole: &[(&str, &str)] = &[("other", WHOLE)];
    for (what, old, new) in [
        ("a trait of its own", "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
            "trait L { fn l(&self) -> bool; } impl L for u8 { fn l(&self) -> bool { one(4) } }
            fn g<T: Whole + L>(t: T) -> bool { t.l() } pub fn f(r: &R<u8>) -> bool { g(r.whole()) }"),
        ("a trait of its own for all", "r.whole().is_even()",
            "r.whole().l() } trait L { fn l(&self) -> bool; } impl<T: Whole> L for T { fn l(&self) -> bool { one(4) }"),
        ("a trait of its own for references", "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
            "trait L { fn l(self) -> bool; } impl<'a> L for &'a u8 { fn l(self) -> bool { one(4) } }
            fn g<T: Whole>(t: T) -> bool where for<'a> &'a T: L { (&t).l() } pub fn f(r: &R<u8>) -> bool { g(r.whole()) }"),
        ("a trait of its own for what an operator gives", "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
            "trait L { fn l(&self) -> bool; } impl L for u8 { fn l(&self) -> bool { one(4) } }
            fn g<T: Whole>(a: T, b: T) -> bool where <T as std::ops::Div>::Output: L { (a / b).l() } pub fn f(r: &R<u8>) -> bool { g(r.whole(), r.whole()) }"),
        ("a type of its own beside", "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
            "pub struct K; impl PartialEq<K> for u8 { fn eq(&self, _: &K) -> bool { one(4) } }
            fn g<T: Whole + PartialEq<K>>(t: T) -> bool { t == K } pub fn f(r: &R<u8>) -> bool { g(r.whole()) }"),
        ("a value of its own that it makes", "r.whole().is_even()",
            "{ let k: K = r.whole().made(); k.0 } } pub struct K(bool); impl From<u8> for K { fn from(n: u8) -> K { K(one(n)) }"),
        ("a value of its own that is read from it", "pub fn f<T: Clone + Whole>(r: &R<T>) -> bool { r.whole().is_even() }",
            "pub struct K(bool); impl From<u8> for K { fn from(n: u8) -> K { K(one(n)) } }
            fn g<T: Whole + Into<K>>(t: T) -> bool { t.into().0 } pub fn f(r: &R<u8>) -> bool { g(r.whole()) }"),
    ] {
        assert!(RATIO.contains(old), "{what}");
        let lib = RATIO.replace(old, new);
        assert!(counts(&lib, whole), "{what}: a miss");
    }
}

/// A function of another crate's trait is named by the trait's path.
const ZERO: &str = "use other::Zero;
    pub struct N(pub u8);
    impl Zero for N { fn zero() -> N { N(one(1)) } fn twice(self) -> N { N(one(2)) } fn left(&self) -> bool { one(9) > 0 } }
    impl Default for N { fn default() -> N { N(1 + 6) } }
    impl PartialEq for N { fn eq(&self, o: &N) -> bool { self.0 == o.0 + 5 - 5 } }
    fn one(n: u8) -> u8 { n }\n";

const ZEROS: &str = "pub trait Zero: Sized { fn zero() -> Self; fn twice(self) -> Self; fn left(&self) -> bool; fn both(&self) -> bool { self.left() } }\n";

#[test]
fn a_function_named_through_another_crates_trait_is_the_types_own() {
    let counts = |body: &str, other: &str, old: &str, new: &str| {
        let lib = format!("{ZERO} {body}");
        misses(&crates(&lib, &[("other", other)]), old, new)
    };
    let made = "pub fn f() -> u8 { let n: N = Zero::zero(); Zero::twice(n).0 }";
    assert!(
        !counts(made, ZEROS, "1 + 6", "1 + 7"),
        "what it has beside: a hit"
    );
    assert!(
        !counts(made, ZEROS, "one(9)", "one(8)"),
        "another function: a hit"
    );
    assert!(
        counts(made, ZEROS, "one(1)", "one(3)"),
        "what is made: a miss"
    );
    assert!(
        counts(made, ZEROS, "one(2)", "one(3)"),
        "what is called: a miss"
    );
    // The nearest that runs others.
    let both = "pub fn f(n: N) -> bool { Zero::both(&n) }";
    assert!(
        counts(both, ZEROS, "one(9)", "one(8)"),
        "by the trait's own: a miss"
    );
    let for_all = format!("{ZEROS} impl<T: Default> Zero for T {{ }}");
    assert!(
        counts(made, &for_all, "1 + 6", "1 + 7"),
        "one for all: a miss"
    );
    let open = "pub fn f() -> u8 { let n = Zero::zero(); g(n) } fn g(n: N) -> u8 { n.0 }";
    assert!(
        counts(open, ZEROS, "one(1)", "one(3)"),
        "of what is wanted further on: a miss"
    );
    let other =
        "pub struct Zero; impl Zero { pub fn twice<T: Default>(_: T) -> T { T::default() } }";
    assert!(
        counts(
            "pub fn f(n: N) -> N { other::Zero::twice(n) }",
            other,
            "1 + 6",
            "1 + 7"
        ),
        "of a type: a miss"
    );
}

#[test]
fn a_method_of_a_trait_is_called_where_the_trait_is_in_scope() {
    let counts = |using: &str, call: &str| {
        let lib = format!(
            "mod m {{ {ZERO} impl N {{ pub fn left(&self) -> bool {{ true }} }} }} {using} pub fn f(n: m::N) -> bool {{ {call} }}"
        );
        misses(&crates(&lib, &[("other", ZEROS)]), "one(9)", "one(8)")
    };
    assert!(!counts("", "n.left()"), "a hit");
    assert!(counts("use other::Zero;", "n.left() | n.both()"), "a miss");
    assert!(counts("use other::*;", "n.both()"), "by a glob: a miss");
    assert!(
        counts("use other::Zero as _;", "n.both()"),
        "without a name: a miss"
    );
    let within = format!(
        "mod m {{ {ZERO} }} mod q {{ pub struct Q(pub super::m::N);
            impl other::Zero for Q {{ fn zero() -> Q {{ Q(other::Zero::zero()) }} fn twice(self) -> Q {{ self }}
                fn left(&self) -> bool {{ fn inner(n: &super::m::N) -> bool {{ n.left() }} inner(&self.0) }} }} }}
        pub fn f(q: q::Q) -> bool {{ use other::Zero; q.left() }}"
    );
    let within = crates(&within, &[("other", ZEROS)]);
    assert!(
        misses(&within, "one(9)", "one(8)"),
        "where it is implemented: a miss"
    );
    assert!(
        counts("", "{ use other::Zero; n.both() }"),
        "in the body: a miss"
    );
    assert!(
        counts("mod p { pub use other::Zero as Z; } use p::*;", "n.both()"),
        "handed on: a miss"
    );
    assert!(
        counts("", "{ nowhere::bring!(); n.both() }"),
        "by a macro that nobody here knows: a miss"
    );
}

#[test]
fn of_what_a_trait_tells_no_others_implementors_come_in() {
    let lib = "pub trait T { fn m(&self) -> u8; } pub struct A; impl T for A { fn m(&self) -> u8 { 1 } } impl Clone for A { fn clone(&self) -> A { one(2); A } }
        pub struct B; impl Clone for B { fn clone(&self) -> B { one(3); B } }
        pub struct W<L>(L); impl<L: Clone> T for W<L> { fn m(&self) -> u8 { let _ = self.0.clone(); 4 } }
        fn one(n: u8) -> u8 { n }\n";
    let counts = |lib: &str, old: &str| misses(&crates(lib, &[("other", "")]), old, "one(9)");
    let alone = lib.replace("impl<L: Clone> T for W<L>", "impl<L: Clone> W<L>");
    let f = "pub fn f<X: T + Clone>(x: &X) -> u8 { x.m() }";
    assert!(!counts(&format!("{alone} {f}"), "one(3)"), "a hit");
    assert!(
        counts(&format!("{lib} {f}"), "one(3)"),
        "within an implementor: a miss"
    );
    let copied = "pub fn f<X: T + Clone>(x: &X) -> u8 { x.clone().m() }";
    assert!(
        counts(&format!("{alone} {copied}"), "one(2)"),
        "an implementor's own: a miss"
    );
}

/// What lies in an implementor with parameters may be of any type that has the other traits which are asked.
#[test]
fn what_an_implementor_with_parameters_holds_comes_in_by_the_other_bounds() {
    let b = "pub struct B; impl Clone for B { fn clone(&self) -> B { one(1); B } } impl std::fmt::Display for B { fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result { one(1); Ok(()) } }
        fn one(n: u8) -> u8 { n } pub trait T { fn m(&self) -> u8 { 7 } }\n";
    let copied = "pub fn f<X: T + Clone>(x: &X) -> u8 { x.clone().m() }";
    let shown = "pub fn f<X: T + std::fmt::Debug>(x: &X) -> String { format!(\"{x:?}\") }";
    for (what, held, f) in [
        (
            "by a derive",
            "#[derive(Clone)] pub struct W<L>(pub L); impl<L> T for W<L> {}",
            copied,
        ),
        (
            "by hand",
            "pub struct W<L>(pub L); impl<L: Clone> Clone for W<L> { fn clone(&self) -> W<L> { W(self.0.clone()) } } impl<L> T for W<L> {}",
            copied,
        ),
        ("of any type", "impl<L> T for L {}", copied),
        ("of std's", "impl<L> T for Vec<L> {}", copied),
        (
            "by another trait",
            "pub struct W<L>(pub L); impl<L: std::fmt::Display> std::fmt::Debug for W<L> { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { self.0.fmt(f) } } impl<L> T for W<L> {}",
            shown,
        ),
        (
            "by an impl that a macro writes in a body",
            "pub struct W<L>(pub L); impl<L: Clone> Clone for W<L> { fn clone(&self) -> W<L> { W(self.0.clone()) } } macro_rules! w { () => { impl<L> T for W<L> {} } } pub fn g() { w!(); }",
            copied,
        ),
    ] {
        let lib = format!("{b}{held}\n{f}\n");
        assert!(
            misses(&crates(&lib, &[]), "one(1); B", "one(2); B")
                | misses(&crates(&lib, &[]), "one(1); Ok", "one(2); Ok"),
            "{what}: a miss"
        );
    }
}

/// Where the other bounds are given types, those may be anything.
#[test]
fn what_the_other_bounds_are_given_comes_in() {
    for (what, text) in [
        (
            "compared with",
            "impl PartialEq<B> for W { fn eq(&self, _: &B) -> bool { one(1) > 0 } } pub fn f<X: T + PartialEq<Y>, Y>(x: &X, y: &Y) -> bool { x == y }",
        ),
        (
            "made of",
            "impl From<B> for W { fn from(_: B) -> W { one(1); W } } pub fn f<X: T + From<Y>, Y>(y: Y) -> u8 { X::from(y).m() }",
        ),
        (
            "made into",
            "impl From<W> for B { fn from(_: W) -> B { one(1); B } } pub fn f<X: T + Into<Y>, Y>(x: X) -> Y { x.into() }",
        ),
        (
            "walked over",
            "impl Iterator for B { type Item = u8; fn next(&mut self) -> Option<u8> { one(1); None } }
             impl Extend<u8> for W { fn extend<I: IntoIterator<Item = u8>>(&mut self, of: I) { for _ in of {} } }
             pub fn f<X: T + Extend<u8>, I: Iterator<Item = u8>>(x: &mut X, of: I) -> u8 { x.extend(of); x.m() }",
        ),
    ] {
        let lib = format!(
            "pub trait T {{ fn m(&self) -> u8 {{ 7 }} }} pub struct W; impl T for W {{}} pub struct B; fn one(n: u8) -> u8 {{ n }}\n{text}\n"
        );
        assert!(
            misses(&crates(&lib, &[]), "one(1)", "one(2)"),
            "{what}: a miss"
        );
    }
}

#[test]
fn an_implementor_comes_in_by_whatever_name_its_trait_has() {
    const OTHER: &str = "pub mod inner { pub trait Zero: Sized { fn zero() -> Self; fn left(&self) -> bool { true } } impl Zero for u8 { fn zero() -> u8 { 0 } } }
        pub use inner::Zero; pub use inner::Zero as Zed;\n";
    const OWN: &str = "{ fn zero() -> N { N(2) } fn left(&self) -> bool { one(1) > 0 } }";
    for (what, implemented, asked) in [
        ("its own", "impl other::Zero for N @", "other::Zero"),
        (
            "where it stands",
            "impl other::inner::Zero for N @",
            "other::Zero",
        ),
        (
            "its crate's other",
            "impl other::Zero for N @",
            "other::Zed",
        ),
        (
            "its crate's other in the impl",
            "impl other::Zed for N @",
            "other::Zero",
        ),
        (
            "a `use`'s",
            "use other::Zero as Y; impl Y for N @",
            "other::Zero",
        ),
        (
            "in a body",
            "pub fn g() { impl other::Zero for N @ }",
            "other::Zero",
        ),
        (
            "given to a macro in a body",
            "macro_rules! w { ($t:path) => { impl $t for N @ } } pub fn g() { w!(other::Zero); }",
            "other::Zero",
        ),
    ] {
        let lib = format!(
            "{}\npub struct N(u8); fn one(n: u8) -> u8 {{ n }} pub fn f<T: {asked}>(t: T) -> bool {{ t.left() }}\n",
            implemented.replace('@', OWN)
        );
        assert!(
            misses(&crates(&lib, &[("other", OTHER)]), "one(1)", "one(2)"),
            "{what}: a miss"
        );
    }
}

/// `<T as Zero>` gives no trait another name.
#[test]
fn a_path_through_a_trait_renames_nothing() {
    let other = "pub trait Zero: Sized { fn zero() -> Self; fn left(&self) -> bool { true } } pub trait One { fn one(&self) {} }
        pub fn both<T: Zero + One>() -> T { <T as One>::one(&<T as Zero>::zero()); <T as Zero>::zero() }\n";
    let lib = "pub struct N(u8); impl other::One for N { fn one(&self) { one(1); } } fn one(n: u8) -> u8 { n } pub fn f<T: other::Zero>(t: T) -> bool { t.left() }";
    assert!(
        !misses(&crates(lib, &[("other", other)]), "one(1)", "one(2)"),
        "a hit"
    );
}

/// A variant of another crate's enum is named.
#[test]
fn a_variant_without_fields_asks_nothing() {
    let lib = "use other::Sign; pub struct N(u8); impl Default for N { fn default() -> N { N(1) } } pub fn f(n: N) -> bool { n.0 > 1 || flipped(Sign::Minus) } fn flipped(sign: Sign) -> bool { matches!(sign, Sign::Plus) }";
    let counts = |other: &str| misses(&crates(lib, &[("other", other)]), "N(1)", "N(2)");
    assert!(!counts("pub enum Sign { Minus, Plus }"), "a hit");
    assert!(
        counts("pub struct Sign; impl Sign { pub fn Minus<T: Default>() -> T { T::default() } }"),
        "a function: a miss"
    );
}

/// What a trait tells of those that have it is asked again by the next build, where more come to have it.
#[test]
fn the_next_build_finds_who_came_to_have_a_trait() {
    const OTHER: &str = "pub trait Zero: Sized { fn zero() -> Self; fn left(&self) -> bool { true } fn twice(self) -> Self { self } } impl Zero for u8 { fn zero() -> u8 { 0 } }
         pub mod named { pub use crate::Zero as Zed; }\n";
    const ROWS: &[Row] = &[
        (
            "by another name",
            "pub struct N(u8);\n// Here.\npub fn f<T: other::Zero>(t: T) -> bool { t.left() }",
            &[(
                "// Here.",
                "impl other::named::Zed for N { fn zero() -> N { N(1) } }",
                Miss,
            )],
        ),
        (
            "by an attribute or a derive",
            "pub struct N(u8);\nimpl Clone for N { fn clone(&self) -> N { N(1) } }\npub struct M;\npub fn f<T: other::Zero + Clone>(t: &T) -> bool { t.clone().left() }",
            &[
                ("pub struct N", "#[other::has] pub struct N", Miss),
                ("pub struct N", "#[derive(other::Has)] pub struct N", Miss),
            ],
        ),
        (
            "with parameters",
            "pub trait T { fn m(&self) -> u8 { 7 } } pub struct W; impl T for W {}\npub struct B; impl Clone for B { fn clone(&self) -> B { B } }\n// Here.\n\
             pub fn f<X: T + Clone>(x: &X) -> u8 { x.clone().m() }",
            &[("// Here.", "impl<L> T for Vec<L> {}", Miss)],
        ),
        (
            "a method's",
            "pub struct N(Vec<u8>); impl std::ops::Deref for N { type Target = Vec<u8>; fn deref(&self) -> &Vec<u8> { &self.0 } }\n// Here.\n\
             pub fn f(n: N) -> usize { n.len() } pub mod m { pub trait Ext { fn len(&self) -> usize { 1 } } impl Ext for super::N {} }",
            &[
                ("// Here.", "use m::Ext as _;", Miss),
                ("// Here.", "use m::*;", Miss),
                ("{ 1 }", "{ 2 }", Hit),
            ],
        ),
    ];
    let beside = beside(&[("other", OTHER)]);
    let files = beside.iter().map(|(file, text)| (&**file, &**text));
    check_among(&files.collect::<Vec<_>>(), &[], ROWS);
}
