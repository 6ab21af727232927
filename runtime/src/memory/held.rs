//! A decoded result and what it is found by, in one block of memory: who has found it reads on in the lines beside.
//!
//! Pointers to blocks are thin, whatever is in them: a block begins with a head that is alike for all, and tells of
//! which type the value behind it is. Blocks are counted like what is in an `Arc`; a [`Slot`] of a table owns a count,
//! and lets go of it when its readers have left.
#![allow(unsafe_code)]

use std::any::TypeId;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering, fence};

use super::question::Question;
use crate::key::By;
use crate::local::{Pin, Replaced};

/// When a result came to be and how long it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) created: u64,
    pub(crate) expires: u64,
    /// Nanoseconds.
    pub(crate) compute_time: u64,
}

/// What is known of a result whatever its type, in the order in which a hit asks.
pub(crate) struct Head {
    asked: Question,
    kind: &'static Kind,
    pub(crate) times: Times,
    /// Since it was last thought of for eviction.
    pub(super) used: AtomicBool,
    hash: u64,
    /// How many own the block.
    count: AtomicUsize,
}

/// A head and the value behind it. Blocks are not aligned to cache lines: in memory with gaps hits took 10 ns longer.
#[repr(C)]
struct Block<T> {
    head: Head,
    value: T,
}

/// What there is to know of a type.
struct Kind {
    id: TypeId,
    /// Frees a block of this type, whose last owner is gone.
    free: unsafe fn(NonNull<Head>),
}

impl<T: Send + Sync + 'static> Block<T> {
    const KIND: Kind = Kind {
        id: TypeId::of::<T>(),
        free: |head| {
            let block = head.cast::<Block<T>>();
            // SAFETY: `Held::new` made the block of this type, with a `Box`; nobody has it any more.
            drop(unsafe { Box::from_raw(block.as_ptr()) });
        },
    };
}

impl Head {
    /// Whether this is what is asked for.
    #[inline]
    pub(super) fn answers(&self, by: By<'_>) -> bool {
        self.asked.is(by.what)
    }

    /// The hash it is found by.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }
}

/// A result. Clones are the same.
pub(crate) struct Held(NonNull<Head>);

// SAFETY: a block holds a `T: Send + Sync`, and of the head what changes is atomic.
unsafe impl Send for Held {}
// SAFETY: as above.
unsafe impl Sync for Held {}

impl Held {
    /// The value that answers `by`.
    pub(crate) fn new<T: Send + Sync + 'static>(by: By<'_>, times: Times, value: T) -> Held {
        let block = Box::new(Block {
            head: Head {
                asked: Question::new(by.what),
                kind: &const { Block::<T>::KIND },
                times,
                used: AtomicBool::new(false),
                hash: by.hash,
                count: AtomicUsize::new(1),
            },
            value,
        });
        // The head is what a block begins with.
        Held(NonNull::from(Box::leak(block)).cast())
    }

    fn into_raw(self) -> *mut Head {
        ManuallyDrop::new(self).0.as_ptr()
    }
}

impl Deref for Held {
    type Target = Head;

    fn deref(&self) -> &Head {
        // SAFETY: this owns a count, so the block lives.
        unsafe { self.0.as_ref() }
    }
}

impl Clone for Held {
    fn clone(&self) -> Held {
        // It cannot overflow: each owner takes up room in memory.
        self.count.fetch_add(1, Ordering::Relaxed);
        Held(self.0)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.count.fetch_sub(1, Ordering::Release) == 1 {
            // What other owners did comes before what freeing does.
            fence(Ordering::Acquire);
            let free = self.kind.free;
            // SAFETY: the block was made of this kind, and this was its last owner.
            unsafe { free(self.0) };
        }
    }
}

/// A result that is looked at under a pin.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'p> {
    /// Of the whole block, not of the head alone.
    head: NonNull<Head>,
    pinned: PhantomData<&'p Head>,
}

impl<'p> Seen<'p> {
    /// Its value, if that is a `T`.
    #[inline]
    pub(crate) fn value<T: Send + Sync + 'static>(self) -> Option<&'p T> {
        if self.kind.id != TypeId::of::<T>() {
            return None;
        }
        let block = self.head.cast::<Block<T>>();
        // SAFETY: by its kind the block is of this type, and it lives as long as the pin; values are never changed.
        Some(unsafe { &block.as_ref().value })
    }
}

impl Deref for Seen<'_> {
    type Target = Head;

    #[inline]
    fn deref(&self) -> &Head {
        // SAFETY: the block lives as long as the pin.
        unsafe { self.head.as_ref() }
    }
}

/// Where one result may lie, for readers to look at under a [`Pin`].
#[derive(Default)]
pub(super) struct Slot {
    /// From [`Held::into_raw`], and owning that count; or null.
    held: AtomicPtr<Head>,
}

impl Slot {
    /// What lies there.
    #[inline]
    pub(super) fn get<'p>(&'p self, _pin: &'p Pin) -> Option<Seen<'p>> {
        // What it points to owns a count here, which is given up only through `Replaced`: that waits for pins made
        // before the pointer was replaced, as this one then was.
        Some(Seen {
            head: NonNull::new(self.held.load(Ordering::Acquire))?,
            pinned: PhantomData,
        })
    }

    /// What lies there, kept alive by a count instead of the pin.
    pub(super) fn hold(&self, pin: &Pin) -> Option<Held> {
        let seen = self.get(pin)?;
        // The slot's own count, which it keeps.
        let own = ManuallyDrop::new(Held(seen.head));
        Some(Held::clone(&own))
    }

    /// Lays `new` there; what was there goes when the caller lets go of it, and no reader is inside.
    pub(super) fn swap(&self, new: Option<Held>) -> Replaced {
        let new = new.map_or(ptr::null_mut(), Held::into_raw);
        let old = NonNull::new(self.held.swap(new, Ordering::AcqRel));
        // The count belonged to this slot, which no longer points there.
        Replaced::new(old.map(Held))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // No reader borrows from here any more.
        drop(NonNull::new(*self.held.get_mut()).map(Held));
    }
}
