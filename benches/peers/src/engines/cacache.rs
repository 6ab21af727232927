//! cacache: content-addressed files, an index of small files, checked on every hit. With XXH3, the fastest
//! digest it offers.

use std::path::PathBuf;

use cacache::Algorithm;

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::engines::hex;

/// cacache, keyed by text.
pub const PEER: Peer = Peer {
    id: "cacache",
    name: "cacache 13 (XXH3)",
    persistent: true,
    variant: false,
    open: |dir, _| {
        let dir = dir.to_owned();
        Ok(Box::new(Cacache { dir }))
    },
};

struct Cacache {
    dir: PathBuf,
}

impl Engine for Cacache {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        let key = hex(key);
        let key = str::from_utf8(&key)?;
        cacache::write_sync_with_algo(Algorithm::Xxh3, &self.dir, key, value)?;
        Ok(())
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let key = hex(key);
        match cacache::read_sync(&self.dir, str::from_utf8(&key)?) {
            Ok(value) => read(&value),
            Err(cacache::Error::EntryNotFound(..)) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        let dir = self.dir.clone();
        Ok(Box::new(Cacache { dir }))
    }
}
