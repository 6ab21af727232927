//! Every channel by which one item's code can reach another's result.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a call",
        "pub fn f() -> u8 { g() } fn g() -> u8 { 1 } fn other() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "a call of a call, and round in a circle",
        "pub fn f() -> u8 { g() } fn g() -> u8 { h() } fn h() -> u8 { if false { f() } else { 1 } }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "a constant and a static",
        "pub fn f() -> u8 { A + B } const A: u8 = C; const C: u8 = 1; static B: u8 = 2; const D: u8 = 4;",
        &[("= 1", "= 5", Miss), ("= 2", "= 5", Miss), ("= 4", "= 5", Hit)],
    ),
    (
        "a constant as an array's length",
        "pub fn f() -> [u8; N] { [0; N] } const N: usize = 1 + M; const M: usize = 2;",
        &[("= 2", "= 3", Miss)],
    ),
    (
        "a constant in a pattern",
        "pub fn f(x: u8) -> bool { match x { LOW..=HIGH => true, ONE => false, _ => true } }
         const LOW: u8 = 1; const HIGH: u8 = 2; const ONE: u8 = 3; const TWO: u8 = 4;",
        &[("= 1", "= 0", Miss), ("= 2", "= 9", Miss), ("= 3", "= 9", Miss), ("= 4", "= 9", Hit)],
    ),
    (
        "a default in a box, made for what is wanted",
        "use std::collections::HashMap;
         struct A(u8); impl Default for A { fn default() -> A { A(1) } } struct B(u8); impl Default for B { fn default() -> B { B(2) } }
         struct C(u8); impl Default for C { fn default() -> C { C(3) } } struct S { a: Box<A>, b: Option<Box<B>>, c: Vec<C> }
         pub fn f() -> u8 { let s = S { a: Box::default(), b: Some(None.unwrap_or_else(Box::default)), c: Vec::default() }; s.a.0 + s.c.len() as u8 }",
        &[("A(1)", "A(9)", Miss), ("B(2)", "B(9)", Miss)],
    ),
    (
        "a hasher that a map makes for itself",
        "use std::collections::HashMap; use std::hash::{BuildHasher, Hasher};
         #[derive(Clone)] pub struct H(u64); impl Hasher for H { fn finish(&self) -> u64 { self.0 } fn write(&mut self, _: &[u8]) {} }
         pub struct M; impl Default for M { fn default() -> M { seed(); M } } impl BuildHasher for M { type Hasher = H; fn build_hasher(&self) -> H { H(0) } }
         fn seed() -> u8 { 1 } pub fn f() -> usize { let map: HashMap<u8, u8, M> = HashMap::default(); map.len() }",
        &[("u8 { 1 }", "u8 { 2 }", Miss)],
    ),
    (
        "a trait's method of std, named and not called",
        "pub struct L; impl std::fmt::Display for L { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(word()) } } fn word() -> &'static str { \"a\" } pub fn f(l: &[L]) -> String { l.iter().map(ToString::to_string).collect() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "a derived or given method, named through the type",
        "pub struct L; impl std::fmt::Display for L { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(word()) } } fn word() -> &'static str { \"a\" } pub fn f(l: &[L]) -> String { l.iter().map(L::to_string).collect() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "a method of a built-in type, named and not called",
        "pub struct L; impl std::str::FromStr for L { type Err = (); fn from_str(_: &str) -> Result<L, ()> { one(); Ok(L) } } fn one() -> u8 { 1 } pub fn f(s: &str) -> usize { s.split(',').map(str::parse::<L>).count() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what std calls to compare, clone, hash and walk",
        "use std::collections::{HashMap, HashSet, BTreeSet};
         #[derive(Eq)] pub struct K(u8); impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + 1 == o.0 + 1 } } impl std::hash::Hash for K { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(self.0 + 2) } }
         impl Clone for K { fn clone(&self) -> K { K(self.0 + 3) } } #[derive(PartialEq, Eq)] pub struct O(u8); impl PartialOrd for O { fn partial_cmp(&self, o: &O) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for O { fn cmp(&self, o: &O) -> std::cmp::Ordering { (o.0 + 4).cmp(&self.0) } }
         pub struct W(u8); impl Iterator for W { type Item = u8; fn next(&mut self) -> Option<u8> { self.0.checked_sub(5) } }
         pub fn f(k: &[K], m: &mut HashMap<K, u8>, o: O, b: &mut BTreeSet<O>, w: W) -> u8 { m.insert(K(0), 0); let v = k.to_vec(); b.insert(o); let mut n = v.len() as u8; for x in w { n += x; } n }",
        &[("+ 1 ==", "+ 9 ==", Miss), ("+ 2)", "+ 9)", Miss), ("+ 3)", "+ 9)", Miss), ("+ 4)", "+ 9)", Miss), ("sub(5)", "sub(9)", Miss)],
    ),
    (
        "operators and indexes of std's collections",
        "use std::collections::{HashMap, HashSet};
         #[derive(PartialEq, Eq)] pub struct K(u8); impl std::hash::Hash for K { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(self.0 + 2) } } impl Clone for K { fn clone(&self) -> K { K(self.0 + 3) } }
         pub fn f(a: &HashSet<K>, b: &HashSet<K>) -> HashSet<K> { a & b } ",
        &[("+ 2)", "+ 9)", Miss), ("+ 3)", "+ 9)", Miss)],
    ),
    (
        "a map's index",
        "use std::collections::HashMap;
         #[derive(PartialEq, Eq)] pub struct K(u8); impl std::hash::Hash for K { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(self.0 + 2) } }
         pub fn f(m: &HashMap<K, u8>, k: K) -> u8 { m[&k] } ",
        &[("+ 2)", "+ 9)", Miss)],
    ),
    (
        "a derive of std calls the same of each field",
        "pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(self.0 + 3) } } impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + 1 == o.0 + 1 } } #[derive(Clone, PartialEq)] pub struct D { k: Vec<K> }
         pub fn f(d: &D) -> bool { let c = d.clone(); c == *d } ",
        &[("+ 1 ==", "+ 9 ==", Miss), ("+ 3)", "+ 9)", Miss)],
    ),
    (
        "a writer that is written to, and an error in a box",
        "use std::fmt::Write;
         pub struct T(String); impl Write for T { fn write_str(&mut self, s: &str) -> std::fmt::Result { self.0.push_str(s); one(); Ok(()) } } fn one() -> u8 { 1 } #[derive(Debug)] pub struct E; impl std::fmt::Display for E { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
         impl std::error::Error for E { fn source(&self) -> Option<&(dyn std::error::Error + 'static)> { two(); None } } fn two() -> u8 { 2 } pub fn f(t: &mut T, e: E) -> Box<dyn std::error::Error> { let _ = write!(t, \"{}\", 1); Box::new(e) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "impls that nothing asks for",
        "use std::fmt::Write;
         #[derive(Debug)] pub struct S(u8, Vec<u8>); impl Clone for S { fn clone(&self) -> S { S(1, Vec::new()) } } impl PartialEq for S { fn eq(&self, o: &S) -> bool { self.0 + 2 == o.0 } } impl Iterator for S { type Item = u8; fn next(&mut self) -> Option<u8> { Some(3) } } impl Write for S { fn write_str(&mut self, _: &str) -> std::fmt::Result { four(); Ok(()) } } fn four() -> u8 { 4 }
         impl Drop for S { fn drop(&mut self) { five(); } } fn five() -> u8 { 5 } pub fn f(s: &S) -> Option<u8> { if s.1.is_empty() { None } else { Some(s.0.wrapping_add(s.1.len() as u8)) } }",
        &[("S(1,", "S(9,", Hit), ("+ 2 ==", "+ 9 ==", Hit), ("Some(3)", "Some(9)", Hit), ("{ 4 }", "{ 9 }", Hit), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "an enum's discriminant",
        "pub fn f() -> u8 { E::B as u8 } enum E { A = N, B } const N: u8 = 5;",
        &[("= 5", "= 6", Miss)],
    ),
    (
        "a method of a known type",
        "pub struct A; pub struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } }
         pub fn f(a: A, _b: B) -> u8 { a.m() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "a method of a type that is not known: of all live ones",
        "pub struct A; pub struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } }
         struct Dead; impl Dead { fn m(&self) -> u8 { 4 } }
         pub fn f(a: A, _b: B) -> u8 { unknown::magic(a).m() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss), ("{ 4 }", "{ 3 }", Hit)],
    ),
    (
        "a method through a field, a local, a function's result, an element",
        "pub struct A(u8); impl A { fn m(&self) -> u8 { 1 } fn n(&self) -> u8 { 2 } fn o(&self) -> u8 { 4 } fn p(&self) -> u8 { 5 } }
         pub struct H { a: A, v: Vec<A> } fn make() -> Option<A> { None } struct X; impl X { fn m(&self) -> u8 { 6 } }
         pub fn f(h: &H) -> u8 { let b = make().unwrap(); for x in h.v.iter() { x.o(); } h.a.m() + b.n() + h.v[0].p() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Hit)],
    ),
    (
        "a method in a closure and through an iterator",
        "pub struct A(u8); impl A { fn m(&self) -> u8 { 1 } fn n(&self) -> bool { 2 > 1 } fn o(&self) -> u8 { 4 } }
         pub fn f(v: &[A]) -> u8 { v.iter().filter(|a| a.n()).map(|a| a.m()).max().unwrap() }",
        &[("{ 1 }", "{ 9 }", Miss), ("2 > 1", "2 > 0", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an associated function and constant",
        "pub struct A; impl A { fn new() -> A { one(); A } const C: u8 = 1; const D: u8 = 2; } fn one() {} 
         pub fn f() -> u8 { let _ = A::new(); A::C }",
        &[("fn one() {}", "fn one() { two() }", Miss), ("= 1", "= 3", Miss), ("= 2", "= 3", Hit)],
    ),
    (
        "a trait's method: all live implementors, and the default",
        "pub trait T { fn m(&self) -> u8 { 1 } fn n(&self) -> u8 { 8 } } pub struct A; pub struct B; struct Dead;
         impl T for A { fn m(&self) -> u8 { 2 } } impl T for B {} impl T for Dead { fn m(&self) -> u8 { 4 } }
         pub fn f(a: &A, b: &B) -> u8 { g(a) + g(b) } fn g<X: T>(x: &X) -> u8 { x.m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit), ("{ 8 }", "{ 9 }", Hit)],
    ),
    (
        "a trait object",
        "pub trait T { fn m(&self) -> u8; } pub struct A; impl T for A { fn m(&self) -> u8 { 2 } } 
         fn make() -> Box<dyn T> { Box::new(A) } pub fn f() -> u8 { make().m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a supertrait's method",
        "pub trait S { fn m(&self) -> u8; } pub trait T: S {} pub struct A; impl S for A { fn m(&self) -> u8 { 2 } } impl T for A {}
         pub fn f(a: &A) -> u8 { g(a) } fn g(x: &impl T) -> u8 { x.m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a blanket impl",
        "pub trait T { fn m(&self) -> u8; } impl<X: Copy> T for X { fn m(&self) -> u8 { 2 } } pub fn f() -> u8 { 3u16.m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "an extension of a foreign type",
        "pub trait T { fn m(&self) -> u8; } impl T for str { fn m(&self) -> u8 { 2 } } impl T for u64 { fn m(&self) -> u8 { 4 } }
         pub fn f(x: &str) -> u8 { x.m() }",
        &[("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an associated type and constant of a trait",
        "pub trait T { type N: Default; const C: u8; fn d() -> u8; } pub struct A; impl T for A { type N = u8; const C: u8 = 2; fn d() -> u8 { 4 } }
         pub fn f() -> u8 { g::<A>() } fn g<X: T>() -> u8 { let _ = X::N::default(); X::C + X::d() }",
        &[("type N = u8", "type N = u16", Miss), ("= 2", "= 3", Miss), ("{ 4 }", "{ 5 }", Miss)],
    ),
    (
        "Drop",
        "pub struct A; impl Drop for A { fn drop(&mut self) { one() } } fn one() {} pub fn f() { let _a = A; }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "Deref",
        "pub struct A(B); pub struct B; impl B { fn m(&self) -> u8 { 1 } fn n(&self) -> u8 { 2 } }
         impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { one(); &self.0 } } fn one() {}
         pub fn f(a: &A) -> u8 { a.m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "an operator",
        "pub struct A(u8); impl std::ops::Add for A { type Output = u8; fn add(self, o: A) -> u8 { self.0 + o.0 } }
         impl std::ops::Sub for A { type Output = u8; fn sub(self, o: A) -> u8 { self.0 - o.0 } }
         pub fn f() -> u8 { A(1) + A(2) }",
        &[("self.0 + o.0", "o.0 + 1", Miss), ("self.0 - o.0", "o.0 - 1", Hit)],
    ),
    (
        "formatting: only once something is shown",
        "pub struct A(u8); impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         impl std::fmt::Debug for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"b\") } }
         pub fn f(a: &A) -> String { format!(\"{a}\") }",
        &[("\"a\"", "\"c\"", Miss), ("\"b\"", "\"c\"", Hit)],
    ),
    (
        "formatting by to_string, through a derive",
        "#[derive(Debug)] pub struct B(A); pub struct A; impl std::fmt::Debug for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"b\") } }
         pub fn f(b: &B) -> String { format!(\"{b:?}\") }",
        &[("\"b\"", "\"c\"", Miss)],
    ),
    (
        "unwrap shows the error",
        "pub struct E; impl std::fmt::Debug for E { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"b\") } }
         fn g() -> Result<u8, E> { Ok(1) } pub fn f() -> u8 { g().unwrap() }",
        &[("\"b\"", "\"c\"", Miss)],
    ),
    (
        "? converts by From",
        "pub struct E(u8); impl From<u8> for E { fn from(x: u8) -> E { E(1) } } pub struct D; impl From<D> for u64 { fn from(_: D) -> u64 { 7 } }
         fn g() -> Result<u8, u8> { Ok(1) } pub fn f() -> Result<u8, E> { Ok(g()?) }",
        &[("E(1)", "E(2)", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "into, parse, collect, default",
        "pub struct A(u8); impl From<u8> for A { fn from(x: u8) -> A { A(1) } }
         impl std::str::FromStr for A { type Err = (); fn from_str(_: &str) -> Result<A, ()> { Ok(A(2)) } }
         impl FromIterator<u8> for A { fn from_iter<I: IntoIterator<Item = u8>>(_: I) -> A { A(3) } }
         impl Default for A { fn default() -> A { A(4) } }
         pub fn f(s: &str) { let a: A = 1u8.into(); let b: A = s.parse().unwrap(); let c = s.bytes().collect::<A>(); let d = A::default(); }",
        &[("A(1)", "A(9)", Miss), ("A(2)", "A(9)", Miss), ("A(3)", "A(9)", Miss), ("A(4)", "A(9)", Miss)],
    ),
    (
        "default through a derive and an update",
        "#[derive(Default)] pub struct B { a: A, n: u8 } pub struct A(u8); impl Default for A { fn default() -> A { A(4) } }
         pub fn f() -> B { B { n: 1, ..Default::default() } }",
        &[("A(4)", "A(9)", Miss)],
    ),
    (
        "a function as a value, a closure kept in a constant",
        "pub fn f(v: &[u8]) -> Vec<u8> { v.iter().map(g).map(TABLE[0]).collect() } fn g(x: &u8) -> u8 { *x + 1 }
         const TABLE: [fn(u8) -> u8; 1] = [h]; fn h(x: u8) -> u8 { x + 2 }",
        &[("+ 1", "+ 3", Miss), ("+ 2", "+ 3", Miss)],
    ),
    (
        "an impl's bounds and a type's fields",
        "pub struct A<T> { x: T } impl<T: Copy> A<T> { fn m(&self) -> usize { std::mem::size_of::<Self>() } }
         pub fn f(a: &A<u8>) -> usize { a.m() }",
        &[("x: T }", "x: T, y: u8 }", Miss), ("T: Copy", "T: Clone", Miss)],
    ),
    (
        "derived traits and representation of a type",
        "#[derive(Clone, PartialEq)] #[repr(u8)] pub enum E { A, B } pub fn f(e: &E) -> bool { e.clone() == E::A }",
        &[("#[repr(u8)]", "#[repr(u16)]", Miss), ("A, B }", "B, A }", Miss)],
    ),
    (
        "a new method that hides a trait's",
        "pub struct A; pub trait T { fn m(&self) -> u8 { 1 } } impl T for A {} pub fn f(a: &A) -> u8 { a.m() }",
        &[("pub struct A;", "pub struct A; impl A { fn m(&self) -> u8 { 2 } }", Miss), ("pub struct A;", "pub struct A; impl A { fn n(&self) -> u8 { 2 } }", Hit)],
    ),
    (
        "a generic root: any implementor may be given",
        "pub trait T { fn m(&self) -> u8; } struct A; impl T for A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 2 } }
         pub fn f<X: T>(x: X) -> u8 { x.m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "an object deep in an argument",
        "pub trait T { fn m(&self) -> u8; } struct A; impl T for A { fn m(&self) -> u8 { 1 } } pub struct H { all: Vec<Option<Box<dyn T>>> }
         pub fn f(h: &H) -> u8 { h.all[0].as_ref().unwrap().m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a root that is handed a closure, from wherever it is named",
        "pub fn f(g: impl Fn() -> u8) -> u8 { g() } fn one() -> u8 { two(|| 1) } fn two<G: Fn() -> u8>(g: G) -> u8 { f(g) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an extern function",
        "unsafe extern \"C\" { fn abs(x: i32) -> i32; } pub fn f() -> i32 { unsafe { abs(1) } }",
        &[("x: i32", "x: i64", Miss)],
    ),
    (
        "a thread's variable",
        "thread_local! { static X: u8 = one(); } fn one() -> u8 { 1 } pub fn f() -> u8 { X.with(|x| *x) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what stands in a body",
        "pub fn f() -> u8 { const K: u8 = 1; fn inner() -> u8 { 2 } struct S; impl S { fn m(&self) -> u8 { 4 } } K + inner() + S.m() }
         fn g() -> u8 { fn inner() -> u8 { 8 } inner() }",
        &[("= 1", "= 9", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 8 }", "{ 9 }", Hit)],
    ),
    (
        "position, where it is asked for",
        "pub fn f() -> u32 { line!() } fn g() {}",
        &[("pub fn", "\n\npub fn", Miss), ("fn g", "\n\nfn g", Hit)],
    ),
    (
        "constants in patterns",
        "#![allow(non_upper_case_globals)] pub struct S { x: u8 } const x: u8 = 1; const LOW: u8 = 2; const y: u8 = 3;
         pub fn f(s: &S, v: &[u8]) -> bool { matches!(s, S { x }) || matches!(v, [_a @ LOW, ..]) }",
        &[("= 1", "= 9", Miss), ("= 2", "= 9", Miss), ("= 3", "= 9", Hit)],
    ),
    (
        "that there is an impl, where a bound asks for it",
        "pub struct S; pub struct W<T>(T); impl<T: std::fmt::Display> W<T> { fn tag(&self) -> u8 { 1 } } pub trait Tag { fn tag(&self) -> u8 { 2 } } impl<T> Tag for W<T> {}
         impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f() -> u8 { W(S).tag() }",
        &[("impl std::fmt::Display for S { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }", "", Miss)],
    ),
    (
        "what std's own impl asks of a part",
        "pub struct S(std::cell::Cell<u8>); unsafe impl Sync for S {} pub struct W<T>(T); impl<T: Send> W<T> { fn tag(&self) -> u8 { 1 } } pub trait Tag { fn tag(&self) -> u8 { 2 } } impl<T> Tag for W<T> {}
         pub fn f(s: std::sync::Arc<S>) -> u8 { W(s).tag() }",
        &[("unsafe impl Sync for S {}", "", Miss)],
    ),
    (
        "a marker of a type that is not the program's, by another",
        "pub trait M {} impl<T: N> M for T {} pub trait N {} impl N for u8 {} pub trait O {} impl O for u8 {} pub struct W<T>(T); impl<T: M> W<T> { fn tag(&self) -> u8 { 1 } } pub trait Tag { fn tag(&self) -> u8 { 2 } } impl<T> Tag for W<T> {}
         pub fn f() -> u8 { W(1_u8).tag() }",
        &[("impl N for u8 {}", "", Miss), ("impl O for u8 {}", "", Hit)],
    ),
    (
        "which integer is meant, by what a marker is implemented for",
        "pub trait M {} impl M for u8 {} fn g<T: M>(_: T) -> usize { std::mem::size_of::<T>() } pub fn f() -> usize { g(5) }",
        &[("impl M for u8 {}", "impl M for u8 {} impl M for i32 {}", Miss)],
    ),
    (
        "a constant as a type's argument",
        "pub struct A<const B: bool>; impl A<true> { fn g(&self) -> u8 { 1 } } const K: bool = 2 > 1; const L: bool = 3 > 1; const M: bool = 4 > 1; pub struct H(A<L>); pub fn f(h: &H) -> u8 { A::<K>.g() + h.0.g() }",
        &[("2 > 1", "2 > 9", Miss), ("3 > 1", "3 > 9", Miss), ("4 > 1", "4 > 9", Hit)],
    ),
    (
        "a symbol that another module exports",
        "mod m { #[unsafe(no_mangle)] pub extern \"C\" fn g() -> u8 { 1 } #[unsafe(no_mangle)] pub extern \"C\" fn h() -> u8 { 2 } #[unsafe(export_name = \"k\")] pub extern \"C\" fn i() -> u8 { 3 } }
         unsafe extern \"C\" { fn g() -> u8; fn k() -> u8; } pub fn f() -> u8 { unsafe { g() + k() } }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "a line of code below docs",
        "/// A.\n/// B.\npub fn f() -> u32 { g() + line!() } /// C.\nfn g() -> u32 { 1 } fn h() {}",
        &[("/// B.", "/// B.\n/// More.", Miss), ("/// A.", "/// Aa.", Hit), ("/// C.", "/// C.\n/// More.", Hit)],
    ),
    (
        "a place in a file, where none is asked for",
        "pub fn f() -> u32 { 1 } fn g() {}",
        &[("pub fn", "\n\npub fn", Hit), ("fn g() {}", "", Hit)],
    ),
        (
            "a symbol that is put together",
            "mod a { #[unsafe(export_name = concat!(\"my_\", \"sym\"))] pub extern \"C\" fn q(x: u8) -> u8 { x + 3 } } unsafe extern \"C\" { fn my_sym(x: u8) -> u8; } pub fn f() -> u8 { unsafe { my_sym(1) } }",
            &[("3", "4", Miss), ("1", "2", Miss)],
        ),
        (
            "what runs before main and changes the process",
            "mod a { extern \"C\" fn init() { let _ = std::env::set_current_dir(if K > 3 { \"/\" } else { \"/tmp\" }); } const K: u8 = 3; #[used] #[unsafe(link_section = \".init_array\")] static C: extern \"C\" fn() = init; } pub fn f() -> String { std::env::current_dir().unwrap().display().to_string() }",
            &[(" 3;", " 4;", Miss)],
        ),
];

#[test]
fn each_channel_is_followed_and_no_more() {
    check(ROWS);
}
