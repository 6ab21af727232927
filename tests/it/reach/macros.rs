//! Macros are expanded; what does not expand takes in all it names, and says so.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_among};
use rememo_tests::crates::Crates;

const ROWS: &[Row] = &[
    (
        "a macro's body",
        "macro_rules! m { ($x:expr) => { $x + g() } } macro_rules! n { () => { 1 } } fn g() -> u8 { 1 } fn h() -> u8 { 2 } pub fn f() -> u8 { m!(h()) }",
        &[("$x + g()", "g() + $x", Miss), ("-> u8 { 1 }", "-> u8 { 3 }", Miss), ("{ 2 }", "{ 3 }", Miss), ("() => { 1 }", "() => { 4 }", Hit)],
    ),
    (
        "another rule of the macro",
        "macro_rules! m { (a) => { 1 }; (b) => { 2 } } pub fn f() -> u8 { m!(a) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "items that a macro writes",
        "macro_rules! make { ($($n:ident = $v:expr),*) => { $(fn $n() -> u8 { $v })* } } make! { a = 1, b = 2 } fn c() -> u8 { 4 } pub fn f() -> u8 { a() }",
        &[("a = 1", "a = 3", Miss), ("{ 4 }", "{ 3 }", Hit)],
    ),
    (
        "impls that a macro writes",
        "pub trait T { fn m(&self) -> u8; } macro_rules! imp { ($($t:ty),*) => { $(impl T for $t { fn m(&self) -> u8 { one() } })* } } imp!(u8, u16); fn one() -> u8 { 1 }
         pub fn f() -> u8 { 1u8.m() }",
        &[("-> u8 { 1 }", "-> u8 { 2 }", Miss)],
    ),
    (
        "members that a macro writes",
        "pub struct S; macro_rules! get { ($n:ident, $v:expr) => { fn $n(&self) -> u8 { $v } } } impl S { get!(a, one()); get!(b, two()); } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f(s: &S) -> u8 { s.a() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "macros that write macros",
        "macro_rules! outer { ($n:ident) => { macro_rules! $n { () => { deep() } } } } outer!(inner); fn deep() -> u8 { 1 } pub fn f() -> u8 { inner!() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "macros of a module",
        "#[macro_use] mod m { macro_rules! one { () => { 1 } } macro_rules! two { () => { 2 } } } mod x { macro_rules! one { () => { 4 } } } pub fn f() -> u8 { one!() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit), ("{ 4 }", "{ 3 }", Hit)],
    ),
    (
        "std's macros look at their arguments",
        "pub fn f() -> Vec<u8> { assert!(a()); println!(\"{}\", b()); vec![c(); 2] } fn a() -> bool { 1 > 0 } fn b() -> u8 { 2 } fn c() -> u8 { 3 } fn d() -> u8 { 4 }",
        &[("1 > 0", "2 > 0", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a macro nobody can read mentions its tokens",
        "pub fn f() -> u8 { outside::run!(a => b::c, with S.m()) } fn a() -> u8 { 1 } mod b { pub fn c() -> u8 { 2 } } struct S; impl S { fn m(&self) -> u8 { 3 } } fn d() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a macro nobody can read is given a format that names what it shows",
        "outside::lazy! { static ref A: String = format!(\"{NAME}-{}\", 1); } const NAME: &str = \"a\"; const OTHER: &str = \"b\"; pub fn f() -> String { A.to_string() }",
        &[("= \"a\"", "= \"c\"", Miss), ("= \"b\"", "= \"c\"", Hit)],
    ),
    (
        "a macro nobody can read is given a call of one that is known",
        "outside::lazy! { static ref A: u8 = { add!(one) }; } macro_rules! add { ($a:ident) => { $a() + two() }; (no) => { three() } } fn one() -> u8 { 1 } fn two() -> u8 { 2 } pub fn f() -> u8 { *A }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
];

/// What a macro of another crate may look at, which the normal form leaves out.
const GIVEN: &[Row] = &[
    (
        "the docs of a type that it derives something for",
        "/// E.\n#[derive(Debug, outside::Display)] pub enum E { /// One.\n #[allow(unused)] A } pub fn f(e: &E) -> String { e.to_string() }",
        &[
            ("/// E.", "/// F.", Miss),
            ("/// One.", "/// Two.", Miss),
            ("#[allow(unused)]", "", Miss),
            ("A }", "A, }", Miss),
            ("/// E.", "/// E.\n// F.", Hit),
        ],
    ),
    (
        "those of a type that std derives something for",
        "/// E.\n#[derive(Debug, Clone)] pub enum E { /// One.\n #[allow(unused)] A } pub fn f(e: &E) -> String { format!(\"{e:?}\") }",
        &[
            ("/// E.", "/// F.", Hit),
            ("/// One.", "/// Two.", Hit),
            ("#[allow(unused)]", "", Hit),
            ("A }", "A, }", Hit),
        ],
    ),
    (
        "those of a type for which another crate derives what std could",
        "/// E.\n#[derive(outside::Debug)] pub enum E { /// One.\n A } pub fn f(e: &E) -> String { format!(\"{e:?}\") }",
        &[("/// E.", "/// F.", Miss), ("/// One.", "/// Two.", Miss)],
    ),
    (
        "those of a type that is derived under a condition",
        "#[cfg_attr(feature = \"unknown\", derive(outside::Display))] #[cfg_attr(unix, derive(outside::Display))] pub enum E { /// One.\n A } pub fn f(e: &E) -> String { e.to_string() }",
        &[("/// One.", "/// Two.", Miss)],
    ),
    (
        "those of a function that it is an attribute of",
        "/// F.\n#[outside::tool] pub fn f() -> u8 { fn g() -> u8 { /** Inside. */ const C: u8 = 1; C } g() } /// H.\npub fn h() {}",
        &[
            ("/// F.", "/// G.", Miss),
            ("Inside", "Outside", Miss),
            ("/// H.", "/// I.", Hit),
        ],
    ),
    (
        "those of members of an impl that it is an attribute of",
        "pub struct S; #[outside::tools] impl S { /// M.\n pub fn m(&self) -> u8 { 1 } } impl S { /// N.\n pub fn n(&self) -> u8 { 1 } } pub fn f(s: &S) -> u8 { s.m() + s.n() }",
        &[("/// M.", "/// L.", Miss), ("/// N.", "/// L.", Hit)],
    ),
    (
        "those in a module that it is an attribute of",
        "#[outside::tools] mod m { /// G.\n pub fn g() -> u8 { 1 } } mod n { /// H.\n pub fn h() -> u8 { 1 } } pub fn f() -> u8 { m::g() + n::h() }",
        &[("/// G.", "/// L.", Miss), ("/// H.", "/// L.", Hit)],
    ),
    (
        "all members of an impl that it is an attribute of",
        "pub struct S; #[outside::tools] impl S { fn helper(&self) -> u8 { 1 } } impl S { fn other(&self) -> u8 { 3 } } pub fn f(s: &S) -> u8 { s.made() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 3 }", "{ 2 }", Hit)],
    ),
    (
        "all in a module that it is an attribute of",
        "#[outside::tools] mod m { fn helper() -> u8 { 1 } } mod n { fn other() -> u8 { 3 } } pub fn f() -> u8 { m::made() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 3 }", "{ 2 }", Hit)],
    ),
    (
        "all members of a trait that it is an attribute of",
        "#[outside::tools] pub trait T { fn given(&self) -> u8; fn helper(&self) -> u8 { 1 } } pub struct S; impl T for S { fn given(&self) -> u8 { 2 } } pub fn f(s: &S) -> u8 { s.given() }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "a type that it writes functions for",
        "#[derive(outside::Build)] pub struct S { /// A.\n a: u8 } pub fn f() -> u8 { S::build().a }",
        &[("/// A.", "/// B.", Miss)],
    ),
    (
        "a type that it writes another type for",
        "#[derive(outside::Builder)] pub struct S { #[builder(default = \"1\")] a: u8 } #[derive(Debug)] pub struct T { b: u8 } pub fn f() -> u8 { SBuilder::default().build().a }",
        &[("\"1\"", "\"2\"", Miss), ("{ b: u8 }", "{ c: u8 }", Hit)],
    ),
    (
        "an impl that it makes a trait of",
        "#[outside::ext(name = Loud)] impl str { fn loud(&self) -> u8 { 1 } } pub fn f(s: &str) -> u8 { s.loud() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a function that it makes something of, for a type",
        "pub struct S; #[outside::drops(S)] fn leave() -> u8 { 1 } #[outside::drops(T)] fn stay() -> u8 { 2 } pub struct T; pub fn f(_: S) -> u8 { 3 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "compilers' and tools' attributes are no macros",
        "#[rustfmt::skip] #[inline] #[allow(unused)] mod m { pub fn g() -> u8 { 1 } fn other() -> u8 { 2 } } pub fn f() -> u8 { m::g() }",
        &[("{ 2 }", "{ 9 }", Hit), ("#[rustfmt::skip]", "", Hit)],
    ),
    (
        "a macro of another crate that writes members of a trait's impl",
        "pub struct S(u8); pub trait T { fn a(&self) -> u8; fn b(&self) -> u8 { 0 } } impl T for S { outside::members! { a one } } fn one() -> u8 { 1 }
         pub struct Q(u8); impl outside::Shown for Q { outside::members! { b two } } fn two() -> u8 { 4 } impl Q { fn get(&self) -> u8 { self.0 } } fn ask<X: T>(x: &X) -> u8 { x.a() } pub fn f(s: &S, q: &Q) -> u8 { ask(s) + q.get() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn macros_of_other_crates_see_all_that_they_are_given() {
    check(GIVEN);
}

/// A crate that depends on two others: one may have derives, for it is built with what writes code.
const AMONG_OTHERS: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\noutside = \"1\"\nplain = \"1\"\n",
    ),
    (
        "Cargo.lock",
        "version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"outside\", \"plain\"]\n
         [[package]]\nname = \"outside\"\nversion = \"1.0.0\"\nchecksum = \"o\"\ndependencies = [\"syn\"]\n
         [[package]]\nname = \"plain\"\nversion = \"1.0.0\"\nchecksum = \"p\"\n
         [[package]]\nname = \"syn\"\nversion = \"3.0.0\"\nchecksum = \"s\"\n",
    ),
];

/// Whose a derive is, of a name that std has.
const NAMED_AS_STDS: &[Row] = &[
    (
        "those of a type for which it does by a name that hides std's",
        "use outside::Debug; mod m { use super::*; /// E.\n#[derive(Debug, Clone)] pub enum E { A } } pub fn f(e: &m::E) -> String { format!(\"{e:?}\") }",
        &[("/// E.", "/// F.", Miss)],
    ),
    (
        "those of a type where a glob may bring in another derive",
        "use outside::*; /// E.\n#[derive(Debug)] pub enum E { A } pub fn f(e: &E) -> String { format!(\"{e:?}\") }",
        &[("/// E.", "/// F.", Miss)],
    ),
    (
        "not where it comes from a crate without derives, or std's is imported as well",
        "use plain::*; mod m { use outside::*; use std::fmt::Debug; /// G.\n#[derive(Debug)] pub struct G; } /// E.\n#[derive(Debug, Clone, ::core::cmp::PartialEq)] pub enum E { A(m::G) } pub fn f(e: &E) -> String { format!(\"{e:?}\") }",
        &[("/// E.", "/// F.", Hit), ("/// G.", "/// H.", Hit)],
    ),
];

/// What code of another crate may ask of what it is given, or makes.
const ASKED_BY_OTHERS: &[Row] = &[
    (
        "a call of a function that a macro of another crate may have written",
        "outside::make!(length); pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(s: &S) -> usize { length(s) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "a method of one that such a macro wrote",
        "outside::make!(Tool); pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(s: &S) -> usize { Tool::new().length(s) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same, of what it makes",
        "outside::make!(made); pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } impl std::str::FromStr for S { type Err = (); fn from_str(_: &str) -> Result<S, ()> { Ok(S(2)) } } pub fn f() -> u8 { let s: S = made(); s.0 }",
        &[("S(1)", "S(3)", Miss), ("S(2)", "S(4)", Miss)],
    ),
    (
        "what a function makes, named by its parameter",
        "pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } impl std::str::FromStr for S { type Err = (); fn from_str(_: &str) -> Result<S, ()> { Ok(S(2)) } } pub fn f() -> u8 { outside::make::<S>().0 }",
        &[("S(1)", "S(3)", Miss), ("S(2)", "S(4)", Miss)],
    ),
    (
        "what a function makes, as it is wanted",
        "pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } impl std::str::FromStr for S { type Err = (); fn from_str(_: &str) -> Result<S, ()> { Ok(S(2)) } } pub fn f() -> u8 { let s: S = outside::make(); s.0 }",
        &[("S(1)", "S(3)", Miss), ("S(2)", "S(4)", Miss)],
    ),
    (
        "what a method makes",
        "pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } impl std::str::FromStr for S { type Err = (); fn from_str(_: &str) -> Result<S, ()> { Ok(S(2)) } } pub fn f(by: &outside::Maker) -> u8 { by.make::<S>().0 }",
        &[("S(1)", "S(3)", Miss), ("S(2)", "S(4)", Miss)],
    ),
    (
        "what a type of another crate holds",
        "pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } pub fn f() -> u8 { let s: outside::Lazy<S> = outside::Lazy::new(); s.get().0 }",
        &[("S(1)", "S(3)", Miss)],
    ),
    (
        "what it shows of one that it holds",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(of: &outside::Shown<S>) -> String { format!(\"{of:?}\") }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what it was given before",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(of: &mut outside::List<S>) -> String { of.push(S(1)); of.text() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what it is given by a method, of what a function made",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { let mut list = outside::list(); list.push(S(1)); list.text() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what it is given by a function of a module",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { outside::lists::text(vec![S(1)]) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what it is given in a closure, and shows",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { outside::shown(|| S(1)) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what is in a field of a type of another crate",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { outside::Shown { of: S(1) }.text() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a function of it is given, that is handed to std",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> Vec<String> { vec![S(1)].iter().map(outside::text).collect() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a method of its trait is called on",
        "use outside::Text; pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { S(1).as_text() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what is inside of what a method of its trait is called on",
        "use outside::Text; pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { vec![S(1)].iter().joined(\", \") }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what an operator makes of it",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(of: outside::Text) -> outside::Text { of + S(1) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a macro is given by marks and names",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(s: S) -> u8 { outside::info!(target: \"a\", b = %s, \"c\"); 2 }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a macro makes of a body that nobody can read",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { let s = S(1); outside::html! { <p>{ s }</p> } }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what its attribute may show of what goes in",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } #[outside::instrument] fn g(_: S) -> u8 { 2 } pub fn f(s: S) -> u8 { g(s) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what its attribute may show of what comes out",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } #[outside::instrument(ret)] fn g() -> S { S(1) } pub fn f() -> S { g() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what it holds, and drops",
        "pub struct S(u8); impl outside::Zero for S { fn zero(&mut self) { self.0 = 1; } } fn g() -> Option<outside::Zeroing<S>> { None } pub fn f() -> u8 { let _held = g(); 2 }",
        &[("self.0 = 1", "self.0 = 3", Miss)],
    ),
    (
        "what a method of its trait on a list is given",
        "use outside::Shuffle; pub struct R; impl outside::Random for R { fn next(&mut self) -> u8 { 1 } } pub fn f(of: &mut [u8]) { of.shuffle(&mut R); }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what a method of its trait on a text makes",
        "use outside::Ext; pub struct R(u8); impl outside::Make for R { fn make() -> R { R(1) } } pub fn f(of: &str) -> R { of.turn() }",
        &[("R(1)", "R(2)", Miss)],
    ),
    (
        "what a macro writes, next to a glob of std",
        "use std::collections::*; outside::make!(go = one()); fn one() -> u8 { 1 } pub fn f() -> u8 { go() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what a macro writes, next to a glob of another crate",
        "use plain::*; outside::flags! { pub struct Flags { const A = one(); } } const fn one() -> u8 { 1 } pub fn f() -> u8 { Flags::A.bits() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what a macro is given behind a name",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(s: S) -> String { outside::show!(s = s) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a macro takes an operator apart for",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(a: S, b: S) -> String { outside::ensure!(a == b) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "a function of a type, in a body that nobody can read",
        "pub trait A { fn make() -> u8; } pub struct S; impl A for S { fn make() -> u8 { 1 } } pub fn f() -> u8 { outside::run! { x => <S as A>::make() } }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method that a macro writes in an impl",
        "pub struct S; impl S { outside::getters! { tag => one() } } fn one() -> u8 { 1 } pub fn f(s: &S) -> u8 { s.tag() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method that a macro writes in a trait",
        "pub trait T { outside::methods! { fn frobnicate(&self) -> u8 { one() } } } impl T for u8 {} fn one() -> u8 { 1 } pub fn f() -> u8 { 3_u8.frobnicate() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "an impl that a macro writes for a built-in type",
        "pub trait T { fn frobnicate(&self) -> u8; } outside::impls! { T for u8 => one() } fn one() -> u8 { 1 } pub fn f() -> u8 { 3_u8.frobnicate() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what a macro makes, as it is wanted",
        "pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } pub fn f() -> u8 { let s: S = outside::make!(); s.0 }",
        &[("S(1)", "S(2)", Miss)],
    ),
    (
        "what its type is collected from",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(v: Vec<S>) -> outside::Bag { v.into_iter().collect() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what the attribute of an impl may show of what its functions are given",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub struct W; #[outside::traced] impl W { fn g(&self, _: &S) -> u8 { 2 } } pub fn f(s: &S) -> u8 { W.g(s) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what the attribute of a type may show of its parts",
        "pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } #[outside::shown] pub struct W(S); pub fn f(w: &W) -> String { w.to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same, by a name that is imported",
        "use outside::shown; pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } #[shown] pub struct W(S); pub fn f(w: &W) -> String { w.to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
];

/// What a derive of another crate wrote may ask anything of the parts of what it was written for.
const ASKED_OF_PARTS: &[Row] = &[
    (
        "another trait of a part than is asked of the whole",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(e: &E) -> String { e.to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same of what is an object",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(e: &E) -> String { let e: &dyn std::fmt::Display = e; e.to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same where any type may be asked",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } trait Show { fn show(&self) -> String; } impl<T: std::fmt::Display> Show for T { fn show(&self) -> String { format!(\"{self}\") } } pub fn f(e: &E) -> String { g(e) } fn g(e: &dyn Show) -> String { e.show() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same through a generic function",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } fn g<T: std::fmt::Display>(t: T) -> String { t.to_string() } pub fn f(e: &E) -> String { g(e) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "the same inside of what std derives for",
        "#[derive(outside::Debug)] pub enum E { #[debug(\"{}\", _0)] A(S) } pub struct S; impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } #[derive(Debug)] pub struct W(Vec<E>); pub fn f(w: &W) -> String { format!(\"{w:?}\") }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what a part is by default",
        "#[derive(serde::Deserialize)] pub struct E { #[serde(default)] s: S } #[derive(serde::Deserialize)] pub struct S(u8); impl Default for S { fn default() -> S { S(1) } } pub fn f(text: &str) -> E { serde_json::from_str(text).unwrap() }",
        &[("S(1)", "S(2)", Miss)],
    ),
    (
        "a key of a map that is read",
        "#[derive(serde::Deserialize)] pub struct E { m: std::collections::HashMap<K, u8> } #[derive(serde::Deserialize, PartialEq, Eq)] pub struct K(u8); impl std::hash::Hash for K { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(1) } } pub fn f(text: &str) -> E { serde_json::from_str(text).unwrap() }",
        &[("h.write_u8(1)", "h.write_u8(2)", Miss)],
    ),
    (
        "what a type is made from to be read",
        "#[derive(serde::Deserialize)] #[serde(from = \"S\")] pub struct E(u8); #[derive(serde::Deserialize)] pub struct S(u8); impl From<S> for E { fn from(s: S) -> E { E(s.0 + 1) } } pub fn f(text: &str) -> E { serde_json::from_str(text).unwrap() }",
        &[("s.0 + 1", "s.0 + 2", Miss)],
    ),
    (
        "functions and methods that its attributes call",
        "#[derive(outside::Error)] pub enum E { #[error(\"{} {}\", show(_0), _0.tag())] A(u8) } fn show(of: &u8) -> u8 { *of + 10 } trait T { fn tag(&self) -> u8; } impl T for u8 { fn tag(&self) -> u8 { *self + 20 } } pub fn f(e: &E) -> String { e.to_string() }",
        &[
            ("*of + 10", "*of + 11", Miss),
            ("*self + 20", "*self + 21", Miss),
        ],
    ),
    (
        "a part of a part, through what std derives",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(W<S>) } #[derive(Debug)] pub struct W<T>(Vec<T>); pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(e: &E) -> String { e.to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "a part that is given as a parameter",
        "#[derive(outside::Error)] pub enum E<T> { #[error(\"{0:?}\")] A(T) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> String { E::A(S).to_string() }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "a part that is given as a parameter, where any type may be asked",
        "#[derive(outside::Error)] pub enum E<T> { #[error(\"{0:?}\")] A(T) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } fn g<T: std::fmt::Display>(t: T) -> String { t.to_string() } pub fn f() -> String { g(E::A(S)) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "what is dropped with it",
        "#[derive(outside::Zeroize)] pub struct E(S); pub struct S(u8); impl outside::Zeroize for S { fn zeroize(&mut self) { self.0 = 1; } } pub fn f() -> u8 { let e = E(S(1)); drop(e); 2 }",
        &[("self.0 = 1", "self.0 = 3", Miss)],
    ),
    (
        "a loop over what it walks",
        "#[derive(outside::Iterator)] pub struct E(S); pub struct S(u8); impl Iterator for S { type Item = u8; fn next(&mut self) -> Option<u8> { Some(1) } } pub fn f() -> u8 { let mut sum = 0; for x in E(S(1)) { sum += x; } sum }",
        &[("Some(1)", "Some(2)", Miss)],
    ),
    (
        "an order by what another type of a part shows",
        "#[derive(outside::Ord, outside::Eq, PartialEq, outside::PartialOrd)] #[by(show)] pub struct E(S); pub struct S(u8); impl std::fmt::Display for S { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"1\") } } impl PartialEq for S { fn eq(&self, _: &S) -> bool { true } } pub fn f(mut e: Vec<E>) -> usize { e.sort(); e.len() }",
        &[("f.write_str(\"1\")", "f.write_str(\"2\")", Miss)],
    ),
    (
        "a deref to a part",
        "#[derive(outside::Deref)] pub struct E(S); pub struct S(u8); impl S { fn tag(&self) -> u8 { 1 } } pub fn f(e: &E) -> u8 { e.tag() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a conversion",
        "#[derive(outside::From)] pub struct E(S); pub struct S(u8); impl From<u8> for S { fn from(of: u8) -> S { S(of + 1) } } pub fn f() -> u8 { let e: E = 1_u8.into(); e.0.0 }",
        &[("of + 1", "of + 2", Miss)],
    ),
    (
        "an operator",
        "#[derive(outside::Add)] pub struct E(S); pub struct S(u8); impl std::ops::Add for S { type Output = S; fn add(self, of: S) -> S { S(self.0 + of.0) } } pub fn f(a: E, b: E) -> u8 { (a + b).0.0 }",
        &[("self.0 + of.0", "self.0 - of.0", Miss)],
    ),
    (
        "a call of a function of another crate",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(e: &E) -> usize { outside::length(e) }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Miss)],
    ),
    (
        "a member of a type that a text in an attribute names",
        "#[derive(serde::Serialize)] pub struct E { #[serde(skip_serializing_if = \"E::none\")] a: u8 } impl E { fn none(_: &u8) -> bool { 1 > 0 } } pub fn f(e: &E) -> String { outside::text(e) }",
        &[("1 > 0", "1 > 2", Miss)],
    ),
    (
        "a type inside of a type that a text in an attribute names",
        "#[derive(outside::Text)] pub struct E { #[text(as = \"Vec<H>\")] a: Vec<u8> } pub struct H; impl outside::As for H { fn text() -> u8 { 1 } } pub fn f(e: &E) -> String { outside::text(e) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a call in code that a text in an attribute is",
        "#[derive(outside::Build)] pub struct E { #[build(default = \"vec![one()]\")] a: Vec<u8> } fn one() -> u8 { 1 } pub fn f() -> E { E::build() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "nothing, where nobody asks for what was written",
        "#[derive(outside::Error)] pub enum E { #[error(\"{0:?}\")] A(S) } pub struct S; impl std::fmt::Debug for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(e: &E) -> u8 { match e { E::A(_) => 1 } }",
        &[("{ Ok(()) }", "{ Err(std::fmt::Error) }", Hit)],
    ),
];

#[test]
fn a_derive_may_hide_the_one_of_std() {
    check_among(AMONG_OTHERS, &[], NAMED_AS_STDS);
}

#[test]
fn code_of_another_crate_may_ask_anything_of_what_it_is_given() {
    check_among(AMONG_OTHERS, &[], ASKED_BY_OTHERS);
}

#[test]
fn what_another_crate_derives_may_ask_anything_of_parts() {
    check(ASKED_OF_PARTS);
    check_among(AMONG_OTHERS, &[], ASKED_OF_PARTS);
}

#[test]
fn docs_that_are_a_file_are_given_with_it() {
    for (attribute, given) in [("derive(outside::Display)", true), ("derive(Debug)", false)] {
        let lib = format!(
            "#[{attribute}] #[doc = include_str!(\"e.md\")] pub struct E; pub fn f(e: &E) -> String {{ e.to_string() }}"
        );
        let crates = Crates::new(&[("src/lib.rs", &lib), ("src/e.md", "One.")]);
        let before = crates.closure("app::f").fingerprint;
        crates.edit("src/e.md", "One.", "Two.");
        let is_hit = crates.closure("app::f").fingerprint == before;
        assert_eq!(!is_hit, given, "{attribute}");
    }
}

#[test]
fn files_and_variables_are_seen_in_what_a_macro_of_others_is_given() {
    for text in [
        "outside::lazy! { static ref D: &str = include_str!(\"e.md\"); } pub fn f() -> String { D.to_string() }",
        "outside::lazy! { static ref D: Vec<u8> = { include_bytes!(concat!(\"e\", \".md\")).to_vec() }; } pub fn f() -> usize { D.len() }",
        "macro_rules! read { ($f:literal) => { include_str!($f) } } outside::lazy! { static ref D: &str = read!(\"e.md\"); } pub fn f() -> String { D.to_string() }",
        "pub fn f() -> String { outside::text!(a, [include_str!(\"e.md\")]) }",
        "pub fn f() -> String { outside::text!(std::include_str!(\"e.md\")) }",
        "macro_rules! read { ($f:literal) => { include_str!($f) } } pub fn f() -> String { outside::text!(read!(\"e.md\")) }",
    ] {
        let crates = Crates::new(&[("src/lib.rs", text), ("src/e.md", "One.")]);
        let before = crates.closure("app::f").fingerprint;
        crates.edit("src/e.md", "One.", "Two.");
        let after = crates.closure("app::f").fingerprint;
        assert_ne!(after, before, "a miss: {text}");
    }
    let crates = Crates::lib("pub fn f() -> String { outside::text!(env!(\"HOME\")) }");
    let variables = crates.closure("app::f").variables;
    assert!(!variables.is_empty(), "the variable counts");
}

#[test]
fn a_macro_of_a_dependency_may_make_the_name() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nb = { path = \"b\" }\n",
        ),
        (
            "b/Cargo.toml",
            "[package]\nname = \"b\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        (
            "b/src/lib.rs",
            "outside::paste! { pub fn [<get_ it>]() -> u8 { one() } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        ),
        ("src/lib.rs", "pub fn f() -> u8 { b::get_it() }"),
    ]);
    let before = crates.closure("app::f").fingerprint;
    crates.edit("b/src/lib.rs", "{ 2 }", "{ 3 }");
    assert_eq!(before, crates.closure("app::f").fingerprint, "a hit");
    crates.edit("b/src/lib.rs", "{ 1 }", "{ 3 }");
    assert_ne!(before, crates.closure("app::f").fingerprint, "a miss");
}

#[test]
fn macros_are_seen_through() {
    check(ROWS);
}

#[test]
fn a_bomb_ends_and_is_reported() {
    let crates = Crates::lib(
        "macro_rules! bomb { ($($x:tt)*) => { bomb!($($x)* $($x)*) } } pub fn f() -> u8 { bomb!(a b); 1 }",
    );
    let closure = crates.closure("app::f");
    assert!(
        closure
            .warnings
            .iter()
            .any(|warning| warning.contains("bomb!")),
        "{:?}",
        closure.warnings
    );
}

#[test]
fn macros_that_wrote_covered_code_are_told() {
    let text = "macro_rules! make { ($n:ident) => { fn $n() -> u8 { value!() } } }
         macro_rules! value { () => { 1 } }
         macro_rules! outer { () => { macro_rules! inner { () => { make!(b); } } } }
         make!(a); outer!(); inner!();
         macro_rules! other { () => { 2 } } pub fn g() -> u8 { other!() }
         pub fn f() -> u8 { a() + b() }";
    let closure = Crates::lib(text).closure("app::f");
    let told = |name: &str| {
        closure
            .items
            .iter()
            .any(|item| item.id == format!("app::{name}!"))
    };
    let lines = |name: &str| {
        closure
            .item(&format!("app::{name}!"))
            .map(|item| item.first_line)
    };
    assert!(
        told("make") && told("value") && told("outer") && told("inner"),
        "{closure:#?}"
    );
    assert!(!told("other"), "{closure:#?}");
    assert_eq!((lines("make"), lines("value")), (Some(1), Some(2)));
}
