//! Atomics of the store's lock-free parts: the standard library's, or loom's where a test plays all orders in
//! which threads can run (`RUSTFLAGS="--cfg loom"`).

#[cfg(not(all(loom, test)))]
pub(crate) use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, fence},
};

#[cfg(all(loom, test))]
pub(crate) use loom::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, fence},
};
