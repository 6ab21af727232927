//! redb: a read transaction for each hit, and commits that wait for no disk.

use std::sync::Arc;

use redb::{Database, Durability, ReadableDatabase, TableDefinition};

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::work::Work;

/// redb with its defaults, but for durability.
pub const PEER: Peer = Peer {
    id: "redb",
    name: "redb 4.4",
    persistent: true,
    variant: false,
    open: |dir, _| {
        let db = Arc::new(Database::create(dir.join("entries.redb"))?);
        let mut engine = Redb { db };
        // A table must be there before a reader asks for it.
        engine.write(Durability::None, |_| Ok(()))?;
        Ok(Box::new(engine))
    },
};

const ENTRIES: TableDefinition<'_, &[u8; 32], &[u8]> = TableDefinition::new("entries");

type Table<'a> = redb::Table<'a, &'static [u8; 32], &'static [u8]>;

struct Redb {
    db: Arc<Database>,
}

impl Redb {
    fn write(
        &mut self,
        durability: Durability,
        put: impl FnOnce(&mut Table<'_>) -> Fallible<()>,
    ) -> Fallible<()> {
        let mut write = self.db.begin_write()?;
        write.set_durability(durability)?;
        put(&mut write.open_table(ENTRIES)?)?;
        Ok(write.commit()?)
    }
}

impl Engine for Redb {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        self.write(Durability::None, |table| {
            table.insert(key, value)?;
            Ok(())
        })
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let table = self.db.begin_read()?.open_table(ENTRIES)?;
        let found = table.get(key)?;
        Ok(found.map(|value| read(value.value())).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        let db = self.db.clone();
        Ok(Box::new(Redb { db }))
    }

    fn fill(&mut self, work: &Work) -> Fallible<()> {
        self.write(Durability::None, |table| {
            let mut value = Vec::new();
            for at in 0..work.entries {
                work.value(at, &mut value);
                table.insert(&work.key(at), value.as_slice())?;
            }
            Ok(())
        })
    }

    fn finish(&mut self) -> Fallible<()> {
        self.write(Durability::Immediate, |_| Ok(()))
    }
}
