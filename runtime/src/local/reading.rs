//! Reading records with `pread`, for file systems where maps are not safe. What is read is verified on every
//! hit: it may be read differently the next time.

use std::path::Path;

use super::disk::{Disk, DiskFile, is_kind, is_missing};
use super::format::Stub;
use super::index::{Index, Slot, full_id};
use super::large;
use super::record::Header;
use super::segment::{self, Head, judge};
use crate::error::StoreError;
use crate::key::Key;
use crate::layout::HEADER_LEN;

/// The entry a slot leads to, if it is the key's and not over `limit` bytes.
pub(crate) fn entry_at(
    disk: &Disk,
    folder: &Path,
    index: &Index,
    slot: Slot,
    key: &Key,
    limit: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some((file, head)) = head_at(disk, folder, index, slot)? else {
        return Ok(None);
    };
    let at = slot.offset() as u64;
    match judge(&head, key) {
        Head::Entry => {}
        Head::Stub(stub) => return large::read_whole(disk, folder, &stub, limit),
        Head::Other | Head::Odd => return Ok(None),
    }
    let Some(header) = Header::parse(&head) else {
        return Ok(None);
    };
    if header.len > limit || at.saturating_add(header.len) > disk.stat(&file)?.len {
        return Ok(None);
    }
    let mut bytes = vec![0; usize::try_from(header.len).unwrap_or(0)];
    Ok(short(disk.read_at(&file, at, &mut bytes))?.map(|()| bytes))
}

/// The key of the record that a slot leads to.
pub(crate) fn key_at(
    disk: &Disk,
    folder: &Path,
    index: &Index,
    slot: Slot,
) -> Result<Option<Key>, StoreError> {
    let Some((_, head)) = head_at(disk, folder, index, slot)? else {
        return Ok(None);
    };
    let entry = Header::parse(&head).map(|header| header.key);
    Ok(entry.or_else(|| Stub::decode(&head).map(|stub| stub.key)))
}

/// The segment that a slot leads to, open, and the first bytes there.
fn head_at(
    disk: &Disk,
    folder: &Path,
    index: &Index,
    slot: Slot,
) -> Result<Option<(DiskFile, [u8; HEADER_LEN])>, StoreError> {
    let Some(id) = index
        .active(disk)?
        .and_then(|active| full_id(slot.segment(), active))
    else {
        return Ok(None);
    };
    // Opened for each hit: kept descriptors would use up those of the program around us.
    let file = match disk.open(&folder.join(segment::file_name(id)), false) {
        Ok(file) => file,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut head = [0; HEADER_LEN];
    let read = short(disk.read_at(&file, slot.offset() as u64, &mut head))?;
    Ok(read.map(|()| (file, head)))
}

/// A file that ends too early is damage, not trouble.
fn short(read: Result<(), StoreError>) -> Result<Option<()>, StoreError> {
    match read {
        Ok(()) => Ok(Some(())),
        Err(error) if is_kind(&error, std::io::ErrorKind::UnexpectedEof) => Ok(None),
        Err(error) => Err(error),
    }
}
