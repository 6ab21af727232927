//! A file per entry: what most home-made caches do. Written to a temporary name and renamed.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use memmap2::Mmap;

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::engines::hex;

/// Each hit reads the file into a buffer that is used again.
pub const READ: Peer = Peer {
    id: "files",
    name: "a file per entry, read",
    persistent: true,
    variant: false,
    open: |dir, _| open(dir, false),
};

/// Each hit maps the file.
pub const MAP: Peer = Peer {
    id: "files-mmap",
    name: "a file per entry, mapped",
    persistent: true,
    variant: true,
    open: |dir, _| open(dir, true),
};

struct Files {
    dir: PathBuf,
    mapped: bool,
    buffer: Vec<u8>,
}

fn open(dir: &Path, mapped: bool) -> Fallible<Box<dyn Engine>> {
    Ok(Box::new(Files {
        dir: dir.to_owned(),
        mapped,
        buffer: Vec::new(),
    }))
}

impl Files {
    /// 256 folders, as git has them.
    fn path(&self, key: &Key) -> Fallible<PathBuf> {
        let name = hex(key);
        let name = str::from_utf8(&name)?;
        let mut path = PathBuf::with_capacity(self.dir.as_os_str().len() + 80);
        path.push(&self.dir);
        path.push(&name[..2]);
        path.push(&name[2..]);
        Ok(path)
    }
}

impl Engine for Files {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        let path = self.path(key)?;
        let temporary = path.with_extension("new");
        if let Err(error) = fs::write(&temporary, value) {
            if error.kind() != ErrorKind::NotFound {
                return Err(error.into());
            }
            path.parent().map(fs::create_dir_all).transpose()?;
            fs::write(&temporary, value)?;
        }
        Ok(fs::rename(temporary, path)?)
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let mut file = match File::open(self.path(key)?) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        if self.mapped {
            // SAFETY: nobody truncates the files of the bench's own folder.
            read(&unsafe { Mmap::map(&file)? });
        } else {
            self.buffer.clear();
            file.read_to_end(&mut self.buffer)?;
            read(&self.buffer);
        }
        Ok(true)
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        open(&self.dir, self.mapped)
    }
}
