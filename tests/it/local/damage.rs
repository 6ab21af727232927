//! Damage at rest: files flipped, zeroed, cut, swapped and deleted while nobody looks. A child opens what is
//! left, reads, writes and removes; it must end well, and never serve a wrong value.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rememo::local::{Io, LocalOptions, LocalStore};
use rememo::store::{Store, Visit};
use rememo_tests::child::{Home, role, say};
use rememo_tests::packed::{Dice, Make, Seen, files, key, look, open, put, rounds, scratch};

/// Entries in the store that is damaged.
const ENTRIES: u64 = 200;

fn make(number: u64) -> Make {
    let len = match number % 40 {
        0 => 140_000,
        1 => 9000,
        rest => rest as usize * 20,
    };
    Make::new(number, len)
}

/// A store with several segments, more than one generation of its index, and large files.
fn fill(folder: &Path) {
    let store = open(folder, |options| options.max_size = 40 << 20);
    for number in 0..ENTRIES {
        put(&store, &make(number)).expect("room");
        if number % 7 == 0 {
            put(&store, &make(number).round(1)).expect("room");
        }
        if number % 31 == 0 {
            store.remove(&key(number)).expect("no trouble");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn open_file(path: &Path) -> fs::File {
    fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .expect("a file of ours")
}

fn len_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len())
}

/// One way to damage a store; how it is called.
fn damage(all: &[PathBuf], dice: &mut Dice) -> String {
    let any = |dice: &mut Dice| all[dice.below(all.len() as u64) as usize].clone();
    let path = any(dice);
    let (file, len) = (open_file(&path), len_of(&path));
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    match dice.below(6) {
        0 => {
            let count = 1 + dice.below(200);
            for _ in 0..count {
                let path = any(dice);
                flip(&path, dice);
            }
            format!("{count} flips")
        }
        1 => {
            let count = 1 + dice.below(30);
            (0..count).for_each(|_| flip(&path, dice));
            format!("{count} flips in {name}")
        }
        2 => {
            for _ in 0..8 {
                let at = dice.below(len) / 4096 * 4096;
                let end = (at + 4096).min(len);
                file.write_all_at(&vec![0; (end - at) as usize], at)
                    .expect("written");
            }
            format!("zeroed pages in {name}")
        }
        3 => {
            let to = if dice.below(3) == 0 {
                0
            } else {
                dice.below(len)
            };
            file.set_len(to).expect("cut");
            format!("{name} cut to {to} of {len}")
        }
        4 => {
            fs::remove_file(&path).expect("removed");
            format!("{name} removed")
        }
        _ => {
            let other = any(dice);
            let bytes = fs::read(&other).expect("read");
            fs::write(&path, bytes).expect("written");
            format!("{} over {name}", other.display())
        }
    }
}

fn flip(path: &Path, dice: &mut Dice) {
    let len = len_of(path);
    if len == 0 {
        return;
    }
    let file = open_file(path);
    // Half of them where files say most: at their heads.
    let at = if dice.below(2) == 0 {
        dice.below(len.min(4400))
    } else {
        dice.below(len)
    };
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).expect("read");
    byte[0] ^= 1 << dice.below(8);
    file.write_all_at(&byte, at).expect("written");
}

/// Uses what is left of a store; how many hits it still gave.
fn use_it(store: &LocalStore) -> u64 {
    let mut hits = 0;
    // Trouble is allowed; a wrong value is not, and `look` would say so.
    let try_look = |number| rememo_tests::packed::try_look(store, number).unwrap_or(Seen::Miss);
    for number in 0..ENTRIES {
        hits += u64::from(try_look(number) != Seen::Miss);
    }
    for number in 0..60 {
        let (old, new) = (number * 5, number + ENTRIES);
        let _ = put(store, &make(old).round(9));
        let _ = put(store, &make(new).round(9));
        let _ = store.remove(&key(number * 7 + 1));
    }
    for number in 0..ENTRIES + 60 {
        try_look(number);
    }
    let _ = store.scan(&mut |_, _| Visit::Keep);
    hits
}

/// After damage a put must work again, and what is put then is found.
fn mends(store: &LocalStore, trial: u64) {
    for number in 10_000..10_020 {
        if let Err(error) = put(store, &make(number).round(trial)) {
            panic!("trial {trial}: a put does not work any more: {error}");
        }
        assert_eq!(
            look(store, number),
            Seen::Hit(trial),
            "trial {trial}: {number}"
        );
    }
}

#[test]
fn no_damage_at_rest_is_served_or_deadly() {
    if role().is_some() {
        let place = PathBuf::from(std::env::var("TEST_SCRATCH").expect("set by the parent"));
        let whole = place.join("whole");
        fill(&whole);
        let (mut hits, mut trials) = (0, 0);
        for trial in 0..rounds(50) {
            let damaged = place.join("damaged");
            copy(&whole, &damaged);
            let mut dice = Dice::new(trial * 1000);
            let how = damage(&files(&damaged), &mut dice);
            // Said before: if this kills the process, the last line tells.
            say(format!("trial {trial}: {how}"));
            let io = if trial % 4 == 3 { Io::Pread } else { Io::Mmap };
            let store = open(&damaged, |options| {
                options.io = io;
                options.max_size = 40 << 20;
            });
            hits += use_it(&store);
            mends(&store, trial);
            drop(store);
            fs::remove_dir_all(&damaged).expect("removed");
            trials += 1;
        }
        say(format!("{hits} hits in {trials} trials"));
        return;
    }
    let mut home = Home::new(module_path!(), "no_damage_at_rest_is_served_or_deadly");
    let scratch = home.path().to_string_lossy().into_owned();
    let said = home.set("TEST_SCRATCH", scratch).run("use");
    let last = said.last().expect("a summary");
    println!("{last}");
    let hits: u64 = last
        .split(' ')
        .next()
        .and_then(|hits| hits.parse().ok())
        .expect("a number");
    assert!(
        hits > said.len() as u64 * ENTRIES / 2,
        "most entries survive most damage: {last}"
    );
}

#[test]
fn every_file_may_be_deleted_at_any_time() {
    let folder = scratch();
    let whole = folder.path().join("whole");
    fill(&whole);
    let count = files(&whole).len();
    for victim in 0..count {
        let damaged = folder.path().join("damaged");
        copy(&whole, &damaged);
        // Two in one process hold the folder open, one has mapped everything, when the file goes.
        let (here, there) = (open(&damaged, |_| {}), open(&damaged, |_| {}));
        use_it(&here);
        fs::remove_file(&files(&damaged)[victim % files(&damaged).len()]).expect("removed");
        use_it(&there);
        use_it(&here);
        mends(&there, victim as u64);
        mends(&here, victim as u64 + 1);
        drop((here, there));
        let later = open(&damaged, |_| {});
        use_it(&later);
        mends(&later, 1);
        fs::remove_dir_all(&damaged).expect("removed");
    }
}

#[test]
fn the_whole_folder_may_be_removed_and_another_put_in_its_place() {
    let folder = scratch();
    let place = folder.path().join("store");
    fill(&place);
    let store = open(&place, |_| {});
    use_it(&store);
    fs::remove_dir_all(&place).expect("removed");
    use_it(&store);
    mends(&store, 1);
    let other = open(&place, |_| {});
    for number in 10_000..10_020 {
        assert_eq!(
            look(&other, number),
            Seen::Hit(1),
            "what was put after is where others look"
        );
    }
    let elsewhere = folder.path().join("elsewhere");
    fill(&elsewhere);
    fs::rename(&place, folder.path().join("moved")).expect("moved");
    fs::rename(&elsewhere, &place).expect("moved");
    use_it(&store);
    mends(&store, 2);
    mends(&open(&place, |_| {}), 3);
}

#[test]
fn a_writer_in_full_swing_notices_what_is_taken_from_under_it() {
    let folder = scratch();
    // A writer looks around every 10 ms; that its index has a name it asks each time.
    for (part, at_once) in [
        ("", true),
        ("index-", true),
        ("lock", false),
        ("segment-", false),
    ] {
        let place = folder.path().join(format!("without {part}"));
        let store = open(&place, |options| options.max_size = 15 << 20);
        let put_all = |numbers: std::ops::Range<u64>| {
            for number in numbers {
                put(&store, &Make::new(number, 100)).expect("no trouble");
            }
        };
        let found_by_another = |numbers: std::ops::Range<u64>| {
            let other = open(&place, |options| options.max_size = 15 << 20);
            for number in numbers {
                assert_eq!(
                    look(&other, number),
                    Seen::Hit(0),
                    "{number} without {part:?}"
                );
            }
        };
        put_all(0..50);
        if part.is_empty() {
            fs::remove_dir_all(&place).expect("removed");
        }
        for path in files(&place) {
            let name = path.file_name().expect("a name").to_string_lossy();
            if name.starts_with(part) {
                fs::remove_file(&path).expect("removed");
            }
        }
        put_all(100..120);
        if at_once {
            found_by_another(100..120);
        }
        std::thread::sleep(std::time::Duration::from_millis(12));
        put_all(200..250);
        found_by_another(200..250);
    }
}

#[test]
fn numbers_at_their_limit_do_no_harm() {
    let folder = scratch();
    let place = folder.path().join("store");
    fill(&place);
    let shard = files(&place)
        .iter()
        .find(|path| path.ends_with("CURRENT"))
        .and_then(|path| path.parent().map(PathBuf::from))
        .expect("a shard");
    for name in ["segment", "index"] {
        for number in [u64::MAX, u64::MAX - 1, 1 << 40, (1 << 40) - 1] {
            fs::write(shard.join(format!("{name}-{number:016x}")), b"planted").expect("room");
        }
    }
    for path in files(&place) {
        let name = path.file_name().expect("a name").to_string_lossy();
        if name.starts_with("index-00000000") {
            let mut bytes = fs::read(&path).expect("there");
            // Words that nothing checks: slots in use, the last expiry, bytes of large files; and the stamp.
            for word in [18, 19, 20] {
                bytes[word * 8..word * 8 + 8].fill(0xFF);
            }
            for stamp in (256..512).step_by(8) {
                let word = u64::MAX - 1;
                bytes[stamp * 8..stamp * 8 + 8].copy_from_slice(&word.to_le_bytes());
            }
            fs::write(&path, bytes).expect("room");
        }
    }
    let small = |options: &mut LocalOptions| options.max_size = 40 << 20;
    let store = open(&place, small);
    use_it(&store);
    for number in 30_000..31_000 {
        put(&store, &Make::new(number, 300)).expect("room");
        assert_eq!(look(&store, number), Seen::Hit(0));
    }
    use_it(&open(&place, small));
}

#[test]
fn a_lost_index_is_rebuilt_with_all_that_was_there_and_nothing_that_was_removed() {
    let folder = scratch();
    fill(folder.path());
    for path in files(folder.path()) {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.starts_with("index-") || name == "CURRENT" {
            fs::remove_file(path).expect("removed");
        }
    }
    let store = open(folder.path(), |options| options.max_size = 40 << 20);
    // A reader leaves it to the next writer of each shard.
    for number in 20_000..20_200 {
        put(&store, &Make::new(number, 10)).expect("room");
    }
    for number in 0..ENTRIES {
        let expected = match number {
            _ if number % 31 == 0 => Seen::Miss,
            _ if number % 7 == 0 => Seen::Hit(1),
            _ => Seen::Hit(0),
        };
        assert_eq!(look(&store, number), expected, "{number}");
    }
}
