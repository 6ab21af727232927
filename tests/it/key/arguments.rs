//! Particular arguments: which are alike, which are not, and which have no key at all.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::net::IpAddr;

use rememo::Key;
use serde::ser::Error;
use serde::{Serialize, Serializer};

use super::{key, of};

#[test]
fn one_and_23_is_not_12_and_3() {
    let pair = |a: &str, b: &str| {
        key(|k| {
            k.argument(a).argument(b);
        })
    };
    assert_ne!(pair("1", "23"), pair("12", "3"));
    assert_ne!(
        key(|k| {
            k.argument(&1_u32).argument(&23_u32);
        }),
        key(|k| {
            k.argument(&12_u32).argument(&3_u32);
        })
    );
    assert_ne!(key(|_| {}), of(&()));
}

#[test]
fn a_text_is_the_same_however_it_is_held() {
    let text = "two words";
    let owned = text.to_owned();
    assert_eq!(of(text), of(&text));
    assert_eq!(of(text), of(&owned));
    assert_eq!(of(text), of(&Cow::Borrowed(text)));
    assert_eq!(of(text), of(&Cow::<str>::Owned(owned.clone())));
    assert_eq!(of(text), of(&Box::<str>::from(text)));
    assert_eq!(of("a"), of(&&&"a"));
    assert_ne!(of("a"), of(&'a'));
    assert_ne!(of("a"), of(b"a"));
    assert_ne!(of("a"), of("a\0"));
}

#[test]
fn floats_go_by_their_bits() {
    assert_ne!(of(&0.0_f64), of(&-0.0_f64));
    assert_eq!(of(&f64::NAN), of(&f64::NAN));
    assert_ne!(of(&f64::NAN), of(&-f64::NAN));
    assert_ne!(of(&1.0_f32), of(&1.0_f64));
}

#[test]
fn options_and_units_are_told_apart() {
    let all = [
        of(&None::<()>),
        of(&()),
        of(&Some(())),
        of(&Some(None::<()>)),
        of(&Some(Some(()))),
        of(&[(); 0]),
        of(&[()]),
        of(&Vec::<()>::new()),
        of(""),
        of(&false),
        of(&0_u8),
    ];
    assert_eq!(HashSet::from(all).len(), all.len());
    assert_eq!(of(&1_u8), of(&1_u8));
}

#[test]
fn variants_of_an_untagged_enum_are_told_apart() {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Number {
        Signed(i32),
        Unsigned(u32),
    }
    assert_ne!(of(&Number::Signed(1)), of(&Number::Unsigned(1)));
}

#[test]
fn a_skipped_field_is_told_from_its_neighbour() {
    #[derive(Serialize)]
    struct Range {
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<u32>,
    }
    assert_ne!(
        of(&Range {
            from: Some(1),
            to: None
        }),
        of(&Range {
            from: None,
            to: Some(1)
        })
    );
}

#[test]
fn the_order_of_a_map_does_not_matter() {
    let names = [
        "one", "two", "three", "four", "five", "six", "seven", "eight",
    ];
    let numbered = names.iter().enumerate();
    let sorted: BTreeMap<_, _> = numbered.clone().map(|(n, name)| (*name, n)).collect();
    for _ in 0..10 {
        // Each HashMap iterates in an order of its own.
        let map: HashMap<_, _> = numbered.clone().map(|(n, name)| (*name, n)).collect();
        assert_eq!(of(&map), of(&sorted));
        assert_eq!(of(&[Some(map)]), of(&[Some(&sorted)]));
    }
    assert_ne!(
        of(&HashMap::from([("a", "b")])),
        of(&HashMap::from([("b", "a")]))
    );
    assert_ne!(
        of(&HashMap::from([("a", 1), ("b", 2)])),
        of(&HashMap::from([("a", 2), ("b", 1)]))
    );
}

#[test]
fn the_order_of_a_set_does_not_matter() {
    fn of_set<T: Serialize>(set: &T) -> Key {
        key(|k| {
            k.set(set);
        })
    }
    let sorted: BTreeSet<u32> = (0..50).collect();
    for _ in 0..10 {
        let set: HashSet<u32> = (0..50).collect();
        assert_eq!(of_set(&set), of_set(&sorted));
        assert_eq!(of_set(&&set), of_set(&sorted));
        assert_eq!(of_set(&Some(&set)), of_set(&Some(&sorted)));
    }
    assert_ne!(of_set(&sorted), of_set(&BTreeSet::<u32>::from([1, 2])));
    // What follows a set is not taken for one, even if the set was no sequence.
    let after = |first: &BTreeMap<u8, u8>, list: [u8; 2]| {
        key(|k| {
            k.set(first).argument(&list.to_vec());
        })
    };
    assert_ne!(
        after(&BTreeMap::new(), [1, 2]),
        after(&BTreeMap::new(), [2, 1])
    );
}

/// Text that is streamed, and not one `str`.
struct Streamed<'a>(&'a str);

impl fmt::Display for Streamed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .split_inclusive('7')
            .try_for_each(|part| f.write_str(part))
    }
}

impl Serialize for Streamed<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[test]
fn large_arguments_have_the_same_key_on_every_path() {
    for len in [
        0, 1, 127, 128, 60_000, 65_535, 65_536, 65_537, 200_000, 1_500_000,
    ] {
        let text: String = ('0'..='9').cycle().take(len).collect();
        // At once past the buffer, or through it.
        assert_eq!(of(&text), of(&Streamed(&text)), "{len}");
        let pair = |a: &dyn Fn() -> Key, b: &dyn Fn() -> Key| assert_eq!(a(), b(), "{len}");
        pair(&|| of(&(&text, 1, &text)), &|| {
            of(&(Streamed(&text), 1, &text))
        });
        pair(&|| of(&HashMap::from([(1, &text)])), &|| {
            of(&BTreeMap::from([(1, Streamed(&text))]))
        });
        let longer = format!("{text}x");
        assert_ne!(of(&text), of(&longer), "{len}");
        assert_ne!(of(&(&text, "x")), of(&(&longer, "")), "{len}");
    }
    let numbers: Vec<u64> = (0..100_000).collect();
    let mut other = numbers.clone();
    assert_eq!(of(&numbers), of(&other));
    other[50_000] += 1;
    assert_ne!(of(&numbers), of(&other));
}

#[test]
fn an_argument_that_refuses_has_no_key() {
    struct Refuses;
    impl Serialize for Refuses {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom("not today"))
        }
    }
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("not today")
        }
    }
    assert_eq!(of(&Refuses), Key::NONE);
    assert_eq!(of(&[Some(Refuses)]), Key::NONE);
    assert_eq!(
        key(|k| {
            k.argument(&Refuses).argument(&1);
        }),
        Key::NONE
    );
    assert_eq!(of(&Panics), Key::NONE);
    assert_ne!(of(&1), Key::NONE);
}

#[test]
fn nesting_is_bounded_on_a_small_stack() {
    #[derive(Serialize)]
    struct Link {
        next: Option<Box<Link>>,
    }
    fn chain(len: usize) -> Link {
        (1..len).fold(Link { next: None }, |link, _| Link {
            next: Some(Box::new(link)),
        })
    }
    let small = std::thread::Builder::new().stack_size(1024 * 1024);
    let checked = small.spawn(|| {
        assert_ne!(of(&chain(60)), Key::NONE);
        let mut long = chain(100_000);
        assert_eq!(of(&long), Key::NONE);
        // Dropping a long chain recurses too: take it apart.
        while let Some(next) = long.next.take() {
            long = *next;
        }
    });
    checked
        .expect("a thread")
        .join()
        .expect("no overflow, no panic");
}

#[test]
fn serializing_an_argument_may_itself_make_keys() {
    struct Nested(u32);
    impl Serialize for Nested {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            if self.0 == 0 {
                s.serialize_unit()
            } else {
                s.collect_str(&of(&Nested(self.0 - 1)))
            }
        }
    }
    assert_eq!(of(&(1, Nested(3), 2)), of(&(1, Nested(3), 2)));
    assert_ne!(of(&(1, Nested(3), 2)), of(&(1, Nested(4), 2)));
}

#[test]
fn addresses_take_their_compact_form() {
    let (a, b): (IpAddr, IpAddr) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
    assert_ne!(of(&a), of(&b));
    assert_ne!(of(&a), of("127.0.0.1"));
}

#[test]
fn a_key_is_written_in_hex_and_read_back() {
    let key = of("x");
    assert_eq!(Key::from_hex(&key.to_string()), Some(key));
    assert_eq!(Key::from_hex(&key.to_string().to_uppercase()), Some(key));
    assert_eq!(Key::from_hex("xyz"), None);
    assert_eq!(Key::from_hex(&"é".repeat(32)), None);
}
