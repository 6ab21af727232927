//! `[store]`: where results live. Also checks `[stores.NAME]`.

use super::read::{Reader, Values};
use super::schema::STORE;
use super::support::Part;
use super::value::{Compression, Value};
use toml::de::DeTable;

/// Where results live.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Store {
    /// Folder of the store; none is the platform's cache folder.
    pub dir: Option<String>,
    /// Bytes that allocated blocks stay under.
    pub max_size: u64,
    /// Bytes of an entry above which a result is returned and not stored.
    pub max_entry: u64,
    /// What is kept when room is needed.
    pub evict: Evict,
    /// How its files are read.
    pub io: Io,
    /// When a result is on disk.
    pub durability: Durability,
    /// How entries are compressed, unless their function says otherwise.
    pub compression: Compression,
    /// How entries are authenticated.
    pub seal: Seal,
    /// Where the seal's key comes from.
    pub seal_key: KeySource,
}

/// What is kept when room is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evict {
    /// What was used.
    Lru,
    /// What was dear to compute for its size, and what was used.
    Cost,
}

/// How the store's files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Io {
    /// Through maps.
    Mmap,
    /// By reading.
    Pread,
}

/// When a result is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Some time after it was stored.
    Buffered,
    /// Before the wrapper returns.
    Sync,
}

/// How entries are authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seal {
    /// HMAC-SHA256.
    HmacSha256,
    /// Keyed BLAKE3.
    Blake3,
    /// A checksum only.
    None,
}

/// Where the seal's key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeySource {
    /// The user's own, made at first use.
    User,
    /// This file.
    File(String),
    /// This variable of the environment.
    Env(String),
}

impl Default for Store {
    fn default() -> Store {
        Store::of(&Values::new())
    }
}

/// `[store]`, and a check of `[stores.NAME]`.
pub(super) fn read(reader: &mut Reader, root: &DeTable<'_>) -> Store {
    let values = match reader.table(root, "store") {
        Some(table) => reader.values(table, "[store]", Part::Store, STORE),
        None => Values::new(),
    };
    for (name, table) in reader.tables(root, "stores") {
        let section = format!("[stores.{}]", name.get_ref());
        reader.values(table, &section, Part::Store, STORE);
    }
    Store::of(&values)
}

impl Store {
    /// The meaning of checked values. Each has the type that the schema says.
    fn of(values: &Values) -> Store {
        let get = |key: &str| values.get(key).map(|entry| &entry.value.value);
        let size = |key: &str, default: u64| match get(key) {
            Some(Value::Size(size)) => *size,
            _ => default,
        };
        Store {
            dir: match get("dir") {
                Some(Value::Text(dir)) => Some(dir.clone()),
                _ => None,
            },
            max_size: size("max_size", 1 << 30),
            max_entry: size("max_entry", 256 << 20),
            evict: match get("evict") {
                Some(Value::Text(evict)) if evict == "cost" => Evict::Cost,
                _ => Evict::Lru,
            },
            io: match get("io") {
                Some(Value::Text(io)) if io == "pread" => Io::Pread,
                _ => Io::Mmap,
            },
            durability: match get("durability") {
                Some(Value::Text(durability)) if durability == "sync" => Durability::Sync,
                _ => Durability::Buffered,
            },
            compression: match get("compression") {
                Some(Value::Compression(compression)) => *compression,
                _ => Compression::Zstd { level: 3 },
            },
            seal: match get("seal") {
                Some(Value::Text(seal)) if seal == "blake3" => Seal::Blake3,
                Some(Value::Text(seal)) if seal == "none" => Seal::None,
                _ => Seal::HmacSha256,
            },
            seal_key: key_source(get("seal_key")),
        }
    }
}

fn key_source(value: Option<&Value>) -> KeySource {
    let Some(Value::Parts(parts)) = value else {
        return KeySource::User;
    };
    match parts.first() {
        Some((name, file)) if name == "file" => KeySource::File(file.value.clone()),
        Some((_, variable)) => KeySource::Env(variable.value.clone()),
        None => KeySource::User,
    }
}
