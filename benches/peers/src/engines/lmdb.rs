//! LMDB through heed, in its usual and its fastest way to read, without sync.

use heed::types::Bytes;
use heed::{
    CommitOrAbort, Database, Env, EnvFlags, EnvOpenOptions, RoTxn, TlsUsage, WithTls, WithoutTls,
};

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::work::Work;

/// A read transaction for each hit, so that each sees what was put before it.
pub const PEER: Peer = Peer {
    id: "lmdb",
    name: "LMDB (heed 0.23)",
    persistent: true,
    variant: false,
    open: |dir, work| {
        // SAFETY: see `open`.
        let env: Env<WithTls> = unsafe { options(work, EnvOpenOptions::new()).open(dir)? };
        let db = database(&env)?;
        Ok(Box::new(Lmdb { env, db }))
    },
};

/// One read transaction held through all hits: faster, but it never sees a later put, so a cache cannot
/// work so. Shown to be fair.
pub const HELD: Peer = Peer {
    id: "lmdb-held",
    name: "LMDB, one read transaction held (sees no later put)",
    persistent: true,
    variant: true,
    open: |dir, work| {
        let open = EnvOpenOptions::new().read_txn_without_tls();
        // SAFETY: see `open`.
        let env: Env<WithoutTls> = unsafe { options(work, open).open(dir)? };
        let db = database(&env)?;
        Ok(Box::new(Held {
            env,
            db,
            snapshot: None,
        }))
    },
};

type Entries = Database<'static, Bytes, Bytes>;

/// The options of both. What makes opening unsafe: nobody else may write the files, and no file may be
/// opened twice in one process. The bench's folders are its own, and each peer opens its own.
fn options<T: TlsUsage>(work: &Work, mut options: EnvOpenOptions<T>) -> EnvOpenOptions<T> {
    let room = (work.bytes() + 512 * work.entries as u64) * 4;
    options.map_size((room as usize).max(1 << 30).next_multiple_of(1 << 20));
    // SAFETY: without sync a crash of the machine may damage the file. The bench keeps none.
    unsafe { options.flags(EnvFlags::NO_SYNC) };
    options
}

fn database<T>(env: &Env<T>) -> Fallible<Entries> {
    let write = env.write_txn()?;
    let made = env.create_databases_and_commit(write, |opener, write| {
        let db = opener.create_database::<Bytes, Bytes>(write, None)?;
        Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit(db))
    })?;
    Ok(made.unwrap_commit())
}

fn put<T>(env: &Env<T>, db: Entries, key: &Key, value: &[u8]) -> Fallible<()> {
    let mut write = env.write_txn()?;
    db.put(&mut write, key, value)?;
    Ok(write.commit()?)
}

fn fill<T>(env: &Env<T>, db: Entries, work: &Work) -> Fallible<()> {
    let mut write = env.write_txn()?;
    let mut value = Vec::new();
    for at in 0..work.entries {
        work.value(at, &mut value);
        db.put(&mut write, &work.key(at), &value)?;
    }
    Ok(write.commit()?)
}

struct Lmdb {
    env: Env<WithTls>,
    db: Entries,
}

impl Engine for Lmdb {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        put(&self.env, self.db, key, value)
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let snapshot = self.env.read_txn()?;
        let found = self.db.get(&snapshot, key)?;
        Ok(found.map(read).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        let env = self.env.clone();
        Ok(Box::new(Lmdb { env, db: self.db }))
    }

    fn fill(&mut self, work: &Work) -> Fallible<()> {
        fill(&self.env, self.db, work)
    }
}

struct Held {
    env: Env<WithoutTls>,
    db: Entries,
    snapshot: Option<RoTxn<'static, WithoutTls>>,
}

impl Engine for Held {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        self.snapshot = None;
        put(&self.env, self.db, key, value)
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let snapshot = match &self.snapshot {
            Some(snapshot) => snapshot,
            None => self.snapshot.insert(self.env.clone().static_read_txn()?),
        };
        let found = self.db.get(snapshot, key)?;
        Ok(found.map(read).is_some())
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        Ok(Box::new(Held {
            env: self.env.clone(),
            db: self.db,
            snapshot: None,
        }))
    }

    fn fill(&mut self, work: &Work) -> Fallible<()> {
        self.snapshot = None;
        fill(&self.env, self.db, work)
    }
}
