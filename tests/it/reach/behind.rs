//! Whether a closure may come in behind a trait of another crate, by what the sources that cargo keeps say of its impls.

use super::registry::{crates, crates_with, misses};

pub(super) const GIVEN: &str =
    "pub fn f<T: other::Zero>(x: T) -> bool { x.is_zero() } pub fn one() { f(1); }";

fn callers_count(others: &[(&str, &str)]) -> bool {
    misses(&crates(GIVEN, others), "f(1)", "f(2)")
}

pub(super) const ZERO: &str = "pub trait Zero { fn is_zero(&self) -> bool; }";

#[test]
fn closures_do_not_come_in_behind_a_trait_that_they_do_not_have() {
    let of = |impls: &str| format!("{ZERO} {impls}");
    for (what, impls) in [
        (
            "a number",
            "impl Zero for u8 { fn is_zero(&self) -> bool { *self == 0 } }",
        ),
        (
            "what has it itself",
            "impl<T: Zero + ?Sized> Zero for &T {} impl<T: Zero> Zero for Vec<T> {}",
        ),
        (
            "a macro's",
            "macro_rules! zero { ($($t:ty)*) => { $(impl Zero for $t {})* } } zero!(u8 u16);",
        ),
        (
            "its own type",
            "pub struct Nothing; pub struct Two(Nothing, u8); impl Zero for Two {}",
        ),
        (
            "a type that a macro hands on",
            "macro_rules! as_is { ($($item:item)*) => { as_it_is! { $($item)* } } } macro_rules! as_it_is { ($($item:item)*) => { $(#[cfg(unix)] $item)* } }\n\
             as_is! { pub type Digit = u32; pub struct Digits { all: Vec<Digit> } } impl Zero for Digits {} impl Zero for Digit {}",
        ),
        (
            "a macro that is not given the trait",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! by { ($of:ident, $($t:ty)*) => { $(impl $of for $t {})* } } pub trait Run {} by!(Run, Boxed);\n\
             macro_rules! as_is { ($($item:item)*) => { $($item)* } } as_is! { fn first() { use crate::Zero; } }",
        ),
        (
            "a type that a macro declares by the name it is given",
            "macro_rules! make { ($name:ident $of:ty) => { pub struct $name { of: $of } impl Zero for $name {} } } make!(One u8); make!(Two One);",
        ),
        (
            "a macro's that repeats what it asks",
            "macro_rules! sets { ($($t:ident<K $(: $of:ident)*>)*) => { $(impl<K: Zero $(+ $of)*> Zero for std::collections::$t<K> {})* } } sets!(VecDeque<K> BTreeSet<K: Ord: Clone>);",
        ),
        (
            "the nearest of two macros",
            "mod a { macro_rules! zero { ($t:ty: $n:expr) => { impl crate::Zero for $t {} } } zero!(u8: { f64::EPSILON }); }
             mod b { macro_rules! zero { ($($t:ty)*) => { $(zero!(@ $t);)* }; (@ $t:ty) => { impl crate::Zero for $t {} } } zero!(u16 u32); }",
        ),
        (
            "a type of std that a comment speaks of",
            "/// # struct Vec;\nmacro_rules! zero { () => { /** type Vec */ impl<T: Zero> Zero for Vec<T> {} } } zero!();",
        ),
        (
            "a type of std by another name",
            "use std::rc::Weak as RcWeak; impl<T: Zero> Zero for RcWeak<T> {}",
        ),
        ("what can be compared", "impl<T: PartialEq> Zero for T {}"),
        (
            "what only its own tests have",
            "impl Zero for u8 {} #[cfg(test)] mod tests { use third::assert_impl; assert_impl!(u8: super::Zero); impl<F: Fn()> super::Zero for F {} }",
        ),
        (
            "a bound of its own",
            "pub trait Bounded: Sized {} impl Bounded for u8 {} impl<T: Bounded> Zero for T {}",
        ),
    ] {
        assert!(!callers_count(&[("other", &of(impls))]), "{what}: a hit");
    }
    let third = [
        ("other", ZERO),
        (
            "third",
            "pub struct Third(u8); impl other::Zero for Third {}",
        ),
    ];
    assert!(!callers_count(&third), "another crate's type: a hit");
}

#[test]
fn closures_come_in_behind_a_trait_that_may_run_them() {
    let of = |impls: &str| format!("{ZERO} {impls}");
    for (what, impls) in [
        ("closures", "impl<F: Fn() -> bool> Zero for F {}"),
        (
            "closures, under a condition",
            "#[cfg(unix)] mod closures { impl<F: Fn() -> bool> super::Zero for F {} }",
        ),
        (
            "what a macro of another crate makes of it",
            "impl Zero for u8 {} third::assert_impl!(u8: Zero);",
        ),
        (
            "a macro's that is called in a body",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($t:ty) => { impl Zero for $t {} } } zero!(u8); const _: () = { zero!(Boxed); };",
        ),
        (
            "a macro's of a module that lets it out",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($t:ty) => {} } #[macro_use] mod m { macro_rules! zero { ($t:ty) => { impl crate::Zero for $t {} } } } zero!(Boxed);",
        ),
        (
            "a macro's that one of another crate calls",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($t:ty) => { impl Zero for $t {} } } third::each!(zero, Boxed);",
        ),
        (
            "a macro's that is called otherwise",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($t:ty) => { impl Zero for $t {} } } use zero as nil; nil!(Boxed);",
        ),
        (
            "a macro's that another macro defines",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! define { ($t:ty) => { macro_rules! zero { () => { impl Zero for $t {} } } } } define!(Boxed); zero!();",
        ),
        ("functions", "impl Zero for fn() -> bool {}"),
        (
            "a type around one",
            "pub struct Held<F>(F); impl<F> Zero for Held<F> where F: FnMut() -> bool {}",
        ),
        (
            "a box",
            "pub struct Boxed(Box<dyn Fn() -> bool>); impl Zero for Boxed {}",
        ),
        (
            "a box in a field",
            "pub struct Boxed(Inner); struct Inner { of: Vec<Box<dyn Fn()>> } impl Zero for Boxed {}",
        ),
        (
            "behind an alias",
            "type Inner = Box<dyn Fn()>; pub struct Boxed(Inner); impl Zero for Boxed {}",
        ),
        (
            "a type of its own by a name of std's",
            "pub struct System(Box<dyn Fn()>); impl Zero for System {}",
        ),
        (
            "another crate's by a name of std's",
            "use deep::Cell; impl Zero for Cell {}",
        ),
        (
            "an argument that a type has unless told",
            "pub struct Held<F = Inner>(F); pub struct Inner(Box<dyn Fn()>); impl Zero for Held {}",
        ),
        (
            "a macro that others may call",
            "#[macro_export] macro_rules! zero { ($t:ty) => { impl $crate::Zero for $t {} } }",
        ),
        (
            "behind a pointer",
            "pub struct Erased(*const ()); pub fn new(f: impl Fn()) -> Erased { todo!() } impl Zero for Erased {}",
        ),
        (
            "by another trait",
            "pub trait Run {} impl<F: Fn()> Run for F {} impl<T: Run> Zero for T {}",
        ),
        ("iterators", "impl<I: Iterator> Zero for I {}"),
        (
            "a type of std that runs one",
            "impl<I, F> Zero for std::iter::Map<I, F> {}",
        ),
        (
            "a macro's",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($($t:ty)*) => { $(impl Zero for $t {})* } } zero!(u8 Boxed);",
        ),
        (
            "a macro's of a macro's",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! zero { ($t:ty) => { impl Zero for $t {} } } macro_rules! outer { ($t:ty) => { zero!($t); } } outer!(Boxed);",
        ),
        (
            "by a macro's trait",
            "macro_rules! of { ($name:ident) => { impl<F: Fn()> $name for F {} } } of!(Zero);",
        ),
        (
            "a type that a macro hands on",
            "macro_rules! as_is { ($($item:item)*) => { $($item)* } } as_is! { pub type Held = Box<dyn Fn()>; pub struct Both { all: Vec<Held> } } impl Zero for Both {}",
        ),
        (
            "a type that a macro writes otherwise",
            "macro_rules! held { (pub type $name:ident = $t:ty;) => { pub type $name = Box<dyn Fn($t)>; } } held! { pub type Held = u8; } pub struct Both(Held); impl Zero for Both {}",
        ),
        (
            "a type that a macro of others is given",
            "deep::held! { pub type Held = u8; } pub struct Both(Held); impl Zero for Both {}",
        ),
        (
            "a type by a macro's word",
            "macro_rules! held { ($word:ident) => { $word Held { one: Box<dyn Fn()> } } } held!(struct); macro_rules! none { () => { type Held = u8; } } pub struct Both(Held); impl Zero for Both {}",
        ),
        (
            "a macro that is given the trait by another",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! by { ($of:ident, $t:ty) => { impl $of for $t {} } } macro_rules! outer { ($t:ty) => { by!(Zero, $t); } } outer!(Boxed);",
        ),
        (
            "a macro that is given the trait in a function",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! by { ($of:ident) => { impl $of for Boxed {} } } fn first() { by!(Zero); } macro_rules! none { () => { use Zero; } }",
        ),
        (
            "a macro that is given the trait with the macro",
            "pub struct Boxed(Box<dyn Fn()>); macro_rules! by { ($of:ident) => { impl $of for Boxed {} } } macro_rules! each { ($m:ident) => { $m!(Zero); } } each!(by);",
        ),
        ("a macro of others", "deep::zero! { Zero }"),
        (
            "a bound that is not known",
            "impl<T: nowhere::Bound> Zero for T {}",
        ),
        ("an attribute", "mod m { #[auto(Fn)] pub trait Zero {} }"),
    ] {
        assert!(callers_count(&[("other", &of(impls))]), "{what}: a miss");
    }
    let third = [
        ("other", ZERO),
        (
            "third",
            "pub struct Third<F>(F); impl<F: Fn()> other::Zero for Third<F> {}",
        ),
    ];
    assert!(callers_count(&third), "another crate's type: a miss");
    let renamed = [
        ("other", ZERO),
        (
            "third",
            "use other::Zero as Z; pub struct Third<F>(F); impl<F: Fn()> Z for Third<F> {}",
        ),
    ];
    assert!(callers_count(&renamed), "by another name: a miss");
    let latin = crates(GIVEN, &[("other", ZERO)]);
    latin.write("kept/other/src/latin.rs", b"// \xe9");
    assert!(
        misses(&latin, "f(1)", "f(2)"),
        "a file that is no text: a miss"
    );
}

#[test]
fn a_module_in_a_file_may_hide_the_macro_that_was_there() {
    let counts = |mark: &str| {
        let other = format!(
            "{ZERO} pub struct Boxed(Box<dyn Fn()>); macro_rules! zero {{ ($t:ty) => {{}} }} {mark} mod m; zero!(Boxed);"
        );
        let inner = "macro_rules! zero { ($t:ty) => { impl crate::Zero for $t {} } }";
        let more = [("kept/other/src/m.rs", inner)];
        misses(
            &crates_with(GIVEN, &[("other", &other)], &more),
            "f(1)",
            "f(2)",
        )
    };
    assert!(counts("#[macro_use]"), "it lets its macros out: a miss");
    assert!(!counts(""), "it keeps them: a hit");
}
