//! A signature as wrappers can write it: every path absolute, whatever was imported, renamed or aliased.

use quote::ToTokens;
use rememo_build::plan::FunctionPath;
use rememo_tests::crates::Crates;

/// The module `m`'s text, and the type that its function `f` takes, absolute.
const CASES: &[(&str, &str)] = &[
    ("pub struct S; pub fn f(x: S) {}", "crate :: m :: S"),
    ("use super::Top; pub fn f(x: &Top) {}", "& crate :: Top"),
    ("use super::Top as T; pub fn f(x: T) {}", "crate :: Top"),
    ("use super::*; pub fn f(x: Top) {}", "crate :: Top"),
    ("pub fn f(x: super::Top) {}", "crate :: Top"),
    ("pub fn f(x: crate::Top) {}", "crate :: Top"),
    ("pub fn f(x: self::S) {} pub struct S;", "crate :: m :: S"),
    ("pub fn f(x: u8) {}", "u8"),
    ("pub struct u8; pub fn f(x: u8) {}", "crate :: m :: u8"),
    (
        "pub fn f(x: Option<super::Top>) {}",
        ":: std :: option :: Option < crate :: Top >",
    ),
    (
        "pub struct Option; pub fn f(x: Option) {}",
        "crate :: m :: Option",
    ),
    (
        "use std::collections::HashMap; pub fn f(x: HashMap<String, u8>) {}",
        ":: std :: collections :: HashMap < :: std :: string :: String , u8 >",
    ),
    (
        "use std::collections as c; pub fn f(x: c::BTreeSet<u8>) {}",
        ":: std :: collections :: BTreeSet < u8 >",
    ),
    (
        "pub fn f(x: core::time::Duration) {}",
        ":: std :: time :: Duration",
    ),
    ("pub fn f<T: Copy>(x: T) {}", "T"),
    ("pub fn f<Top>(x: Top) {}", "Top"),
    (
        "pub fn f(x: [super::Top; super::N]) {}",
        "[crate :: Top ; crate :: N]",
    ),
    (
        "pub fn f(x: &[(super::Top, u8)]) {}",
        "& [(crate :: Top , u8)]",
    ),
    (
        "pub fn f(x: impl Iterator<Item = super::Top>) {}",
        "impl :: std :: iter :: Iterator < Item = crate :: Top >",
    ),
    (
        "pub fn f<T: super::Named>(x: <T as super::Named>::Name) {}",
        "< T as crate :: Named > :: Name",
    ),
    (
        "pub fn f(x: <super::Top as super::Named>::Name) {}",
        "< crate :: Top as crate :: Named > :: Name",
    ),
    (
        "use super::deep::Shown; pub fn f(x: Shown) {}",
        "crate :: deep :: Shown",
    ),
    (
        "pub type A = super::Top; pub fn f(x: A) {}",
        "crate :: m :: A",
    ),
    (
        "pub fn f(x: &mut dyn super::Named<Name = u8>) {}",
        "& mut dyn crate :: Named < Name = u8 >",
    ),
];

const AROUND: &str = "pub struct Top; pub const N: usize = 3; pub trait Named { type Name; }
    pub mod deep { mod hidden { pub struct Shown; } pub use hidden::Shown; }";

#[test]
fn types_are_made_absolute() {
    for (module, expected) in CASES {
        let crates = Crates::lib(&format!("{AROUND} pub mod m {{ {module} }}"));
        let found = crates
            .program()
            .find(&FunctionPath::parse("app::m::f").expect("a path"))
            .expect("found");
        assert!(found.hidden.is_empty(), "{module}: {:?}", found.hidden);
        let Some(syn::FnArg::Typed(argument)) = found.signature.inputs.first() else {
            panic!("{module}: an argument")
        };
        assert_eq!(
            argument.ty.to_token_stream().to_string(),
            *expected,
            "{module}"
        );
    }
}

#[test]
fn the_impl_of_a_method_is_made_absolute_too() {
    let text = "pub trait Named {} pub mod m { use super::Named; pub struct Held<T>(T);
        impl<T: Named> Held<T> where T: Copy { pub fn size(&self, other: &Self) -> usize { 0 } } }";
    let crates = Crates::lib(text);
    let found = crates
        .program()
        .find(&FunctionPath::parse("app::m::Held::size").expect("a path"))
        .expect("found");
    let owner = found.owner.expect("an impl");
    assert_eq!(
        owner.of.to_token_stream().to_string(),
        "crate :: m :: Held < T >"
    );
    assert_eq!(
        owner.generics.to_token_stream().to_string(),
        "< T : crate :: Named >"
    );
    let (_, _, bounds) = owner.generics.split_for_impl();
    assert_eq!(
        bounds.to_token_stream().to_string(),
        "where T : :: std :: marker :: Copy"
    );
    assert!(owner.local && owner.by.is_none());
    assert_eq!(
        found.signature.to_token_stream().to_string(),
        "fn size (& self , other : & Self) -> usize"
    );
}
