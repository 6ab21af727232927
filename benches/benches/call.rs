//! Whole calls that hit, from arguments to decoded result, through a wrapper as it is generated, under the default
//! policy and seal.
//!
//! `cargo bench -p rememo-benches --bench call`. `-- --loop CASE N` makes N hits of one case and nothing else, for
//! counting instructions.

use std::hint::black_box;

use divan::Bencher;
use rememo::__private::{Compression, Function, Kept, OrWhole as _, Probe, Spec, StoreSpec, Whole};
use serde::{Deserialize, Serialize};

static STORE: StoreSpec = StoreSpec::new("rememo-bench-call");

/// A small result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Small {
    sum: u64,
    ratio: f64,
}

/// A usual one: 100 numbers and a text of 100 characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Usual {
    numbers: Vec<f64>,
    text: String,
}

macro_rules! functions {
    ($($name:ident $fingerprint:literal $memory:expr;)*) => {$(
        static $name: Function = Function::new(Spec {
            memory: $memory,
            ..Spec::new(concat!("bench::", stringify!($name)), [$fingerprint; 32], &STORE)
        });
    )*};
}

functions! {
    SMALL 1 0;
    SMALL_IN_MEMORY 2 16 << 20;
    USUAL 3 0;
    USUAL_IN_MEMORY 4 16 << 20;
}

static NUMBERS: Function = Function::new(Spec {
    compression: Some(Compression::None),
    ..Spec::new("bench::numbers", [5; 32], &STORE)
});

#[inline]
fn small(function: &'static Function, kept: Kept<Whole, Small>, a: u32, b: u32) -> Small {
    let key = function.call_key(|k| {
        k.argument(&a);
        k.argument(&b);
    });
    function.call(key, kept, move || Small {
        sum: u64::from(a) + u64::from(b),
        ratio: f64::from(a) / f64::from(b),
    })
}

#[inline]
fn usual(function: &'static Function, kept: Kept<Whole, Usual>, a: u32, name: &str) -> Usual {
    let key = function.call_key(|k| {
        k.argument(&a);
        k.argument(&name);
    });
    function.call(key, kept, move || Usual {
        numbers: (1..=100).map(|i| f64::from(a) / f64::from(i)).collect(),
        text: name.repeat(25),
    })
}

fn cached_small(a: u32, b: u32) -> Small {
    small(&SMALL, Probe::<Small>::new().without_err().compared(), a, b)
}

fn cached_small_in_memory(a: u32, b: u32) -> Small {
    let kept = Probe::<Small>::new().without_err().compared().in_memory();
    small(&SMALL_IN_MEMORY, kept, a, b)
}

fn cached_usual(a: u32, name: &str) -> Usual {
    usual(
        &USUAL,
        Probe::<Usual>::new().without_err().compared(),
        a,
        name,
    )
}

fn cached_usual_in_memory(a: u32, name: &str) -> Usual {
    let kept = Probe::<Usual>::new().without_err().compared().in_memory();
    usual(&USUAL_IN_MEMORY, kept, a, name)
}

fn cached_numbers_view(n: u32) -> rememo::View<f64> {
    let key = NUMBERS.call_key(|k| {
        k.argument(&n);
    });
    let kept = Probe::<Vec<f64>>::new().without_err().compared().plain();
    NUMBERS.call_view(key, kept, move || (0..n).map(f64::from).collect())
}

#[divan::bench]
fn small_hit(bencher: Bencher<'_, '_>) {
    cached_small(7, 3);
    bencher.bench(|| cached_small(black_box(7), black_box(3)));
}

#[divan::bench]
fn small_hit_in_memory(bencher: Bencher<'_, '_>) {
    cached_small_in_memory(7, 3);
    bencher.bench(|| cached_small_in_memory(black_box(7), black_box(3)));
}

#[divan::bench]
fn usual_hit(bencher: Bencher<'_, '_>) {
    cached_usual(7, "name");
    bencher.bench(|| cached_usual(black_box(7), black_box("name")));
}

#[divan::bench]
fn usual_hit_in_memory(bencher: Bencher<'_, '_>) {
    cached_usual_in_memory(7, "name");
    bencher.bench(|| cached_usual_in_memory(black_box(7), black_box("name")));
}

/// What a call costs before anything is looked up.
#[divan::bench]
fn usual_key(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        USUAL.key(|k| {
            k.argument(&black_box(7_u32));
            k.argument(&black_box("name"));
        })
    });
}

#[divan::bench(args = [100, 1_000_000])]
fn view(bencher: Bencher<'_, '_>, n: u32) {
    cached_numbers_view(n);
    bencher.bench(|| cached_numbers_view(black_box(n)));
}

/// Makes so many hits of one case.
fn run(case: &str, hits: u32) {
    for _ in 0..hits {
        match case {
            "small" => drop(black_box(cached_small(black_box(7), 3))),
            "small-memory" => drop(black_box(cached_small_in_memory(black_box(7), 3))),
            "usual" => drop(black_box(cached_usual(black_box(7), "name"))),
            "usual-memory" => drop(black_box(cached_usual_in_memory(black_box(7), "name"))),
            _ => drop(black_box(cached_numbers_view(black_box(100)))),
        }
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    rememo::configure()
        .dir(folder.path())
        .apply()
        .expect("nothing was called yet");
    let words: Vec<String> = std::env::args().collect();
    match words.iter().position(|word| word == "--loop") {
        Some(at) => {
            let hits = words.get(at + 2).and_then(|hits| hits.parse().ok());
            run(&words[at + 1], hits.unwrap_or(1000));
        }
        None => divan::main(),
    }
}
