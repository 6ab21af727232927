//! What std asks of a type of the program, idiom by idiom: the impl that it calls counts, however it comes to call it.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

/// A list of `K`, whose impl of a trait is edited, and a function that has std ask for it.
macro_rules! asks {
    ($name:literal, $of:literal, $function:literal) => {
        (
            $name,
            concat!(
                "use std::collections::*; use std::cmp::*; use std::fmt; use std::hash::*; #[derive(Clone, Copy)] pub struct K(u8); ",
                $of,
                " fn step() -> u8 { 1 } fn apart() -> u8 { 4 } ",
                $function
            ),
            &[("{ 1 }", "{ 9 }", Miss), ("{ 4 }", "{ 8 }", Hit)],
        )
    };
}

/// The same for a `K` that is compared.
macro_rules! compares {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 == o.0 } } impl Eq for K {} impl PartialOrd for K { fn partial_cmp(&self, o: &K) -> Option<Ordering> { Some(self.cmp(o)) } }
             impl Ord for K { fn cmp(&self, o: &K) -> Ordering { (self.0 + step()).cmp(&o.0) } }",
            $function
        )
    };
}

/// The same for a `K` that is hashed.
macro_rules! hashes {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 == o.0 } } impl Eq for K {} impl Hash for K { fn hash<H: Hasher>(&self, h: &mut H) { (self.0 + step()).hash(h) } }",
            $function
        )
    };
}

/// The same for a `V` that is made by default.
macro_rules! defaults {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "pub struct V(u8); impl Default for V { fn default() -> V { V(step()) } }",
            $function
        )
    };
}

/// The same for a `V` that is cloned.
macro_rules! clones {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "pub struct V(u8); impl Clone for V { fn clone(&self) -> V { V(step()) } }",
            $function
        )
    };
}

/// The same for an iterator `I`.
macro_rules! iterates {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "pub struct I(u8); impl Iterator for I { type Item = char; fn next(&mut self) -> Option<char> { Some((self.0 + step()) as char) } }
             impl DoubleEndedIterator for I { fn next_back(&mut self) -> Option<char> { self.next() } }",
            $function
        )
    };
}

/// The same for a `V` that is shown.
macro_rules! shows {
    ($name:literal, $function:literal) => {
        asks!(
            $name,
            "pub struct V(u8); impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"{}\", step()) } }
             impl fmt::Debug for V { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"{}\", step()) } } impl std::error::Error for V {}",
            $function
        )
    };
}

const ROWS: &[Row] = &[
    compares!("sort", "pub fn f(v: &mut Vec<K>) { v.sort(); }"),
    compares!(
        "sort by key",
        "pub fn f(v: &mut Vec<u8>) { v.sort_by_key(|n| K(*n)); }"
    ),
    compares!(
        "sort by cached key",
        "pub fn f(v: &mut [u8]) { v.sort_by_cached_key(|n| K(*n)); }"
    ),
    compares!(
        "sort reversed",
        "pub fn f(v: &mut Vec<u8>) { v.sort_by_key(|n| Reverse(K(*n))); }"
    ),
    compares!(
        "sort by comparing",
        "pub fn f(v: &mut Vec<(K, u8)>) { v.sort_by(|a, b| a.0.cmp(&b.0)); }"
    ),
    compares!(
        "sort pairs",
        "pub fn f(v: &mut Vec<(u8, K)>) { v.sort_unstable(); }"
    ),
    compares!("max", "pub fn f(v: &[K]) -> Option<&K> { v.iter().max() }"),
    compares!(
        "min by key",
        "pub fn f(v: &[u8]) -> Option<&u8> { v.iter().min_by_key(|n| K(**n)) }"
    ),
    compares!(
        "max of two",
        "pub fn f(a: K, b: K) -> K { std::cmp::max(a, b) }"
    ),
    compares!("max as a method", "pub fn f(a: K, b: K) -> K { a.max(b) }"),
    compares!("clamp", "pub fn f(a: K, b: K, c: K) -> K { a.clamp(b, c) }"),
    compares!(
        "less, of options",
        "pub fn f(a: Option<K>, b: Option<K>) -> bool { a < b }"
    ),
    compares!(
        "less, of tuples",
        "pub fn f(a: K, b: K) -> bool { (1, a) < (1, b) }"
    ),
    compares!(
        "compare lists",
        "pub fn f(a: &[K], b: &[K]) -> Ordering { a.cmp(b) }"
    ),
    compares!(
        "compare iterators",
        "pub fn f(a: &[K], b: &[K]) -> bool { a.iter().lt(b.iter()) }"
    ),
    compares!(
        "binary search",
        "pub fn f(a: &[K], b: &K) -> bool { a.binary_search(b).is_ok() }"
    ),
    compares!("is sorted", "pub fn f(a: &[K]) -> bool { a.is_sorted() }"),
    compares!(
        "look into a tree",
        "pub fn f(m: &BTreeMap<K, u8>, k: &K) -> Option<u8> { m.get(k).copied() }"
    ),
    compares!(
        "index a tree",
        "pub fn f(m: &BTreeMap<K, u8>, k: &K) -> u8 { m[k] }"
    ),
    compares!(
        "make a tree",
        "pub fn f(v: Vec<K>) -> usize { v.into_iter().collect::<BTreeSet<K>>().len() }"
    ),
    compares!(
        "make a tree of a list",
        "pub fn f(a: K, b: K) -> usize { BTreeSet::from([a, b]).len() }"
    ),
    compares!(
        "a range of a tree",
        "pub fn f(m: &BTreeSet<K>, a: K) -> usize { m.range(a..).count() }"
    ),
    compares!(
        "a heap",
        "pub fn f(v: Vec<K>) -> Option<K> { let mut h = BinaryHeap::new(); for k in v { h.push(k); } h.pop() }"
    ),
    compares!(
        "a heap, sorted",
        "pub fn f(v: Vec<K>) -> Vec<K> { BinaryHeap::from(v).into_sorted_vec() }"
    ),
    compares!(
        "in a generic function",
        "fn most<T: Ord>(v: Vec<T>) -> Option<T> { v.into_iter().max() } pub fn f(v: Vec<K>) -> Option<K> { most(v) }"
    ),
    hashes!(
        "look into a map",
        "pub fn f(m: &HashMap<K, u8>, k: &K) -> bool { m.contains_key(k) }"
    ),
    hashes!(
        "taken out of a set",
        "pub fn f(s: &mut HashSet<K>, k: &K) -> Option<K> { s.take(k) }"
    ),
    hashes!(
        "an entry of a map",
        "pub fn f(m: &mut HashMap<K, u8>, k: K) { *m.entry(k).or_insert(0) += 1; }"
    ),
    hashes!(
        "make a set",
        "pub fn f(v: Vec<K>) -> usize { let s: HashSet<K> = v.into_iter().collect(); s.len() }"
    ),
    hashes!(
        "extend a map",
        "pub fn f(m: &mut HashMap<K, u8>, v: Vec<(K, u8)>) { m.extend(v); }"
    ),
    hashes!(
        "sets met",
        "pub fn f(a: &HashSet<K>, b: &HashSet<K>) -> usize { (a & b).len() }"
    ),
    hashes!(
        "sets joined",
        "pub fn f(a: &HashSet<K>, b: &HashSet<K>) -> usize { a.union(b).count() }"
    ),
    hashes!(
        "maps compared",
        "pub fn f(a: &HashMap<K, u8>, b: &HashMap<K, u8>) -> bool { a == b }"
    ),
    hashes!(
        "hash in a tuple",
        "pub fn f(k: K) -> u64 { let mut h = std::hash::DefaultHasher::new(); (1, k).hash(&mut h); h.finish() }"
    ),
    hashes!(
        "hash by a builder",
        "pub fn f(k: K) -> u64 { BuildHasherDefault::<std::hash::DefaultHasher>::new().hash_one(k) }"
    ),
    defaults!(
        "or default",
        "pub fn f(m: &mut BTreeMap<u8, V>) -> u8 { m.entry(1).or_default().0 }"
    ),
    defaults!("take", "pub fn f(v: &mut V) -> V { std::mem::take(v) }"),
    defaults!(
        "unwrap or default",
        "pub fn f(v: Option<V>) -> V { v.unwrap_or_default() }"
    ),
    defaults!(
        "default of a tuple",
        "pub fn f() -> (u8, V) { Default::default() }"
    ),
    defaults!(
        "default of a derive",
        "#[derive(Default)] pub struct W { v: V } pub fn f() -> W { W::default() }"
    ),
    clones!(
        "clone a list",
        "pub fn f(v: &Vec<V>) -> Vec<V> { v.clone() }"
    ),
    clones!("to a list", "pub fn f(v: &[V]) -> Vec<V> { v.to_vec() }"),
    clones!(
        "cloned",
        "pub fn f(v: &[V]) -> Vec<V> { v.iter().cloned().collect() }"
    ),
    clones!(
        "resize",
        "pub fn f(v: &mut Vec<V>, of: V) { v.resize(9, of); }"
    ),
    clones!(
        "make mutable",
        "pub fn f(v: &mut std::rc::Rc<V>) { std::rc::Rc::make_mut(v).0 = 3; }"
    ),
    clones!(
        "into owned",
        "pub fn f(v: std::borrow::Cow<'_, V>) -> V { v.into_owned() }"
    ),
    clones!(
        "repeat",
        "pub fn f(v: V) -> Vec<V> { std::iter::repeat(v).take(3).collect() }"
    ),
    clones!(
        "cycle",
        "pub fn f(v: Vec<V>) -> usize { v.into_iter().cycle().take(9).count() }"
    ),
    clones!("a list of one", "pub fn f(v: V) -> Vec<V> { vec![v; 3] }"),
    clones!(
        "by a function's name",
        "pub fn f(v: &[V]) -> Vec<V> { v.iter().map(Clone::clone).collect() }"
    ),
    clones!(
        "as a key and in a tree",
        "pub fn f(v: &BTreeMap<u8, V>) -> BTreeMap<u8, V> { v.clone() }"
    ),
    iterates!(
        "for",
        "pub fn f(i: I) -> u8 { for c in i { return c as u8 } 0 }"
    ),
    iterates!(
        "backwards",
        "pub fn f(i: I) -> Option<char> { i.rev().next() }"
    ),
    iterates!(
        "through adaptors",
        "pub fn f(i: I) -> usize { i.skip(1).filter(|c| *c > 'a').take(3).count() }"
    ),
    iterates!(
        "zipped",
        "pub fn f(v: &[u8], i: I) -> usize { v.iter().zip(i).count() }"
    ),
    iterates!(
        "chained",
        "pub fn f(i: I) -> Option<char> { \"a\".chars().chain(i).last() }"
    ),
    iterates!(
        "extend",
        "pub fn f(v: &mut Vec<char>, i: I) { v.extend(i.take(3)); }"
    ),
    iterates!(
        "extend a text",
        "pub fn f(s: &mut String, i: I) { s.extend(i); }"
    ),
    iterates!(
        "make a text",
        "pub fn f(i: I) -> String { String::from_iter(i) }"
    ),
    iterates!(
        "flattened",
        "pub fn f(v: Vec<I>) -> usize { v.into_iter().flatten().count() }"
    ),
    iterates!(
        "in a box",
        "pub fn f(i: I) -> usize { let b: Box<dyn Iterator<Item = char>> = Box::new(i); b.count() }"
    ),
    iterates!(
        "by reference",
        "pub fn f(mut i: I) -> usize { i.by_ref().take(2).count() }"
    ),
    iterates!(
        "peeked",
        "pub fn f(i: I) -> Option<char> { i.peekable().peek().copied() }"
    ),
    shows!("to a text", "pub fn f(v: &V) -> String { v.to_string() }"),
    shows!("format", "pub fn f(v: &V) -> String { format!(\"{v}\") }"),
    shows!(
        "format a list",
        "pub fn f(v: &[V]) -> String { format!(\"{v:?}\") }"
    ),
    shows!(
        "format a derive",
        "#[derive(Debug)] pub struct W { v: V } pub fn f(w: &W) -> String { format!(\"{w:?}\") }"
    ),
    shows!("unwrap", "pub fn f(v: Result<u8, V>) -> u8 { v.unwrap() }"),
    shows!(
        "expect",
        "pub fn f(v: Result<u8, V>) -> u8 { v.expect(\"one\") }"
    ),
    shows!(
        "an error in a box",
        "fn g() -> Result<u8, V> { Err(V(2)) } fn h() -> Result<u8, Box<dyn std::error::Error>> { Ok(g()?) } pub fn f() -> String { h().unwrap_err().to_string() }"
    ),
    shows!(
        "by a function's name",
        "pub fn f(v: &[V]) -> Vec<String> { v.iter().map(ToString::to_string).collect() }"
    ),
    shows!(
        "into a writer",
        "pub fn f(v: &V) -> String { use std::fmt::Write; let mut s = String::new(); write!(s, \"{v}\").unwrap(); s }"
    ),
    asks!(
        "parse",
        "pub struct V(u8); impl std::str::FromStr for V { type Err = (); fn from_str(_: &str) -> Result<V, ()> { Ok(V(step())) } }",
        "pub fn f(s: &str) -> V { s.parse().unwrap() }"
    ),
    asks!(
        "collect",
        "pub struct V(u8); impl FromIterator<u8> for V { fn from_iter<I: IntoIterator<Item = u8>>(_: I) -> V { V(step()) } }",
        "pub fn f(s: &[u8]) -> V { s.iter().copied().collect() }"
    ),
    asks!(
        "collect in a result",
        "pub struct V(u8); impl FromIterator<u8> for V { fn from_iter<I: IntoIterator<Item = u8>>(_: I) -> V { V(step()) } }",
        "pub fn f(s: Vec<Result<u8, ()>>) -> Result<V, ()> { s.into_iter().collect() }"
    ),
    asks!(
        "partition",
        "#[derive(Default)] pub struct V(u8); impl Extend<u8> for V { fn extend<I: IntoIterator<Item = u8>>(&mut self, _: I) { self.0 = step() } }",
        "pub fn f(s: Vec<u8>) -> V { let (a, _): (V, V) = s.into_iter().partition(|n| *n > 3); a }"
    ),
    asks!(
        "sum",
        "pub struct V(u8); impl std::iter::Sum<u8> for V { fn sum<I: Iterator<Item = u8>>(_: I) -> V { V(step()) } }",
        "pub fn f(s: Vec<u8>) -> V { s.into_iter().sum() }"
    ),
    asks!(
        "into",
        "pub struct V(u8); impl From<u8> for V { fn from(_: u8) -> V { V(step()) } }",
        "pub fn f(n: u8) -> V { n.into() }"
    ),
    asks!(
        "into, by its name",
        "pub struct V(u8); impl From<u8> for V { fn from(_: u8) -> V { V(step()) } }",
        "pub fn f(n: Vec<u8>) -> Vec<V> { n.into_iter().map(Into::into).collect() }"
    ),
    asks!(
        "a text made of it",
        "pub struct V(u8); impl From<V> for String { fn from(_: V) -> String { step().to_string() } }",
        "pub fn f(v: V) -> String { String::from(v) }"
    ),
    asks!(
        "a path",
        "pub struct V; impl AsRef<std::path::Path> for V { fn as_ref(&self) -> &std::path::Path { std::path::Path::new(if step() > 2 { \"a\" } else { \"b\" }) } }",
        "pub fn f(v: V) -> bool { std::path::Path::new(\"c\").join(v).is_absolute() }"
    ),
    asks!(
        "a pair, collected",
        "#[derive(Default)] pub struct V(u8); impl Extend<u8> for V { fn extend<I: IntoIterator<Item = u8>>(&mut self, _: I) { self.0 = step() } }",
        "pub fn f(s: Vec<(u8, u8)>) -> (V, Vec<u8>) { s.into_iter().collect() }"
    ),
    (
        "a constant as an argument, next to a glob of std",
        "use std::collections::*; const N: usize = 1; pub fn g<const M: usize>() -> usize { M } pub fn f() -> usize { g::<N>() }",
        &[("= 1", "= 2", Miss)],
    ),
    asks!(
        "a path, by a conversion",
        "pub struct V; impl AsRef<std::ffi::OsStr> for V { fn as_ref(&self) -> &std::ffi::OsStr { std::ffi::OsStr::new(if step() > 2 { \"a\" } else { \"b\" }) } }",
        "pub fn f(v: &V) -> std::path::PathBuf { std::path::PathBuf::from(v) }"
    ),
    asks!(
        "a path, collected",
        "pub struct V; impl AsRef<std::path::Path> for V { fn as_ref(&self) -> &std::path::Path { std::path::Path::new(if step() > 2 { \"a\" } else { \"b\" }) } }",
        "pub fn f(v: Vec<V>) -> std::path::PathBuf { v.into_iter().collect() }"
    ),
    asks!(
        "a path, extended",
        "pub struct V; impl AsRef<std::path::Path> for V { fn as_ref(&self) -> &std::path::Path { std::path::Path::new(if step() > 2 { \"a\" } else { \"b\" }) } }",
        "pub fn f(v: Vec<V>, p: &mut std::path::PathBuf) { p.extend(v); }"
    ),
    asks!(
        "what leads from what is owned to what is borrowed",
        "pub struct B(u8); pub struct O(B); impl std::borrow::Borrow<B> for O { fn borrow(&self) -> &B { if step() > 2 { panic!() } &self.0 } } impl ToOwned for B { type Owned = O; fn to_owned(&self) -> O { O(B(3)) } }",
        "pub fn f(b: std::borrow::Cow<'_, B>) -> u8 { b.0 }"
    ),
    asks!(
        "joined texts",
        "pub struct V; impl std::borrow::Borrow<str> for V { fn borrow(&self) -> &str { if step() > 2 { \"a\" } else { \"b\" } } }",
        "pub fn f(v: &[V]) -> String { v.join(\",\") }"
    ),
    asks!(
        "looked up by what it lends",
        "#[derive(PartialEq, Eq, Hash)] pub struct V(String); impl std::borrow::Borrow<str> for V { fn borrow(&self) -> &str { if step() > 2 { \"a\" } else { &self.0 } } }",
        "pub fn f(m: &HashMap<V, u8>) -> Option<u8> { m.get(\"b\").copied() }"
    ),
    asks!(
        "a reader",
        "pub struct V; impl std::io::Read for V { fn read(&mut self, b: &mut [u8]) -> std::io::Result<usize> { b[0] = step(); Ok(1) } }",
        "pub fn f(v: V) -> u8 { use std::io::Read; let mut b = [0; 1]; std::io::BufReader::new(v).read_exact(&mut b).unwrap(); b[0] }"
    ),
    asks!(
        "a writer",
        "pub struct V(u8); impl std::io::Write for V { fn write(&mut self, b: &[u8]) -> std::io::Result<usize> { self.0 += step(); Ok(b.len()) } fn flush(&mut self) -> std::io::Result<()> { Ok(()) } }",
        "pub fn f(v: &mut V) -> u8 { std::io::copy(&mut &[1_u8][..], v).unwrap(); v.0 }"
    ),
    asks!(
        "a hasher",
        "#[derive(Default, Clone)] pub struct V(u64); impl Hasher for V { fn finish(&self) -> u64 { self.0 + u64::from(step()) } fn write(&mut self, b: &[u8]) { self.0 += b.len() as u64 } }",
        "pub fn f(m: &HashMap<u8, u8, BuildHasherDefault<V>>) -> Option<u8> { m.get(&1).copied() }"
    ),
    asks!(
        "dropped with a list",
        "pub struct V; impl Drop for V { fn drop(&mut self) { if step() > 2 { panic!() } } }",
        "pub fn f(v: &mut Vec<V>) { v.truncate(1); }"
    ),
    asks!(
        "a range",
        "pub struct V; impl std::ops::RangeBounds<usize> for V { fn start_bound(&self) -> std::ops::Bound<&usize> { if step() > 2 { std::ops::Bound::Unbounded } else { std::ops::Bound::Included(&1) } } fn end_bound(&self) -> std::ops::Bound<&usize> { std::ops::Bound::Unbounded } }",
        "pub fn f(v: &mut Vec<u8>, of: V) -> usize { v.drain(of).count() }"
    ),
    asks!(
        "a range to copy within a list",
        "pub struct V; impl std::ops::RangeBounds<usize> for V { fn start_bound(&self) -> std::ops::Bound<&usize> { if step() > 2 { std::ops::Bound::Unbounded } else { std::ops::Bound::Included(&1) } } fn end_bound(&self) -> std::ops::Bound<&usize> { std::ops::Bound::Unbounded } }",
        "pub fn f(v: &mut [u8], of: V) { v.copy_within(of, 0); }"
    ),
    asks!(
        "a range to copy to a list's end",
        "pub struct V; impl std::ops::RangeBounds<usize> for V { fn start_bound(&self) -> std::ops::Bound<&usize> { if step() > 2 { std::ops::Bound::Unbounded } else { std::ops::Bound::Included(&1) } } fn end_bound(&self) -> std::ops::Bound<&usize> { std::ops::Bound::Unbounded } }",
        "pub fn f(v: &mut Vec<u8>, of: V) { v.extend_from_within(of); }"
    ),
    asks!(
        "a range to copy within what is behind a type",
        "pub struct V; impl std::ops::RangeBounds<usize> for V { fn start_bound(&self) -> std::ops::Bound<&usize> { if step() > 2 { std::ops::Bound::Unbounded } else { std::ops::Bound::Included(&1) } } fn end_bound(&self) -> std::ops::Bound<&usize> { std::ops::Bound::Unbounded } }",
        "pub struct W(Vec<u8>); impl std::ops::Deref for W { type Target = Vec<u8>; fn deref(&self) -> &Vec<u8> { &self.0 } } impl std::ops::DerefMut for W { fn deref_mut(&mut self) -> &mut Vec<u8> { &mut self.0 } } pub fn f(w: &mut W, of: V) { w.copy_within(of, 0); }"
    ),
    asks!(
        "a future in a pin",
        "pub struct V; impl std::future::Future for V { type Output = u8; fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<u8> { std::task::Poll::Ready(step()) } }",
        "pub async fn g() -> u8 { V.await } pub fn f() -> impl std::future::Future<Output = u8> { g() }"
    ),
    asks!(
        "a list's item added up",
        "impl std::ops::Add for K { type Output = K; fn add(self, o: K) -> K { K(self.0 + o.0 + step()) } }",
        "pub fn f(v: Vec<K>) -> Option<K> { v.into_iter().reduce(|a, b| a + b) }"
    ),
    asks!(
        "added up by an operator's name",
        "impl std::ops::Add for K { type Output = K; fn add(self, o: K) -> K { K(self.0 + o.0 + step()) } }",
        "pub fn f(v: Vec<K>) -> Option<K> { v.into_iter().reduce(std::ops::Add::add) }"
    ),
    asks!(
        "compared with a macro",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } } impl fmt::Debug for K { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) } }",
        "pub fn f(a: K, b: K) { assert_eq!(a, b); }"
    ),
    asks!(
        "options compared",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } }",
        "pub fn f(a: Option<K>, b: Option<K>) -> bool { a == b }"
    ),
    asks!(
        "found in a list",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } }",
        "pub fn f(v: &[K], k: &K) -> Option<usize> { v.iter().position(|x| x == k) }"
    ),
    asks!(
        "a list without its doubles",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } }",
        "pub fn f(v: &mut Vec<K>) { v.dedup(); }"
    ),
    asks!(
        "a list that starts so",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } }",
        "pub fn f(v: &[K], of: &[K]) -> bool { v.starts_with(of) }"
    ),
    asks!(
        "compared in a derive",
        "impl PartialEq for K { fn eq(&self, o: &K) -> bool { self.0 + step() == o.0 } } #[derive(PartialEq)] pub struct W { k: Vec<K> }",
        "pub fn f(a: &W, b: &W) -> bool { a == b }"
    ),
    asks!(
        "in another thread",
        "pub struct V(u8); impl Clone for V { fn clone(&self) -> V { V(step()) } }",
        "pub fn f(v: V) -> V { std::thread::spawn(move || v.clone()).join().unwrap() }"
    ),
];

#[test]
fn what_std_calls_of_the_program_is_covered() {
    check(ROWS);
}

/// The same where the type of what is compared takes some finding out.
const FURTHER: &[Row] = &[
    compares!(
        "in a type of the program's own",
        "pub struct W<T>(Vec<T>); impl<T: Ord> W<T> { fn top(&self) -> Option<&T> { self.0.iter().max() } } pub fn f(w: &W<K>) -> bool { w.top().is_some() }"
    ),
    compares!(
        "by an associated type",
        "pub trait T { type K: Ord; fn k(&self) -> Self::K; } impl T for u8 { type K = K; fn k(&self) -> K { K(*self) } } fn g<X: T>(v: &[X]) -> bool { v.iter().max_by_key(|x| x.k()).is_some() } pub fn f(v: &[u8]) -> bool { g(v) }"
    ),
    compares!(
        "in a cell",
        "pub fn f(v: &std::rc::Rc<std::cell::RefCell<Vec<K>>>) { v.borrow_mut().sort(); }"
    ),
    compares!(
        "under a lock",
        "pub fn f(m: &std::sync::Mutex<BTreeMap<K, u8>>, k: &K) -> bool { m.lock().unwrap().get(k).is_some() }"
    ),
    compares!(
        "in a field",
        "pub struct S { m: BTreeMap<K, u8> } impl S { fn has(&self, k: &K) -> bool { self.m.contains_key(k) } } pub fn f(s: &S) -> bool { s.has(&K(1)) }"
    ),
    compares!(
        "two maps down",
        "pub fn f(m: &mut HashMap<String, BTreeMap<K, u8>>, k: &K) -> bool { m.get_mut(\"a\").unwrap().remove(k).is_some() }"
    ),
    compares!(
        "out of a function that hides it",
        "fn ks() -> impl Iterator<Item = K> { [K(1), K(2)].into_iter() } pub fn f() -> Option<K> { ks().max() }"
    ),
    compares!(
        "under another name",
        "use std::collections::BTreeMap as M; type N = M<K, u8>; pub fn f(m: &N, k: &K) -> bool { m.contains_key(k) }"
    ),
    compares!(
        "in a pattern",
        "pub fn f(a: (K, K)) -> bool { let (x, y) = a; x < y }"
    ),
    compares!(
        "in a guard",
        "pub fn f(a: Option<K>, b: K) -> u8 { match a { Some(x) if x > b => 2, _ => 3 } }"
    ),
    compares!(
        "through a slice",
        "pub fn f(v: &mut Vec<K>) { v[..].sort(); }"
    ),
    compares!(
        "through a slice that is asked for",
        "pub fn f(v: &mut Vec<K>) { v.as_mut_slice().sort_unstable(); }"
    ),
    compares!(
        "by the type's path",
        "pub fn f(v: &mut Vec<K>) { <[K]>::sort(v); }"
    ),
    compares!(
        "by the trait's path",
        "pub fn f(a: K, b: K) -> bool { PartialOrd::lt(&a, &b) }"
    ),
    compares!(
        "by an iterator's path",
        "pub fn f(v: Vec<K>) -> Option<K> { Iterator::max(v.into_iter()) }"
    ),
    compares!(
        "by a function in a variable",
        "pub fn f(v: &mut Vec<K>) { let g = <[K]>::sort; g(v); }"
    ),
    compares!(
        "in a derive",
        "#[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct W { n: u8, k: K } pub fn f(v: &mut Vec<W>) { v.sort(); }"
    ),
    compares!(
        "in an enum's derive",
        "#[derive(PartialEq, Eq, PartialOrd, Ord)] pub enum W { A, B(K) } pub fn f(a: &W, b: &W) -> bool { a > b }"
    ),
    compares!(
        "folded",
        "pub fn f(v: Vec<K>) -> Option<K> { v.into_iter().fold(None, |m, k| std::cmp::max(m, Some(k))) }"
    ),
    compares!(
        "wrapped on the way",
        "pub fn f(v: Vec<K>) -> bool { v.into_iter().map(Reverse).max().is_some() }"
    ),
    compares!(
        "through the program's own pointer",
        "pub struct W(Vec<K>); impl std::ops::Deref for W { type Target = Vec<K>; fn deref(&self) -> &Vec<K> { &self.0 } } pub fn f(w: &W, k: &K) -> bool { w.binary_search(k).is_ok() }"
    ),
    compares!(
        "through a generic pair",
        "fn pair<A, B>(a: A, b: B) -> (A, B) { (a, b) } pub fn f(a: K, b: K) -> bool { let p = pair(a, b); p.0 >= p.1 }"
    ),
    compares!(
        "in what a closure gives",
        "pub fn f(v: &[u8]) -> Option<u8> { let k = |n: &u8| K(*n); v.iter().copied().min_by(|a, b| k(a).cmp(&k(b))) }"
    ),
    compares!(
        "in an object's trait",
        "pub trait T { fn less(&self, k: K) -> bool; } impl T for K { fn less(&self, k: K) -> bool { *self < k } } pub fn f(t: Box<dyn T>) -> bool { t.less(K(3)) }"
    ),
    compares!(
        "by a macro of the program",
        "macro_rules! most { ($v:expr) => { $v.iter().max() } } pub fn f(v: &[K]) -> bool { most!(v).is_some() }"
    ),
    hashes!(
        "in an enum's derive, as a key",
        "#[derive(PartialEq, Eq, Hash)] pub enum W { A, B(K) } pub fn f(m: &HashMap<W, u8>) -> bool { m.contains_key(&W::A) }"
    ),
    hashes!(
        "in a set of pairs",
        "pub fn f(s: &mut HashSet<(u8, K)>, k: K) -> bool { s.insert((1, k)) }"
    ),
    hashes!(
        "grouped",
        "pub fn f(v: Vec<K>) -> usize { let mut m: HashMap<K, Vec<K>> = HashMap::new(); for k in v { m.entry(k).or_default().push(k); } m.len() }"
    ),
    clones!(
        "in a derive",
        "#[derive(Clone)] pub struct W { v: Vec<V> } pub fn f(w: &W) -> W { w.clone() }"
    ),
    clones!(
        "in a map's value of a list",
        "pub fn f(m: &HashMap<u8, Vec<V>>) -> Option<Vec<V>> { m.get(&1).cloned() }"
    ),
    clones!(
        "in an array of options",
        "pub fn f(v: &[Option<V>; 3]) -> [Option<V>; 3] { v.clone() }"
    ),
    iterates!(
        "for, over what an own type gives",
        "pub struct W; impl IntoIterator for &W { type Item = char; type IntoIter = I; fn into_iter(self) -> I { I(1) } } pub fn f(w: &W) -> u8 { for c in w { return c as u8 } 0 }"
    ),
    iterates!(
        "kept in a field",
        "pub struct S { i: std::iter::Peekable<I> } impl S { fn one(&mut self) -> Option<char> { self.i.next() } } pub fn f(i: I) -> Option<char> { S { i: i.peekable() }.one() }"
    ),
];

#[test]
fn what_std_calls_is_covered_where_types_are_far() {
    check(FURTHER);
}
