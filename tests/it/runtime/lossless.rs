//! Results that a format cannot hold are not stored: a hit never differs from what was computed.

use std::collections::{BTreeMap, HashMap, HashSet};

use rememo::__private::{Function, OrUncompared as _, OrWhole as _, Probe, Spec, StoreSpec};
use rememo_tests::child::{Home, role};
use serde::{Deserialize, Serialize};

static FUNCTION: Function =
    Function::new(Spec::new("lossless", [1; 32], &StoreSpec::new("lossless")));

/// Calls twice with a result of `$value`; whether the second was a hit, and that its value was `$same`.
macro_rules! twice {
    ($type:ty, $value:expr) => {
        twice!($type, $value, |a: &$type, b: &$type| a == b)
    };
    ($type:ty, $value:expr, $same:expr) => {{
        let once = || {
            let mut answer = "hit";
            let key = FUNCTION.call_key(|k| {
                k.argument(concat!(stringify!($type), stringify!($value)));
            });
            let kept = Probe::<$type>::new().without_err().compared();
            let value: $type = FUNCTION.call(key, kept, || {
                answer = "miss";
                $value
            });
            assert!($same(&value, &$value), "a {answer} gave {value:?}");
            answer
        };
        assert_eq!(once(), "miss");
        once()
    }};
}

/// Runs `body` in a process of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

#[test]
fn nested_options_are_right_either_way() {
    alone("nested_options_are_right_either_way", || {
        // MessagePack has one nil: it would come back as None.
        assert_eq!(twice!(Option<Option<u8>>, Some(None)), "miss");
        assert_eq!(twice!(Option<Option<u8>>, None), "hit");
        assert_eq!(twice!(Option<Option<u8>>, Some(Some(1))), "hit");
        assert_eq!(twice!(Vec<Option<()>>, vec![None]), "hit");
        assert_eq!(twice!(Vec<Option<()>>, vec![Some(())]), "miss");
        assert_eq!(FUNCTION.stats().rejected, 4);
    });
}

/// Both variants look the same to serde, and the first is tried first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Metres(u32),
    Feet(u32),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Skipping {
    kept: u8,
    #[serde(skip)]
    skipped: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Outer {
    name: String,
    #[serde(flatten)]
    inner: BTreeMap<String, u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE", tag = "kind")]
enum Tagged {
    Point { x: f64, y: f64 },
    Nothing,
}

/// Says of itself what is not so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Rounded(#[serde(serialize_with = "rounded")] f64);

fn rounded<S: serde::Serializer>(value: &f64, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_f64(value.round())
}

#[test]
fn what_serde_loses_is_found_by_comparing() {
    alone("what_serde_loses_is_found_by_comparing", || {
        assert_eq!(twice!(Untagged, Untagged::Metres(1)), "hit");
        assert_eq!(twice!(Untagged, Untagged::Feet(1)), "miss");
        assert_eq!(
            twice!(
                Skipping,
                Skipping {
                    kept: 1,
                    skipped: 0
                }
            ),
            "hit"
        );
        assert_eq!(
            twice!(
                Skipping,
                Skipping {
                    kept: 1,
                    skipped: 2
                }
            ),
            "miss"
        );
        assert_eq!(twice!(Rounded, Rounded(1.0)), "hit");
        assert_eq!(twice!(Rounded, Rounded(1.25)), "miss");
    });
}

#[test]
fn awkward_types_come_back_whole() {
    alone("awkward_types_come_back_whole", || {
        let outer = || Outer {
            name: "n".into(),
            inner: [("a".into(), 1)].into(),
        };
        assert_eq!(twice!(Outer, outer()), "hit");
        assert_eq!(
            twice!(
                Vec<Tagged>,
                vec![Tagged::Point { x: 0.1, y: -0.0 }, Tagged::Nothing]
            ),
            "hit"
        );
        assert_eq!(twice!((), ()), "hit");
        assert_eq!(
            twice!((u128, i128, char), (u128::MAX, i128::MIN, '\u{10ffff}')),
            "hit"
        );
        assert_eq!(twice!([u64; 3], [0, u64::MAX, 1 << 53 | 1]), "hit");
        let set = || (0..100).collect::<HashSet<u32>>();
        assert_eq!(twice!(HashSet<u32>, set()), "hit");
        let map = || {
            (0..100)
                .map(|n| (n, set()))
                .collect::<HashMap<u32, HashSet<u32>>>()
        };
        assert_eq!(twice!(HashMap<u32, HashSet<u32>>, map()), "hit");
        assert_eq!(
            twice!(BTreeMap<(u8, u8), String>, [((1, 2), "x".to_owned())].into()),
            "hit"
        );
        assert_eq!(twice!(std::net::IpAddr, [127, 0, 0, 1].into()), "hit");
        assert_eq!(
            twice!(std::time::Duration, std::time::Duration::new(1, 2)),
            "hit"
        );
        assert_eq!(twice!(String, "x".repeat(1_000_000)), "hit");
        assert_eq!(
            twice!(Vec<u8>, (0..=255).cycle().take(300_000).collect()),
            "hit"
        );
    });
}

#[test]
fn floats_come_back_to_the_bit() {
    alone("floats_come_back_to_the_bit", || {
        let bits = |a: &Vec<f64>, b: &Vec<f64>| {
            a.iter()
                .map(|f| f.to_bits())
                .eq(b.iter().map(|f| f.to_bits()))
        };
        let odd = || {
            vec![
                f64::NAN,
                -f64::NAN,
                f64::from_bits(0x7ff8_0000_0000_1234),
                -0.0,
                f64::MIN_POSITIVE / 4.0,
            ]
        };
        assert_eq!(twice!(Vec<f64>, odd(), bits), "hit");
    });
}

#[test]
fn a_type_that_cannot_be_compared_goes_by_what_serde_tells() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Silent(Option<Option<u8>>);
    alone(
        "a_type_that_cannot_be_compared_goes_by_what_serde_tells",
        || {
            let same = |a: &Silent, b: &Silent| a.0 == b.0;
            assert_eq!(twice!(Silent, Silent(Some(Some(1))), same), "hit");
            assert_eq!(twice!(Silent, Silent(Some(None)), same), "miss");
        },
    );
}

#[test]
fn results_nested_too_deep_are_returned_and_not_stored() {
    fn nested(depth: u32) -> &'static str {
        let key = FUNCTION.call_key(|k| {
            k.argument(&depth);
        });
        let kept = Probe::<Vec<Link>>::new().without_err().compared();
        let mut answer = "hit";
        let links = FUNCTION.call(key, kept, || {
            answer = "miss";
            vec![(0..depth).fold(Link(None), |link, _| {
                Link(Some(Box::new(("x".into(), link))))
            })]
        });
        let mut found = 0;
        let mut link = links.into_iter().next();
        while let Some(Link(Some(next))) = link {
            found += 1;
            link = Some(next.1);
        }
        assert_eq!(found, depth);
        answer
    }
    #[derive(Serialize, Deserialize)]
    struct Link(Option<Box<(String, Link)>>);
    alone(
        "results_nested_too_deep_are_returned_and_not_stored",
        || {
            let checked = std::thread::Builder::new()
                .stack_size(1024 * 1024)
                .spawn(|| {
                    assert_eq!([nested(40), nested(40)], ["miss", "hit"]);
                    assert_eq!([nested(100_000), nested(100_000)], ["miss", "miss"]);
                });
            checked
                .expect("a thread")
                .join()
                .expect("no overflow, no panic");
        },
    );
}
