//! What other crates hand on: traits, types and macros under names that they give them, and what their globs bring in.

use crate::reach::registry::{crates, fingerprint, misses};
use rememo_build::resolve::Options;
use rememo_tests::crates::Crates;

/// std's traits under names that another crate gives them, as macros write them: `$crate::__private::core::ops::Add`.
#[test]
fn a_trait_of_std_that_another_crate_hands_on_is_stds() {
    const OTHER: &str = "pub use std::future::Future;\npub use std::ops::Add;\npub use std::cmp::PartialEq as Same;\npub use core::ops::{Deref as __Deref, Sub as __Sub};\n\
        pub mod private { pub use core; pub use std; }\n";
    const N: &str = "#[derive(Clone, Copy)]\npub struct N(pub u8);\n";
    const P: &str = "use other::private::core as c;\n";
    let rows = [
        (
            "an operator",
            "use other::Add;\nimpl Add for N { type Output = u8; fn add(self, o: N) -> u8 { self.0 * 2 + o.0 } }\n\
            pub fn f(a: N, b: N) -> u8 { a + b }\n",
        ),
        (
            "a comparison, renamed",
            "impl other::Same for N { fn eq(&self, o: &N) -> bool { self.0 * 2 == o.0 } }\n\
            pub fn f(a: N, b: N) -> bool { a == b }\n",
        ),
        (
            "dereferencing, renamed as macros do",
            "pub struct M(String);\nimpl other::__Deref for M { type Target = str; fn deref(&self) -> &str { &self.0[self.0.len() * 2 - self.0.len()..] } }\n\
            pub fn f(a: String) -> usize { M(a).trim().len() }\n",
        ),
        (
            "an operator, renamed as macros do",
            "impl other::__Sub for N { type Output = u8; fn sub(self, o: N) -> u8 { self.0 * 2 + o.0 } }\n\
            pub fn f(a: N, b: N) -> u8 { a - b }\n",
        ),
        (
            "a trait that is found nowhere",
            "impl other::Unheard for N { fn sub(self, o: N) -> u8 { self.0 * 2 + o.0 } }\n\
            pub fn f(a: N, b: N) -> u8 { a - b }\n",
        ),
        (
            "formatting",
            "impl c::fmt::Display for N { fn fmt(&self, f: &mut c::fmt::Formatter<'_>) -> c::fmt::Result { write!(f, \"{}\", self.0 * 2) } }\n\
            pub fn f(a: N) -> String { format!(\"{a}\") }\n",
        ),
        (
            "formatting behind a bound",
            "impl c::fmt::Display for N { fn fmt(&self, f: &mut c::fmt::Formatter<'_>) -> c::fmt::Result { write!(f, \"{}\", self.0 * 2) } }\n\
            fn shown<T: std::fmt::Display>(t: T) -> String { t.to_string() }\npub fn f(a: N) -> String { shown(a) }\n",
        ),
        (
            "formatting by std",
            "impl c::fmt::Debug for N { fn fmt(&self, f: &mut c::fmt::Formatter<'_>) -> c::fmt::Result { write!(f, \"{}\", self.0 * 2) } }\n\
            pub fn f(a: N) -> String { format!(\"{:?}\", Some(vec![a])) }\n",
        ),
        (
            "dropping",
            "pub struct M(u8);\nimpl c::ops::Drop for M { fn drop(&mut self) { assert!(self.0 * 2 < 9) } }\n\
            pub fn f(a: u8) -> u8 { let m = M(a); m.0 }\n",
        ),
        (
            "dropping in a list",
            "pub struct M(u8);\nimpl c::ops::Drop for M { fn drop(&mut self) { assert!(self.0 * 2 < 9) } }\n\
            pub fn f(a: u8) -> usize { vec![M(a)].len() }\n",
        ),
        (
            "dereferencing",
            "pub struct D(str);\npub struct M(String);\nimpl c::ops::Deref for M { type Target = str; fn deref(&self) -> &str { &self.0[self.0.len() * 2 - self.0.len()..] } }\n\
            pub fn f(a: String) -> usize { M(a).trim().len() }\n",
        ),
        (
            "a loop",
            "pub struct I(u8);\nimpl c::iter::Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0 * 2) } }\n\
            pub fn f(a: u8) -> u8 { let mut sum = 0; for x in I(a) { sum += x } sum }\n",
        ),
        (
            "a method that std has by it",
            "pub struct I(u8);\nimpl c::iter::Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0 * 2) } }\n\
            pub fn f(a: u8) -> u8 { I(a).map(|x| x + 1).sum() }\n",
        ),
        (
            "sorting",
            "impl Eq for N {}\nimpl PartialEq for N { fn eq(&self, o: &N) -> bool { self.0 == o.0 } }\n\
            impl PartialOrd for N { fn partial_cmp(&self, o: &N) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } }\n\
            impl c::cmp::Ord for N { fn cmp(&self, o: &N) -> std::cmp::Ordering { (self.0 * 2).cmp(&o.0) } }\n\
            pub fn f(mut a: Vec<N>) -> u8 { a.sort(); a[0].0 }\n",
        ),
        (
            "hashing",
            "#[derive(PartialEq, Eq)]\npub struct M(u8);\nimpl c::hash::Hash for M { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { (self.0 * 2).hash(h) } }\n\
            pub fn f(a: u8) -> usize { let mut s = std::collections::HashSet::new(); s.insert(M(a)); s.len() }\n",
        ),
        (
            "converting",
            "impl c::convert::From<u8> for N { fn from(x: u8) -> N { N(x * 2) } }\npub fn f(a: u8) -> N { a.into() }\n",
        ),
        (
            "converting an error",
            "impl c::convert::From<std::num::ParseIntError> for N { fn from(_: std::num::ParseIntError) -> N { N(1 * 2) } }\n\
            pub fn f(a: &str) -> Result<u8, N> { Ok(a.parse::<u8>()?) }\n",
        ),
        (
            "parsing",
            "impl c::str::FromStr for N { type Err = (); fn from_str(x: &str) -> Result<N, ()> { Ok(N(x.len() as u8 * 2)) } }\n\
            pub fn f(a: &str) -> Result<N, ()> { a.parse() }\n",
        ),
        (
            "indexing",
            "impl c::ops::Index<usize> for N { type Output = u8; fn index(&self, _: usize) -> &u8 { assert!(self.0 * 2 > 1); &self.0 } }\n\
            pub fn f(a: N) -> u8 { a[0] }\n",
        ),
        (
            "a default",
            "impl c::default::Default for N { fn default() -> N { N(1 * 2) } }\npub fn f(mut a: N) -> N { std::mem::take(&mut a); a }\n",
        ),
        (
            "waiting",
            "impl other::Future for N { type Output = u8; fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<u8> { std::task::Poll::Ready(self.0 * 2) } }\n\
            pub async fn f(a: N) -> u8 { a.await }\n",
        ),
        (
            "a sum",
            "impl c::iter::Sum for N { fn sum<I: Iterator<Item = N>>(i: I) -> N { N(i.fold(0, |a, b| a + b.0 * 2)) } }\n\
            pub fn f(a: Vec<N>) -> N { a.into_iter().sum() }\n",
        ),
        (
            "what is collected",
            "pub struct M(u8);\nimpl c::iter::FromIterator<u8> for M { fn from_iter<I: IntoIterator<Item = u8>>(i: I) -> M { M(i.into_iter().fold(0, |a, b| a + b * 2)) } }\n\
            pub fn f(a: Vec<u8>) -> u8 { let m: M = a.into_iter().collect(); m.0 }\n",
        ),
        (
            "a writer",
            "pub struct W(u8);\nimpl c::fmt::Write for W { fn write_str(&mut self, s: &str) -> std::fmt::Result { self.0 += s.len() as u8 * 2; Ok(()) } }\n\
            pub fn f(a: u8) -> u8 { use std::fmt::Write; let mut w = W(a); write!(w, \"{a}\").unwrap(); w.0 }\n",
        ),
        (
            "an object",
            "impl c::fmt::Display for N { fn fmt(&self, f: &mut c::fmt::Formatter<'_>) -> c::fmt::Result { write!(f, \"{}\", self.0 * 2) } }\n\
            pub fn f(a: N) -> String { let b: Box<dyn std::fmt::Display> = Box::new(a); b.to_string() }\n",
        ),
        (
            "borrowing a clone",
            "pub struct M(u8);\nimpl c::clone::Clone for M { fn clone(&self) -> M { M(self.0 * 2) } }\npub fn f(a: &M) -> Vec<M> { vec![a.clone(); 2] }\n",
        ),
        (
            "a bound of the other crate's name",
            "impl std::ops::Add for N { type Output = N; fn add(self, o: N) -> N { N(self.0 * 2 + o.0) } }\n\
            fn plus<T: other::Add<Output = T>>(a: T, b: T) -> T { a + b }\npub fn f(a: N, b: N) -> N { plus(a, b) }\n",
        ),
        (
            "a closure in an iterator that is lent",
            "pub fn f(i: &mut dyn c::iter::Iterator<Item = u8>) -> u8 { i.next().unwrap_or(0) }\n\
            pub fn g(a: Vec<u8>) -> u8 { f(&mut a.into_iter().map(|x| x * 2)) }\n",
        ),
        (
            "a closure in an iterator of any type",
            "pub fn f<I: c::iter::Iterator<Item = u8>>(i: &mut I) -> u8 { i.next().unwrap_or(0) }\n\
            pub fn g(a: Vec<u8>) -> u8 { f(&mut a.into_iter().map(|x| x * 2)) }\n",
        ),
        (
            "a closure in what is shown",
            "pub fn f<T: c::fmt::Display>(t: &T) -> String { format!(\"{t}\") }\n\
            pub fn g(a: u8) -> String { f(&std::fmt::from_fn(|f| write!(f, \"{}\", a * 2))) }\n",
        ),
    ];
    let hits = rows.iter().filter(|(_, body)| {
        let lib = format!("{P}{N}{body}");
        let crates = crates(&lib, &[("other", OTHER)]);
        !misses(&crates, "* 2", "* 3")
    });
    let hits: Vec<_> = hits.map(|(name, _)| name).collect();
    assert!(hits.is_empty(), "an edit is a hit: {hits:?}");
}

/// Functions of std's traits, called by paths through another crate.
#[test]
fn a_path_through_another_crate_to_a_function_of_std_asks() {
    let rows = [
        (
            "impl Default for N { fn default() -> N { N(1 * 2) } }",
            "pub fn f() -> N { c::default::Default::default() }",
        ),
        (
            "impl Default for N { fn default() -> N { N(1 * 2) } }",
            "pub fn f() -> u8 { let n: N = c::default::Default::default(); n.0 }",
        ),
        (
            "impl Default for N { fn default() -> N { N(1 * 2) } }",
            "pub fn f() -> u8 { <N as c::default::Default>::default().0 }",
        ),
        (
            "impl Default for N { fn default() -> N { N(1 * 2) } }",
            "fn g<T: c::default::Default>() -> T { T::default() } pub fn f() -> N { g() }",
        ),
        (
            "impl Default for N { fn default() -> N { N(1 * 2) } }",
            "pub fn f(mut n: N) -> N { c::mem::take(&mut n) }",
        ),
        (
            "impl PartialEq for N { fn eq(&self, o: &N) -> bool { self.0 * 2 == o.0 } }",
            "pub fn f(a: N, b: N) -> bool { c::cmp::PartialEq::eq(&a, &b) }",
        ),
        (
            "impl std::str::FromStr for N { type Err = (); fn from_str(x: &str) -> Result<N, ()> { Ok(N(x.len() as u8 * 2)) } }",
            "pub fn f(x: &str) -> Result<N, ()> { <N as c::str::FromStr>::from_str(x) }",
        ),
        (
            "impl std::str::FromStr for N { type Err = (); fn from_str(x: &str) -> Result<N, ()> { Ok(N(x.len() as u8 * 2)) } }",
            "pub fn f(x: &str) -> Result<N, ()> { c::str::FromStr::from_str(x) }",
        ),
        (
            "impl From<u8> for N { fn from(x: u8) -> N { N(x * 2) } }",
            "pub fn f(x: u8) -> N { c::convert::From::from(x) }",
        ),
        (
            "impl From<u8> for N { fn from(x: u8) -> N { N(x * 2) } }",
            "pub fn f(x: u8) -> N { c::convert::Into::into(x) }",
        ),
        (
            "impl Iterator for N { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0 * 2) } }",
            "pub fn f(mut n: N) -> Option<u8> { c::iter::Iterator::next(&mut n) }",
        ),
        (
            "impl Iterator for N { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0 * 2) } }",
            "pub fn f(n: N) -> u8 { c::iter::Iterator::sum(n) }",
        ),
        (
            "impl Clone for N { fn clone(&self) -> N { N(self.0 * 2) } }",
            "pub fn f(n: &N) -> N { c::clone::Clone::clone(n) }",
        ),
        (
            "impl std::ops::Add for N { type Output = u8; fn add(self, o: N) -> u8 { self.0 * 2 + o.0 } }",
            "pub fn f(a: N, b: N) -> u8 { c::ops::Add::add(a, b) }",
        ),
        (
            "impl std::hash::Hash for N { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { (self.0 * 2).hash(h) } }",
            "pub fn f(a: N) -> u64 { use std::hash::Hasher; let mut h = std::collections::hash_map::DefaultHasher::new(); c::hash::Hash::hash(&a, &mut h); h.finish() }",
        ),
        (
            "impl Drop for N { fn drop(&mut self) { assert!(self.0 * 2 < 9) } }",
            "pub fn f(a: N) { c::mem::drop(a) }",
        ),
        (
            "impl std::fmt::Display for N { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", self.0 * 2) } }",
            "pub fn f(a: N) -> String { other::private::std::string::ToString::to_string(&a) }",
        ),
        (
            "impl std::fmt::Display for N { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", self.0 * 2) } }",
            "pub fn f(a: N) -> String { other::private::std::format!(\"{}\", a) }",
        ),
        (
            "impl std::fmt::Display for N { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", self.0 * 2) } }",
            "pub fn f(a: N) -> String { other::private::std::format!(\"{a}\") }",
        ),
        (
            "impl PartialOrd for N { fn partial_cmp(&self, o: &N) -> Option<std::cmp::Ordering> { (self.0 * 2).partial_cmp(&o.0) } } impl PartialEq for N { fn eq(&self, _: &N) -> bool { true } }",
            "pub fn f(a: N, b: N) -> bool { c::cmp::PartialOrd::lt(&a, &b) }",
        ),
    ];
    let hits = rows.iter().filter(|(of, body)| {
        let lib = format!("use other::private::core as c;\npub struct N(pub u8);\n{of}\n{body}\n");
        let other = "pub mod private { pub use core; pub use std; }\n";
        !misses(&crates(&lib, &[("other", other)]), "* 2", "* 3")
    });
    let hits: Vec<_> = hits.map(|(_, body)| body).collect();
    assert!(hits.is_empty(), "an edit is a hit: {hits:#?}");
}

/// The compiler's macros under names that another crate gives them.
#[test]
fn a_macro_of_the_compiler_that_another_crate_hands_on_is_the_compilers() {
    let changed = |body: &str, change: &dyn Fn(&Crates, &mut Options)| {
        let lib = format!("use other::private::core as c;\npub fn f() -> u8 {{ {body} }}\n");
        let crates = crates(&lib, &[("other", "pub mod private { pub use core; }\n")]);
        crates.write("src/data", "1");
        let mut options = crates.options();
        let before = fingerprint(&options);
        change(&crates, &mut options);
        before != fingerprint(&options)
    };
    let foo = |_: &Crates, options: &mut Options| {
        options.variables.insert("FOO".to_owned(), "bar".to_owned());
    };
    let variable = "c::option_env!(\"FOO\").map_or(0, |x| x.len() as u8)";
    assert!(changed(variable, &foo), "a variable: a miss");
    let data = |crates: &Crates, _: &mut Options| crates.write("src/data", "2");
    assert!(
        changed("c::include_bytes!(\"data\")[0]", &data),
        "a file: a miss"
    );
    let moved =
        |crates: &Crates, _: &mut Options| crates.edit("src/lib.rs", "pub fn f", "\npub fn f");
    assert!(changed("c::line!() as u8", &moved), "a line: a miss");
    assert!(!changed("1", &moved), "a line that nothing asks for: a hit");
}

/// A type of one crate under a name that another gives it.
#[test]
fn a_type_under_another_crates_name_is_the_same_type() {
    const DEEP: &str = "pub struct Bytes(pub u8);\npub struct Wide<T>(pub T);\n";
    const OTHER: &str = "pub use deep::Bytes;\npub use deep::Bytes as Octets;\npub type Text = String;\npub type Many = deep::Wide<u8>;\n\
        pub mod private { pub use core; pub use std; }\n";
    const T: &str = "pub trait Run { fn run(&self) -> u8 { 1 } }\n";
    let rows = [
        (
            "a list of std",
            "impl Run for Vec<u8> { fn run(&self) -> u8 { self[0] * 2 } }\n\
            pub fn f(a: other::private::std::vec::Vec<u8>) -> u8 { a.run() }\n",
        ),
        (
            "a list of std, the other way round",
            "impl Run for other::private::std::vec::Vec<u8> { fn run(&self) -> u8 { self[0] * 2 } }\n\
            pub fn f(a: Vec<u8>) -> u8 { a.run() }\n",
        ),
        (
            "an alias",
            "impl Run for String { fn run(&self) -> u8 { self.len() as u8 * 2 } }\n\
            pub fn f(a: other::Text) -> u8 { a.run() }\n",
        ),
        (
            "an alias with arguments",
            "impl Run for third::deep::Wide<u8> { fn run(&self) -> u8 { self.0 * 2 } }\n\
            pub fn f(a: other::Many) -> u8 { a.run() }\n",
        ),
        (
            "a struct that two crates name",
            "impl Run for other::Bytes { fn run(&self) -> u8 { self.0 * 2 } }\n\
            pub fn f(a: third::deep::Bytes) -> u8 { a.run() }\n",
        ),
        (
            "a struct under two names",
            "impl Run for other::Bytes { fn run(&self) -> u8 { self.0 * 2 } }\n\
            pub fn f(a: other::Octets) -> u8 { a.run() }\n",
        ),
        (
            "a path call",
            "impl Run for other::Bytes { fn run(&self) -> u8 { self.0 * 2 } }\n\
            pub fn f(a: other::Octets) -> u8 { Run::run(&a) }\n",
        ),
        (
            "a bound",
            "impl Run for other::Bytes { fn run(&self) -> u8 { self.0 * 2 } }\n\
            fn g<T: Run>(t: T) -> u8 { t.run() }\npub fn f(a: other::Octets) -> u8 { g(a) }\n",
        ),
        (
            "an object",
            "impl Run for other::Bytes { fn run(&self) -> u8 { self.0 * 2 } }\n\
            fn g(t: &dyn Run) -> u8 { t.run() }\npub fn f(a: other::Octets) -> u8 { g(&a) }\n",
        ),
        (
            "a box around an object",
            "pub struct N(u8);\nimpl Run for N { fn run(&self) -> u8 { self.0 * 2 } }\n\
            fn g(t: other::private::std::boxed::Box<dyn Run>) -> u8 { t.run() }\npub fn f(a: u8) -> u8 { g(Box::new(N(a))) }\n",
        ),
        (
            "an optional value",
            "pub struct N(pub u8);\nimpl N { fn twice(&self) -> u8 { self.0 * 2 } }\nimpl Run for N {}\n\
            pub fn f(a: other::private::core::option::Option<N>) -> u8 { a.map(|n| n.twice()).unwrap_or(0) }\n",
        ),
        (
            "an argument of a conversion",
            "pub struct N(pub u8);\nimpl From<String> for N { fn from(x: String) -> N { N(x.len() as u8 * 2) } }\nimpl Run for N {}\n\
            pub fn f(a: other::Text) -> N { a.into() }\n",
        ),
        (
            "an argument of an operator",
            "pub struct N(pub u8);\nimpl std::ops::Add<other::Bytes> for N { type Output = u8; fn add(self, o: other::Bytes) -> u8 { self.0 * 2 + o.0 } }\nimpl Run for N {}\n\
            pub fn f(a: N, b: other::Octets) -> u8 { a + b }\n",
        ),
        (
            "an argument of a trait",
            "pub trait Take<T> { fn take(&self, t: T) -> u8; }\npub struct N(pub u8);\nimpl Take<u8> for N { fn take(&self, t: u8) -> u8 { t } }\n\
            impl Take<other::Bytes> for N { fn take(&self, t: other::Bytes) -> u8 { self.0 * 2 + t.0 } }\nimpl Run for N {}\n\
            pub fn f(a: N, b: other::Octets) -> u8 { a.take(b) }\n",
        ),
        (
            "an argument of a type",
            "pub struct W<T>(T);\nimpl Run for W<other::Bytes> { fn run(&self) -> u8 { self.0.0 * 2 } }\n\
            pub fn f(b: other::Octets) -> u8 { W(b).run() }\n",
        ),
        (
            "a type's own function",
            "pub struct W<T>(T);\nimpl W<other::Bytes> { fn twice(&self) -> u8 { self.0.0 * 2 } }\nimpl W<u8> { fn twice(&self) -> u8 { 1 } }\nimpl Run for u8 {}\n\
            pub fn f(b: other::Octets) -> u8 { W(b).twice() }\n",
        ),
    ];
    let hits = rows.iter().filter(|(_, body)| {
        let third = "pub use other as o;\npub extern crate deep;\n";
        let crates = crates(
            &format!("{T}{body}"),
            &[("deep", DEEP), ("other", OTHER), ("third", third)],
        );
        !misses(&crates, "* 2", "* 3")
    });
    let hits: Vec<_> = hits.map(|(name, _)| name).collect();
    assert!(hits.is_empty(), "an edit is a hit: {hits:?}");
}

/// A glob of another crate may bring in what has a name of std's: that is read in its sources as well.
#[test]
fn a_glob_hides_no_name_of_std_that_the_crate_does_not_have() {
    const LIB: &str = "use other::*;\npub struct N;\nimpl N { pub fn run(&self) -> u8 { 1 } }\n\
        pub struct M;\nimpl M { pub fn run(&self) -> u8 { 10 } }\n";
    let is_wide = |body: &str, other: &str, deep: &str| {
        let lib = format!("{LIB}{body}");
        misses(
            &crates(&lib, &[("other", other), ("deep", deep)]),
            "10",
            "11",
        )
    };
    let list = "pub fn f(v: &Vec<N>, _: &M) -> u8 { v[0].run() }\n";
    for other in [
        "",
        "struct Vec<T>(T);",
        "pub(crate) struct Vec<T>(T);",
        "pub use std::vec::Vec;",
        "extern crate alloc; pub use alloc::{string::String, vec::Vec};",
        "pub mod inner { use crate::own::Vec; }",
        "pub fn list() -> Vec<u8> { Vec::new() }",
        "macro_rules! new { ($n:ident) => { pub struct $n; } } new!(Own);",
    ] {
        assert!(!is_wide(list, other, ""), "std's for sure: a hit: {other}");
    }
    for (other, deep) in [
        ("pub struct Vec<T>(T);", ""),
        ("pub enum Vec<T> { A(T) }", ""),
        ("pub type Vec<T> = Box<T>;", ""),
        ("pub use deep::Vec;", "pub struct Vec<T>(T);"),
        ("pub use deep::*;", "pub struct Vec<T>(T);"),
        (
            "pub use deep::{One, Wide as Vec};",
            "pub struct Wide<T>(T);",
        ),
        ("mod inner { pub struct Vec<T>(T); } pub use inner::*;", ""),
        (
            "macro_rules! new { ($n:ident) => { pub struct $n<T>(T); } } new!(Vec);",
            "",
        ),
        (
            "macro_rules! new { ($v:vis $n:ident) => { $v struct $n<T>(T); } }\n\
            macro_rules! all { ($($n:ident),*) => { $(new!(pub $n);)* } } all!(Own, Vec);",
            "pub struct Wide<T>(T);",
        ),
        (
            "pub use deep::One; macro_rules! export { ($($n:ident)*) => { $(pub use deep::Wide as $n;)* } } export!(Vec);",
            "",
        ),
        ("include!(concat!(env!(\"OUT_DIR\"), \"/written.rs\"));", ""),
    ] {
        assert!(
            is_wide(list, other, deep),
            "perhaps another: a miss: {other}"
        );
    }
    let variant =
        "pub fn f(v: Option<&N>, _: &M) -> u8 { match v { Some(n) => n.run(), None => 0 } }\n";
    assert!(!is_wide(variant, "pub enum Own { None, All }", ""), "a hit");
    let own = "pub enum Own<T> { Some(T), None } pub use Own::*;";
    assert!(is_wide(variant, own, ""), "perhaps another: a miss");
    let made = "pub fn f(_: &M) -> u8 { vec![N][0].run() }\n";
    assert!(
        !is_wide(made, "pub fn vec() {}", ""),
        "a function is no macro: a hit"
    );
    let number = "pub fn f(x: &u8, _: &M) -> u8 { u8::clone(x) }\n";
    let number = |other: &str| {
        let lib = LIB.replace("run(", "clone(") + number;
        misses(&crates(&lib, &[("other", other)]), "10", "11")
    };
    assert!(!number("mod u8 {}"), "a module that is not seen: a hit");
    let own = "#[cfg(feature = \"a\")] #[macro_export] macro_rules! vec { ($x:expr) => { [$x] } }";
    assert!(is_wide(made, own, ""), "perhaps another: a miss");
}
