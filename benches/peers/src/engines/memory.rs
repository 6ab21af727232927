//! quick_cache and moka: in memory only, gone with the process. They bound what a memory tier can gain.

use std::sync::Arc;

use crate::engine::{Engine, Fallible, Key, Peer};

/// quick_cache with its defaults, and room for all.
pub const QUICK_CACHE: Peer = Peer {
    id: "quick_cache",
    name: "quick_cache 0.7 (memory only)",
    persistent: false,
    variant: false,
    open: |_, work| {
        let cache = quick_cache::sync::Cache::new(work.entries.max(512) * 2);
        Ok(Box::new(QuickCache(Arc::new(cache))))
    },
};

/// moka with its defaults, and room for all.
pub const MOKA: Peer = Peer {
    id: "moka",
    name: "moka 0.12 (memory only)",
    persistent: false,
    variant: false,
    open: |_, work| {
        let cache = moka::sync::Cache::new(work.entries.max(512) as u64 * 2);
        Ok(Box::new(Moka(cache)))
    },
};

struct QuickCache(Arc<quick_cache::sync::Cache<Key, Arc<[u8]>>>);

impl Engine for QuickCache {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        self.0.insert(*key, value.into());
        Ok(())
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        Ok(self.0.get(key).map(|value| read(&value)).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        Ok(Box::new(QuickCache(self.0.clone())))
    }
}

struct Moka(moka::sync::Cache<Key, Arc<[u8]>>);

impl Engine for Moka {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        self.0.insert(*key, value.into());
        Ok(())
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        Ok(self.0.get(key).map(|value| read(&value)).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        Ok(Box::new(Moka(self.0.clone())))
    }
}
