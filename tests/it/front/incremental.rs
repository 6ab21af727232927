//! A search that goes on from the last build finds what a search from nothing finds, whatever was edited between:
//! random walks over a crate whose every piece has several forms.

use rememo_build::plan::{Fingerprint, Level, Request};
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, request};

/// Forms of one piece of a file; the empty form is a piece that is not there.
type Piece = &'static [&'static str];

const LIB: &[Piece] = &[
    &["mod shapes;\nmod tools;\nmod words;\n"],
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
        "pub fn total(x: u32) -> u32 { scale(x) + LIMIT }\n",
        "pub fn total(x: u32) -> u32 { scale(x) - LIMIT }\n",
        "pub fn total(x: u32) -> u32 { let s = Square::new(x); s.area() + s.side }\n",
        "pub fn total(x: u32) -> u32 { make(x).area() }\n",
        "pub fn total(x: u32) -> u32 { fn scale(x: u32) -> u32 { x } scale(x) }\n",
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
        "pub fn kept() -> &'static str { \"none\" }\n",
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
];

const ROOTS: &[&str] = &[
    "app::total",
    "app::shown",
    "app::told",
    "app::wrote",
    "app::held",
    "app::kept",
];

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

    fn edit(&mut self, chance: &mut Chance) {
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

/// Numbers that look like chance and are the same each time: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((number ^ (number >> 31)) % end as u64) as usize
    }
}

/// The fingerprints of all roots, in one program as a build script finds them.
fn found(options: &Options) -> (Vec<Option<Fingerprint>>, Vec<u8>) {
    let program = Program::load(options).expect("it can be read");
    let requests: Vec<Request> = ROOTS
        .iter()
        .map(|path| request(path, Level::Closure))
        .collect();
    let found = program.fingerprints(&requests);
    (found.into_iter().map(Result::ok).collect(), program.cache())
}

fn walk(seed: u64, steps: usize) {
    let mut chance = Chance(seed);
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
        "pub fn f() -> u8 { TABLE.0[0](1) }\npub struct Table(pub [fn(u8) -> u8; 1]);\nstatic TABLE: Table = Table([one]);\nfn one(x: u8) -> u8 { x }\nfn other() -> u8 { 3 }\n",
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
    crates.edit("src/lib.rs", "{ 3 }", "{ let _ = Table([one]); 4 }");
    let (after, _) = ask(Some(kept));
    assert_eq!(after, ask(None).0);
    assert_ne!(after, before, "it may be what fills the table");
}
