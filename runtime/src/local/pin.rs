//! Pointers that readers follow without a lock and without counting: what is replaced is freed only when no
//! reader can still be inside.
//!
//! A reader *pins* the thread: one plain store of the epoch into a cache line of its own. Whoever replaces a
//! pointer raises the epoch, passes a barrier on all threads (`membarrier`, so that readers need none), and
//! frees what no pinned thread can have seen. After K. Fraser, "Practical lock-freedom" (2004), 5.2.3.
#![allow(unsafe_code)]

use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::sync::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Mutex};
use super::sys;

/// What was replaced, and in which epoch.
type Retired = Mutex<Vec<(u64, Box<dyn Send>)>>;

/// What all threads of the process share.
struct Domain {
    /// Counts replacements; 0 in a thread's slot means "not inside".
    epoch: AtomicU64,
    /// All slots ever made: a list that only grows, by as many as threads ever ran at once.
    slots: AtomicPtr<Slot>,
    /// What is freed by whoever comes by, under locks or not.
    replaced: Retired,
    /// What is freed only where no lock is held, since freeing it may be the user's own code: [`Replaced`].
    apart: Retired,
}

#[cfg(not(all(loom, test)))]
static DOMAIN: Domain = Domain {
    epoch: AtomicU64::new(1),
    slots: AtomicPtr::new(ptr::null_mut()),
    replaced: Mutex::new(Vec::new()),
    apart: Mutex::new(Vec::new()),
};

#[cfg(all(loom, test))]
loom::lazy_static! {
    static ref DOMAIN: Domain = Domain {
        epoch: AtomicU64::new(1),
        slots: AtomicPtr::new(ptr::null_mut()),
        replaced: Mutex::new(Vec::new()),
        apart: Mutex::new(Vec::new()),
    };
}

/// One thread's place; two cache lines, because processors fetch them in pairs.
#[repr(align(128))]
struct Slot {
    epoch: AtomicU64,
    /// Pins held by the thread; only it writes here.
    depth: AtomicU32,
    taken: AtomicBool,
    /// The slot was taken for one pin alone, because the thread is ending.
    lent: AtomicBool,
    next: AtomicPtr<Slot>,
}

/// The thread's hold on a slot, given back when the thread ends.
struct Hold(Cell<Option<&'static Slot>>);

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(slot) = self.0.take() {
            #[cfg(not(all(loom, test)))]
            SLOT.set(None);
            slot.taken.store(false, Ordering::Release);
        }
    }
}

#[cfg(not(all(loom, test)))]
thread_local! {
    static HOLD: Hold = const { Hold(Cell::new(None)) };
    /// The slot that is held. Nothing happens to this one when the thread ends, so that a pin need not ask whether it
    /// has.
    static SLOT: Cell<Option<&'static Slot>> = const { Cell::new(None) };
}

#[cfg(all(loom, test))]
loom::thread_local! {
    static HOLD: Hold = Hold(Cell::new(None));
}

/// The slot that the thread holds.
#[cfg(not(all(loom, test)))]
#[inline]
fn held() -> Option<&'static Slot> {
    SLOT.get()
}

#[cfg(all(loom, test))]
fn held() -> Option<&'static Slot> {
    HOLD.try_with(|hold| hold.0.get()).ok().flatten()
}

/// Takes a slot for the thread to keep; or, if that is ending, for one pin.
#[cold]
fn take_hold() -> &'static Slot {
    let slot = take_slot();
    let kept = HOLD.try_with(|hold| {
        hold.0.set(Some(slot));
        #[cfg(not(all(loom, test)))]
        SLOT.set(Some(slot));
    });
    slot.lent.store(kept.is_err(), Ordering::Relaxed);
    slot
}

/// While it lives, nothing this thread reaches through a [`Shelf`] is freed. Pins nest.
pub(crate) struct Pin {
    slot: &'static Slot,
    /// A pin belongs to its thread.
    thread: PhantomData<*const ()>,
}

impl Pin {
    /// Pins the thread.
    #[inline]
    pub(crate) fn new() -> Pin {
        let slot = held().unwrap_or_else(take_hold);
        let depth = slot.depth.load(Ordering::Relaxed);
        if depth == 0 {
            slot.epoch
                .store(DOMAIN.epoch.load(Ordering::Acquire), Ordering::Release);
            sys::light_barrier();
        }
        slot.depth.store(depth + 1, Ordering::Relaxed);
        Pin {
            slot,
            thread: PhantomData,
        }
    }
}

impl Drop for Pin {
    #[inline]
    fn drop(&mut self) {
        let depth = self.slot.depth.load(Ordering::Relaxed) - 1;
        self.slot.depth.store(depth, Ordering::Relaxed);
        if depth == 0 {
            self.slot.epoch.store(0, Ordering::Release);
            if self.slot.lent.load(Ordering::Relaxed) {
                self.slot.lent.store(false, Ordering::Relaxed);
                self.slot.taken.store(false, Ordering::Release);
            }
        }
    }
}

/// A slot nobody has, or a new one.
#[cold]
fn take_slot() -> &'static Slot {
    sys::prepare_barriers();
    for slot in slots() {
        if slot
            .taken
            .compare_exchange(false, true, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok()
        {
            return slot;
        }
    }
    let slot: &'static Slot = Box::leak(Box::new(Slot {
        epoch: AtomicU64::new(0),
        depth: AtomicU32::new(0),
        taken: AtomicBool::new(true),
        lent: AtomicBool::new(false),
        next: AtomicPtr::new(ptr::null_mut()),
    }));
    let mut head = DOMAIN.slots.load(Ordering::Acquire);
    loop {
        slot.next.store(head, Ordering::Relaxed);
        let new = ptr::from_ref(slot).cast_mut();
        match DOMAIN
            .slots
            .compare_exchange_weak(head, new, Ordering::AcqRel, Ordering::Acquire)
        {
            Ok(_) => return slot,
            Err(now) => head = now,
        }
    }
}

fn slots() -> impl Iterator<Item = &'static Slot> {
    let mut at = DOMAIN.slots.load(Ordering::Acquire);
    std::iter::from_fn(move || {
        // SAFETY: the list holds only leaked slots, which are never freed, and null at its end.
        let slot = unsafe { at.as_ref() }?;
        at = slot.next.load(Ordering::Acquire);
        Some(slot)
    })
}

/// Frees `old` once no thread can be inside it.
fn retire(retired: &Retired, old: Box<dyn Send>) {
    let epoch = DOMAIN.epoch.fetch_add(1, Ordering::AcqRel);
    retired
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push((epoch, old));
    collect_from(retired);
}

/// Frees what was replaced and can no longer be reached.
pub(crate) fn collect() {
    collect_from(&DOMAIN.replaced);
}

fn collect_from(retired: &Retired) {
    let mut replaced = retired.lock().unwrap_or_else(PoisonError::into_inner);
    if replaced.is_empty() || !sys::heavy_barrier() {
        return;
    }
    let oldest = slots()
        .map(|slot| slot.epoch.load(Ordering::Acquire))
        .filter(|&epoch| epoch != 0)
        .min()
        .unwrap_or(u64::MAX);
    let mut free = Vec::new();
    replaced.retain_mut(|(epoch, old)| {
        let keep = *epoch >= oldest;
        if !keep {
            free.push(std::mem::replace(old, Box::new(())));
        }
        keep
    });
    // Dropped after the lock: unmapping takes its time, and may retire more.
    drop(replaced);
    drop(free);
}

/// What readers under a [`Pin`] can no longer find, where the memory tier had it: dropped, it is freed as soon as no thread
/// can be inside it. To be dropped where no lock is held.
#[must_use = "dropping it may run the user's code"]
pub(crate) struct Replaced(Option<Box<dyn Send>>);

impl Replaced {
    /// `old`, to which nothing points any more that is not older than this.
    pub(crate) fn new(old: Option<impl Send + 'static>) -> Replaced {
        Replaced(old.map(|old| Box::new(old) as Box<dyn Send>))
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        if let Some(old) = self.0.take() {
            retire(&DOMAIN.apart, old);
        }
    }
}

/// A place for one shared value that readers look at under a [`Pin`].
#[repr(transparent)]
pub(crate) struct Shelf<T: Send + Sync + 'static> {
    /// From `Arc::into_raw`, and owning that count; or null.
    held: AtomicPtr<T>,
}

impl<T: Send + Sync + 'static> Shelf<T> {
    /// An empty place.
    pub(crate) fn new() -> Shelf<T> {
        Shelf {
            held: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// A row of empty places. Memory for them is asked for as zeros and not written to: most stay empty, and opening a
    /// store need not touch their pages.
    pub(crate) fn rank<const COUNT: usize>() -> Box<[Shelf<T>; COUNT]> {
        #[cfg(not(all(loom, test)))]
        {
            let zeros = Box::<[Shelf<T>; COUNT]>::new_zeroed();
            // SAFETY: a shelf is an `AtomicPtr` and nothing else, and all zeros are a null one: an empty place.
            unsafe { zeros.assume_init() }
        }
        #[cfg(all(loom, test))]
        Box::new(std::array::from_fn(|_| Shelf::new()))
    }

    /// What lies there.
    #[inline]
    pub(crate) fn get<'p>(&'p self, _pin: &'p Pin) -> Option<&'p T> {
        // SAFETY: the pointer is null or owns a count of an `Arc`; that count is given up only through
        // `retire`, which waits for pins made before the pointer was replaced, as this one then was.
        unsafe { self.held.load(Ordering::Acquire).as_ref() }
    }

    /// What lies there, kept alive by a count instead of the pin.
    pub(crate) fn hold(&self, _pin: &Pin) -> Option<Arc<T>> {
        let held = self.held.load(Ordering::Acquire);
        if held.is_null() {
            return None;
        }
        // SAFETY: as in `get`, the shelf's own count is alive under the pin.
        unsafe { Arc::increment_strong_count(held) };
        // SAFETY: this takes over the count just added.
        Some(unsafe { Arc::from_raw(held) })
    }

    /// Lays `new` there; what was there goes when its readers have left.
    pub(crate) fn set(&self, new: Option<Arc<T>>) {
        let new = new.map_or(ptr::null_mut(), |arc| Arc::into_raw(arc).cast_mut());
        let old = self.held.swap(new, Ordering::AcqRel);
        if !old.is_null() {
            // SAFETY: the count belonged to the shelf, which no longer points here.
            retire(&DOMAIN.replaced, Box::new(unsafe { Arc::from_raw(old) }));
        }
    }
}

impl<T: Send + Sync + 'static> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf::new()
    }
}

impl<T: Send + Sync + 'static> Drop for Shelf<T> {
    fn drop(&mut self) {
        let held = self.held.load(Ordering::Relaxed);
        if !held.is_null() {
            // SAFETY: `&mut self`: no reader borrows from the shelf, whose count this is.
            drop(unsafe { Arc::from_raw(held) });
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::{Pin, Shelf, collect};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::time::Duration;

    /// Says when it is dropped, and whether it was looked at after that.
    struct Canary(Arc<AtomicUsize>, AtomicBool);

    impl Drop for Canary {
        fn drop(&mut self) {
            self.1.store(true, Ordering::SeqCst);
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Waits until just so many were freed. Tests beside this one pin too, and a thread of theirs that does not run holds
    /// up what they see for as long.
    fn wait_until_freed(dropped: &AtomicUsize, count: usize) {
        for _ in 0..30_000 {
            collect();
            if dropped.load(Ordering::SeqCst) == count {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("{} of {count} freed", dropped.load(Ordering::SeqCst));
    }

    #[test]
    fn a_value_outlives_the_pins_that_may_see_it() {
        let dropped = Arc::new(AtomicUsize::new(0));
        let canary = || {
            Some(Arc::new(Canary(
                Arc::clone(&dropped),
                AtomicBool::new(false),
            )))
        };
        let shelf = Shelf::<Canary>::new();
        shelf.set(canary());
        let pin = Pin::new();
        let seen = shelf.get(&pin).expect("just set");
        shelf.set(canary());
        collect();
        assert!(!seen.1.load(Ordering::SeqCst), "freed under a pin");
        let held = shelf.hold(&pin).expect("just set");
        drop(pin);
        shelf.set(None);
        wait_until_freed(&dropped, 1); // The first; the held one is not.
        drop(held);
        wait_until_freed(&dropped, 2);
    }

    #[test]
    fn a_row_of_shelves_is_empty_until_something_lies_there() {
        let row = Shelf::<String>::rank::<70>();
        let pin = Pin::new();
        assert_eq!(row.iter().filter_map(|shelf| shelf.get(&pin)).count(), 0);
        row[69].set(Some(Arc::new("there".to_owned())));
        let there: Vec<_> = row.iter().filter_map(|shelf| shelf.get(&pin)).collect();
        assert_eq!((row.len(), there), (70, vec![&"there".to_owned()]));
    }

    #[test]
    fn readers_and_a_replacer_race() {
        let dropped = Arc::new(AtomicUsize::new(0));
        let shelf = Shelf::<Canary>::new();
        let (rounds, readers) = if cfg!(miri) { (50, 2) } else { (20_000, 3) };
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..readers {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        let pin = Pin::new();
                        if let Some(canary) = shelf.get(&pin) {
                            let _nested = Pin::new();
                            assert!(!canary.1.load(Ordering::SeqCst), "freed under a pin");
                        }
                    }
                });
            }
            for _ in 0..rounds {
                shelf.set(Some(Arc::new(Canary(
                    Arc::clone(&dropped),
                    AtomicBool::new(false),
                ))));
            }
            done.store(true, Ordering::Relaxed);
        });
        shelf.set(None);
        wait_until_freed(&dropped, rounds);
    }
}
