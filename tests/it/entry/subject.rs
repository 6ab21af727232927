//! Remembered functions of one kind and several policies, to damage the entries of. Those in files of their own can
//! be damaged byte by byte.

use std::cell::Cell;
use std::path::PathBuf;

use rememo::__private::{
    Compression, Function, OrWhole as _, Probe, Seal, Spec, StoreKind, StoreSpec,
};
use rememo::Key;

/// The package whose cache they share.
pub(crate) const PACKAGE: &str = "damaged";

macro_rules! subjects {
    ($($name:ident: $kind:expr, $seal:expr, $compression:expr;)*) => {$(
        pub(crate) static $name: Function = Function::new(Spec::new(
            stringify!($name),
            [9; 32],
            &StoreSpec {
                kind: $kind,
                seal: $seal,
                compression: $compression,
                ..StoreSpec::new(PACKAGE)
            },
        ));
    )*};
}

subjects! {
    PACKED: StoreKind::Packed, Seal::HmacSha256, Compression::None;
    PLAIN: StoreKind::Files, Seal::HmacSha256, Compression::None;
    ZSTD: StoreKind::Files, Seal::HmacSha256, Compression::Zstd { level: 3 };
    XZ: StoreKind::Files, Seal::Blake3, Compression::Xz { level: 1 };
    CHECKSUM: StoreKind::Files, Seal::None, Compression::None;
}

thread_local! {
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

/// What the subjects compute: a text that compresses well.
pub(crate) fn text(n: u32) -> String {
    RUNS.set(RUNS.get() + 1);
    format!("{n} and on; ").repeat(20)
}

pub(crate) fn key(function: &'static Function, n: u32) -> Key {
    function.key(|k| {
        k.argument(&n);
    })
}

/// Calls it through the cache: `"hit"` or `"miss"`. The result must be right either way.
pub(crate) fn call(function: &'static Function, n: u32) -> &'static str {
    let before = RUNS.get();
    let kept = Probe::<String>::new().without_err().compared();
    let result = function.call(Some(key(function, n).into()), kept, || text(n));
    let ran = RUNS.get() != before;
    assert_eq!(result, text(n), "a wrong value was served");
    if ran { "miss" } else { "hit" }
}

/// The file that holds the result for `n`.
pub(crate) fn file(function: &'static Function, n: u32) -> PathBuf {
    function
        .entry(&key(function, n))
        .expect("a stored result")
        .place
        .into()
}
