//! What the compiler says of itself, and by what one can tell that it would say the same again.

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// Variables that may make another compiler of the same file.
const STEERING: &[&str] = &[
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LD_PRELOAD",
    "RUSTC_OVERRIDE_VERSION_STRING",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
];

/// What the compiler says of itself; empty if it cannot be run, which the caller reports.
pub fn rustc_version(rustc: &str) -> String {
    let output = Command::new(rustc).arg("-vV").output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

/// All that decides what a compiler says of itself, as a text: the file and the libraries of its toolchain, as cargo
/// tells one compiler from another too. Of what may only lead to a compiler, as rustup's `rustc` or a script, nothing
/// can be told without running it: none. No fingerprint has any of this in it, only what the compiler then says.
pub fn rustc_identity(rustc: &str) -> Option<String> {
    let path = Path::new(rustc);
    let bin = path.parent().filter(|_| path.is_absolute())?;
    let mut libraries = Vec::new();
    let folder = match cfg!(windows) {
        true => bin.to_owned(),
        false => bin.parent()?.join("lib"),
    };
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        if [".so", ".dylib", ".dll"]
            .iter()
            .any(|end| name.contains(end))
        {
            // Through a link, to what it leads to.
            libraries.push((name, seen(&fs::metadata(entry.path()).ok()?)));
        }
    }
    // A compiler lies beside its driver; a script or rustup's `rustc` does not.
    if !libraries
        .iter()
        .any(|(name, _)| name.contains("rustc_driver"))
    {
        return None;
    }
    let mut head = [0; 2];
    File::open(path).ok()?.read_exact(&mut head).ok()?;
    if head == *b"#!" {
        return None;
    }
    libraries.sort();
    let own = seen(&fs::metadata(path).ok()?);
    let steering: Vec<_> = STEERING.iter().map(std::env::var_os).collect();
    Some(format!("{rustc} {own:?} {libraries:?} {steering:?}"))
}

/// What changes when a file does.
#[cfg(unix)]
fn seen(file: &Metadata) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt;
    let times = [
        file.mtime(),
        file.mtime_nsec(),
        file.ctime(),
        file.ctime_nsec(),
    ];
    let mut seen = vec![file.dev(), file.ino(), file.size()];
    seen.extend(times.map(|time| time as u64));
    seen
}

/// What changes when a file does.
#[cfg(not(unix))]
fn seen(file: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (file.len(), file.modified().ok())
}
