//! The store's folder: made for its owner alone, and not entered if it is somebody else's.

use std::path::{Path, PathBuf};

use super::disk::{Disk, Stat, is_kind, is_missing};
use super::format::LAYOUT;
use super::options::{shards_fit, shards_for};
use super::sys;
use crate::error::StoreError;

/// Tells backup programs to leave the folder out: <https://bford.info/cachedir/>.
const TAG_NAME: &str = "CACHEDIR.TAG";
const TAG: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache made by rememo; it can be deleted at any time.\n";

/// Where a store lies.
#[derive(Debug)]
pub(crate) struct Place {
    /// The layout's folder, which the files of all shards share.
    pub(crate) root: PathBuf,
    /// The folder of the shards' folders.
    pub(crate) shards_folder: PathBuf,
    /// How many shards there are.
    pub(crate) shards: u64,
}

/// Finds the store under `folder`, or makes it.
pub(crate) fn prepare(disk: &Disk, folder: &Path, max_size: u64) -> Result<Place, StoreError> {
    let root = folder.join(LAYOUT);
    make(disk, folder)?;
    let shards = settle_shards(disk, &root, max_size)?;
    Ok(Place {
        shards_folder: root.join(shards.to_string()),
        root,
        shards,
    })
}

/// Finds the store under `folder` as it is: nothing is made or mended. `None` if there is none.
pub(crate) fn find(disk: &Disk, folder: &Path) -> Result<Option<Place>, StoreError> {
    let root = folder.join(LAYOUT);
    for path in [folder, &root] {
        match disk.stat_path(path) {
            Err(error) if is_missing(&error) => return Ok(None),
            state => check(path, &state?)?,
        }
    }
    // The smallest that is there wins, as for those who write; what no store is as wide as, is none of ours.
    let found = widths(disk, &root)?;
    let fitting = found.iter().find(|&&shards| shards_fit(shards, u64::MAX));
    Ok(fitting.map(|&shards| Place {
        shards_folder: root.join(shards.to_string()),
        root,
        shards,
    }))
}

/// Makes the folders down to the layout's, and checks whose they are.
fn make(disk: &Disk, folder: &Path) -> Result<(), StoreError> {
    if disk
        .stat_path(folder)
        .is_err_and(|error| is_missing(&error))
    {
        disk.make_folders(folder)?;
    }
    check(folder, &disk.stat_path(folder)?)?;
    let root = folder.join(LAYOUT);
    let state = match disk.stat_path(&root) {
        Err(error) if is_missing(&error) => {
            disk.make_folder(&root)?;
            write_tag(disk, folder)?;
            disk.stat_path(&root)?
        }
        state => state?,
    };
    check(&root, &state)?;
    if state.mode & 0o077 != 0 {
        disk.close_folder(&root)?;
    }
    Ok(())
}

/// Refuses what another user could have put there.
fn check(path: &Path, state: &Stat) -> Result<(), StoreError> {
    let refuse = |reason: String| {
        Err(StoreError::Refused {
            path: path.to_owned(),
            reason,
        })
    };
    if !state.is_folder {
        return refuse("it is not a folder (a symlink to one is not followed)".to_owned());
    }
    let me = sys::effective_user();
    if state.user != me {
        return refuse(format!(
            "it belongs to user {}, and this is user {me}",
            state.user
        ));
    }
    if state.mode & 0o002 != 0 {
        return refuse(format!(
            "everybody can write to it (mode {:o}); make it 700",
            state.mode
        ));
    }
    Ok(())
}

fn write_tag(disk: &Disk, folder: &Path) -> Result<(), StoreError> {
    match disk.create(&folder.join(TAG_NAME)) {
        Ok(file) => disk.write_at(&file, 0, TAG),
        Err(error) if is_kind(&error, std::io::ErrorKind::AlreadyExists) => Ok(()),
        Err(error) => Err(error),
    }
}

/// How many shards the store has: its folder's name says it. One made for a size that is far too large for
/// the present one is replaced.
fn settle_shards(disk: &Disk, root: &Path, max_size: u64) -> Result<u64, StoreError> {
    let found = widths(disk, root)?;
    // The smallest that is there wins, so that two processes with different limits settle on one.
    let fitting = found
        .iter()
        .copied()
        .find(|&shards| shards_fit(shards, max_size));
    let shards = fitting.unwrap_or_else(|| shards_for(max_size));
    if fitting.is_none() {
        disk.make_folder(&root.join(shards.to_string()))?;
    }
    for other in found.into_iter().filter(|&other| other != shards) {
        if let Err(error) = remove_all(disk, &root.join(other.to_string())) {
            tracing::warn!(target: "rememo", %error, "cannot remove a store of another width");
        }
    }
    Ok(shards)
}

/// The numbers of shards of which there is a folder, the smallest first.
fn widths(disk: &Disk, root: &Path) -> Result<Vec<u64>, StoreError> {
    let mut found: Vec<u64> = disk
        .list(root)?
        .iter()
        .filter_map(|name| name.to_str()?.parse().ok())
        .filter(|shards: &u64| shards.is_power_of_two())
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// Removes a folder of shards.
fn remove_all(disk: &Disk, folder: &Path) -> Result<(), StoreError> {
    for shard in disk.list(folder)? {
        let shard = folder.join(shard);
        for name in disk.list(&shard)? {
            disk.unlink(&shard.join(name))?;
        }
        disk.remove_folder(&shard)?;
    }
    disk.remove_folder(folder)
}

/// Makes a shard's folder, and those above it if somebody has removed them meanwhile.
pub(crate) fn make_shard(disk: &Disk, place: &Place, folder: &Path) -> Result<(), StoreError> {
    match disk.make_folder(folder) {
        Err(error) if is_missing(&error) => {}
        done => return done,
    }
    if let Some(above) = place.root.parent() {
        make(disk, above)?;
    }
    disk.make_folder(&place.shards_folder)?;
    disk.make_folder(folder)
}
