//! A search that goes on from the last build finds what a search from nothing finds, whatever was edited between:
//! random walks over a crate whose every piece has several forms.

use rememo_build::plan::{Fingerprint, Level, Request};
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, request};
use rememo_tests::referee::plan::SplitMix;
use std::sync::Arc;

/// Forms of one piece of a file; the empty form is a piece that is not there.
type Piece = &'static [&'static str];

const LIB: &[Piece] = &[
    &["mod given;\nmod shapes;\nmod tools;\nmod words;\n"],
    &[
        "use tools::scale;\n",
        "use words::scale;\n",
        "use tools::grow as scale;\n",
    ],
    &[
        "use shapes::*;\n",
        "use shapes::{Area, Circle, Named, Square};\n",
    ],
    &[
        "",
        "use std::collections::BTreeMap;\n",
        "use std::fmt::Write as _;\n",
        "use words::Loud;\n",
    ],
    &["", "/// A comment.\n// Another.\n", "\n\n\n"],
    &[
        "",
        "fn nobody(x: u32) -> u32 { x }\n",
        "#[derive(Clone, PartialEq)]\nstruct Nobody(u32);\nimpl Nobody { fn area(&self) -> u32 { self.0 } }\n",
        "struct Nobody;\nimpl PartialEq for Nobody { fn eq(&self, _: &Nobody) -> bool { grow() } }\nfn grow() -> bool { true }\n",
    ],
    &[
        "",
        "macro_rules! pick { ($($a:tt)*) => { 7 } }\n",
        "macro_rules! other { ($a:expr) => { $a } }\n",
        "strange! { scale grow }\n",
    ],
    &[
        "",
        "macro_rules! unseen { ($t:ident) => { impl tools::More for $t { fn more(&self) -> u32 { grow() } } } }\n",
        "macro_rules! unseen { ($t:ident) => { stringify!($t) } }\n",
    ],
    &[
        "",
        "type Other = Circle;\n",
        "use shapes::Named as Other;\n",
    ],
    &[
        "",
        "fn hides() { unseen!(Circle); }\n",
        "fn hides() { unseen!(Named); }\n",
        "fn hides() { unseen!(Other); }\n",
        "strange! { Other }\n",
        "const _: () = { unseen!(Circle); };\n",
        "fn hides() { println!(\"{}\", { impl Square { fn more(&self) -> u32 { 1 } } 1 }); }\n",
    ],
    &[
        "pub fn total(x: u32) -> u32 { scale(x) + LIMIT }\n",
        "pub fn total(x: u32) -> u32 { scale(x) - LIMIT }\n",
        "pub fn total(x: u32) -> u32 { let s = Square::new(x); s.area() + s.side }\n",
        "pub fn total(x: u32) -> u32 { make(x).area() }\n",
        "pub fn total(x: u32) -> u32 { fn scale(x: u32) -> u32 { x } scale(x) }\n",
        "pub fn total(x: u32) -> u32 { brought!(); Square::new(x).area() + scale(x) }\n",
    ],
    &[
        "macro_rules! brought { () => { use tools::*; } }\n",
        "macro_rules! brought { () => { use words::{self, scale}; } }\n",
        "macro_rules! brought { () => { use shapes::Circle as Square; } }\n",
        "macro_rules! brought { () => { struct Square; impl Area for Square {} } }\n",
        "macro_rules! brought { () => { thread_local! { static LIMIT: Circle = make(1); } } }\n",
    ],
    &[
        "fn make(x: u32) -> Square { Square::new(x) }\n",
        "fn make(x: u32) -> Circle { Circle { radius: x } }\n",
    ],
    &[
        "const LIMIT: u32 = 3;\n",
        "const LIMIT: u32 = 4;\n",
        "const LIMIT: u32 = tools::limit();\n",
    ],
    &[
        "pub fn shown(of: &dyn Area) -> String { format!(\"{}\", of.area()) }\n",
        "pub fn shown(of: &dyn Area) -> String { of.twice().to_string() }\n",
    ],
    &[
        "pub fn told(x: u32) -> String { let n = Named(Square::new(x)); n.to_string() }\n",
        "pub fn told(x: u32) -> String { let n = Named(Square::new(x)); format!(\"{}\", n.side) }\n",
        "pub fn told(x: u32) -> String { Named(Square::new(x)).loud() }\n",
    ],
    &[
        "pub fn wrote(x: u32) -> u32 { pick!(x) }\n",
        "pub fn wrote(x: u32) -> u32 { pick!(x, LIMIT) }\n",
        "pub fn wrote(x: u32) -> u32 { made(x) + line!() }\n",
    ],
    &[
        "pub fn held(x: u32) -> u32 { (HOOK)(x) }\n",
        "pub fn held(x: u32) -> u32 { x.min(9) }\n",
        "pub fn held(x: u32) -> u32 { u32::from(handed::Ipv4Addr::from(x)) }\n",
    ],
    &[
        "mod handed { pub use std::net::*; }\n",
        "mod handed { pub use std::net::*; pub use crate::shapes::Named as Ipv4Addr; }\n",
        "mod handed { pub use super::within::*; }\n",
        "mod handed { pub use std::net::*; pub struct Ipv4Addr; impl Ipv4Addr { pub fn from(x: u32) -> u32 { x } } }\n",
        "mod handed { pub use std::net::*; unknown!(Ipv4Addr, crate::tools::grow); }\n",
        "mod handed { pub use std::net::*; #[derive(unknown::Builder)] pub struct Other; }\n",
    ],
    &[
        "mod within { pub use std::net::*; }\n",
        "mod within { pub use std::net::*; pub use crate::shapes::Square as Ipv4Addr; }\n",
        "mod within { pub use std::net::*; #[unknown] fn other() {} }\n",
        "mod within { pub struct Ipv4Addr; impl Ipv4Addr { pub fn from(x: u32) -> u32 { crate::tools::grow(x) } } }\n",
    ],
    &[
        "static HOOK: fn(u32) -> u32 = tools::grow;\n",
        "static HOOK: fn(u32) -> u32 = idle;\n",
    ],
    &[
        "fn idle(x: u32) -> u32 { x }\n",
        "fn idle(x: u32) -> u32 { x + scale(x) }\n",
        "fn idle(x: u32) -> u32 { let _ = HOOK; x }\n",
    ],
    &[
        "",
        "fn grow(x: u32) -> u32 { x }\n",
        "struct Unused;\nimpl Unused { fn area(&self) -> u32 { 0 } }\n",
    ],
    &[
        "pub fn kept() -> &'static str { include_str!(\"data.txt\") }\n",
        "pub fn kept() -> &'static str { read!(\"data.txt\") }\n",
        "pub fn kept() -> &'static str { include_str!(concat!(\"data\", end!())) }\n",
        "pub fn kept() -> &'static str { \"none\" }\n",
    ],
    &[
        "use std::include_str as read;\n",
        "use std::stringify as read;\n",
        "macro_rules! read { ($t:tt) => { include_str!($t) } }\n",
    ],
    &[
        "macro_rules! end { () => { \".txt\" } }\n",
        "macro_rules! end { () => { \".md\" } }\n",
        "use std::stringify as end;\n",
    ],
];

const SHAPES: &[Piece] = &[
    &[
        "pub trait Area { fn area(&self) -> u32; fn twice(&self) -> u32 { self.area() * 2 } }\n",
        "pub trait Area { fn area(&self) -> u32; fn twice(&self) -> u32 { self.area() + self.area() } }\n",
        "pub trait Area { fn area(&self) -> u32; fn twice(&self) -> u32 { self.more() } fn more(&self) -> u32 { 1 } }\n",
    ],
    &[
        "pub struct Square { pub side: u32 }\n",
        "#[derive(Clone)]\npub struct Square { pub side: u32 }\n",
        "pub type Square = Box4;\n",
    ],
    &[
        "pub struct Box4 { pub side: u32 }\n",
        "pub struct Box4 { pub side: u32, pub more: Option<Circle> }\n",
    ],
    &[
        "impl Square { pub fn new(side: u32) -> Square { todo!() } }\n",
        "impl Square { pub fn new(side: u32) -> Self { helper(side) } }\n",
        "impl Square { pub fn new(side: u32) -> Self { todo!() } pub fn area(&self) -> u32 { 7 } }\n",
    ],
    &[
        "fn helper(side: u32) -> Square { panic!(\"{side}\") }\n",
        "fn helper(side: u32) -> Square { loop {} }\n",
    ],
    &[
        "impl Area for Square { fn area(&self) -> u32 { self.side } }\n",
        "impl Area for Square { fn area(&self) -> u32 { self.side * 2 } }\n",
        "",
    ],
    &[
        "pub struct Circle { pub radius: u32 }\n",
        "pub struct Circle { pub radius: crate::tools::Number }\n",
    ],
    &[
        "impl Area for Circle { fn area(&self) -> u32 { 3 } }\n",
        "impl Area for Circle { fn area(&self) -> u32 { 3 } fn twice(&self) -> u32 { 6 } }\n",
    ],
    &[
        "",
        "impl Drop for Circle { fn drop(&mut self) { gone() } }\n",
    ],
    &[
        "pub trait More { fn more(&self) -> u32; }\n",
        "pub trait More { fn more(&self) -> u32 { 2 } }\nimpl More for u32 {}\n",
        "pub trait More: Area { fn more(&self) -> u32 { self.area() } }\n",
    ],
    &["fn gone() {}\n", "fn gone() { crate::tools::grow(1); }\n"],
    &[
        "pub struct Named(pub Square);\n",
        "pub struct Named<T = Square>(pub T);\n",
    ],
    &[
        "impl std::ops::Deref for Named { type Target = Square; fn deref(&self) -> &Square { &self.0 } }\n",
        "impl std::ops::Deref for Named { type Target = Box4; fn deref(&self) -> &Box4 { todo!() } }\n",
        "",
    ],
    &[
        "impl std::fmt::Display for Named { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }\n",
        "impl std::fmt::Display for Named { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(crate::words::WORD) } }\n",
        "",
    ],
];

const TOOLS: &[Piece] = &[
    &[
        "pub fn scale(x: u32) -> u32 { x * 2 }\n",
        "pub fn scale(x: u32) -> u32 { grow(x) }\n",
        "pub fn scale(x: impl Into<u32>) -> u32 { x.into() }\n",
    ],
    &[
        "pub fn grow(x: u32) -> u32 { x + 1 }\n",
        "pub fn grow(x: u32) -> Number { x + 2 }\n",
    ],
    &[
        "pub type Number = u32;\n",
        "pub struct Number(u32);\n",
        "pub use crate::shapes::Circle as Number;\n",
    ],
    &[
        "pub const fn limit() -> u32 { 1 }\n",
        "pub const fn limit() -> u32 { 2 }\n",
    ],
    &[
        "",
        "#[cfg(test)]\nfn only_tested() {}\n",
        "#[cfg(test)]\nmod tests { impl Drop for crate::shapes::Circle { fn drop(&mut self) { crate::tools::grow(1); } } }\n",
        "#[cfg(test)]\nmod tests { use super::*; #[tokio::test]\nasync fn t() { let _n: Circle; nobody(1); } }\n",
        "#[cfg(some_flag)]\npub fn scale(x: u32) -> u32 { x }\n",
    ],
    &[
        "#[macro_export]\nmacro_rules! pick { ($a:expr) => { $a }; ($a:expr, $b:expr) => { $crate::tools::grow($b) } }\n",
        "#[macro_export]\nmacro_rules! pick { ($a:expr) => { $crate::tools::scale($a) }; ($a:expr, $b:expr) => { $a } }\n",
    ],
    &[
        "macro_rules! write_fn { ($n:ident) => { pub fn $n(x: u32) -> u32 { x } } }\n",
        "macro_rules! write_fn { ($n:ident) => { pub fn $n(x: u32) -> u32 { grow(x) } } }\n",
    ],
    &[
        "write_fn!(made);\n",
        "write_fn!(made);\nwrite_fn!(unmade);\n",
    ],
];

const WORDS: &[Piece] = &[
    &[
        "pub const WORD: &str = \"one\";\n",
        "pub const WORD: &str = \"two\";\n",
        "pub static WORD: &str = \"two\";\n",
    ],
    &[
        "pub fn scale(x: u32) -> u32 { x }\n",
        "pub fn scale(x: u32) -> u32 { x.pow(2) }\n",
    ],
    &[
        "pub trait Loud { fn loud(&self) -> String; }\n",
        "pub trait Loud { fn loud(&self) -> String { String::new() } }\n",
        "pub struct Loud;\n",
    ],
    &[
        "impl<T: std::fmt::Display> Loud for T { fn loud(&self) -> String { self.to_string() } }\n",
        "impl Loud for crate::shapes::Named { fn loud(&self) -> String { WORD.to_owned() } }\n",
        "",
    ],
    &["", "pub fn helper() {}\n", "pub use crate::tools::*;\n"],
    &[
        "",
        "impl Loud for u32 { fn loud(&self) -> String { WORD.to_owned() } }\n",
        "impl<T> crate::shapes::More for T { fn more(&self) -> u32 { 5 } }\n",
    ],
    &[
        "mod deep { pub fn inner(x: u32) -> u32 { super::scale(x) } }\n",
        "#[cfg(some_flag)]\nmod deep { pub fn inner(x: u32) -> u32 { super::scale(x) } }\n",
        "mod deep { fn scale(x: u32) -> u32 { x } pub fn inner(x: u32) -> u32 { super::scale(x) } }\n",
        "mod deep { use super::*; pub fn inner(x: u32) -> u32 { scale(x) } }\n",
        "mod deep { mod scale {} pub fn inner(x: u32) -> u32 { self::scale(x) } use super::scale; }\n",
    ],
    &[
        "pub fn reached(x: u32) -> u32 { deep::inner(x) }\n",
        "pub fn reached(x: u32) -> u32 { x.loud().len() as u32 }\n",
        "pub fn reached(x: u32) -> u32 { use crate::shapes::More; let c = x; c.more() }\n",
        "pub fn reached(x: u32) -> u32 { let w = Wide::<u32>::default(); *w.at(x) }\n",
    ],
    &[
        "#[derive(Default)]\npub struct Wide<T>(Vec<T>);\n",
        "pub struct Wide<T>(Vec<T>);\nimpl<T> Default for Wide<T> { fn default() -> Self { Wide(Vec::new()) } }\n",
    ],
    &[
        "impl<T> Wide<T> { fn at(&self, x: u32) -> &T { &self.0[x as usize] } }\n",
        "impl<T> std::ops::Index<u32> for Wide<T> { type Output = T; fn index(&self, x: u32) -> &T { &self.0[x as usize] } }\nimpl<T> Wide<T> { fn at(&self, x: u32) -> &T { &self[x] } }\n",
        "impl<T> std::ops::Index<u32> for Wide<T> { type Output = Vec<T>; fn index(&self, _: u32) -> &Vec<T> { &self.0 } }\nimpl<T> Wide<T> { fn at(&self, x: u32) -> &T { &self[x][0] } }\n",
    ],
];

const GIVEN: &[Piece] = &[
    &[
        "pub fn taken<X: Into<u32>>(x: X) -> u32 { x.into() }\n",
        "pub fn taken<X: ToString>(x: &X) -> usize { x.to_string().len() + std::mem::size_of::<X>() }\n",
        "pub fn taken<X>(x: X) -> Keep<X> { Keep { x } }\n",
        "pub fn taken<X: crate::shapes::Area>(x: X) -> Keep<X> { keep(x) }\n",
        "pub fn taken<X: IntoIterator>(x: &Keep<X>) -> &X { &x.x }\n",
    ],
    &[
        "pub struct Keep<X> { x: X }\n",
        "#[derive(Clone, Copy)]\npub struct Keep<X> { x: X }\n",
        "pub struct Keep<X> { x: X }\nimpl<X> std::ops::Deref for Keep<X> { type Target = X; fn deref(&self) -> &X { &self.x } }\n",
    ],
    &[
        "fn keep<X>(x: X) -> Keep<X> { Keep { x } }\n",
        "fn keep<X>(x: X) -> Keep<X> { loop {} }\n",
    ],
    &[
        "",
        "impl From<crate::shapes::Circle> for u32 { fn from(of: crate::shapes::Circle) -> u32 { of.radius } }\n",
        "impl From<Coded> for u64 { fn from(_: Coded) -> u64 { 1 } }\n",
    ],
    &[
        "pub fn stored(x: u32) -> Coded { Coded(x) }\n",
        "pub fn stored<X>(x: X) -> u32 { 3 }\n",
        "pub fn stored(x: &Coded) -> Vec<Coded> { Vec::new() }\n",
    ],
    &[
        "pub struct Coded(u32);\n",
        "#[derive(serde::Serialize)]\npub struct Coded(u32, crate::shapes::Circle);\n",
    ],
    &[
        "",
        "impl serde::Serialize for Coded { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_u32(self.0) } }\n",
        "impl serde::Serialize for crate::shapes::Circle { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_u32(self.radius) } }\n",
    ],
    &[
        "pub fn counted(v: &mut Vec<u8>) -> usize { v.len() }\n",
        "pub fn counted(v: &mut Vec<u8>) -> usize { v.push(1); v.len() }\n",
        "pub fn counted<X: crate::shapes::Area>(of: &Listed<X>) -> bool { of.list.len() + 1 > 2 }\n",
        "impl<X: crate::shapes::Area> Listed<X> { fn none(&self) -> bool { self.some() == 0 } fn some(&self) -> usize { self.list.len() } }\npub fn counted<X: crate::shapes::Area>(of: &Listed<X>) -> bool { of.none() }\n",
    ],
    &[
        "pub struct Listed<X> { list: Vec<X> }\n",
        "pub struct Listed<'a, X> { list: &'a mut Vec<X> }\n",
        "pub struct Listed<X> { list: Keep<X> }\n",
    ],
    &[
        "",
        "trait Counts { fn len(&self) -> usize; }\nimpl<X> Counts for Vec<X> { fn len(&self) -> usize { counted_by() } }\n",
        "trait Counts { fn len(&self) -> usize; }\nimpl<X> Counts for &mut Vec<X> { fn len(&self) -> usize { counted_by() } }\n",
        "trait Counts { fn len(&mut self) -> usize; }\nimpl<X> Counts for Vec<X> { fn len(&mut self) -> usize { counted_by() } }\n",
        "trait Counts { fn len(&self) -> usize { counted_by() } fn push(&self, x: u8) { counted_by(); } }\nimpl Counts for Vec<u8> {}\n",
        "trait Counts { fn len(&self) -> usize { counted_by() } }\nimpl<X> Counts for X {}\n",
    ],
    &[
        "fn counted_by() -> usize { 1 }\n",
        "fn counted_by() -> usize { 2 }\n",
    ],
];

const ROOTS: &[&str] = &[
    "app::total",
    "app::shown",
    "app::told",
    "app::wrote",
    "app::held",
    "app::kept",
    "app::words::reached",
    "app::given::taken",
    "app::given::stored",
    "app::given::counted",
];

/// The one of them that is asked for as its wrapper calls it.
const WRAPPED: &str = "app::given::stored";

/// Which form each piece of each file has.
struct State {
    forms: Vec<(&'static str, &'static [Piece], Vec<usize>)>,
    data: u64,
}

impl State {
    fn new() -> State {
        let file = |name, pieces: &'static [Piece]| (name, pieces, vec![0; pieces.len()]);
        State {
            forms: vec![
                file("src/lib.rs", LIB),
                file("src/shapes.rs", SHAPES),
                file("src/tools.rs", TOOLS),
                file("src/words.rs", WORDS),
                file("src/given.rs", GIVEN),
            ],
            data: 0,
        }
    }

    fn write(&self, crates: &Crates) {
        for (name, pieces, forms) in &self.forms {
            let text: String = pieces
                .iter()
                .zip(forms)
                .map(|(piece, at)| piece[*at])
                .collect();
            crates.write(name, text);
        }
        crates.write("src/data.txt", self.data.to_string());
    }

    fn edit(&mut self, chance: &mut SplitMix) {
        if chance.below(24) == 0 {
            self.data += 1;
            return;
        }
        let file = chance.below(self.forms.len());
        let (_, pieces, forms) = &mut self.forms[file];
        let piece = chance.below(pieces.len());
        forms[piece] = chance.below(pieces[piece].len());
    }
}

/// The fingerprints of all roots, in one program as a build script finds them.
fn found(options: &Options) -> (Vec<Option<Fingerprint>>, Arc<Vec<u8>>) {
    let program = Program::load(options).expect("it can be read");
    let requests: Vec<Request> = ROOTS
        .iter()
        .map(|path| Request {
            wrapped: *path == WRAPPED,
            ..request(path, Level::Closure)
        })
        .collect();
    let found = program.fingerprints(&requests);
    (found.into_iter().map(Result::ok).collect(), program.cache())
}

fn walk(seed: u64, steps: usize) {
    let mut chance = SplitMix(seed);
    let mut state = State::new();
    let crates = Crates::new(&[]);
    let mut kept = None;
    let mut moved = 0;
    let mut last = Vec::new();
    for step in 0..steps {
        for _ in 0..=chance.below(2) {
            state.edit(&mut chance);
        }
        state.write(&crates);
        let mut options = crates.options();
        let (from_nothing, _) = found(&options);
        options.cache = kept;
        let (found, cache) = found(&options);
        for ((root, found), wanted) in ROOTS.iter().zip(&found).zip(&from_nothing) {
            assert_eq!(found, wanted, "{root} after step {step} of walk {seed}");
        }
        moved += usize::from(found != last);
        (kept, last) = (Some(cache), found);
    }
    assert!(
        moved > steps / 4,
        "the edits change fingerprints: {moved} of {steps}"
    );
}

#[test]
fn going_on_finds_what_starting_over_finds() {
    walk(1, 120);
}

#[test]
fn going_on_finds_what_starting_over_finds_on_another_way() {
    walk(2, 120);
}

#[test]
fn a_body_that_starts_to_name_a_taker_of_functions_is_seen() {
    let crates = Crates::lib(
        "pub fn f() -> u8 { (TABLE.0.lock().unwrap()[0])(1) }\npub struct Table(pub std::sync::Mutex<[fn(u8) -> u8; 1]>);\nstatic TABLE: Table = Table(std::sync::Mutex::new([one]));\nfn one(x: u8) -> u8 { x }\nfn other() -> u8 { 3 }\n",
    );
    let root = [request("app::f", Level::Closure)];
    let ask = |cache| {
        let mut options = crates.options();
        options.cache = cache;
        let program = Program::load(&options).expect("it can be read");
        let found = program.fingerprints(&root).remove(0).expect("found");
        (found.bytes, program.cache())
    };
    let (before, kept) = ask(None);
    crates.edit(
        "src/lib.rs",
        "{ 3 }",
        "{ let _ = Table(std::sync::Mutex::new([one])); 4 }",
    );
    let (after, _) = ask(Some(kept));
    assert_eq!(after, ask(None).0);
    assert_ne!(after, before, "it may be what fills the table");
}

/// What is asked between edits of a crate whose function calls `scale`, by the fingerprint that is found.
struct Edits {
    crates: Crates,
    cache: Option<Arc<Vec<u8>>>,
}

impl Edits {
    fn of(lib: &str) -> Edits {
        let mut edits = Edits {
            crates: Crates::lib(lib),
            cache: None,
        };
        edits.found();
        edits
    }

    /// The fingerprint now, which is what a search from nothing finds.
    fn found(&mut self) -> [u8; 32] {
        let root = [request("app::f", Level::Closure)];
        let mut options = self.crates.options();
        let mut ask = |cache: Option<Arc<Vec<u8>>>| {
            options.cache = cache;
            let program = Program::load(&options).expect("it can be read");
            let found = program.fingerprints(&root).remove(0).expect("found");
            (found.bytes, program.cache())
        };
        let (from_nothing, _) = ask(None);
        let (bytes, kept) = ask(self.cache.take());
        self.cache = Some(kept);
        assert_eq!(bytes, from_nothing);
        bytes
    }

    /// Whether an edit changes the fingerprint.
    fn moves(&mut self, from: &str, to: &str) -> bool {
        let before = self.found();
        self.crates.edit("src/lib.rs", from, to);
        self.found() != before
    }
}

#[test]
fn a_trait_that_comes_in_by_a_new_use_is_seen() {
    let mut edits = Edits::of(
        "pub fn f(x: u8) -> u8 { x.more() }\nmod m { pub trait More { fn more(&self) -> u8; } impl More for u8 { fn more(&self) -> u8 { 1 } } }\nmod n { pub trait More { fn more(&self) -> u8; } impl More for u8 { fn more(&self) -> u8 { 2 } } }\nuse m::More;\n",
    );
    assert!(edits.moves("use m::More;", "use n::More;"));
    assert!(edits.moves("use n::More;", "use m::More;"));
}

#[test]
fn an_impl_whose_type_comes_to_mean_another_is_seen() {
    let mut edits = Edits::of(
        "pub fn f(x: &a::T) -> u8 { x.go() }\nmod a { pub struct T; }\nmod b { pub struct T; }\nmod c { pub use super::a::T; }\ntrait Go { fn go(&self) -> u8 { 1 } }\nimpl Go for c::T { fn go(&self) -> u8 { 2 } }\n",
    );
    assert!(edits.moves("pub use super::a::T", "pub use super::b::T"));
    assert!(edits.moves("pub use super::b::T", "pub use super::a::T"));
}

#[test]
fn a_name_that_was_not_there_is_seen_when_it_comes() {
    let mut edits = Edits::of("pub fn f(x: u8) -> u8 { h(x) }\nmod m { }\nuse m::*;\n");
    assert!(edits.moves("mod m { }", "mod m { pub fn h(x: u8) -> u8 { x } }"));
    assert!(edits.moves("use m::*;", "use m::*;\nfn h(x: u8) -> u8 { x + 1 }"));
}

#[test]
fn what_a_module_is_in_counts_where_its_text_does_not_change() {
    let crates = Crates::lib(
        "pub fn f(x: u8) -> u8 { m::h(x) }\n#[macro_use]\nmod n;\nmod m { pub fn h(x: u8) -> u8 { go!(x) } }\n",
    );
    crates.write("src/n.rs", "macro_rules! go { ($x:expr) => { $x } }\n");
    let mut edits = Edits {
        crates,
        cache: None,
    };
    assert!(edits.moves("#[macro_use]\nmod n;", "mod n;"));
    assert!(edits.moves("mod n;", "#[macro_use]\nmod n;"));
}

#[test]
fn what_nobody_asks_for_changes_nothing() {
    let mut edits =
        Edits::of("pub fn f(x: u8) -> u8 { h(x) }\nfn h(x: u8) -> u8 { x }\nstruct S;\n");
    for new in [
        "fn other() -> u8 { 1 }",
        "struct Other;\nimpl Other { fn h(&self) -> u8 { 2 } }",
        "impl Clone for S { fn clone(&self) -> S { S } }",
        "use std::collections::BTreeMap;",
        "mod other { pub fn h() {} }",
        "macro_rules! other { () => {} }",
    ] {
        let told = edits.moves("struct S;", &format!("{new}\nstruct S;"));
        assert!(!told, "{new}");
    }
}

#[test]
fn a_body_that_does_not_parse_leaves_what_its_header_says() {
    let mut edits = Edits::of(
        "pub fn f(x: u8) -> u8 { let _ = T; h(x).go() + S.go() }\nfn h(x: u8) -> S { let _ = x; S }\nstruct S;\nstruct T;\nimpl S { fn go(&self) -> u8 { 1 } }\nimpl T { fn go(&self) -> u8 { 2 } }\n",
    );
    assert!(edits.moves("let _ = x; S", "*/ let _ = x; S"));
    assert!(
        !edits.moves("{ 2 }", "{ 3 }"),
        "the header says that it is not T's that is called"
    );
}

#[test]
fn what_is_given_to_a_macro_is_seen_whatever_changes_in_it() {
    let mut edits = Edits::of(
        "pub fn f(s: &S) -> u8 { s.made() }\n#[outside::tools]\nimpl S {\n    /// Helps.\n    fn helper(&self) -> u8 { 1 }\n}\nmod m {\n    fn more() -> u8 { 2 }\n}\n#[outside::tool]\nfn g() -> u8 { 3 }\nstruct S;\n",
    );
    assert!(edits.moves("{ 1 }", "{ 4 }"));
    assert!(edits.moves("/// Helps.", "/// Helps more."));
    assert!(edits.moves("mod m {", "#[outside::tools(S)]\nmod m {"));
    assert!(edits.moves("{ 2 }", "{ 5 }"));
    assert!(
        !edits.moves("{ 3 }", "{ 6 }"),
        "it says nothing of the type"
    );
    assert!(edits.moves("{ 6 }", "{ let _: S; 7 }"));
    assert!(edits.moves("7 }", "8 }"));
    assert!(edits.moves("#[outside::tool]\n", ""));
}

#[test]
fn what_a_macro_may_write_is_seen_when_it_comes() {
    let mut edits = Edits::of(
        "pub fn f() -> u8 { SBuilder::new().a }\nstruct S { a: u8 }\n#[derive(outside::Other)]\nstruct T { b: u8 }\n",
    );
    assert!(edits.moves("b: u8", "c: u8"));
    assert!(edits.moves("struct S {", "#[derive(outside::Builder)]\nstruct S {"));
    assert!(edits.moves("a: u8 }", "/** Eight bits. */ a: u8 }"));
}

#[test]
fn a_module_that_comes_to_stand_after_macros_of_a_name_is_seen() {
    let mut edits = Edits::of(
        "pub fn f() -> u8 { c::g() }\nmacro_rules! m { () => { crate::one() } }\nmod c;\n#[macro_use]\nmod b;\nfn one() -> u8 { 1 }\nfn two() -> u8 { 2 }\n",
    );
    let crates = &edits.crates;
    crates.write("src/c.rs", "pub fn g() -> u8 { m!() }\n");
    crates.write("src/b.rs", "macro_rules! m { () => { crate::two() } }\n");
    let (after, before) = (
        "mod c;\n#[macro_use]\nmod b;\n",
        "#[macro_use]\nmod b;\nmod c;\n",
    );
    assert!(edits.moves(after, before));
    assert!(edits.moves("#[macro_use]\n", "#[cfg_attr(any(), macro_use)]\n"));
    assert!(edits.moves("any()", "all()"));
}

#[test]
fn where_an_item_stands_counts_where_a_macro_of_the_workspace_may_tell_it() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\npm = { path = \"pm\" }\n[workspace]\n",
        ),
        (
            "pm/Cargo.toml",
            "[package]\nname = \"pm\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[lib]\nproc-macro = true\n",
        ),
        (
            "pm/src/lib.rs",
            "use proc_macro::{Span, TokenStream};\n#[proc_macro]\npub fn here(_: TokenStream) -> TokenStream { Span::call_site().line().to_string().parse().unwrap() }\n",
        ),
        (
            "src/lib.rs",
            "fn before() {}\npub fn f() -> usize { g() }\nfn g() -> usize { pm::here!() }\n",
        ),
    ]);
    let mut edits = Edits {
        crates,
        cache: None,
    };
    edits.found();
    assert!(edits.moves("fn before() {}", "\nfn before() {}"));
    assert!(edits.moves("\npub fn f", "\n\npub fn f"));
}

#[test]
fn spaces_of_shown_tokens_are_seen_and_comments_are_not() {
    let mut edits = Edits::of(
        "fn before() {}\nmacro_rules! show { ($($t:tt)*) => { stringify!($($t)*) } }\npub fn f() -> String { g(); h().to_owned() + i() }\nfn g() { assert!(matches!(1, 2|3)) }\nfn h() -> &'static str { show!(a+b) }\nfn i() -> &'static str { stringify!(c+d) }\n",
    );
    assert!(edits.moves("2|3", "2 | 3"));
    assert!(edits.moves("a+b", "a + b"));
    assert!(edits.moves("c+d", "c + d"));
    assert!(!edits.moves("fn before() {}", "\nfn before() {}"));
    assert!(!edits.moves("{ stringify!(c", "{ /* Two. */ stringify!(c"));
    assert!(edits.moves("stringify!($($t)*)", "stringify!($($t)* .)"));
}
