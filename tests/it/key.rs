//! Keys: different calls never meet, equal calls always do.

mod arguments;
mod meetings;
mod tree;
mod types;

use rememo::__private::{Function, KeyBuilder, Spec, StoreSpec};
use rememo::Key;
use serde::Serialize;

static STORE: StoreSpec = StoreSpec::new("keys");

/// The key of a call with what `feed` feeds.
fn key(feed: impl FnOnce(&mut KeyBuilder)) -> Key {
    static FUNCTION: Function = Function::new(Spec::new("keys::f", [7; 32], &STORE));
    FUNCTION.key(feed)
}

/// The key of a call with one argument.
fn of<T: ?Sized + Serialize>(argument: &T) -> Key {
    key(|k| {
        k.argument(argument);
    })
}
