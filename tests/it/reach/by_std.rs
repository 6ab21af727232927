//! What the caller may choose has a trait by an impl of std, for all that has another: an edit of the other is a miss.

use super::table::Then::Miss;
use super::table::{Edits, Row, check};

const EDITED: Edits = &[("41", "42", Miss)];

const ROWS: &[Row] = &[
    (
        "`Into` by `From`",
        "pub struct A(u8); impl From<A> for String { fn from(a: A) -> String { format!(\"{}\", a.0 + 41) } } pub fn f<X: Into<String>>(x: X) -> String { x.into() }",
        EDITED,
    ),
    (
        "`TryInto` by `TryFrom`",
        "pub struct A(u8); impl TryFrom<A> for u16 { type Error = (); fn try_from(a: A) -> Result<u16, ()> { Ok(a.0 as u16 + 41) } } pub fn f<X: TryInto<u16>>(x: X) -> u16 { x.try_into().ok().unwrap() }",
        EDITED,
    ),
    (
        "`TryInto` by `From`",
        "pub struct A(u8); impl From<A> for u16 { fn from(a: A) -> u16 { a.0 as u16 + 41 } } pub fn f<X: TryInto<u16>>(x: X) -> u16 { x.try_into().ok().unwrap() }",
        EDITED,
    ),
    (
        "`ToString` by `Display`",
        "pub struct A(u8); impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"41\") } } pub fn f<X: ToString>(x: X) -> String { x.to_string() }",
        EDITED,
    ),
    (
        "`IntoIterator` by `Iterator`",
        "pub struct A(u8); impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(41) } } pub fn f<X: IntoIterator<Item = u8>>(x: X) -> u8 { x.into_iter().next().unwrap() }",
        EDITED,
    ),
    (
        "`ToOwned` by `Clone`",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(41) } } pub fn f<X: ToOwned>(x: &X) -> X::Owned { x.to_owned() }",
        EDITED,
    ),
    (
        "`Into` of a type of the program by `From`",
        "pub struct A; pub struct S(u8); impl From<A> for S { fn from(_: A) -> S { S(41) } } pub fn f<X>(x: X) -> u8 where X: Into<S> { let s: S = x.into(); s.0 }",
        EDITED,
    ),
    (
        "a future that a function of the program gives",
        "pub async fn f(x: impl std::future::Future<Output = u8>) -> u8 { x.await } async fn a() -> u8 { 41 } pub async fn g() -> u8 { f(a()).await }",
        EDITED,
    ),
    (
        "a future that a block is",
        "pub async fn f(x: impl std::future::Future<Output = u8>) -> u8 { x.await } fn a() -> u8 { 41 } pub async fn g() -> u8 { f(async { a() }).await }",
        EDITED,
    ),
    (
        "a future in a box",
        "pub async fn f(x: std::pin::Pin<Box<dyn std::future::Future<Output = u8>>>) -> u8 { x.await } async fn a() -> u8 { 41 } pub async fn g() -> u8 { f(Box::pin(a())).await }",
        EDITED,
    ),
    (
        "an async closure",
        "pub async fn f<F: AsyncFn() -> u8>(x: F) -> u8 { x().await } fn a() -> u8 { 41 } pub async fn g() -> u8 { f(async || a()).await }",
        EDITED,
    ),
    (
        "an iterator that copies what it walks over",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(self.0 + 41) } } pub fn f<T>(x: impl Iterator<Item = T>) -> Option<T> { x.last() } pub fn g(v: &[A]) -> u8 { f(v.iter().cloned()).unwrap().0 }",
        EDITED,
    ),
    (
        "a `BuildHasherDefault`",
        "#[derive(Default)] pub struct H(u64); impl std::hash::Hasher for H { fn finish(&self) -> u64 { self.0 + 41 } fn write(&mut self, b: &[u8]) { self.0 += b.len() as u64 } } pub fn f<S: std::hash::BuildHasher>(s: S) -> u64 { s.hash_one(3u8) }",
        EDITED,
    ),
    (
        "a `Cursor` over what is seen as bytes",
        "pub struct A(Vec<u8>); impl AsRef<[u8]> for A { fn as_ref(&self) -> &[u8] { &self.0[41..] } } pub fn f<X: std::io::Read>(mut x: X) -> u8 { let mut b = [0]; x.read_exact(&mut b).unwrap(); b[0] }",
        EDITED,
    ),
    (
        "a path of what is seen as one",
        "pub struct A(String); impl AsRef<std::ffi::OsStr> for A { fn as_ref(&self) -> &std::ffi::OsStr { self.0[41..].as_ref() } } pub fn f<X: Into<std::path::PathBuf>>(x: X) -> std::path::PathBuf { x.into() }",
        EDITED,
    ),
    (
        "a pair that is collected",
        "#[derive(Default)] pub struct A(u8); impl Extend<u8> for A { fn extend<I: IntoIterator<Item = u8>>(&mut self, i: I) { for x in i { self.0 += x + 41 } } } pub fn f<X: FromIterator<(u8, u8)>>(v: Vec<(u8, u8)>) -> X { v.into_iter().collect() }",
        EDITED,
    ),
    (
        "`TryFrom` by `From`",
        "pub struct A(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 41) } } pub fn f<X: TryFrom<u8>>(n: u8) -> Option<X> { X::try_from(n).ok() }",
        EDITED,
    ),
    (
        "a list that is copied",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(self.0 + 41) } } pub fn f<T, X: Into<Vec<T>>>(x: X) -> Vec<T> { x.into() }",
        EDITED,
    ),
    (
        "an object of such a trait",
        "pub struct A(u8); impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"41\") } } pub fn f(x: &dyn ToString) -> String { x.to_string() }",
        EDITED,
    ),
    (
        "`BufRead` by `Read`",
        "pub struct A(u8); impl std::io::Read for A { fn read(&mut self, b: &mut [u8]) -> std::io::Result<usize> { b[0] = 41; Ok(1) } } pub fn f<X: std::io::BufRead>(mut x: X) -> String { let mut s = String::new(); x.read_line(&mut s).unwrap(); s }",
        EDITED,
    ),
    (
        "a `BuildHasherDefault` of a known hasher",
        "#[derive(Clone)] pub struct H(u64); impl Default for H { fn default() -> H { H(41) } } impl std::hash::Hasher for H { fn finish(&self) -> u64 { self.0 } fn write(&mut self, b: &[u8]) { self.0 += b.len() as u64 } } pub fn f() -> u64 { use std::hash::BuildHasher; std::hash::BuildHasherDefault::<H>::default().hash_one(3u8) }",
        EDITED,
    ),
    (
        "a hasher that is made by hand",
        "pub struct H(u64); impl Default for H { fn default() -> H { H(41) } } impl std::hash::Hasher for H { fn finish(&self) -> u64 { self.0 } fn write(&mut self, b: &[u8]) { self.0 += b.len() as u64 } } pub fn f<S: std::hash::BuildHasher>(s: S) -> u64 { s.hash_one(3u8) }",
        EDITED,
    ),
    (
        "a map that hashes so",
        "pub struct H(u64); impl Default for H { fn default() -> H { H(41) } } impl std::hash::Hasher for H { fn finish(&self) -> u64 { self.0 } fn write(&mut self, b: &[u8]) { self.0 += b.len() as u64 } } pub fn f<S: std::hash::BuildHasher>(m: &std::collections::HashMap<u8, u8, S>) -> Option<u8> { m.get(&3).copied() }",
        EDITED,
    ),
    (
        "what a Cow owns is shown",
        "use std::{borrow::*, fmt}; struct N(str); impl N { fn new(s: &str) -> &N { unsafe { &*(s as *const str as *const N) } } } struct O(String); impl Borrow<N> for O { fn borrow(&self) -> &N { N::new(&self.0) } } impl ToOwned for N { type Owned = O; fn to_owned(&self) -> O { O(self.0.to_string()) } } impl fmt::Display for N { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 1) } } impl fmt::Display for O { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 2) } } fn mk() -> Cow<'static, N> { Cow::Owned(N::new(\"a\").to_owned()) }
         pub fn f() -> String { format!(\"{}\", mk()) }",
        &[("2", "3", Miss)],
    ),
    (
        "the same in a field",
        "use std::{borrow::*, fmt}; struct N(str); impl N { fn new(s: &str) -> &N { unsafe { &*(s as *const str as *const N) } } } struct O(String); impl Borrow<N> for O { fn borrow(&self) -> &N { N::new(&self.0) } } impl ToOwned for N { type Owned = O; fn to_owned(&self) -> O { O(self.0.to_string()) } } impl fmt::Debug for N { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 1) } } impl fmt::Debug for O { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 2) } } #[derive(Debug)] struct S { c: Cow<'static, N> }
         pub fn f() -> String { format!(\"{:?}\", S { c: Cow::Owned(O(\"a\".into())) }) }",
        &[("2", "3", Miss)],
    ),
    (
        "what a Cow owns has a default",
        "use std::{borrow::*, fmt}; struct N(str); impl N { fn new(s: &str) -> &N { unsafe { &*(s as *const str as *const N) } } } struct O(String); impl Borrow<N> for O { fn borrow(&self) -> &N { N::new(&self.0) } } impl ToOwned for N { type Owned = O; fn to_owned(&self) -> O { O(self.0.to_string()) } } impl Default for O { fn default() -> O { O(\"ab\".repeat(2)) } } fn mk() -> Cow<'static, N> { Cow::Borrowed(N::new(\"a\")) }
         pub fn f() -> usize { let mut c = mk(); std::mem::take(&mut c); c.0.len() }",
        &[("2", "3", Miss)],
    ),
    (
        "the same in a field",
        "use std::{borrow::*, fmt}; struct N(str); impl N { fn new(s: &str) -> &N { unsafe { &*(s as *const str as *const N) } } } struct O(String); impl Borrow<N> for O { fn borrow(&self) -> &N { N::new(&self.0) } } impl ToOwned for N { type Owned = O; fn to_owned(&self) -> O { O(self.0.to_string()) } } impl Default for O { fn default() -> O { O(\"ab\".repeat(2)) } } #[derive(Default)] struct S { c: Cow<'static, N> }
         pub fn f() -> usize { S::default().c.0.len() }",
        &[("2", "3", Miss)],
    ),
    (
        "what a Cow borrows is copied in a field",
        "use std::borrow::*; struct N(str); impl N { fn new(s: &str) -> &N { unsafe { &*(s as *const str as *const N) } } } struct O(String); impl Borrow<N> for O { fn borrow(&self) -> &N { N::new(&self.0) } } impl ToOwned for N { type Owned = O; fn to_owned(&self) -> O { O(self.0.repeat(2)) } } #[derive(Clone)] struct S { c: Cow<'static, N> }
         pub fn f() -> usize { let s = S { c: Cow::Owned(O(\"a\".into())) }; s.clone().c.0.len() }",
        &[("2", "3", Miss)],
    ),
];

#[test]
fn what_std_gives_for_all_that_has_another_trait_runs_the_others_code() {
    check(ROWS);
}
