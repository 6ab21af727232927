//! Calls into the operating system that std does not offer.

#![allow(unsafe_code)]

use std::io;

/// The effective user id of this process.
#[cfg(unix)]
pub(crate) fn effective_user() -> u32 {
    // SAFETY: geteuid takes nothing, touches no memory and cannot fail.
    unsafe { libc::geteuid() }
}

/// Random bytes, good enough for secrets.
pub(crate) fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(io::Error::other(error.to_string())),
    }
}

/// The largest file this process may write: beyond it, the system ends the process with SIGXFSZ.
pub(crate) fn file_size_limit() -> u64 {
    #[cfg(unix)]
    {
        let mut limit = libc::rlimit {
            rlim_cur: libc::RLIM_INFINITY,
            rlim_max: 0,
        };
        // SAFETY: getrlimit writes one `rlimit` through the pointer, which is to one that outlives the call.
        let answer = unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) };
        if answer == 0 && limit.rlim_cur != libc::RLIM_INFINITY {
            return limit.rlim_cur;
        }
    }
    u64::MAX
}

/// Has `last` called when the process exits, unless it is killed.
pub(crate) fn at_exit(last: extern "C" fn()) {
    // SAFETY: `last` is a function of this program, there as long as the process is. That it could not be noted, for
    // want of memory, costs a few counts.
    unsafe { libc::atexit(last) };
}
