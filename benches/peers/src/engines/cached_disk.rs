//! `cached`'s cache on disk, through the type its macro makes. It hands out owned, decoded values.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use cached::{ConcurrentCached, RedbCache, SerializeCached};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::engines::hex;

/// Values as bytes: one block to MessagePack.
pub const BYTES: Peer = Peer {
    id: "cached",
    name: "`cached` 4.1 on disk, values as bytes",
    persistent: true,
    variant: false,
    open: |dir, _| open::<ByteBuf>(dir),
};

/// Values as `Vec<u8>`: to serde a list of numbers, which is what a function that returns one gets.
pub const VEC: Peer = Peer {
    id: "cached-vec",
    name: "`cached` 4.1 on disk, values as `Vec<u8>`",
    persistent: true,
    variant: true,
    open: |dir, _| open::<Vec<u8>>(dir),
};

/// What can stand for a value.
trait Value:
    Serialize + DeserializeOwned + From<Vec<u8>> + AsRef<[u8]> + Send + Sync + 'static
{
}
impl Value for ByteBuf {}
impl Value for Vec<u8> {}

/// `cached` keys its file by `ToString`.
#[derive(Clone)]
struct HexKey(Key);

impl fmt::Display for HexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&hex(&self.0)).map_err(|_| fmt::Error)?)
    }
}

struct CachedDisk<V> {
    cache: Arc<RedbCache<HexKey, V>>,
}

fn open<V: Value>(dir: &Path) -> Fallible<Box<dyn Engine>> {
    let cache = RedbCache::<HexKey, V>::builder("peers")
        .disk_dir(dir)
        .durable(false)
        .build()?;
    let cache = Arc::new(cache);
    Ok(Box::new(CachedDisk { cache }))
}

impl<V: Value> Engine for CachedDisk<V> {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        let value = V::from(value.to_vec());
        Ok(self.cache.cache_set_ref(&HexKey(*key), &value)?)
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let found = self.cache.cache_get(&HexKey(*key))?;
        Ok(found.map(|value| read(value.as_ref())).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        let cache = self.cache.clone();
        Ok(Box::new(CachedDisk { cache }))
    }

    fn finish(&mut self) -> Fallible<()> {
        Ok(self.cache.flush()?)
    }
}
