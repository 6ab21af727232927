//! SQLite, set up as kindly as it goes: WAL, no sync, mapped reads, prepared statements, blobs borrowed.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::work::Work;

/// A connection for each handle.
pub const PEER: Peer = Peer {
    id: "sqlite",
    name: "SQLite (WAL, prepared)",
    persistent: true,
    variant: false,
    open: |dir, work| open(&dir.join("entries.sqlite"), work.len),
};

struct Sqlite {
    path: PathBuf,
    connection: Connection,
}

fn open(path: &Path, len: usize) -> Fallible<Box<dyn Engine>> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "mmap_size", 1i64 << 32)?;
    // Its manual advises rows within the index for small rows only.
    let layout = if len <= 200 { "WITHOUT ROWID" } else { "" };
    connection.execute_batch(&format!(
        "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) {layout}"
    ))?;
    Ok(Box::new(Sqlite {
        path: path.to_owned(),
        connection,
    }))
}

impl Engine for Sqlite {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO entries (key, value) VALUES (?1, ?2)")?
            .execute((key, value))?;
        Ok(())
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let found = self
            .connection
            .prepare_cached("SELECT value FROM entries WHERE key = ?1")?
            .query_row((key,), |row| {
                read(row.get_ref(0)?.as_blob()?);
                Ok(())
            })
            .optional()?;
        Ok(found.is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        // The table is there: its layout is not asked for again.
        open(&self.path, 0)
    }

    fn fill(&mut self, work: &Work) -> Fallible<()> {
        self.connection.execute_batch("BEGIN")?;
        let mut value = Vec::new();
        for at in 0..work.entries {
            work.value(at, &mut value);
            self.put(&work.key(at), &value)?;
        }
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn finish(&mut self) -> Fallible<()> {
        Ok(self
            .connection
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)
    }
}
