//! Which folders are ours to trust: the user's own, no symlink, closed to others. And files for the user alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Why a folder is not used.
#[derive(Debug)]
pub(crate) enum Distrust {
    Io(io::Error),
    /// The reason, and what to do.
    Refused(String),
}

impl From<io::Error> for Distrust {
    fn from(error: io::Error) -> Distrust {
        Distrust::Io(error)
    }
}

/// Makes `folder` (mode 0700, with its parents) or checks that the one there is the user's own.
pub(crate) fn own_folder(folder: &Path) -> Result<(), Distrust> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(folder)?;
            // Another may have been quicker, and be no friend.
            check_owner(&fs::symlink_metadata(folder)?)
        }
        Err(error) => Err(error.into()),
        Ok(metadata) => check_owner(&metadata),
    }
}

/// The same, and closes it to others: for folders that are rememo's alone.
pub(crate) fn private_folder(folder: &Path) -> Result<(), Distrust> {
    own_folder(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::symlink_metadata(folder)?.permissions().mode();
        if mode & 0o077 != 0
            && fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).is_err()
            && mode & 0o022 != 0
        {
            return Err(Distrust::Refused(
                "others can write into it; `chmod 700` it".to_owned(),
            ));
        }
    }
    Ok(())
}

fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn check_owner(metadata: &fs::Metadata) -> Result<(), Distrust> {
    let refused = |reason: &str| Err(Distrust::Refused(reason.to_owned()));
    if metadata.is_symlink() {
        return refused("it is a symlink; give the folder it points to instead");
    }
    if !metadata.is_dir() {
        return refused("it is not a folder");
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(metadata) != user_id() {
        return refused("another user owns it; choose a folder of your own (REMEMO_DIR)");
    }
    Ok(())
}

/// Writes `bytes` to a new file, readable by the user alone. If that fails there is no file.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<fs::File> {
    // Asking first: a write over the limit would end the process.
    if bytes.len() as u64 > crate::sys::file_size_limit() {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        // If this fails as well, there is half a file under a temporary name, which nobody reads.
        let _ = fs::remove_file(path);
    })?;
    Ok(file)
}

/// The user this process acts as.
#[cfg(unix)]
pub(crate) fn user_id() -> u32 {
    crate::sys::effective_user()
}
