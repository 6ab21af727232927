//! A stack deep enough for any source that a person or a macro wrote.
//!
//! syn parses, and drops, by recursion; a build script's main thread has 8 MiB, a test's thread 2.

use std::thread::{self, JoinHandle, Scope, ScopedJoinHandle};

/// Address space reserved; pages are taken only when touched.
const STACK: usize = 1 << 30;

/// Runs `work` on a thread of its own with a deep stack. A panic in it goes on here.
///
/// Where no such thread can be had, it runs on this one.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut slot = Some(work);
    let done = thread::scope(|scope| {
        let slot = &mut slot;
        deep_thread(scope, move || slot.take().map(|work| work())).map(ScopedJoinHandle::join)
    });
    match done {
        Some(Ok(Some(value))) => value,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        Some(Ok(None)) | None => match slot.take() {
            Some(work) => work(),
            // The closure is taken only by the thread that answers.
            None => unreachable!("work is done once"),
        },
    }
}

/// A thread with a deep stack; none where it cannot be had.
pub fn deep_thread<'s, T: Send + 's>(
    scope: &'s Scope<'s, '_>,
    work: impl FnOnce() -> T + Send + 's,
) -> Option<ScopedJoinHandle<'s, T>> {
    builder().spawn_scoped(scope, work).ok()
}

/// The same for work that borrows nothing.
pub(super) fn deep_thread_of_its_own(
    work: impl FnOnce() + Send + 'static,
) -> Option<JoinHandle<()>> {
    builder().spawn(work).ok()
}

fn builder() -> thread::Builder {
    let thread = thread::Builder::new().name("rememo".to_owned());
    thread.stack_size(STACK)
}
