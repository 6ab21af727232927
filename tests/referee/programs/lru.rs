//! Keeps what was used last.

use std::cell::RefCell;
use std::hash::{BuildHasherDefault, Hasher};
use std::num::NonZeroUsize;
use std::rc::Rc;

use lru::LruCache;

#[derive(Default, Clone)]
struct Sum(u64);

impl Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
}

type Cache<K, V> = LruCache<K, V, BuildHasherDefault<Sum>>;

fn cache<K: std::hash::Hash + Eq, V>(room: usize) -> Cache<K, V> {
    LruCache::with_hasher(
        NonZeroUsize::new(room).unwrap(),
        BuildHasherDefault::default(),
    )
}

struct Loud {
    name: char,
    log: Rc<RefCell<String>>,
}

impl Drop for Loud {
    fn drop(&mut self) {
        self.log.borrow_mut().push(self.name);
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_use() -> String {
    let mut cache: Cache<String, u32> = cache(3);
    for (at, word) in ["a", "b", "c"].into_iter().enumerate() {
        cache.put(word.to_owned(), at as u32);
    }
    let got = cache.get("a").copied();
    let replaced = cache.put("b".into(), 10);
    let pushed = cache.push("d".into(), 4);
    if let Some(number) = cache.get_mut("a") {
        *number += 5;
    }
    cache.promote("d");
    cache.demote("a");
    let found = cache
        .find_and_promote(|(_, number)| *number == 10)
        .map(|(word, _)| word.clone());
    format!(
        "{got:?} {replaced:?} {pushed:?} {found:?} {:?} {:?} {:?} {:?} {}",
        cache.iter().collect::<Vec<_>>(),
        cache.peek("c"),
        cache.peek_lru(),
        cache.peek_mru(),
        cache.contains("d")
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_drop() -> String {
    let log = Rc::new(RefCell::new(String::new()));
    let loud = |name| Loud {
        name,
        log: log.clone(),
    };
    let mut cache: Cache<u8, Loud> = cache(4);
    for (key, name) in (0..).zip("abcdef".chars()) {
        cache.put(key, loud(name));
    }
    log.borrow_mut().push('|');
    let popped = cache.pop_lru().map(|(key, loud)| (key, loud.name));
    cache.resize(NonZeroUsize::new(2).unwrap());
    log.borrow_mut().push('|');
    let entry = cache.pop_entry(&5).map(|(key, loud)| (key, loud.name));
    cache.put(9, loud('z'));
    cache.retain(|key, _| *key == 9);
    log.borrow_mut().push('|');
    let names: Vec<char> = cache.into_iter().map(|(_, loud)| loud.name).collect();
    format!("{popped:?} {entry:?} {names:?} {}", log.borrow())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_fill() -> String {
    let mut calls = 0;
    let mut squares: Cache<u64, u64> = cache(2);
    let mut sum = 0;
    for key in [3, 4, 3, 5, 4, 3] {
        sum += *squares.get_or_insert_with_key(key, |key| {
            calls += 1;
            key * key
        });
    }
    let failed = squares.try_get_or_insert(8, || "8".repeat(30).parse::<u64>());
    let failed = failed.map_err(|error| error.to_string()).copied();
    let text = String::from("key");
    let mut named: LruCache<String, Vec<u8>> = LruCache::unbounded();
    named.get_or_insert_mut_ref(&text, Vec::new).push(1);
    named.get_or_insert_mut_ref(&text, Vec::new).push(2);
    for (_, list) in &mut named {
        list.push(3);
    }
    let copy = named.clone();
    named.clear();
    format!(
        "{sum} {calls} {failed:?} {:?} {squares:?} {:?} {} {}",
        squares.iter().rev().collect::<Vec<_>>(),
        copy.peek(&text),
        named.is_empty(),
        squares.cap()
    )
}
