//! What is there in one build and not in another: which condition leads to what counts, wherever it stands.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_among, check_each};
use rememo_build::plan::Level;
use rememo_tests::crates::{Crates, request};

const USES: &[Row] = &[
    (
        "functions by `use`",
        "mod a { pub fn g() -> u8 { 1 } pub fn h() -> u8 { 3 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(unknown)] use a::g; #[cfg(not(unknown))] use b::g; #[cfg(unknown)] pub use a::h as other;
         pub fn f() -> u8 { g() }",
        &[
            (
                "#[cfg(unknown)] use a::g; #[cfg(not(unknown))] use b::g;",
                "#[cfg(unknown)] use b::g; #[cfg(not(unknown))] use a::g;",
                Miss,
            ),
            (
                "#[cfg(unknown)] use a::g; #[cfg(not(unknown))] use b::g;",
                "#[cfg(not(unknown))] use b::g; #[cfg(unknown)] use a::g;",
                Hit,
            ),
            ("#[cfg(unknown)] pub use a::h as other;", "#[cfg(not(unknown))] pub use a::h as other;", Hit),
        ],
    ),
    (
        "what stands in for a glob's",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } use a::*; #[cfg(unknown)] use b::g; pub fn f() -> u8 { g() }",
        &[("#[cfg(unknown)]", "#[cfg(not(unknown))]", Miss)],
    ),
    (
        "globs",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(unknown)] use a::*; #[cfg(not(unknown))] use b::*; pub fn f() -> u8 { g() } pub fn other() {}",
        &[
            ("(unknown)] use a::*; #[cfg(not(unknown))] use b::*;", "(unknown)] use b::*; #[cfg(not(unknown))] use a::*;", Miss),
            ("pub fn other() {}", "", Hit),
        ],
    ),
    (
        "modules by another name, from a module",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod m { #[cfg(unknown)] pub use super::a as imp; #[cfg(not(unknown))] pub use super::b as imp; }
         pub fn f() -> u8 { m::imp::g() }",
        &[("super::a as imp; #[cfg(not(unknown))] pub use super::b as imp", "super::b as imp; #[cfg(not(unknown))] pub use super::a as imp", Miss)],
    ),
    (
        "what a module under a condition hands on",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(unknown)] mod m { pub use super::a::g; } #[cfg(not(unknown))] mod m { pub use super::b::g; }
         pub fn f() -> u8 { m::g() }",
        &[("super::a::g; } #[cfg(not(unknown))] mod m { pub use super::b::g;", "super::b::g; } #[cfg(not(unknown))] mod m { pub use super::a::g;", Miss)],
    ),
    (
        "names of std",
        "#[cfg(unknown)] use std::cmp::max as g; #[cfg(not(unknown))] use std::cmp::min as g; pub fn f() -> u8 { g(1, 2) }",
        &[("max as g; #[cfg(not(unknown))] use std::cmp::min as g", "min as g; #[cfg(not(unknown))] use std::cmp::max as g", Miss)],
    ),
    (
        "in a body",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } pub fn f() -> u8 { k::h() } mod k { use super::a::g; pub fn h() -> u8 { #[cfg(unknown)] use super::b::g; g() } }",
        &[("#[cfg(unknown)]", "#[cfg(not(unknown))]", Miss)],
    ),
    (
        "traits in scope",
        "mod a { pub trait T { fn m(&self) -> u8; } impl T for u8 { fn m(&self) -> u8 { 1 } } } mod b { pub trait T { fn m(&self) -> u8; } impl T for u8 { fn m(&self) -> u8 { 2 } } }
         #[cfg(unknown)] use a::T; #[cfg(not(unknown))] use b::T; pub fn f() -> u8 { 0u8.m() }",
        &[("use a::T; #[cfg(not(unknown))] use b::T;", "use b::T; #[cfg(not(unknown))] use a::T;", Miss)],
    ),
    (
        "in unit tests",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(test)] use a::g; #[cfg(not(test))] use b::g; pub fn f() -> u8 { g() }",
        &[("use a::g; #[cfg(not(test))] use b::g;", "use b::g; #[cfg(not(test))] use a::g;", Miss)],
    ),
    (
        "what a condition that is known leaves out",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(any())] use a::g; #[cfg(all())] use b::g; pub fn f() -> u8 { g() }",
        &[("{ 1 }", "{ 3 }", Hit), ("{ 2 }", "{ 3 }", Miss), ("#[cfg(all())]", "", Hit)],
    ),
];

/// Types that are one thing in one build and another in the next.
const TYPES: &[Row] = &[
    (
        "what an operator gives",
        "use std::ops::*;
        pub struct V(u8); pub struct W(u8); pub struct A(u8); pub struct B(u8);
        impl Add<W> for V { #[cfg(unknown)] type Output = B; #[cfg(not(unknown))] type Output = A;
          #[cfg(unknown)] fn add(self, w: W) -> B { B(w.0) } #[cfg(not(unknown))] fn add(self, w: W) -> A { A(w.0) } }
        impl A { fn told(&self) -> u8 { self.0 + 1 } } impl B { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(n: u8) -> u8 { (V(n) + W(n)).told() }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
    (
        "an alias that an impl takes",
        "use std::ops::Add;
        pub struct V(u8); pub struct W(u8); pub struct U(u8);
        #[cfg(not(unknown))] type Other = W; #[cfg(unknown)] type Other = U;
        impl Add<Other> for V { type Output = u8; fn add(self, _: Other) -> u8 { self.0 + 1 } }
        pub fn f(v: V, w: W) -> u8 { v + w }",
        &[("self.0 + 1", "self.0 + 11", Miss)],
    ),
    (
        "an alias that an impl is for",
        "pub struct V(u8); pub struct W(u8); pub struct U(u8);
        #[cfg(not(unknown))] type M = W; #[cfg(unknown)] type M = U;
        impl PartialEq for M { fn eq(&self, o: &M) -> bool { self.0 == o.0 + 1 } }
        impl From<V> for M { fn from(v: V) -> M { M { 0: v.0 + 2 } } }
        pub fn f(v: V, w: W) -> bool { let made: W = v.into(); made == w }",
        &[("o.0 + 1", "o.0 + 11", Miss), ("v.0 + 2", "v.0 + 12", Miss)],
    ),
    (
        "a `use` that an impl takes by",
        "mod a { pub struct W(pub u8); } mod b { pub struct W(pub u8); }
        #[cfg(unknown)] use b::W; #[cfg(not(unknown))] use a::W;
        pub struct V(u8); impl From<W> for V { fn from(o: W) -> V { V(o.0 + 2) } }
        pub fn f(n: u8) -> u8 { let v: V = a::W(n).into(); v.0 }",
        &[("o.0 + 2", "o.0 + 12", Miss)],
    ),
    (
        "the end of a block",
        "pub struct V(u8); pub struct U(u8);
        impl V { fn told(&self) -> u8 { self.0 + 1 } } impl U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(n: u8) -> u8 { let x = { #[cfg(not(unknown))] { V(n) } #[cfg(unknown)] { U(n) } }; x.told() }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
    (
        "the end of a block that is there, before one that is not",
        "pub struct V(u8); pub struct U(u8);
        impl V { fn told(&self) -> u8 { self.0 + 1 } } impl U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(n: u8) -> u8 { let x = { #[cfg(all())] { V(n) } #[cfg(any())] { U(n) } }; x.told() }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Hit)],
    ),
    (
        "a field",
        "pub struct V(u8); pub struct U(u8); pub struct S { #[cfg(unknown)] v: U, #[cfg(not(unknown))] v: V }
        impl V { fn told(&self) -> u8 { self.0 + 1 } } impl U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(s: S) -> u8 { s.v.told() }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
    (
        "a field by its place",
        "pub struct V(u8); pub struct U(u8); pub struct S(#[cfg(unknown)] U, #[cfg(not(unknown))] V);
        impl V { fn told(&self) -> u8 { self.0 + 1 } } impl U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(s: S) -> u8 { s.0.told() }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
    (
        "what a variant holds",
        "pub struct V(u8); pub struct U(u8); pub enum E { #[cfg(unknown)] A(U), #[cfg(not(unknown))] A(V), B }
        impl V { fn told(&self) -> u8 { self.0 + 1 } } impl U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(e: E) -> u8 { match e { E::A(x) => x.told(), E::B => 0 } }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
];

#[test]
fn what_is_of_one_type_or_another_counts_as_both() {
    check(TYPES);
}

/// Two types with a method of one name.
const TWO: &str = "pub struct V(u8); pub struct K(u8); impl V { fn told(&self) -> u8 { self.0 + 1 } } impl K { fn told(&self) -> u8 { self.0 + 2 } }\n";

#[test]
fn what_is_of_one_type_or_another_counts_wherever_it_stands() {
    let bodies = [
        (
            "tail macro",
            "macro_rules! mk { ($n:expr) => { V($n) } } pub fn f(n: u8) -> u8 { let x = { #[cfg(unknown)] { K(n) } #[cfg(not(unknown))] mk!(n) }; x.told() }",
        ),
        (
            "tail macro first",
            "macro_rules! mk { ($n:expr) => { V($n) } } pub fn f(n: u8) -> u8 { let x = { #[cfg(not(unknown))] { V(n) } #[cfg(unknown)] mk!(n) }; x.told() }",
        ),
        (
            "tail macro out",
            "macro_rules! mk { ($n:expr) => { K($n) } } pub fn f(n: u8) -> u8 { let x = { #[cfg(all())] { V(n) } #[cfg(any())] mk!(n) }; x.told() }",
        ),
        (
            "arms",
            "pub fn f(n: u8) -> u8 { let x = match n { #[cfg(unknown)] _ => K(n), #[cfg(not(unknown))] _ => V(n) }; x.told() }",
        ),
        (
            "arms 2",
            "pub fn f(n: u8) -> u8 { let x = match n { #[cfg(not(unknown))] _ => V(n), #[cfg(unknown)] _ => K(n) }; x.told() }",
        ),
        (
            "arms out",
            "pub fn f(n: u8) -> u8 { let x = match n { #[cfg(any())] _ => K(n), #[cfg(all())] _ => V(n) }; x.told() }",
        ),
        (
            "fns",
            "#[cfg(unknown)] fn mk(n: u8) -> K { K(n) } #[cfg(not(unknown))] fn mk(n: u8) -> V { V(n) } pub fn f(n: u8) -> u8 { mk(n).told() }",
        ),
        (
            "consts",
            "#[cfg(unknown)] const MK: K = K(1); #[cfg(not(unknown))] const MK: V = V(1); pub fn f(n: u8) -> u8 { MK.told() + n }",
        ),
        (
            "methods",
            "pub struct S; impl S { #[cfg(unknown)] fn mk(&self, n: u8) -> K { K(n) } #[cfg(not(unknown))] fn mk(&self, n: u8) -> V { V(n) } } pub fn f(n: u8) -> u8 { S.mk(n).told() }",
        ),
        (
            "assoc",
            "pub trait T { type O; fn mk(&self, n: u8) -> Self::O; } pub struct S; impl T for S { #[cfg(unknown)] type O = K; #[cfg(unknown)] fn mk(&self, n: u8) -> K { K(n) } #[cfg(not(unknown))] type O = V; #[cfg(not(unknown))] fn mk(&self, n: u8) -> V { V(n) } } pub fn f(n: u8) -> u8 { S.mk(n).told() }",
        ),
        (
            "params",
            "pub fn f(#[cfg(unknown)] x: K, #[cfg(not(unknown))] x: V) -> u8 { x.told() }",
        ),
        (
            "closure params",
            "pub fn f(n: u8) -> u8 { let c = |#[cfg(unknown)] x: K, #[cfg(not(unknown))] x: V| x.told(); c(V(n)) }",
        ),
        (
            "pattern",
            "pub struct S { #[cfg(unknown)] v: K, #[cfg(not(unknown))] v: V } pub fn f(s: S) -> u8 { let S { v } = s; v.told() }",
        ),
        (
            "structs",
            "#[cfg(unknown)] pub struct S { v: K } #[cfg(not(unknown))] pub struct S { v: V } pub fn f(s: S) -> u8 { s.v.told() }",
        ),
        (
            "ifs",
            "pub fn f(n: u8) -> u8 { #[cfg(unknown)] let x = K(n); #[cfg(not(unknown))] let x = V(n); x.told() }",
        ),
        (
            "tuple elements",
            "pub fn f(n: u8) -> u8 { let x = (#[cfg(unknown)] K(n), #[cfg(not(unknown))] V(n), 1); x.0.told() }",
        ),
        (
            "array elements",
            "pub fn f(n: u8) -> u8 { let x = [#[cfg(unknown)] K(n), #[cfg(not(unknown))] V(n)]; x[0].told() }",
        ),
        (
            "array elements 2",
            "pub fn f(n: u8) -> u8 { let x = [#[cfg(not(unknown))] V(n), #[cfg(unknown)] K(n)]; x[0].told() }",
        ),
        (
            "arguments",
            "fn id<T>(t: T) -> T { t } pub fn f(n: u8) -> u8 { let x = id(#[cfg(not(unknown))] V(n), #[cfg(unknown)] K(n)); x.told() }",
        ),
        (
            "arguments 2",
            "fn id<T>(t: T) -> T { t } pub fn f(n: u8) -> u8 { let x = id(#[cfg(unknown)] K(n), #[cfg(not(unknown))] V(n)); x.told() }",
        ),
        (
            "ctor arguments",
            "pub struct S<T>(T); pub fn f(n: u8) -> u8 { let x = S(#[cfg(unknown)] K(n), #[cfg(not(unknown))] V(n)); x.0.told() }",
        ),
        (
            "macro elements",
            "pub fn f(n: u8) -> u8 { let x = vec![#[cfg(unknown)] K(n), #[cfg(not(unknown))] V(n)]; x[0].told() }",
        ),
        (
            "if branches",
            "pub fn f(n: u8) -> u8 { let x = if cfg!(unknown) { V(n + 1) } else { V(n) }; x.told() }",
        ),
        (
            "loops",
            "pub fn f(n: u8) -> u8 { let x = loop { #[cfg(unknown)] break K(n); #[cfg(not(unknown))] break V(n); }; x.told() }",
        ),
        (
            "returns",
            "pub fn f(n: u8) -> u8 { let c = || { #[cfg(unknown)] return K(n); #[cfg(not(unknown))] return V(n); }; c().told() }",
        ),
        (
            "format arguments",
            "impl std::fmt::Display for V { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, \"{}\", self.told()) } } pub fn f(n: u8) -> String { #[cfg(unknown)] let x = K(n).0; #[cfg(not(unknown))] let x = V(n); format!(\"{x}\") }",
        ),
        (
            "statics",
            "#[cfg(unknown)] static MK: K = K(1); #[cfg(not(unknown))] static MK: V = V(1); pub fn f(n: u8) -> u8 { MK.told() + n }",
        ),
        (
            "params of impls",
            "pub struct S<T>(T); #[cfg(unknown)] type M = S<K>; #[cfg(not(unknown))] type M = S<V>; pub fn f(m: M) -> u8 { m.0.told() }",
        ),
        (
            "generic defaults",
            "#[cfg(unknown)] pub struct S<T = K>(T); #[cfg(not(unknown))] pub struct S<T = V>(T); pub fn f(m: S) -> u8 { m.0.told() }",
        ),
        (
            "deref target",
            "pub struct S(u8); #[cfg(unknown)] impl std::ops::Deref for S { type Target = K; fn deref(&self) -> &K { Box::leak(Box::new(K(self.0))) } } #[cfg(not(unknown))] impl std::ops::Deref for S { type Target = V; fn deref(&self) -> &V { Box::leak(Box::new(V(self.0))) } } pub fn f(s: S) -> u8 { s.told() }",
        ),
        (
            "patterns of variants",
            "pub enum E { #[cfg(unknown)] A { v: K }, #[cfg(not(unknown))] A { v: V } } pub fn f(e: E) -> u8 { let E::A { v } = e; v.told() }",
        ),
        (
            "fields init",
            "pub struct S<T> { v: T } pub fn f(n: u8) -> u8 { let s = S { #[cfg(unknown)] v: K(n), #[cfg(not(unknown))] v: V(n) }; s.v.told() }",
        ),
        (
            "fields init 2",
            "pub struct S<T> { v: T } pub fn f(n: u8) -> u8 { let s = S { #[cfg(not(unknown))] v: V(n), #[cfg(unknown)] v: K(n) }; s.v.told() }",
        ),
    ];
    check_each(TWO, &bodies, &[("self.0 + 1", "self.0 + 11", Miss)]);
}

const ITEMS: &[Row] = &[
    (
        "impls",
        "struct S; pub fn f() -> u8 { S.m() }
         #[cfg(unknown)] impl S { fn m(&self) -> u8 { 1 } } #[cfg(not(unknown))] impl S { fn m(&self) -> u8 { 2 } }",
        &[
            ("{ 1 } } #[cfg(not(unknown))] impl S { fn m(&self) -> u8 { 2 } }", "{ 2 } } #[cfg(not(unknown))] impl S { fn m(&self) -> u8 { 1 } }", Miss),
            ("{ 1 }", "{ /* one */ 1 }", Hit),
        ],
    ),
    (
        "traits with what they have from the start",
        "struct S; impl T for S {} pub fn f() -> u8 { S.m() + S::K }
         #[cfg(unknown)] trait T { const K: u8 = 1; fn m(&self) -> u8 { 3 } } #[cfg(not(unknown))] trait T { const K: u8 = 2; fn m(&self) -> u8 { 4 } }",
        &[
            ("K: u8 = 1; fn m(&self) -> u8 { 3 } } #[cfg(not(unknown))] trait T { const K: u8 = 2;", "K: u8 = 2; fn m(&self) -> u8 { 3 } } #[cfg(not(unknown))] trait T { const K: u8 = 1;", Miss),
            ("{ 3 } } #[cfg(not(unknown))] trait T { const K: u8 = 2; fn m(&self) -> u8 { 4 } }", "{ 4 } } #[cfg(not(unknown))] trait T { const K: u8 = 2; fn m(&self) -> u8 { 3 } }", Miss),
        ],
    ),
    (
        "impls in bodies",
        "struct S; pub fn f() -> u8 { S.m() }
         #[cfg(unknown)] const _: () = { impl S { fn m(&self) -> u8 { 1 } } }; #[cfg(not(unknown))] fn hold() { impl S { fn m(&self) -> u8 { 2 } } }",
        &[("{ 1 } } }; #[cfg(not(unknown))] fn hold() { impl S { fn m(&self) -> u8 { 2 } } }", "{ 2 } } }; #[cfg(not(unknown))] fn hold() { impl S { fn m(&self) -> u8 { 1 } } }", Miss)],
    ),
    (
        "items of extern blocks",
        "#[cfg(unknown)] unsafe extern \"C\" { #[link_name = \"one\"] fn g() -> u8; } #[cfg(not(unknown))] unsafe extern \"C\" { #[link_name = \"two\"] fn g() -> u8; }
         pub fn f() -> u8 { unsafe { g() } }",
        &[("\"one\"] fn g() -> u8; } #[cfg(not(unknown))] unsafe extern \"C\" { #[link_name = \"two\"]", "\"two\"] fn g() -> u8; } #[cfg(not(unknown))] unsafe extern \"C\" { #[link_name = \"one\"]", Miss)],
    ),
    (
        "macros that write in a body",
        "#[cfg(unknown)] macro_rules! m { () => { 1 } } #[cfg(not(unknown))] macro_rules! m { () => { 2 } } pub fn f() -> u8 { m!() }",
        &[("{ 1 } } #[cfg(not(unknown))] macro_rules! m { () => { 2 } }", "{ 2 } } #[cfg(not(unknown))] macro_rules! m { () => { 1 } }", Miss)],
    ),
    (
        "what calls under conditions write",
        "macro_rules! m { ($v:expr) => { fn g() -> u8 { $v } } } #[cfg(unknown)] m!(1); #[cfg(not(unknown))] m!(2); pub fn f() -> u8 { g() }",
        &[("m!(1); #[cfg(not(unknown))] m!(2);", "m!(2); #[cfg(not(unknown))] m!(1);", Miss)],
    ),
    (
        "what a call under a condition writes beside a glob's",
        "mod a { pub fn g() -> u8 { 1 } } use a::*; macro_rules! m { ($v:expr) => { fn g() -> u8 { $v } } } #[cfg(unknown)] m!(2); pub fn f() -> u8 { g() }",
        &[("{ 1 }", "{ 3 }", Miss), ("#[cfg(unknown)]", "#[cfg(not(unknown))]", Miss)],
    ),
];

#[test]
fn which_condition_brings_in_what_counts() {
    check(USES);
}

#[test]
fn which_condition_an_item_stands_under_counts() {
    check(ITEMS);
}

#[test]
fn which_condition_a_file_is_a_module_under_counts() {
    let beside = [
        ("src/a.rs", "pub fn g() -> u8 { 1 }"),
        ("src/b.rs", "pub fn g() -> u8 { 2 }"),
    ];
    check_among(
        &beside,
        &[],
        &[
            (
                "a path for each",
                "#[cfg_attr(fast, path = \"a.rs\")] #[cfg_attr(not(fast), path = \"b.rs\")] mod imp; pub fn f() -> u8 { imp::g() }",
                &[
                    (
                        "\"a.rs\")] #[cfg_attr(not(fast), path = \"b.rs\")]",
                        "\"b.rs\")] #[cfg_attr(not(fast), path = \"a.rs\")]",
                        Miss,
                    ),
                    ("pub fn f()", "/* f */ pub fn f()", Hit),
                ],
            ),
            (
                "one before the sure one",
                "#[cfg_attr(fast, path = \"a.rs\")] #[path = \"b.rs\"] mod imp; pub fn f() -> u8 { imp::g() }",
                &[("(fast,", "(not(fast),", Miss)],
            ),
            (
                "what is put in",
                "#[cfg(fast)] include!(\"a.rs\"); #[cfg(not(fast))] include!(\"b.rs\"); pub fn f() -> u8 { g() }",
                &[(
                    "\"a.rs\"); #[cfg(not(fast))] include!(\"b.rs\")",
                    "\"b.rs\"); #[cfg(not(fast))] include!(\"a.rs\")",
                    Miss,
                )],
            ),
        ],
    );
}

const IDS: &[Row] = &[
    (
        "constants of unnamed blocks",
        "trait T { fn m(&self) -> u8; } struct A; struct B; macro_rules! mk { ($t:ident, $v:expr) => { const _: () = { const H: u8 = $v; impl T for $t { fn m(&self) -> u8 { H } } }; } }
         mk!(A, 1); mk!(B, 2); pub fn f() -> (u8, u8) { (A.m(), B.m()) }",
        &[("mk!(A, 1); mk!(B, 2);", "mk!(A, 2); mk!(B, 1);", Miss), ("pub fn f()", "/* f */ pub fn f()", Hit)],
    ),
    (
        "functions, types and aliases of unnamed blocks",
        "trait T { fn m(&self) -> u8; } struct A; struct B; struct G<const N: u8>; impl G<1> { fn n(&self) -> u8 { 5 } } impl G<2> { fn n(&self) -> u8 { 6 } }
         const _: () = { fn h() -> u8 { 1 } type N = G<1>; impl T for A { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         const _: () = { fn h() -> u8 { 2 } type N = G<2>; impl T for B { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         pub fn f() -> (u8, u8) { (A.m(), B.m()) }",
        &[
            ("{ 1 } type N = G<1>; impl T for A { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         const _: () = { fn h() -> u8 { 2 }", "{ 2 } type N = G<1>; impl T for A { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         const _: () = { fn h() -> u8 { 1 }", Miss),
            ("type N = G<1>; impl T for A { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         const _: () = { fn h() -> u8 { 2 } type N = G<2>;", "type N = G<2>; impl T for A { fn m(&self) -> u8 { let n: N = G; h() + n.n() } } };
         const _: () = { fn h() -> u8 { 2 } type N = G<1>;", Miss),
        ],
    ),
    (
        "impls of what blocks bring in",
        "mod a { pub struct S; } mod b { pub struct S; } const _: () = { use a::S; impl S { pub fn m(&self) -> u8 { 1 } } }; const _: () = { use b::S; impl S { pub fn m(&self) -> u8 { 2 } } };
         pub fn f() -> (u8, u8) { (a::S.m(), b::S.m()) }",
        &[("{ 1 } } }; const _: () = { use b::S; impl S { pub fn m(&self) -> u8 { 2 } } };", "{ 2 } } }; const _: () = { use b::S; impl S { pub fn m(&self) -> u8 { 1 } } };", Miss)],
    ),
    (
        "blocks of a body",
        "trait T { fn m(&self) -> u8; } struct A; struct B; fn hold() { { const H: u8 = 1; impl T for A { fn m(&self) -> u8 { H } } } { const H: u8 = 2; impl T for B { fn m(&self) -> u8 { H } } } }
         pub fn f() -> (u8, u8) { (A.m(), B.m()) }",
        &[
            ("H: u8 = 1; impl T for A { fn m(&self) -> u8 { H } } } { const H: u8 = 2;", "H: u8 = 2; impl T for A { fn m(&self) -> u8 { H } } } { const H: u8 = 1;", Miss),
            ("impl T for A { fn m(&self) -> u8 { H } } } { const H: u8 = 2; impl T for B", "impl T for B { fn m(&self) -> u8 { H } } } { const H: u8 = 2; impl T for A", Miss),
        ],
    ),
    (
        "another unnamed constant that holds nothing",
        "struct A; const _: () = (); const _: () = { impl A { fn m(&self) -> u8 { 1 } } }; pub fn f() -> u8 { A.m() }",
        &[("const _: () = ();", "", Hit), ("{ 1 }", "{ 2 }", Miss)],
    ),
];

#[test]
fn what_has_the_same_name_in_several_blocks_is_told_apart() {
    check(IDS);
}

fn fingerprint(files: &[(&str, &str)]) -> String {
    let crates = Crates::new(files);
    let closure = crates.closure_of(request("app::f", Level::Closure));
    closure.fingerprint
}

#[test]
fn two_crates_of_one_name_are_told_apart() {
    let of = |one: &str, two: &str, lib: &str| {
        let manifest = format!(
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\none = {{ path = \"{one}\", package = \"x\" }}\ntwo = {{ path = \"{two}\", package = \"x\" }}\n"
        );
        fingerprint(&[
            ("Cargo.toml", &manifest),
            ("src/lib.rs", lib),
            (
                "x1/Cargo.toml",
                "[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
            ),
            ("x1/src/lib.rs", "pub fn g() -> u8 { 1 }"),
            (
                "x2/Cargo.toml",
                "[package]\nname = \"x\"\nversion = \"0.2.0\"\nedition = \"2021\"\n",
            ),
            ("x2/src/lib.rs", "pub fn g() -> u8 { 2 }"),
        ])
    };
    let lib = "pub fn f() -> (u8, u8) { (one::g(), two::g()) }";
    assert_ne!(of("x1", "x2", lib), of("x2", "x1", lib), "a miss");
    assert_eq!(of("x1", "x2", lib), of("x1", "x2", lib), "a hit");
    let renamed = "#[cfg(unknown)] extern crate one as imp; #[cfg(not(unknown))] extern crate two as imp; pub fn f() -> u8 { imp::g() }";
    let traded = "#[cfg(unknown)] extern crate two as imp; #[cfg(not(unknown))] extern crate one as imp; pub fn f() -> u8 { imp::g() }";
    assert_ne!(of("x1", "x2", renamed), of("x1", "x2", traded), "a miss");
    let inner = |lib: &str| {
        format!(
            "mod m {{ pub fn h() -> u8 {{ imp::g() }} }} {}",
            lib.replace("imp::g() }", "m::h() }")
        )
    };
    assert_ne!(
        of("x1", "x2", &inner(renamed)),
        of("x1", "x2", &inner(traded)),
        "a miss"
    );
}

#[test]
fn two_libraries_of_one_name_are_told_apart() {
    let of = |one: &str, two: &str| {
        let manifest = format!(
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\none = {{ path = \"{one}\", package = \"{one}\" }}\ntwo = {{ path = \"{two}\", package = \"{two}\" }}\n"
        );
        let library = |name: &str| {
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nname = \"same\"\n"
            )
        };
        fingerprint(&[
            ("Cargo.toml", &manifest),
            (
                "src/lib.rs",
                "pub fn f() -> (u8, u8) { (one::g(), two::g()) }",
            ),
            ("x/Cargo.toml", &library("x")),
            ("x/src/lib.rs", "pub fn g() -> u8 { 1 }"),
            ("y/Cargo.toml", &library("y")),
            ("y/src/lib.rs", "pub fn g() -> u8 { 2 }"),
        ])
    };
    assert_ne!(of("x", "y"), of("y", "x"), "a miss");
}

#[test]
fn a_build_script_that_may_decide_what_a_name_means_counts() {
    let of = |own: &str, dep: &str| {
        let library = "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(fast)] pub use a::g; #[cfg(not(fast))] pub use b::g;";
        let lib = format!("{library} pub fn f() -> (u8, u8) {{ (g(), dep::g()) }}");
        let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\n";
        fingerprint(&[
            ("Cargo.toml", manifest),
            ("build.rs", own),
            ("src/lib.rs", &lib),
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
            ),
            ("dep/build.rs", dep),
            ("dep/src/lib.rs", library),
        ])
    };
    let (sets, sets_not) = (
        "fn main() { println!(\"cargo:rustc-cfg=fast\"); }",
        "fn main() {}",
    );
    assert_ne!(of(sets, sets), of(sets_not, sets), "a miss");
    assert_ne!(of(sets, sets), of(sets, sets_not), "a miss");
    assert_eq!(of(sets, sets), of(sets, sets), "a hit");
}

const ROOTS: &[Row] = &[
    (
        "functions",
        "#[cfg(test)] pub fn f() -> u8 { one() } #[cfg(not(test))] pub fn f() -> u8 { two() } fn one() -> u8 { 1 } fn two() -> u8 { 2 } pub fn three() -> u8 { 3 }",
        &[("{ 2 }", "{ 4 }", Miss), ("{ 3 }", "{ 4 }", Hit)],
    ),
    (
        "under another condition",
        "#[cfg(unknown)] pub fn f() -> u8 { one() } #[cfg(not(unknown))] pub fn f() -> u8 { two() } fn one() -> u8 { 1 } fn two() -> u8 { 2 } pub fn three() -> u8 { 3 }",
        &[
            ("{ 1 }", "{ 4 }", Miss),
            ("{ 2 }", "{ 4 }", Miss),
            ("{ 3 }", "{ 4 }", Hit),
        ],
    ),
    (
        "what is handed on",
        "#[cfg(unknown)] pub use a::f; #[cfg(not(unknown))] pub use b::f; mod a { pub fn f() -> u8 { 1 } } mod b { pub fn f() -> u8 { 2 } }",
        &[("{ 1 }", "{ 4 }", Miss), ("{ 2 }", "{ 4 }", Miss)],
    ),
];

#[test]
fn all_that_a_listed_path_may_mean_is_covered() {
    check(ROOTS);
    super::table::check_of(
        "app::S::f",
        &[],
        &[(
            "members",
            "pub struct S; #[cfg(unknown)] impl S { pub fn f(&self) -> u8 { 1 } } #[cfg(not(unknown))] impl S { pub fn f(&self) -> u8 { 2 } }",
            &[("{ 1 }", "{ 4 }", Miss), ("{ 2 }", "{ 4 }", Miss)],
        )],
    );
}

const ALLOCATOR: &[Row] = &[
    (
        "the program's own",
        "use std::alloc::*; struct C; #[global_allocator] static G: C = C; unsafe impl GlobalAlloc for C { unsafe fn alloc(&self, l: Layout) -> *mut u8 { unsafe { System.alloc(l) } } unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } }
         unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 { let p = unsafe { System.alloc_zeroed(l) }; if l.size() == 77 { unsafe { *p = fill() } } p } } fn fill() -> u8 { 2 } fn other() -> u8 { 3 }
         pub fn f() -> u8 { vec![0u8; 77][0] }",
        &[("{ 2 }", "{ 4 }", Miss), ("{ 3 }", "{ 4 }", Hit)],
    ),
    (
        "one that a macro writes under a condition",
        "use std::alloc::*; struct C; macro_rules! own { ($t:ident) => { #[cfg_attr(not(unknown), global_allocator)] static G: $t = $t; } } own!(C); unsafe impl GlobalAlloc for C { unsafe fn alloc(&self, l: Layout) -> *mut u8 { fill(); unsafe { System.alloc(l) } } unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } } }
         fn fill() -> u8 { 2 } pub fn f() -> u8 { vec![0u8; 77][0] }",
        &[("{ 2 }", "{ 4 }", Miss)],
    ),
    (
        "one that nobody installs",
        "use std::alloc::*; pub struct C; unsafe impl GlobalAlloc for C { unsafe fn alloc(&self, l: Layout) -> *mut u8 { fill(); unsafe { System.alloc(l) } } unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } } }
         fn fill() -> u8 { 2 } pub fn f() -> u8 { vec![0u8; 77][0] }",
        &[("{ 2 }", "{ 4 }", Hit)],
    ),
];

#[test]
fn the_allocator_counts() {
    check(ALLOCATOR);
}

const DERIVES: &[Row] = &[
    (
        "under another trait's name",
        "mod d { pub use std::default::Default as Clone; } pub struct I(u8); impl Default for I { fn default() -> I { I(5) } } mod k { use super::d::Clone; #[derive(Clone)] pub struct S(pub super::I); } pub fn f() -> u8 { k::S::default().0.0 }",
        &[("I(5)", "I(6)", Miss)],
    ),
    (
        "in the module itself",
        "pub struct I(u8); impl Default for I { fn default() -> I { I(5) } } mod k { use std::default::Default as Clone; #[derive(Clone)] pub struct S(pub super::I); } pub fn f() -> u8 { k::S::default().0.0 }",
        &[("I(5)", "I(6)", Miss)],
    ),
    (
        "under its own",
        "pub struct I(u8); impl Default for I { fn default() -> I { I(5) } } impl Clone for I { fn clone(&self) -> I { I(7) } } #[derive(Clone, Default)] pub struct S(pub I); pub fn f() -> u8 { S::default().0.0 }",
        &[("I(5)", "I(6)", Miss), ("I(7)", "I(8)", Hit)],
    ),
];

#[test]
fn a_derive_of_std_is_known_by_what_it_means() {
    check(DERIVES);
}

#[test]
fn a_derive_of_the_workspace_counts_whatever_its_crate_brings_in() {
    let of = |globs: &str, lib: &str, made: &str| {
        let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\npm = { path = \"pm\" }\n";
        let own = format!(
            "{globs} #[proc_macro_derive(Named)] pub fn d(i: proc_macro::TokenStream) -> proc_macro::TokenStream {{ \"impl S {{ pub fn n(&self) -> u8 {{ {made} }} }}\".parse().unwrap() }}"
        );
        fingerprint(&[
            ("Cargo.toml", manifest),
            ("src/lib.rs", lib),
            (
                "pm/Cargo.toml",
                "[package]\nname = \"pm\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n",
            ),
            ("pm/src/lib.rs", &own),
        ])
    };
    for globs in [
        "use proc_macro::*;",
        "use std::fmt::*;",
        "use std::fmt::Debug as Named;",
        "",
    ] {
        for lib in [
            "use pm::Named; #[derive(Named)] struct S; pub fn f() -> u8 { S.n() }",
            "#[derive(pm::Named)] struct S; pub fn f() -> u8 { S.n() }",
            "mod own { pub use pm::Named as Other; } use own::Other; #[derive(Other)] struct S; pub fn f() -> u8 { S.n() }",
            "use pm::*; #[derive(Named)] struct S; pub fn f() -> u8 { S.n() }",
            "use pm::Named; trait Named {} #[derive(Named)] struct S; pub fn f() -> u8 { S.n() }",
        ] {
            assert_ne!(
                of(globs, lib, "4"),
                of(globs, lib, "5"),
                "a miss: {globs} {lib}"
            );
        }
    }
}

/// Going on from what a build kept must find what starting over finds, when these are edited one after the other.
const EDITED: &[(&str, &[(&str, &str)])] = &[(
    "src/lib.rs",
    &[
        ("#[cfg(one)] use a::g;", "#[cfg(two)] use a::g;"),
        ("#[cfg(three)] include!", "#[cfg(four)] include!"),
        (
            "/* before */",
            "const _: () = { fn h() -> u8 { 9 } impl C { fn c(&self) -> u8 { h() } } };",
        ),
        ("#[cfg_attr(five", "#[cfg_attr(six"),
        ("#[cfg(seven)] impl S", "#[cfg(eight)] impl S"),
        ("#[cfg(nine)] macro_rules! m", "#[cfg(ten)] macro_rules! m"),
        (
            "/* in a body */",
            "{ fn h() -> u8 { 8 } impl C { fn d(&self) -> u8 { h() } } }",
        ),
        ("/* allocator */", "#[global_allocator] static G: C = C;"),
        ("/* another */", "#[cfg(eleven)] pub fn f() -> u8 { k() }"),
        ("#[cfg(twelve)] m2!", "#[cfg(not(twelve))] m2!"),
    ],
)];

const LIB: &str = "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } #[cfg(one)] use a::g; #[cfg(not(one))] use b::g;
#[cfg(three)] include!(\"put_in.rs\");
/* before */
trait T { fn m(&self) -> u8; } pub struct A; pub struct B; pub struct C; pub struct S;
const _: () = { fn h() -> u8 { 1 } impl T for A { fn m(&self) -> u8 { h() } } };
const _: () = { fn h() -> u8 { 2 } impl T for B { fn m(&self) -> u8 { h() } } };
#[cfg_attr(five, path = \"a.rs\")] #[cfg_attr(not(five), path = \"b.rs\")] mod imp;
#[cfg(seven)] impl S { fn s(&self) -> u8 { 1 } }
#[cfg(not(seven))] impl S { fn s(&self) -> u8 { 2 } }
#[cfg(nine)] macro_rules! m { () => { 1 } }
#[cfg(not(nine))] macro_rules! m { () => { 2 } }
fn hold() { /* in a body */ { fn h() -> u8 { 3 } impl C { fn e(&self) -> u8 { h() } } } }
unsafe impl std::alloc::GlobalAlloc for C { unsafe fn alloc(&self, _: std::alloc::Layout) -> *mut u8 { loop {} } unsafe fn dealloc(&self, _: *mut u8, _: std::alloc::Layout) { k(); } }
/* allocator */
fn k() -> u8 { 7 }
macro_rules! m2 { () => { pub fn n() -> u8 { 5 } } }
#[cfg(twelve)] m2!();
/* another */
#[cfg(not(eleven))] pub fn f() -> u8 { g() + put_in() + A.m() + B.m() + C.e() + imp::g() + S.s() + m!() + n() }
";

#[test]
fn going_on_after_an_edit_finds_what_starting_over_finds() {
    let crates = Crates::new(&[
        ("src/lib.rs", LIB),
        ("src/put_in.rs", "pub fn put_in() -> u8 { 4 }"),
        ("src/a.rs", "pub fn g() -> u8 { 1 }"),
        ("src/b.rs", "pub fn g() -> u8 { 2 }"),
    ]);
    let mut kept = None;
    let mut last = None;
    let mut ask = |edit: &str| {
        let of = |cache| {
            let mut options = crates.options();
            options.cache = cache;
            rememo_build::parse::on_deep_stack(|| {
                let program =
                    rememo_build::resolve::Program::load(&options).expect("the crate can be read");
                let found = program.fingerprint(&request("app::f", Level::Closure));
                (found.expect("`f` is found").bytes, program.cache())
            })
        };
        let (from_nothing, _) = of(None);
        let (going_on, cache) = of(kept.take());
        assert_eq!(from_nothing, going_on, "{edit}: the same");
        assert_ne!(last, Some(going_on), "{edit}: a miss");
        (kept, last) = (Some(cache), Some(going_on));
    };
    ask("at first");
    for (file, edits) in EDITED {
        for (old, new) in *edits {
            crates.edit(file, old, new);
            ask(new);
        }
    }
}
