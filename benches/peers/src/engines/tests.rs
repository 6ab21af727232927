//! What every engine must do before its figures mean anything.

use crate::engine::{Engine, Fallible, Peer};
use crate::engines::ROSTER;
use crate::work::{Route, Work};

const WORKS: [Work; 3] = [
    Work {
        entries: 300,
        len: 64,
    },
    Work {
        entries: 20,
        len: 70_001,
    },
    Work {
        entries: 3,
        len: 4 << 20,
    },
];

/// Runs `body` on each engine with each work, each in a folder of its own.
fn each(body: impl Fn(&Peer, &std::path::Path, Work) -> Fallible<()>) {
    for peer in ROSTER {
        for work in WORKS {
            let home = tempfile::tempdir().expect("a temporary folder");
            if let Err(error) = body(peer, home.path(), work) {
                panic!("{} with {work:?}: {error}", peer.id);
            }
        }
    }
}

/// Reads all entries of `work` whole; none may be missing or wrong.
fn all_right(engine: &mut dyn Engine, work: &Work) -> Fallible<()> {
    let mut route = Route::new(work, 9);
    route.walk(engine, work.entries)?;
    assert_eq!(route.tally.reads, work.entries as u64);
    match route.tally.wrong {
        0 => Ok(()),
        wrong => Err(format!("{wrong} of {} are wrong", work.entries).into()),
    }
}

#[test]
fn what_was_put_is_found_by_every_handle() {
    each(|peer, home, work| {
        let mut engine = (peer.open)(home, &work)?;
        engine.fill(&work)?;
        engine.finish()?;
        all_right(engine.as_mut(), &work)?;
        all_right(engine.share()?.as_mut(), &work)
    });
}

#[test]
fn a_key_never_put_is_not_found() {
    each(|peer, home, work| {
        let mut engine = (peer.open)(home, &work)?;
        engine.fill(&work)?;
        let found = engine.get(&work.key(work.entries), &mut |_| ())?;
        assert!(!found, "{}", peer.id);
        Ok(())
    });
}

#[test]
fn the_last_put_under_a_key_counts() {
    each(|peer, home, work| {
        let mut engine = (peer.open)(home, &work)?;
        engine.put(&work.key(0), b"before")?;
        engine.put(&work.key(0), b"after")?;
        let mut seen = Vec::new();
        assert!(engine.get(&work.key(0), &mut |value| seen = value.to_vec())?);
        assert_eq!(seen, b"after", "{}", peer.id);
        Ok(())
    });
}

#[test]
fn a_store_opened_again_holds_what_was_put_one_by_one() {
    each(|peer, home, work| {
        if !peer.persistent {
            return Ok(());
        }
        let mut engine = (peer.open)(home, &work)?;
        let mut value = Vec::new();
        for at in 0..work.entries {
            work.value(at, &mut value);
            engine.put(&work.key(at), &value)?;
        }
        engine.finish()?;
        drop(engine);
        all_right((peer.open)(home, &work)?.as_mut(), &work)
    });
}
