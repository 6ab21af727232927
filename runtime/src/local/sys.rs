//! The few system calls that `std` has no name for. Every `unsafe` here is a plain call into libc.
//!
//! What another system lacks is answered with the safe choice: no byte-range locks, a full fence, no boot id.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering, compiler_fence};

use super::sync::fence;

/// The user this process acts as.
pub(crate) fn effective_user() -> u32 {
    // SAFETY: `geteuid` takes nothing, always succeeds and touches no memory of ours.
    unsafe { libc::geteuid() }
}

/// Makes sure that `file` has blocks for its bytes `from..len`, and is at least `len` long. A full disk is
/// an error here, where it is harmless, and never later in a write. Only what is new is asked for: some file
/// systems walk over all that is there already.
pub(crate) fn allocate(file: &File, from: u64, len: u64) -> io::Result<()> {
    if from >= len {
        return Ok(());
    }
    within(file_size_limit()?, len)?;
    #[cfg(target_os = "linux")]
    {
        use std::os::fd::AsRawFd;
        let offset = |at: u64| {
            libc::off_t::try_from(at).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))
        };
        let (start, more) = (offset(from)?, offset(len - from)?);
        loop {
            // SAFETY: the descriptor is open as long as `file` is borrowed; no memory is passed.
            match unsafe { libc::posix_fallocate(file.as_raw_fd(), start, more) } {
                0 => return Ok(()),
                libc::EINTR => {}
                libc::EOPNOTSUPP | libc::EINVAL | libc::ENOSYS => break,
                code => return Err(io::Error::from_raw_os_error(code)),
            }
        }
    }
    fill_with_zeros(file, len)
}

/// For file systems that cannot preallocate: zeros from the present end on.
fn fill_with_zeros(file: &File, len: u64) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    let zeros = [0_u8; 16 * 1024];
    let mut at = file.metadata()?.len();
    while at < len {
        let step = (len - at).min(zeros.len() as u64);
        file.write_all_at(zeros.get(..step as usize).unwrap_or_default(), at)?;
        at += step;
    }
    Ok(())
}

/// Gives a file that nobody has mapped `len` bytes, and blocks for them where `blocks` says so and the file system can:
/// elsewhere they come as it is written.
pub(crate) fn set_length(file: &File, len: u64, blocks: bool) -> io::Result<()> {
    within(file_size_limit()?, len)?;
    #[cfg(target_os = "linux")]
    if blocks {
        use std::os::fd::AsRawFd;
        let end =
            libc::off_t::try_from(len).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        loop {
            // Not `posix_fallocate`, which writes to each block where the file system cannot.
            // SAFETY: the descriptor is open as long as `file` is borrowed; no memory is passed.
            if unsafe { libc::fallocate(file.as_raw_fd(), 0, 0, end) } == 0 {
                return Ok(());
            }
            let error = io::Error::last_os_error();
            match error.raw_os_error() {
                Some(libc::EINTR) => {}
                Some(libc::EOPNOTSUPP | libc::EINVAL | libc::ENOSYS) => break,
                _ => return Err(error),
            }
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = blocks;
    file.set_len(len)
}

/// Writes pieces one behind the other from `at` on, as if they were one.
#[cfg(target_os = "linux")]
pub(crate) fn write_pieces(file: &File, mut at: u64, pieces: [&[u8]; 3]) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let mut slices = pieces.map(io::IoSlice::new);
    let mut left = slices.as_mut_slice();
    // Empty pieces at the start go, so that nothing left is the end.
    io::IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        let start =
            libc::off_t::try_from(at).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        // SAFETY: the descriptor is open as long as `file` is borrowed; an `IoSlice` is an `iovec` by its
        // documentation, and these (at most three) and what they point to outlive the call, which only reads them.
        let written = unsafe {
            libc::pwritev(
                file.as_raw_fd(),
                left.as_ptr().cast::<libc::iovec>(),
                left.len() as libc::c_int,
                start,
            )
        };
        match usize::try_from(written) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                io::IoSlice::advance_slices(&mut left, written);
                at += written as u64;
            }
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
    Ok(())
}

/// The same, one after the other.
#[cfg(not(target_os = "linux"))]
pub(crate) fn write_pieces(file: &File, mut at: u64, pieces: [&[u8]; 3]) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    for piece in pieces {
        file.write_all_at(piece, at)?;
        at += piece.len() as u64;
    }
    Ok(())
}

/// `RLIMIT_FSIZE`: how long a file this process may write, in bytes.
#[cfg(not(miri))]
pub(crate) fn file_size_limit() -> io::Result<u64> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is a valid, exclusively borrowed rlimit for the length of the call.
    if unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &raw mut limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // The type's width differs between targets; "no limit" is the largest number of each.
    Ok(if limit.rlim_cur == libc::RLIM_INFINITY {
        u64::MAX
    } else {
        limit.rlim_cur
    })
}

/// Miri knows no limits.
#[cfg(miri)]
pub(crate) fn file_size_limit() -> io::Result<u64> {
    Ok(u64::MAX)
}

/// An error if a file of `len` bytes is over the limit: the system would answer a write past it with a
/// signal that ends the process, also where another process, with another limit, has made the file longer.
pub(crate) fn within(limit: u64, len: u64) -> io::Result<()> {
    if len > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(())
}

/// What kind of file system a folder lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileSystem {
    /// A mapping is not coherent between machines.
    Network,
    /// In this machine's memory.
    Memory,
    /// Any other.
    Disk,
}

/// The kind of file system that the folder lies on.
#[cfg(target_os = "linux")]
pub(crate) fn file_system(folder: &Path) -> io::Result<FileSystem> {
    use std::os::unix::ffi::OsStrExt;
    // tmpfs and ramfs.
    const MEMORY: [u32; 2] = [0x0102_1994, 0x8584_58F6];
    // From statfs(2): NFS, SMB, SMB2, CIFS, AFS (two), Coda, FUSE (sshfs and the like), 9P, Ceph, Lustre,
    // GFS2, OCFS2, GPFS, PanFS, BeeGFS, VirtualBox and Parallels shared folders.
    const REMOTE: [u32; 18] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x5346_414F,
        0x6B41_4653,
        0x7375_7245,
        0x6573_5546,
        0x0102_1997,
        0x00C3_6400,
        0x0BD0_0BD3,
        0x0116_1970,
        0x7461_636F,
        0x4750_4653,
        0xAAD7_AAEA,
        0x1983_0326,
        0x786F_4256,
        0x7C7C_6673,
    ];
    let name = std::ffi::CString::new(folder.as_os_str().as_bytes())
        .map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut found = std::mem::MaybeUninit::<libc::statfs>::zeroed();
    // SAFETY: `name` ends in a nul, and `found` is large enough for what the call writes.
    if unsafe { libc::statfs(name.as_ptr(), found.as_mut_ptr()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: all bytes were zeroed, which is a valid `statfs`, before the call filled them.
    let found = unsafe { found.assume_init() };
    // The type's width differs between targets; the magic numbers are 32 bits wide.
    let kind = found.f_type as u32;
    Ok(if REMOTE.contains(&kind) {
        FileSystem::Network
    } else if MEMORY.contains(&kind) {
        FileSystem::Memory
    } else {
        FileSystem::Disk
    })
}

/// Not known on this system: taken for a local one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn file_system(_folder: &Path) -> io::Result<FileSystem> {
    Ok(FileSystem::Disk)
}

/// A byte-range lock on `file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByteLock {
    /// Nobody else may hold the byte.
    Exclusive,
    /// Others may hold it shared.
    Shared,
    /// Let it go.
    Free,
}

/// Tries to change the lock on the byte at `at`, which belongs to the open file and not to the process, and
/// which the system frees when its holder dies. `false`: somebody else holds it.
#[cfg(target_os = "linux")]
pub(crate) fn lock_byte(file: &File, at: u64, want: ByteLock) -> io::Result<bool> {
    use std::os::fd::AsRawFd;
    let kind = match want {
        ByteLock::Exclusive => libc::F_WRLCK,
        ByteLock::Shared => libc::F_RDLCK,
        ByteLock::Free => libc::F_UNLCK,
    };
    let range = libc::flock {
        l_type: kind as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: libc::off_t::try_from(at)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?,
        l_len: 1,
        // Must be zero for locks of an open file description.
        l_pid: 0,
    };
    loop {
        // SAFETY: the descriptor is open as long as `file` is borrowed, and `range` outlives the call.
        if unsafe { libc::fcntl(file.as_raw_fd(), libc::F_OFD_SETLK, &raw const range) } == 0 {
            return Ok(true);
        }
        let error = io::Error::last_os_error();
        match error.raw_os_error() {
            Some(libc::EINTR) => {}
            Some(libc::EAGAIN | libc::EACCES) => return Ok(false),
            _ => return Err(error),
        }
    }
}

/// Locks of an open file are Linux's own; elsewhere processes do not wait for each other.
#[cfg(not(target_os = "linux"))]
pub(crate) fn lock_byte(_file: &File, _at: u64, _want: ByteLock) -> io::Result<bool> {
    Ok(true)
}

/// 0 not asked yet, 1 `membarrier` works, 2 it does not.
static BARRIERS: AtomicU8 = AtomicU8::new(0);

/// Chooses the barriers, once; before the first [`light_barrier`] of a thread.
pub(crate) fn prepare_barriers() {
    if BARRIERS.load(Ordering::Acquire) == 0 {
        let works = membarrier(MEMBARRIER_REGISTER) && membarrier(MEMBARRIER_PRIVATE);
        BARRIERS.store(if works { 1 } else { 2 }, Ordering::Release);
    }
}

/// The reader's half of a barrier between threads: free where `membarrier` works, a full fence elsewhere.
#[inline]
pub(crate) fn light_barrier() {
    if BARRIERS.load(Ordering::Relaxed) == 1 {
        compiler_fence(Ordering::SeqCst);
    } else {
        fence(Ordering::SeqCst);
    }
}

/// The other half: when it returns `true`, every thread of the process has passed a full barrier.
pub(crate) fn heavy_barrier() -> bool {
    fence(Ordering::SeqCst);
    match BARRIERS.load(Ordering::Acquire) {
        1 => membarrier(MEMBARRIER_PRIVATE),
        _ => true,
    }
}

/// `MEMBARRIER_CMD_PRIVATE_EXPEDITED`.
const MEMBARRIER_PRIVATE: libc::c_int = 1 << 3;
/// `MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED`.
const MEMBARRIER_REGISTER: libc::c_int = 1 << 4;

#[cfg(all(target_os = "linux", not(miri), not(all(loom, test))))]
fn membarrier(command: libc::c_int) -> bool {
    // SAFETY: the call takes three integers and touches no memory of ours.
    unsafe { libc::syscall(libc::SYS_membarrier, command, 0, 0) == 0 }
}

/// Elsewhere, and where threads are only played: full fences do.
#[cfg(not(all(target_os = "linux", not(miri), not(all(loom, test)))))]
fn membarrier(_command: libc::c_int) -> bool {
    false
}
