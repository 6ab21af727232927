//! What else is in a key: the state of the code, the user's version, and the types of an instantiation.

use rememo::__private::{Function, KeyBuilder, Spec};
use rememo::Key;

use super::{STORE, key};

fn of_type<T: ?Sized>() -> Key {
    key(|k| {
        k.type_param::<T>();
    })
}

fn of_value<T>(value: T) -> Key {
    key(|k| {
        k.type_of(&value);
    })
}

#[test]
fn instantiations_are_told_apart() {
    assert_eq!(of_type::<Vec<u8>>(), of_type::<Vec<u8>>());
    assert_ne!(of_type::<Vec<u8>>(), of_type::<Vec<i8>>());
    assert_ne!(of_type::<[u8; 3]>(), of_type::<[u8; 4]>());
    assert_ne!(of_type::<str>(), of_type::<String>());
    assert_eq!(of_type::<&str>(), of_value("x"));
    assert_ne!(
        key(|k| {
            k.type_param::<u8>().type_param::<u16>();
        }),
        key(|k| {
            k.type_param::<u16>().type_param::<u8>();
        })
    );
    // A type is not the argument that names it.
    assert_ne!(of_type::<u8>(), super::of("u8"));
}

#[test]
fn closures_are_told_apart_though_their_names_are_not() {
    let one = |n: u32| n + 1;
    let two = |n: u32| n + 2;
    assert_eq!(name(one), name(two), "else this test shows nothing");
    assert_ne!(of_value(one), of_value(two));
    assert_eq!(of_value(one), of_value(one));
    assert_ne!(of_value(Some(one)), of_value(Some(two)));
    assert_eq!((one(1), two(1)), (2, 3));
}

fn name<T>(_: T) -> &'static str {
    std::any::type_name::<T>()
}

trait Marked {
    type Hidden: Default;
}
struct First;
struct Second;
const _: () = {
    #[derive(Default)]
    struct Hidden;
    impl Marked for First {
        type Hidden = Hidden;
    }
    impl Drop for Hidden {
        fn drop(&mut self) {}
    }
};
const _: () = {
    #[derive(Default)]
    struct Hidden;
    impl Marked for Second {
        type Hidden = Hidden;
    }
    impl Drop for Hidden {
        fn drop(&mut self) {}
    }
};

#[test]
fn types_in_unnamed_items_are_told_apart() {
    let (one, two) = (
        name(<First as Marked>::Hidden::default()),
        name(<Second as Marked>::Hidden::default()),
    );
    assert_eq!(one, two, "else this test shows nothing");
    assert_ne!(
        of_type::<<First as Marked>::Hidden>(),
        of_type::<<Second as Marked>::Hidden>()
    );
}

#[test]
fn an_ambiguous_crate_adds_the_compilers_type_id() {
    static PLAIN: Function = Function::new(Spec::new("f", [1; 32], &STORE));
    static DOUBLED: Function = Function::new(Spec {
        ambiguous: &["serde_json"],
        ..Spec::new("f", [1; 32], &STORE)
    });
    fn feed<T>(k: &mut KeyBuilder) {
        k.type_param::<T>();
    }
    let same = |feed: fn(&mut KeyBuilder)| PLAIN.key(feed) == DOUBLED.key(feed);
    assert!(!same(feed::<::serde_json::Value>));
    assert!(!same(feed::<Vec<Option<::serde_json::Value>>>));
    assert!(same(feed::<Vec<u8>>));
    // A crate whose name only begins like it, and a module of that name elsewhere, are not meant.
    mod serde_json_too {
        pub(super) struct Value;
    }
    mod serde_json {
        pub(super) struct Value;
    }
    assert!(same(feed::<serde_json_too::Value>));
    assert!(same(feed::<serde_json::Value>));
}

#[test]
fn version_and_fingerprint_are_in_the_key() {
    static OLD: Function = Function::new(Spec::new("f", [1; 32], &STORE));
    static NEW: Function = Function::new(Spec::new("f", [2; 32], &STORE));
    static VERSIONED: Function = Function::new(Spec {
        version: 1,
        ..Spec::new("f", [1; 32], &STORE)
    });
    let feed = |k: &mut KeyBuilder| {
        k.argument(&1);
    };
    assert_ne!(OLD.key(feed), NEW.key(feed));
    assert_ne!(OLD.key(feed), VERSIONED.key(feed));
    assert_eq!(OLD.key(feed), OLD.key(feed));
}
