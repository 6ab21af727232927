//! Objects that lie in fields: that a type with such a field is there asks nothing of what is behind it, but each way of
//! using the field does.

use rememo_tests::crates::Crates;

const TRAIT: &str = "use std::fmt;\n\
    pub trait Run: fmt::Debug + Over { fn run(&self) -> u8; fn thrice(&self) -> u8 { self.run() + 1 } fn dup(&self) -> Box<dyn Run>; }\n\
    pub trait Over { fn over(&self) -> u8; }\n\
    pub struct N(u8);\n\
    impl Run for N { fn run(&self) -> u8 { self.0 * 41 } fn dup(&self) -> Box<dyn Run> { Box::new(N(self.0 + 50)) } }\n\
    impl Over for N { fn over(&self) -> u8 { self.0 * 42 } }\n\
    impl fmt::Debug for N { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"{}\", self.0 * 43) } }\n\
    impl fmt::Display for N { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"{}\", self.0 * 44) } }\n\
    impl std::error::Error for N { fn source(&self) -> Option<&(dyn std::error::Error + 'static)> { assert!(self.0 * 45 > 1); None } }\n\
    impl Iterator for N { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0 * 46) } }\n\
    impl std::io::Write for N { fn write(&mut self, b: &[u8]) -> std::io::Result<usize> { Ok(b.len() * 47) } fn flush(&mut self) -> std::io::Result<()> { Ok(()) } }\n\
    impl std::hash::Hasher for N { fn write(&mut self, b: &[u8]) { self.0 += b.len() as u8 * 48; } fn finish(&self) -> u64 { self.0 as u64 } }\n\
    impl fmt::Write for N { fn write_str(&mut self, s: &str) -> fmt::Result { self.0 += s.len() as u8 * 49; Ok(()) } }\n";

/// Whether what is behind the number counts.
fn counts(text: &str, number: &str) -> bool {
    let crates = Crates::lib(&format!("{TRAIT}{text}\n"));
    let before = crates.closure("app::f").fingerprint;
    crates.edit("src/lib.rs", number, "51");
    before != crates.closure("app::f").fingerprint
}

#[test]
fn each_way_of_using_a_field_asks() {
    let one = "pub struct S { o: Box<dyn Run> } pub fn new() -> S { S { o: Box::new(N(1)) } } ";
    let option = "pub struct S { o: Option<Box<dyn Run>> } pub fn new() -> S { S { o: Some(Box::new(N(1))) } } ";
    let list = "pub struct S { o: Vec<Box<dyn Run>> } pub fn new() -> S { S { o: vec![Box::new(N(1))] } } ";
    let error = "pub struct S { o: Box<dyn std::error::Error> } pub fn new() -> S { S { o: Box::new(N(1)) } } ";
    let rows = [
        (one, "pub fn f() -> u8 { new().o.run() }", "41"),
        (
            one,
            "pub fn f() -> u8 { let S { o } = new(); o.run() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); s.o.as_ref().run() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); (*s.o).run() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); (&*s.o).run() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); Run::run(&*s.o) }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); <dyn Run>::run(&*s.o) }",
            "41",
        ),
        (one, "pub fn f() -> u8 { new().o.thrice() }", "41"),
        (one, "pub fn f() -> u8 { new().o.over() }", "42"),
        (one, "pub fn f() -> u8 { Over::over(&*new().o) }", "42"),
        (
            one,
            "fn g<T: Run + ?Sized>(t: &T) -> u8 { t.run() } pub fn f() -> u8 { g(&*new().o) }",
            "41",
        ),
        (
            one,
            "fn g<T: Over + ?Sized>(t: &T) -> u8 { t.over() } pub fn f() -> u8 { g(&*new().o) }",
            "42",
        ),
        (
            one,
            "fn g(t: &dyn Run) -> u8 { t.run() } pub fn f() -> u8 { g(&*new().o) }",
            "41",
        ),
        (
            one,
            "pub struct W<'a, T: ?Sized>(&'a T); impl<T: Run + ?Sized> W<'_, T> { fn go(&self) -> u8 { self.0.run() } } pub fn f() -> u8 { W(&*new().o).go() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> u8 { let s = new(); let o = s.o; let g = move || o.run(); g() }",
            "41",
        ),
        (
            one,
            "pub fn f() -> String { format!(\"{:?}\", new().o) }",
            "43",
        ),
        (
            one,
            "impl fmt::Debug for S { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct(\"S\").field(\"o\", &self.o).finish() } } pub fn f() -> String { format!(\"{:?}\", new()) }",
            "43",
        ),
        (
            one,
            "pub fn f() -> u8 { std::mem::replace(&mut new().o, Box::new(N(9))).run() }",
            "41",
        ),
        (
            one,
            "impl std::ops::Deref for S { type Target = dyn Run; fn deref(&self) -> &dyn Run { &*self.o } } pub fn f() -> u8 { new().run() }",
            "41",
        ),
        (
            one,
            "impl AsRef<dyn Run> for S { fn as_ref(&self) -> &(dyn Run + 'static) { &*self.o } } pub fn f() -> u8 { new().as_ref().run() }",
            "41",
        ),
        (
            one,
            "pub struct T { s: S } pub fn f() -> u8 { let t = T { s: new() }; t.s.o.run() }",
            "41",
        ),
        (
            one,
            "fn g(s: &S) -> &Box<dyn Run> { &s.o } pub fn f() -> u8 { g(&new()).run() }",
            "41",
        ),
        (
            one,
            "macro_rules! run { ($x:expr) => { $x.run() } } pub fn f() -> u8 { run!(new().o) }",
            "41",
        ),
        (one, "pub fn f() -> u8 { outside::take(new().o) }", "43"),
        (
            one,
            "impl Clone for Box<dyn Run> { fn clone(&self) -> Self { self.dup() } } #[derive(Clone)] pub struct T(Box<dyn Run>); pub fn f() -> T { T(new().o).clone() }",
            "50",
        ),
        (
            one,
            "impl PartialEq for dyn Run { fn eq(&self, o: &dyn Run) -> bool { self.run() == o.run() } } #[derive(PartialEq)] pub struct T(Box<dyn Run>); pub fn f() -> bool { T(new().o) == T(new().o) }",
            "41",
        ),
        (
            one,
            "#[derive(Debug)] pub struct T(Box<dyn Run>); pub fn f() -> String { format!(\"{:?}\", T(new().o)) }",
            "43",
        ),
        (
            one,
            "type Alias = Box<dyn Run>; pub struct T(Alias); pub fn f() -> u8 { T(new().o).0.run() }",
            "41",
        ),
        (
            one,
            "pub enum E { A(Box<dyn Run>), B { o: Box<dyn Run> } } pub fn f(b: bool) -> u8 { match if b { E::A(new().o) } else { E::B { o: new().o } } { E::A(o) | E::B { o } => o.run() } }",
            "41",
        ),
        (
            option,
            "pub fn f() -> u8 { new().o.map_or(0, |o| o.run()) }",
            "41",
        ),
        (
            option,
            "pub fn f() -> u8 { new().o.as_deref().map(|o| o.run()).unwrap_or(0) }",
            "41",
        ),
        (
            option,
            "pub fn f() -> u8 { if let Some(o) = &new().o { o.run() } else { 0 } }",
            "41",
        ),
        (option, "pub fn f() -> u8 { new().o.unwrap().run() }", "41"),
        (
            option,
            "pub fn f() -> Option<u8> { Some(new().o?.run()) }",
            "41",
        ),
        (
            option,
            "pub fn f() -> u8 { new().o.take().map(|mut o| { let p = &mut o; p.run() }).unwrap_or(1) }",
            "41",
        ),
        (
            option,
            "pub fn f() -> String { format!(\"{:?}\", new().o) }",
            "43",
        ),
        (
            list,
            "pub fn f() -> u8 { let mut n = 0; for o in &new().o { n += o.run() } n }",
            "41",
        ),
        (
            list,
            "pub fn f() -> u8 { new().o.iter().map(|o| o.run()).sum() }",
            "41",
        ),
        (list, "pub fn f() -> u8 { new().o[0].run() }", "41"),
        (
            list,
            "pub fn f() -> u8 { new().o.pop().unwrap().run() }",
            "41",
        ),
        (
            list,
            "pub fn f() -> Option<u8> { new().o.iter().map(|o| o.run()).max() }",
            "41",
        ),
        (
            list,
            "pub fn f() -> u8 { let mut s = new(); s.o.sort_by_key(|o| o.run()); 1 }",
            "41",
        ),
        (
            list,
            "impl IntoIterator for S { type Item = Box<dyn Run>; type IntoIter = std::vec::IntoIter<Box<dyn Run>>; fn into_iter(self) -> Self::IntoIter { self.o.into_iter() } } pub fn f() -> u8 { let mut n = 0; for o in new() { n += o.run() } n }",
            "41",
        ),
        (
            list,
            "impl S { fn all(&self) -> impl Iterator<Item = &Box<dyn Run>> + '_ { self.o.iter() } } pub fn f() -> u8 { new().all().map(|o| o.run()).sum() }",
            "41",
        ),
        (
            list,
            "pub fn f() -> String { format!(\"{:?}\", new().o) }",
            "43",
        ),
        (error, "pub fn f() -> String { new().o.to_string() }", "44"),
        (
            error,
            "pub fn f() -> String { format!(\"{}\", new().o) }",
            "44",
        ),
        (
            error,
            "pub fn f() -> bool { new().o.source().is_some() }",
            "45",
        ),
        (
            error,
            "impl fmt::Debug for S { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"s\") } } impl fmt::Display for S { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.o, f) } } pub fn f() -> String { new().to_string() }",
            "44",
        ),
        (
            error,
            "impl fmt::Display for S { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.o.fmt(f) } } pub fn f() -> String { new().to_string() }",
            "44",
        ),
        (
            error,
            "#[derive(Debug)] pub struct E(Box<dyn std::error::Error>); impl fmt::Display for E { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"e\") } } impl std::error::Error for E { fn source(&self) -> Option<&(dyn std::error::Error + 'static)> { Some(&*self.0) } } pub fn f() -> Result<u8, Box<dyn std::error::Error>> { Err(Box::new(E(new().o))) }",
            "44",
        ),
        (
            error,
            "pub fn f() -> Option<String> { new().o.downcast::<N>().ok().map(|n| n.to_string()) }",
            "44",
        ),
        (
            "pub struct S { o: std::rc::Rc<std::cell::RefCell<dyn Run>> } ",
            "pub fn f() -> u8 { let s = S { o: std::rc::Rc::new(std::cell::RefCell::new(N(1))) }; let n = s.o.borrow().run(); n }",
            "41",
        ),
        (
            "pub struct S { o: std::sync::Arc<std::sync::Mutex<Box<dyn Run>>> } ",
            "pub fn f() -> u8 { let s = S { o: std::sync::Arc::new(std::sync::Mutex::new(Box::new(N(1)))) }; let n = s.o.lock().unwrap().run(); n }",
            "41",
        ),
        (
            "pub struct S<'a> { o: &'a dyn Run } ",
            "pub fn f() -> u8 { let n = N(1); S { o: &n }.o.run() }",
            "41",
        ),
        (
            "pub struct S<'a> { o: &'a mut dyn Iterator<Item = u8> } ",
            "pub fn f() -> u8 { let mut n = N(1); let s = S { o: &mut n }; s.o.next().unwrap_or(0) }",
            "46",
        ),
        (
            "pub struct S { o: Box<dyn Iterator<Item = u8>> } ",
            "pub fn f() -> u8 { let s = S { o: Box::new(N(3)) }; s.o.sum() }",
            "46",
        ),
        (
            "pub struct S { o: Box<dyn Iterator<Item = u8>> } ",
            "pub fn f() -> u8 { let s = S { o: Box::new(N(3)) }; let mut n = 0; for x in s.o { n += x } n }",
            "46",
        ),
        (
            "pub struct S { o: Box<dyn Iterator<Item = u8>> } ",
            "impl Iterator for S { type Item = u8; fn next(&mut self) -> Option<u8> { self.o.next() } } pub fn f() -> u8 { S { o: Box::new(N(3)) }.sum() }",
            "46",
        ),
        (
            "pub struct S { o: Box<dyn std::io::Write> } ",
            "pub fn f() -> bool { use std::io::Write; let mut s = S { o: Box::new(N(3)) }; s.o.write_all(b\"x\").is_ok() }",
            "47",
        ),
        (
            "pub struct S { o: Box<dyn std::io::Write> } ",
            "pub fn f() -> bool { use std::io::Write; let mut s = S { o: Box::new(N(3)) }; write!(s.o, \"x\").is_ok() }",
            "47",
        ),
        (
            "pub struct S { o: Box<dyn std::hash::Hasher> } ",
            "pub fn f() -> u64 { use std::hash::{Hash, Hasher}; let mut s = S { o: Box::new(N(3)) }; 1u8.hash(&mut s.o); s.o.finish() }",
            "48",
        ),
        (
            "pub struct S<'a> { o: &'a mut dyn fmt::Write } ",
            "pub fn f() -> bool { let mut n = N(1); let s = S { o: &mut n }; write!(s.o, \"x\").is_ok() }",
            "49",
        ),
        (
            "pub struct S<T: ?Sized = dyn Run> { o: Box<T> } ",
            "pub fn f() -> u8 { let s: S = S { o: Box::new(N(1)) }; s.o.run() }",
            "41",
        ),
        (
            "pub struct S<T: ?Sized> { o: Box<T> } pub struct U { s: S<dyn Run> } ",
            "pub fn f() -> u8 { let s = U { s: S { o: Box::new(N(1)) } }; s.s.o.run() }",
            "41",
        ),
        (
            "pub struct S<T: ?Sized> { o: Box<T> } impl<T: ?Sized + Run> S<T> { fn go(&self) -> u8 { self.o.run() } } pub struct U { s: S<dyn Run> } ",
            "pub fn f() -> u8 { let s = U { s: S { o: Box::new(N(1)) } }; s.s.go() }",
            "41",
        ),
        (
            "pub struct S { o: fn(&dyn Run) -> u8 } fn call(o: &dyn Run) -> u8 { o.run() } ",
            "pub fn f() -> u8 { let s = S { o: call }; (s.o)(&N(1)) }",
            "41",
        ),
        (
            "pub union U { o: std::mem::ManuallyDrop<Box<dyn Run>>, n: u8 } ",
            "pub fn f() -> u8 { let u = U { o: std::mem::ManuallyDrop::new(Box::new(N(1))) }; unsafe { u.o.run() } }",
            "41",
        ),
        (
            "pub struct S { o: Box<dyn Run> } static M: std::sync::Mutex<Option<S>> = std::sync::Mutex::new(None); unsafe impl Send for S {} ",
            "pub fn f() -> u8 { *M.lock().unwrap() = Some(S { o: Box::new(N(1)) }); M.lock().unwrap().as_ref().map_or(0, |s| s.o.run()) }",
            "41",
        ),
    ];
    let hits = rows
        .iter()
        .filter(|(types, text, number)| !counts(&format!("{types}{text}"), number));
    let hits: Vec<_> = hits.map(|(_, text, _)| text).collect();
    assert!(hits.is_empty(), "an edit is a hit: {hits:#?}");
}

#[test]
fn a_field_that_nobody_uses_asks_nothing() {
    let rows = [
        (
            "pub struct S { o: Option<Box<dyn Run>>, n: u8 } pub fn f(_: &N) -> u8 { S { o: None, n: 1 }.n }",
            "41",
        ),
        (
            "pub struct S { o: Option<Box<dyn std::error::Error>>, n: u8 } pub fn f(_: &N) -> u8 { S { o: None, n: 1 }.n }",
            "44",
        ),
        (
            "pub enum E { A(Box<dyn Run>), B } pub fn f(_: &N) -> bool { matches!(E::B, E::B) }",
            "41",
        ),
    ];
    for (text, number) in rows {
        assert!(!counts(text, number), "a hit: {text}");
    }
}
