//! A peer at the start of a phase: its folder, and its open store or why there is none.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::args::Settings;
use crate::engine::{Engine, Fallible, Peer};
use crate::engines::ROSTER;
use crate::measure::Cell;
use crate::work::Work;

/// One peer with a store of its own. The store is closed and its folder removed when it is dropped.
pub struct Entrant {
    /// Which.
    pub peer: Peer,
    /// What it holds.
    pub work: Work,
    // Before the folder, so that it is closed first.
    engine: Result<Box<dyn Engine>, String>,
    home: TempDir,
}

impl Entrant {
    /// Opens a store in a new folder.
    pub fn new(peer: Peer, work: Work, parent: &Path) -> Fallible<Entrant> {
        let home = tempfile::Builder::new()
            .prefix("rememo-peers-")
            .tempdir_in(parent)?;
        let engine = (peer.open)(home.path(), &work).map_err(|error| error.to_string());
        Ok(Entrant {
            peer,
            work,
            engine,
            home,
        })
    }

    /// The peers of the run that `admits` takes, variants left out, each with an empty store.
    pub fn main(
        settings: &Settings,
        work: Work,
        admits: impl Fn(&Peer) -> bool,
    ) -> Fallible<Vec<Entrant>> {
        Entrant::all(settings, work, |peer| !peer.variant && admits(peer))
    }

    /// All peers of the run that `admits` takes, each with an empty store.
    pub fn all(
        settings: &Settings,
        work: Work,
        admits: impl Fn(&Peer) -> bool,
    ) -> Fallible<Vec<Entrant>> {
        ROSTER
            .iter()
            .filter(|peer| settings.admits(peer) && admits(peer))
            .map(|peer| Entrant::new(*peer, work, &settings.dir))
            .collect()
    }

    /// Puts all the work's entries. What fails is told when the engine is next asked for.
    pub fn fill(&mut self) {
        let Ok(engine) = &mut self.engine else {
            return;
        };
        let filled = engine.fill(&self.work).and_then(|()| engine.finish());
        if let Err(error) = filled {
            self.engine = Err(format!("filling: {error}"));
        }
    }

    /// The open store.
    pub fn engine(&mut self) -> Fallible<&mut dyn Engine> {
        match &mut self.engine {
            Ok(engine) => Ok(engine.as_mut()),
            Err(error) => Err(error.clone().into()),
        }
    }

    /// Closes the store, if it is open.
    pub fn close(&mut self) {
        if self.engine.is_ok() {
            self.engine = Err("closed".to_owned());
        }
    }

    /// Opens the store again, after closing it: LMDB refuses to be opened twice.
    pub fn open(&mut self) -> Fallible<&mut dyn Engine> {
        self.close();
        self.engine =
            (self.peer.open)(self.home.path(), &self.work).map_err(|error| error.to_string());
        self.engine()
    }

    /// Reads all its files, so that they are in the page cache.
    pub fn read_files(&self) -> Fallible<()> {
        read_all(self.home.path())
    }

    /// Its folder.
    pub fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }

    /// Bytes the folder takes on disk: allocated blocks, as `du` counts them.
    pub fn disk_use(&self) -> Fallible<u64> {
        allocated(self.home.path())
    }
}

/// A cell for each entrant, as rows of a table.
pub fn rows(
    entrants: &[Entrant],
    cells: Vec<Cell>,
) -> impl Iterator<Item = (String, String, Cell)> {
    entrants.iter().zip(cells).map(|(entrant, cell)| {
        let Peer { id, name, .. } = entrant.peer;
        (id.to_owned(), name.to_owned(), cell)
    })
}

fn read_all(path: &Path) -> Fallible<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            read_all(&entry?.path())?;
        }
    } else {
        std::io::copy(&mut fs::File::open(path)?, &mut std::io::sink())?;
    }
    Ok(())
}

fn allocated(path: &Path) -> Fallible<u64> {
    let metadata = fs::symlink_metadata(path)?;
    let mut bytes = metadata.blocks() * 512;
    if metadata.is_dir() {
        for entry in fs::read_dir(path)? {
            bytes += allocated(&entry?.path())?;
        }
    }
    Ok(bytes)
}
