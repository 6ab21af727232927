//! What passes through a remembered function untouched: panics, recursion, calls within calls, faults of the cache.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rememo::__private::{Function, OrUncompared as _, OrWhole as _, Probe, Spec, StoreSpec};
use rememo_tests::child::{Home, role};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

static STORE: StoreSpec = StoreSpec::new("through");

/// Runs `body` in a process of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

#[test]
fn a_panic_passes_and_leaves_nothing_locked() {
    static FUNCTION: Function = Function::new(Spec::new("panics", [1; 32], &STORE));
    fn cached(panics: bool) -> u8 {
        let key = FUNCTION.call_key(|_| {});
        let kept = Probe::<u8>::new().without_err().compared();
        FUNCTION.call(key, kept, || {
            if panics {
                panic!("as the user wrote it")
            } else {
                7
            }
        })
    }
    alone("a_panic_passes_and_leaves_nothing_locked", || {
        for _ in 0..3 {
            let panic = catch_unwind(|| cached(true)).expect_err("it panics");
            assert_eq!(panic.downcast_ref::<&str>(), Some(&"as the user wrote it"));
        }
        assert_eq!(cached(false), 7);
        // Now it is remembered, and does not even run.
        assert_eq!(cached(true), 7);
        assert_eq!(FUNCTION.stats().troubles, 0);
    });
}

#[test]
fn recursion_through_the_wrapper_remembers_each_step() {
    static FIBONACCI: Function = Function::new(Spec::new("fibonacci", [1; 32], &STORE));
    fn cached(n: u64) -> u64 {
        let key = FIBONACCI.call_key(|k| {
            k.argument(&n);
        });
        let kept = Probe::<u64>::new().without_err().compared();
        FIBONACCI.call(key, kept, move || {
            if n < 2 {
                n
            } else {
                cached(n - 1) + cached(n - 2)
            }
        })
    }
    alone("recursion_through_the_wrapper_remembers_each_step", || {
        assert_eq!(cached(80), 23_416_728_348_467_685);
        let stats = FIBONACCI.stats();
        assert_eq!((stats.computed, stats.hits), (81, 78));
    });
}

/// Serialises and deserialises itself by way of remembered functions.
#[derive(Clone, Debug, PartialEq)]
struct Busy(u32);

static BUSY: Function = Function::new(Spec::new("busy", [1; 32], &STORE));
static INNER: Function = Function::new(Spec::new("inner", [1; 32], &STORE));

fn inner(n: u32) -> u32 {
    let key = INNER.call_key(|k| {
        k.argument(&n);
    });
    let kept = Probe::<u32>::new().without_err().compared();
    INNER.call(key, kept, || n + 1)
}

impl Serialize for Busy {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u32(inner(self.0))
    }
}

impl<'de> Deserialize<'de> for Busy {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Busy, D::Error> {
        let n = u32::deserialize(d)? - 1;
        inner(n);
        Ok(Busy(n))
    }
}

#[test]
fn calls_nest_even_within_serialize_and_deserialize() {
    fn cached(busy: &Busy) -> Busy {
        let key = BUSY.call_key(|k| {
            k.argument(busy);
        });
        let kept = Probe::<Busy>::new().without_err().compared();
        BUSY.call(key, kept, || busy.clone())
    }
    alone("calls_nest_even_within_serialize_and_deserialize", || {
        for _ in 0..3 {
            assert_eq!(cached(&Busy(5)), Busy(5));
        }
        assert_eq!((BUSY.stats().hits, BUSY.stats().computed), (2, 1));
        assert_eq!(INNER.stats().computed, 1);
    });
}

thread_local! {
    static PANICS: Cell<bool> = const { Cell::new(false) };
}

/// Panics where only the cache would call it.
#[derive(Debug)]
struct Trap;

impl Serialize for Trap {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        assert!(!PANICS.get(), "in Serialize");
        s.serialize_u8(0)
    }
}

impl<'de> Deserialize<'de> for Trap {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Trap, D::Error> {
        assert!(!PANICS.get(), "in Deserialize");
        u8::deserialize(d)?;
        Ok(Trap)
    }
}

#[test]
fn a_panic_of_the_caches_making_does_not_reach_the_caller() {
    static FUNCTION: Function = Function::new(Spec::new("trap", [1; 32], &STORE));
    fn cached(argument: Option<&Trap>) -> Trap {
        let key = FUNCTION.call_key(|k| {
            k.argument(&argument);
        });
        let kept = Probe::<Trap>::new().without_err().compared();
        FUNCTION.call(key, kept, || Trap)
    }
    alone(
        "a_panic_of_the_caches_making_does_not_reach_the_caller",
        || {
            PANICS.set(true);
            let result = catch_unwind(AssertUnwindSafe(|| (cached(None), cached(Some(&Trap)))));
            assert!(result.is_ok());
            assert_eq!(FUNCTION.stats().stored, 0);
            PANICS.set(false);
            cached(None);
            assert_eq!(FUNCTION.stats().stored, 1);
            PANICS.set(true);
            assert!(catch_unwind(AssertUnwindSafe(|| cached(None))).is_ok());
            let stats = FUNCTION.stats();
            assert_eq!((stats.computed, stats.hits), (4, 0));
            assert_eq!((stats.troubles, stats.rejected), (2, 2));
        },
    );
}

#[test]
fn threads_that_end_may_still_call() {
    static FUNCTION: Function = Function::new(Spec::new("ending", [1; 32], &STORE));
    fn cached(n: u32) -> String {
        let key = FUNCTION.call_key(|k| {
            k.argument(&n);
        });
        let kept = Probe::<String>::new().without_err().compared();
        FUNCTION.call(key, kept, || "x".repeat(1000))
    }
    struct Last;
    impl Drop for Last {
        fn drop(&mut self) {
            for n in [1, 1, 2] {
                assert_eq!(cached(n).len(), 1000);
            }
        }
    }
    thread_local! {
        static LAST: Last = const { Last };
    }
    alone("threads_that_end_may_still_call", || {
        std::thread::spawn(|| LAST.with(|_| cached(1)))
            .join()
            .expect("no panic");
        assert_eq!((FUNCTION.stats().computed, FUNCTION.stats().hits), (2, 2));
    });
}
