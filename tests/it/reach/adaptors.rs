//! Iterators of the program within std's adaptors: what copies, shows or makes an adaptor runs what the iterator in it has.

use super::table::Then::{Hit, Miss};
use super::table::check_each;

/// An iterator that is copied, shown and made by hand.
const OWN: &str = "
    pub struct I(u8);
    impl Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { if self.0 > 0 { self.0 -= 1; Some(self.0) } else { None } } }
    impl DoubleEndedIterator for I { fn next_back(&mut self) -> Option<u8> { self.next() } }
    impl Clone for I { fn clone(&self) -> I { I(self.0 + 1) } }
    impl std::fmt::Debug for I { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(if self.0 > 2 { \"a\" } else { \"b\" }) } }
    impl Default for I { fn default() -> I { I(3) } }
";

#[test]
fn what_is_only_walked_over_is_neither_shown_nor_made() {
    check_each(
        OWN,
        &[
            (
                "map",
                "pub fn f(i: I) -> u8 { i.map(|n| n + 7).filter(|n| *n > 8).sum() }",
            ),
            (
                "chain",
                "pub fn f(i: I) -> usize { i.chain(0..3).zip(4..9).count() }",
            ),
            (
                "flat_map",
                "pub fn f(i: I) -> usize { i.flat_map(|n| 0..n).skip(1).take(9).enumerate().count() }",
            ),
            (
                "peekable",
                "pub fn f(i: I) -> u8 { let mut i = i.peekable(); i.peek().copied().unwrap_or(7) }",
            ),
        ],
        &[
            ("self.0 > 2", "self.0 > 12", Hit),
            ("I(3)", "I(13)", Hit),
            ("self.0 > 0", "self.0 > 10", Miss),
        ],
    );
}

#[test]
fn what_copies_an_adaptor_copies_the_iterator_in_it() {
    check_each(
        OWN,
        &[
            (
                "at once",
                "pub fn f(i: I) -> u8 { let a = i.map(|n| n); a.clone().sum() }",
            ),
            (
                "a cycle",
                "pub fn f(i: I) -> u8 { i.skip(1).cycle().take(5).sum() }",
            ),
            (
                "in a list",
                "pub fn f(i: I) -> usize { let all = vec![i.take(2); 3]; all.into_iter().flatten().count() }",
            ),
            (
                "repeated",
                "pub fn f(i: I) -> usize { std::iter::repeat(i.take(2)).take(2).flatten().count() }",
            ),
            (
                "in a type of the program",
                "#[derive(Clone)] pub struct S<T>(T); pub fn f(i: I) -> usize { let s = S(i.step_by(2)); s.clone().0.count() }",
            ),
            (
                "in a choice",
                "pub fn f(i: I) -> usize { let a = Some(i.peekable()); a.clone().map_or(0, |a| a.count()) }",
            ),
            (
                "in a pair",
                "pub fn f(i: I) -> usize { let a = (i.fuse(), 1); a.clone().0.count() }",
            ),
            (
                "by a function",
                "fn twice<T: Clone>(t: T) -> (T, T) { (t.clone(), t) } pub fn f(i: I) -> usize { twice(i.enumerate()).0.count() }",
            ),
            (
                "behind its traits",
                "fn made(i: I) -> impl Iterator<Item = u8> + Clone { i.chain(0..2) } pub fn f(i: I) -> usize { made(i).clone().count() }",
            ),
            (
                "shared",
                "use std::rc::Rc; pub fn f(i: I) -> usize { let mut a = Rc::new(i.inspect(|_| ())); let b = a.clone(); Rc::make_mut(&mut a).count() + Rc::strong_count(&b) }",
            ),
            (
                "borrowed from",
                "pub fn f(i: I) -> usize { let all = [i.take(2)]; all.iter().cloned().flatten().count() }",
            ),
            (
                "filled with",
                "pub fn f(i: I) -> usize { let mut all = Vec::new(); all.resize(3, i.skip(1)); all.into_iter().flatten().count() }",
            ),
            (
                "from a slice",
                "pub fn f(i: I) -> usize { let all = [i.take_while(|n| *n > 0)]; all.to_vec().into_iter().flatten().count() }",
            ),
            (
                "repeated so often",
                "pub fn f(i: I) -> usize { std::iter::repeat_n(i.take(2), 2).flatten().count() }",
            ),
            (
                "filled again",
                "pub fn f(i: I) -> usize { let mut all = [I(1).skip(1), I(2).skip(1)]; all.fill(i.skip(1)); all.into_iter().flatten().count() }",
            ),
            (
                "over others",
                "pub fn f(i: I) -> usize { let mut all = [I(1).skip(1)]; all.clone_from_slice(&[i.skip(1)]); all.into_iter().flatten().count() }",
            ),
            (
                "behind others",
                "pub fn f(i: I) -> usize { let mut all = vec![]; all.extend_from_slice(&[i.skip(1)]); all.into_iter().flatten().count() }",
            ),
            (
                "not alone",
                "use std::rc::Rc; pub fn f(i: I) -> usize { let a = Rc::new(i.skip(1)); let b = a.clone(); Rc::unwrap_or_clone(a).count() + Rc::strong_count(&b) }",
            ),
            (
                "into one",
                "pub fn f(i: I) -> usize { let mut a = I(1).skip(1); a.clone_from(&i.skip(1)); a.count() }",
            ),
            (
                "in a cell",
                "use std::cell::RefCell; pub fn f(i: I) -> usize { let a = RefCell::new(i.skip(1)); a.clone().into_inner().count() }",
            ),
            (
                "in a map",
                "use std::collections::BTreeMap; pub fn f(i: I) -> usize { let a = BTreeMap::from([(1, i.skip(1))]); a.clone().into_values().flatten().count() }",
            ),
            (
                "lent or owned",
                "use std::borrow::Cow; pub fn f(i: I) -> usize { let all = [i.skip(1)]; Cow::Borrowed(&all[..]).into_owned().into_iter().flatten().count() }",
            ),
            (
                "of several",
                "pub fn f(i: I) -> usize { let all = [[i.skip(1)], [I(1).skip(1)]]; all.concat().into_iter().flatten().count() }",
            ),
            (
                "by its path",
                "pub fn f(i: I) -> usize { let a = i.skip(1); Clone::clone(&a).count() }",
            ),
            (
                "owned",
                "pub fn f(i: I) -> usize { let a = i.skip(1); (&a).to_owned().count() }",
            ),
            (
                "handed on",
                "pub fn f(i: I) -> usize { let all = [i.skip(1)]; all.iter().map(Clone::clone).flatten().count() }",
            ),
            (
                "in a field",
                "pub struct S { a: std::iter::Skip<I> } impl S { fn again(&self) -> std::iter::Skip<I> { self.a.clone() } } pub fn f(i: I) -> usize { S { a: i.skip(1) }.again().count() }",
            ),
            (
                "in a field that is derived",
                "#[derive(Clone)] pub struct S { a: std::iter::Zip<I, std::ops::Range<u8>> } pub fn f(i: I) -> usize { let s = S { a: i.zip(0..9) }; s.clone().a.count() }",
            ),
            (
                "in a box of the program's trait",
                "trait Again { fn again(&self) -> usize; } impl<T: Iterator + Clone> Again for T { fn again(&self) -> usize { self.clone().count() } } pub fn f(i: I) -> usize { let a: Box<dyn Again> = Box::new(i.map(|n| n)); a.again() }",
            ),
        ],
        &[("self.0 + 1", "self.0 + 11", Miss)],
    );
}

#[test]
fn what_shows_an_adaptor_shows_the_iterator_in_it() {
    check_each(
        OWN,
        &[
            (
                "formatted",
                "pub fn f(i: I) -> String { format!(\"{:?}\", i.skip(1)) }",
            ),
            (
                "by a capture",
                "pub fn f(i: I) -> String { let a = i.peekable(); format!(\"{a:?}\") }",
            ),
            (
                "in a choice",
                "pub fn f(i: I) -> String { let a = Some(i.fuse()); format!(\"{a:?}\") }",
            ),
            (
                "in a type of the program",
                "#[derive(Debug)] pub struct S<T>(T); pub fn f(i: I) -> String { let s = S(i.step_by(2)); format!(\"{s:?}\") }",
            ),
            (
                "in a field",
                "#[derive(Debug)] pub struct S { a: std::iter::Take<I> } pub fn f(i: I) -> String { let s = S { a: i.take(2) }; format!(\"{s:?}\") }",
            ),
            (
                "by a builder",
                "use std::fmt; pub struct S(std::iter::Rev<I>); impl fmt::Debug for S { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_struct(\"S\").field(\"a\", &self.0).finish() } } pub fn f(i: I) -> String { let s = S(i.rev()); format!(\"{s:?}\") }",
            ),
            (
                "by a function",
                "fn shown<T: std::fmt::Debug>(t: T) -> String { format!(\"{t:?}\") } pub fn f(i: I) -> String { shown(i.enumerate()) }",
            ),
            (
                "as an object",
                "pub fn f(i: I) -> String { let a: &dyn std::fmt::Debug = &i.chain(0..2); format!(\"{a:?}\") }",
            ),
            (
                "as it fails",
                "pub fn f(i: I) -> String { let a: Result<u8, _> = Err(i.skip(1)); std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| a.unwrap())).map_or_else(|e| format!(\"{:?}\", e.downcast_ref::<String>()), |n| n.to_string()) }",
            ),
        ],
        &[("self.0 > 2", "self.0 > 12", Miss)],
    );
}

#[test]
fn what_makes_an_adaptor_makes_the_iterator_in_it() {
    check_each(
        OWN,
        &[
            (
                "taken out",
                "pub fn f(i: I) -> usize { let mut a = i.fuse(); let _ = std::mem::take(&mut a); a.count() }",
            ),
            (
                "where nothing is",
                "pub fn f(i: I) -> usize { let a = Some(i.rev()).filter(|_| false); a.unwrap_or_default().count() }",
            ),
            (
                "as it is named",
                "pub fn f(i: &I) -> usize { let a: std::iter::Chain<I, I> = Default::default(); a.count() + i.0 as usize }",
            ),
            (
                "in a type of the program",
                "#[derive(Default)] pub struct S<T>(T); fn made<T: Default>(_: T) -> T { T::default() } pub fn f(i: I) -> usize { made(S(i.enumerate())).0.count() }",
            ),
        ],
        &[("I(3)", "I(13)", Miss)],
    );
}
