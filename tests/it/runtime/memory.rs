//! Decoded results in memory: found by what was asked, whole; nobody else's, however alike the questions are.

use std::cell::Cell;

use rememo::__private::{
    Function, KeyBuilder, OrUncompared as _, OrWhole as _, Probe, Spec, StoreSpec,
};
use rememo_tests::child::{Home, role};
use serde::{Deserialize, Serialize};

static STORE: StoreSpec = StoreSpec::new("in memory");

static FUNCTION: Function = Function::new(Spec {
    memory: 64 << 20,
    ..Spec::new("asked", [1; 32], &STORE)
});

/// Runs `body` in a process of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

/// Calls with what `feed` feeds, and gives `result`: whether it was a miss, a hit in the store, or one in memory.
fn call(result: usize, feed: impl FnOnce(&mut KeyBuilder)) -> &'static str {
    let ran = Cell::new(false);
    let read = FUNCTION.stats().bytes_read;
    let asked = FUNCTION.call_key(feed);
    let kept = Probe::<usize>::new().without_err().compared().in_memory();
    let value = FUNCTION.call(asked, kept, || {
        ran.set(true);
        result
    });
    assert_eq!(value, result, "another question's result");
    match (ran.get(), FUNCTION.stats().bytes_read == read) {
        (true, _) => "miss",
        (false, false) => "hit in the store",
        (false, true) => "hit in memory",
    }
}

#[test]
fn questions_that_look_alike_are_kept_apart() {
    type Feed = Box<dyn Fn(&mut KeyBuilder)>;
    fn one(value: impl Serialize + 'static) -> Feed {
        Box::new(move |k| {
            k.argument(&value);
        })
    }
    fn two(a: impl Serialize + 'static, b: impl Serialize + 'static) -> Feed {
        Box::new(move |k| {
            k.argument(&a);
            k.argument(&b);
        })
    }
    alone("questions_that_look_alike_are_kept_apart", || {
        let mut questions: Vec<Feed> = vec![
            Box::new(|_| {}),
            two(1_u32, 23_u32),
            two(12_u32, 3_u32),
            one((1_u32, 23_u32)),
            two("ab", "c"),
            two("a", "bc"),
            two("abc", ""),
            one("abc"),
            one(0_u8),
            one(0_u16),
            one(0_u32),
            one(0_i32),
            one(0.0_f64),
            one(-0.0_f64),
            one(f64::NAN),
            one(-f64::NAN),
            one(0.0_f32),
            one(false),
            one('\0'),
            one("\0"),
            one(None::<u8>),
            one(Some(0_u8)),
            one(()),
            one(vec![0_u8]),
            one(vec![0_u8, 0]),
            two(vec![0_u8], vec![0_u8]),
            Box::new(|k| {
                k.type_param::<u8>();
            }),
            Box::new(|k| {
                k.type_param::<u16>();
            }),
        ];
        // From what fits on the way to what is too much to keep.
        for len in (100..150).chain([1000, 70_000, 200_000]) {
            questions.push(one("x".repeat(len)));
            questions.push(two("x".repeat(len), 1_u8));
            questions.push(one(format!("{}y", "x".repeat(len - 1))));
            questions.push(one(vec![1_u8; len]));
        }
        for (n, feed) in questions.iter().enumerate() {
            assert_eq!(call(n, feed), "miss", "question {n}");
        }
        for (n, feed) in questions.iter().enumerate() {
            assert_eq!(call(n, feed), "hit in memory", "question {n}");
        }
        let by_key = FUNCTION.key(&questions[1]);
        assert!(FUNCTION.invalidate(&by_key));
        assert_eq!(
            call(1, &questions[1]),
            "miss",
            "it was taken out by its key"
        );
        assert_eq!(call(2, &questions[2]), "hit in memory", "the others stay");
    });
}

#[test]
fn what_was_stored_before_comes_to_memory_with_the_first_hit() {
    alone(
        "what_was_stored_before_comes_to_memory_with_the_first_hit",
        || {
            let feed = |k: &mut KeyBuilder| {
                k.argument(&5_u8);
            };
            let kept = Probe::<usize>::new().without_err().compared().in_memory();
            assert!(FUNCTION.precache(&FUNCTION.key(feed), kept, &7));
            assert_eq!(call(7, feed), "hit in the store");
            assert_eq!(call(7, feed), "hit in memory");
        },
    );
}

#[test]
fn calls_that_call_themselves_ask_each_their_own() {
    fn fibonacci(n: u64) -> u64 {
        let asked = FUNCTION.call_key(|k| {
            k.argument(&n);
        });
        let kept = Probe::<u64>::new().without_err().compared().in_memory();
        FUNCTION.call(asked, kept, || match n {
            0 | 1 => n,
            n => fibonacci(n - 1) + fibonacci(n - 2),
        })
    }
    alone("calls_that_call_themselves_ask_each_their_own", || {
        assert_eq!(fibonacci(60), 1_548_008_755_920);
        assert_eq!(FUNCTION.stats().computed, 61);
        assert_eq!(fibonacci(60), 1_548_008_755_920);
        assert_eq!(FUNCTION.stats().computed, 61);
    });
}

#[test]
fn a_clone_that_panics_costs_no_result() {
    #[derive(Serialize, Deserialize)]
    struct Fragile(u8);
    impl Clone for Fragile {
        fn clone(&self) -> Fragile {
            panic!("not to be cloned")
        }
    }
    alone("a_clone_that_panics_costs_no_result", || {
        for _ in 0..3 {
            let asked = FUNCTION.call_key(|_| {});
            let kept = Probe::<Fragile>::new().without_err().compared().in_memory();
            assert_eq!(FUNCTION.call(asked, kept, || Fragile(3)).0, 3);
        }
        assert_eq!(FUNCTION.stats().computed, 1, "the store has it");
    });
}
