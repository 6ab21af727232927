//! The key of the seal: made once per user, read once per process, and refused where others could have a hand in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use etcetera::BaseStrategy;

use super::KeySource;
use crate::{hex, sys, trust};

/// Why there is no key to seal with. The cache is then off: functions compute.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealKeyError {
    /// The key file cannot be made or read.
    #[error("cannot {action} the seal's key {}: {source}", path.display())]
    Io {
        /// What was tried, as "read".
        action: &'static str,
        /// The key file or its folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key file or its folder is not the user's alone.
    #[error("refused the seal's key {}: {reason}", path.display())]
    Refused {
        /// The key file or its folder.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
    /// The environment variable that should hold the key is not set, or not a key.
    #[error("the environment variable {0} should hold the seal's key: 64 hex digits")]
    Variable(&'static str),
    /// The user has no home folder.
    #[error("there is no home folder for the seal's key: {0}")]
    NoHome(String),
}

type Secret = [u8; 32];

/// The key of `source`. Read once per process: a file replaced later does not split what runs.
pub(crate) fn load(source: KeySource) -> Result<Secret, SealKeyError> {
    static LOADED: Mutex<Vec<(KeySource, Secret)>> = Mutex::new(Vec::new());
    let mut loaded = LOADED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((_, secret)) = loaded.iter().find(|(known, _)| *known == source) {
        return Ok(*secret);
    }
    let secret = match source {
        KeySource::User => user_secret()?,
        KeySource::File(path) => read(Path::new(path), Owners::Shared)?,
        KeySource::Env(name) => std::env::var(name)
            .ok()
            .and_then(|text| hex::decode32(text.trim()))
            .ok_or(SealKeyError::Variable(name))?,
    };
    loaded.push((source, secret));
    Ok(secret)
}

fn user_secret() -> Result<Secret, SealKeyError> {
    let data = etcetera::base_strategy::choose_native_strategy()
        .map_err(|error| SealKeyError::NoHome(error.to_string()))?
        .data_dir();
    let folder = data.join("rememo");
    trust::private_folder(&folder).map_err(|error| match error {
        trust::Distrust::Io(source) => SealKeyError::Io {
            action: "make the folder of",
            path: folder.clone(),
            source,
        },
        trust::Distrust::Refused(reason) => SealKeyError::Refused {
            path: folder.clone(),
            reason,
        },
    })?;
    let path = folder.join("seal.key");
    match read(&path, Owners::User) {
        Err(SealKeyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            create(&folder, &path).map_err(|source| SealKeyError::Io {
                action: "make",
                path: path.clone(),
                source,
            })?;
            // Whoever was first, all processes read the same file.
            read(&path, Owners::User)
        }
        other => other,
    }
}

/// Makes the key file, unless another process does first. Readers see all of it or nothing.
fn create(folder: &Path, path: &Path) -> io::Result<()> {
    let temporary = folder.join(format!("seal.key.{}", hex::encode(&sys::random::<8>()?)));
    let line = format!("{}\n", hex::encode(&sys::random::<32>()?));
    let written = trust::write_new(&temporary, line.as_bytes()).and_then(|file| {
        file.sync_all()?;
        // A link, unlike a rename, leaves alone what is already there.
        match fs::hard_link(&temporary, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            // A file system without links.
            Err(_) if !path.exists() => fs::rename(&temporary, path),
            other => other,
        }
    });
    // After a rename there is none.
    let _ = fs::remove_file(&temporary);
    written
}

/// Who may own a key file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owners {
    /// The user; nobody else may read it.
    User,
    /// The user or root, by a path (perhaps a symlink) the user gave; strangers may not read it.
    Shared,
}

fn read(path: &Path, owners: Owners) -> Result<Secret, SealKeyError> {
    let io = |source| SealKeyError::Io {
        action: "read",
        path: path.to_owned(),
        source,
    };
    let refused = |reason: &str| {
        Err(SealKeyError::Refused {
            path: path.to_owned(),
            reason: reason.to_owned(),
        })
    };
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe in its place must not hang us.
        let links = if owners == Owners::User {
            libc::O_NOFOLLOW
        } else {
            0
        };
        options.custom_flags(links | libc::O_NONBLOCK);
    }
    let file = match options.open(path) {
        Ok(file) => file,
        #[cfg(unix)]
        Err(error) if error.raw_os_error() == Some(libc::ELOOP) => {
            return refused("it is a symlink; remove it, and a new key is made");
        }
        Err(error) => return Err(io(error)),
    };
    let metadata = file.metadata().map_err(io)?;
    if !metadata.is_file() {
        return refused("it is not a regular file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let own = metadata.uid() == trust::user_id();
        if !own && (owners == Owners::User || metadata.uid() != 0) {
            return refused("another user owns it; remove it, and a new key is made");
        }
        let others = if owners == Owners::User { 0o077 } else { 0o027 };
        if metadata.mode() & others != 0 {
            return refused("others have access to it; if you trust its content, `chmod 600` it");
        }
    }
    match parse(file).map_err(io)? {
        Some(secret) => Ok(secret),
        None => refused("it is not 64 hex digits; remove it, and a new key is made"),
    }
}

fn parse(file: File) -> io::Result<Option<Secret>> {
    // Anything longer is no key.
    let mut text = Vec::with_capacity(128);
    file.take(256).read_to_end(&mut text)?;
    let secret = std::str::from_utf8(&text)
        .ok()
        .and_then(|text| hex::decode32(text.trim()));
    // All zeros is what a crash of the file system leaves of a file, not what we made.
    Ok(secret.filter(|secret| *secret != [0; 32]))
}
