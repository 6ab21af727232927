//! Closures that come in by other names: of an alias, of an associated type, of what a parameter is by default, of the trait
//! of an object, or of none at all.

use super::table::Then::Miss;
use super::table::check_each_ignoring;

const NAMED: &str = "pub type Cl = Box<dyn Fn() -> u8>; pub type It = Box<dyn Iterator<Item = u8>>; pub fn cl() -> Cl { Box::new(|| one()) } pub fn it() -> It { Box::new([1u8].into_iter().map(|x| x + one())) } fn one() -> u8 { 1 }
     pub trait Go { fn go(&mut self) -> u8; } pub trait Tr { type I; } pub struct X; pub struct G<T: Tr> { of: T::I } pub struct D<I = Cl> { of: I }\n";

#[test]
fn closures_come_in_by_whatever_name() {
    let counted = [
        (
            "an alias that has the trait",
            "impl Go for Cl { fn go(&mut self) -> u8 { self() } } pub fn f(p: &mut dyn Go) -> u8 { p.go() } pub fn calls() { f(&mut cl()); }",
        ),
        (
            "in a field",
            "impl Go for Cl { fn go(&mut self) -> u8 { self() } } pub struct W(Box<dyn Go>); pub fn f(p: &mut W) -> u8 { p.0.go() } pub fn calls() { f(&mut W(Box::new(cl()))); }",
        ),
        (
            "of whatever type",
            "impl Go for Cl { fn go(&mut self) -> u8 { self() } } pub fn f<T: Go>(p: &mut T) -> u8 { p.go() } pub fn calls() { f(&mut cl()); }",
        ),
        (
            "a list of them",
            "impl Go for Vec<Cl> { fn go(&mut self) -> u8 { self[0]() } } pub fn f(p: &mut dyn Go) -> u8 { p.go() } pub fn calls() { f(&mut vec![cl()]); }",
        ),
        (
            "an iterator",
            "impl Go for It { fn go(&mut self) -> u8 { self.next().unwrap() } } pub fn f(p: &mut dyn Go) -> u8 { p.go() } pub fn calls() { f(&mut it()); }",
        ),
        (
            "an object of a trait that closures have",
            "pub trait Run { fn run(&self) -> u8; } impl<F: Fn() -> u8> Run for F { fn run(&self) -> u8 { self() } } pub type R = Box<dyn Run>; impl Go for R { fn go(&mut self) -> u8 { self.run() } } pub fn f(p: &mut dyn Go) -> u8 { p.go() } pub fn calls() { let mut r: R = Box::new(|| one()); f(&mut r); }",
        ),
        (
            "an argument of an alias",
            "impl Go for D<Cl> { fn go(&mut self) -> u8 { (self.of)() } } pub fn f(p: &mut dyn Go) -> u8 { p.go() } pub fn calls() { f(&mut D { of: cl() }); }",
        ),
        (
            "a default",
            "impl D { fn go(&mut self) -> u8 { (self.of)() } } pub fn f(p: &mut D) -> u8 { p.go() } pub fn calls() { f(&mut D { of: cl() }); }",
        ),
        (
            "an associated type",
            "impl Tr for X { type I = Cl; } pub fn f(p: &mut <X as Tr>::I) -> u8 { p() } pub fn calls() { f(&mut cl()); }",
        ),
        (
            "one that is an iterator",
            "impl Tr for X { type I = It; } pub fn f(p: &mut <X as Tr>::I) -> u8 { p.next().unwrap() } pub fn calls() { f(&mut it()); }",
        ),
        (
            "in a field of a parameter's",
            "impl Tr for X { type I = Cl; } pub fn f(p: &mut G<X>) -> u8 { (p.of)() } pub fn calls() { f(&mut G::<X> { of: cl() }); }",
        ),
        (
            "of another associated type",
            "pub trait By { type J; } impl By for X { type J = Cl; } impl Tr for X { type I = <X as By>::J; } pub fn f(p: &mut G<X>) -> u8 { (p.of)() } pub fn calls() { f(&mut G::<X> { of: cl() }); }",
        ),
        (
            "what a macro makes of it",
            "macro_rules! ty { () => { Cl } } pub struct U { of: ty!() } pub fn f(p: &U) -> u8 { (p.of)() } pub fn calls() { f(&U { of: cl() }); }",
        ),
        (
            "in an argument",
            "macro_rules! ty { () => { &Cl } } pub fn f(p: ty!()) -> u8 { p() } pub fn calls() { f(&cl()); }",
        ),
        (
            "anything",
            "pub fn f(p: &mut dyn std::any::Any) -> u8 { p.downcast_mut::<Cl>().unwrap()() } pub fn calls() { f(&mut cl()); }",
        ),
        (
            "anything that is an iterator",
            "pub fn f(p: &mut dyn std::any::Any) -> u8 { p.downcast_mut::<It>().unwrap().next().unwrap() } pub fn calls() { f(&mut it()); }",
        ),
    ];
    check_each_ignoring(&["p"], NAMED, &counted, &[("{ 1 }", "{ 9 }", Miss)]);
}
