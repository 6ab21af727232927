//! Bytes that someone made to hurt: with a checksum for a seal anyone can write entries that verify, and the decoder
//! sees what it likes. It must neither crash, loop, nor take memory the bytes do not account for.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rememo::__private::{Function, OrWhole as _, Probe, Seal, Spec, StoreSpec};
use rememo::Key;
use rememo::layout::at;
use rememo::local::{LocalOptions, LocalStore};
use rememo::store::{Store as _, Verdict};
use rememo_tests::child::{Home, role};
use serde::{Deserialize, Serialize};

use super::damage::reseal;

/// Recurses in every way a type can.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Recursive {
    Leaf,
    New(Box<Recursive>),
    Tuple(u8, Box<Recursive>),
    Struct { inner: Option<Box<Recursive>> },
    Many(Vec<Recursive>),
    Map(BTreeMap<String, Recursive>),
    Numbers(Vec<u64>, HashMap<u8, f64>),
    Texts(String, Vec<char>, i64),
}

static FUNCTION: Function = Function::new(Spec::new(
    "hostile",
    [1; 32],
    &StoreSpec {
        seal: Seal::None,
        ..StoreSpec::new("hostile")
    },
));

fn key(n: u32) -> Key {
    FUNCTION.key(|k| {
        k.argument(&n);
    })
}

/// Calls it; `computed` is what the function itself returns.
fn call(n: u32, computed: Recursive) -> Recursive {
    let kept = Probe::<Recursive>::new().without_err().compared();
    FUNCTION.call(Some(key(n).into()), kept, || computed)
}

/// The store of [`FUNCTION`], past the call path.
fn store() -> LocalStore {
    let cache = std::env::var("XDG_CACHE_HOME").expect("set by the parent");
    let folder = Path::new(&cache).join("rememo/hostile");
    LocalStore::open(&folder, LocalOptions::default()).expect("it opens")
}

/// The bytes of the entry for `n`.
fn entry(n: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let got = store().get(&key(n), &mut |candidate| {
        bytes = candidate.bytes.to_vec();
        Verdict::Unknown
    });
    got.expect("it can be read");
    assert!(!bytes.is_empty(), "just stored");
    bytes
}

/// Puts `bytes` in the place of the entry for `n`, so sealed that they verify.
fn put(n: u32, mut bytes: Vec<u8>) {
    reseal(&mut bytes);
    store().put(&key(n), &bytes).expect("planted");
}

/// Puts an entry in place whose value is `value` and which verifies.
fn plant(n: u32, value: &[u8]) {
    let kept = Probe::<Recursive>::new().without_err().compared();
    assert!(FUNCTION.precache(&key(n), kept, &Recursive::Leaf));
    let mut bytes = entry(n);
    bytes.truncate(128 + usize::from(bytes[at::META_LEN]));
    bytes.extend_from_slice(value);
    for at in [at::VALUE_LEN, at::DECODED_LEN] {
        bytes[at..at + 8].copy_from_slice(&(value.len() as u64).to_le_bytes());
    }
    bytes.extend([0; 32]);
    put(n, bytes);
}

/// Runs `body` in a process of its own, on a small stack.
fn alone(test: &str, body: impl FnOnce() + Send + 'static) {
    match role() {
        Some(_) => {
            let small = std::thread::Builder::new().stack_size(1024 * 1024);
            small
                .spawn(body)
                .expect("a thread")
                .join()
                .expect("no overflow, no panic");
        }
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    alone("deep_nesting_does_not_overflow_the_stack", || {
        let text = |name: &str| [&[0xa0 | name.len() as u8], name.as_bytes()].concat();
        let heads = [
            [vec![0x81], text("New")].concat(),
            [vec![0x81], text("Tuple"), vec![0x92, 0x01]].concat(),
            [vec![0x81], text("Struct"), vec![0x81], text("inner")].concat(),
            [vec![0x81], text("Many"), vec![0x91]].concat(),
            [vec![0x81], text("Map"), vec![0x81], text("k")].concat(),
            vec![0x91],
            vec![0x81],
            vec![0xc7, 0xff, 0x01],
        ];
        for head in heads {
            for depth in [100, 120, 250, 500, 1_000, 10_000, 100_000] {
                plant(1, &[head.repeat(depth), text("Leaf")].concat());
                drop(call(1, Recursive::Leaf));
            }
        }
        // What a function may well return is still remembered.
        for (n, depth) in [(2, 50), (3, 60)] {
            let deep = |wrap: fn(Recursive) -> Recursive| {
                (0..depth).fold(Recursive::Leaf, |inner, _| wrap(inner))
            };
            for wrap in [
                |inner| Recursive::New(Box::new(inner)),
                |inner| Recursive::Tuple(1, Box::new(inner)),
                |inner| Recursive::Many(vec![inner]),
                |inner| Recursive::Map([("k".to_owned(), inner)].into()),
            ] as [fn(Recursive) -> Recursive; 4]
            {
                FUNCTION.invalidate(&key(n));
                call(n, deep(wrap));
                assert_eq!(call(n, Recursive::Leaf), deep(wrap), "{depth} deep");
            }
        }
    });
}

#[test]
fn what_stays_in_place_is_looked_at_each_time() {
    let small = || std::thread::Builder::new().stack_size(1024 * 1024);
    match role().as_deref() {
        Some("plant") => plant(1, &b"\x81\xa3New".repeat(10_000)),
        Some(_) => {
            // Nothing is stored in its place: the second call sees it too.
            let calls = small().spawn(|| (call(1, Recursive::Leaf), call(1, Recursive::Leaf)));
            calls
                .expect("a thread")
                .join()
                .expect("no overflow, no panic");
            assert_eq!(FUNCTION.stats().troubles, 2);
        }
        None => {
            let mut home = Home::new(module_path!(), "what_stays_in_place_is_looked_at_each_time");
            home.run("plant");
            home.set("REMEMO_MODE", "read-only").run("read");
        }
    }
}

#[test]
fn announced_lengths_take_no_memory() {
    alone("announced_lengths_take_no_memory", || {
        let before = FUNCTION.stats().troubles;
        let huge = [0xff; 4];
        let values = [
            [&[0xdd], &huge[..]].concat(),
            [&[0xdf], &huge[..]].concat(),
            [&[0xdb], &huge[..]].concat(),
            [&[0xc6], &huge[..]].concat(),
            [b"\x81\xa4Many\xdd".as_slice(), &huge].concat(),
            [b"\x81\xa7Numbers\x92\xdd".as_slice(), &huge].concat(),
            [b"\x81\xa7Numbers\x92\x90\xdf".as_slice(), &huge].concat(),
            [b"\x81\xa5Texts\x93\xdb".as_slice(), &huge].concat(),
            b"\x81\xa4Leaf\xc0\xc0".to_vec(),
            Vec::new(),
        ];
        for value in &values {
            plant(1, value);
            assert_eq!(call(1, Recursive::Leaf), Recursive::Leaf, "{value:02x?}");
        }
        assert_eq!(FUNCTION.stats().troubles - before, values.len() as u64);
    });
}

fn values() -> impl Strategy<Value = Recursive> {
    let texts = (".{0,9}", vec(any::<char>(), 0..9), any::<i64>());
    let numbers = (
        vec(any::<u64>(), 0..40),
        proptest::collection::hash_map(any::<u8>(), -1e300..1e300, 0..9),
    );
    let leaves = prop_oneof![
        Just(Recursive::Leaf),
        numbers.prop_map(|(list, map)| Recursive::Numbers(list, map)),
        texts.prop_map(|(text, list, n)| Recursive::Texts(text, list, n)),
    ];
    leaves.prop_recursive(5, 40, 5, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed.clone().prop_map(Recursive::New),
            (any::<u8>(), boxed.clone()).prop_map(|(n, inner)| Recursive::Tuple(n, inner)),
            proptest::option::of(boxed).prop_map(|inner| Recursive::Struct { inner }),
            vec(inner.clone(), 0..5).prop_map(Recursive::Many),
            proptest::collection::btree_map(".{0,3}", inner, 0..5).prop_map(Recursive::Map),
        ]
    })
}

#[test]
fn any_value_comes_back_and_any_change_to_its_bytes_is_survived() {
    alone(
        "any_value_comes_back_and_any_change_to_its_bytes_is_survived",
        || {
            let changes = vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
            let config = Config {
                cases: 300,
                failure_persistence: None,
                ..Config::default()
            };
            let tested = TestRunner::new(config).run(&(values(), changes), |(value, changes)| {
                FUNCTION.invalidate(&key(1));
                prop_assert_eq!(&call(1, value.clone()), &value);
                prop_assert_eq!(
                    &call(1, Recursive::New(Box::new(value.clone()))),
                    &value,
                    "a hit"
                );
                let mut bytes = entry(1);
                let (meta, len) = (usize::from(bytes[at::META_LEN]), bytes.len());
                for (at, byte) in changes {
                    bytes[at.index(len - 32 - 128 - meta) + 128 + meta] = byte;
                }
                put(1, bytes);
                drop(call(1, value));
                Ok(())
            });
            tested.expect("no value is lost, no bytes crash");
        },
    );
}
