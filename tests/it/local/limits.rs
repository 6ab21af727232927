//! What the system around may say no to: files, sizes, permissions, places that are not ours. In children, because
//! limits and users are a process's own.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;

use rememo::error::StoreError;
use rememo::local::{LocalOptions, LocalStore};
use rememo::store::Store;
use rememo_tests::child::{Home, role, say};
use rememo_tests::packed::{Make, Seen, files, key, look, open, put, try_look};

fn home(test: &str) -> Home {
    let mut home = Home::new(module_path!(), test);
    let place = home.path().to_string_lossy().into_owned();
    home.set("TEST_SCRATCH", place);
    home
}

fn folder() -> PathBuf {
    PathBuf::from(std::env::var("TEST_SCRATCH").expect("set by the parent")).join("store")
}

/// Limits this process to `amount` of a resource.
#[allow(unsafe_code)]
fn limit(resource: libc::__rlimit_resource_t, amount: u64) {
    let limit = libc::rlimit {
        rlim_cur: amount,
        rlim_max: amount,
    };
    // SAFETY: the call reads one rlimit, which lives until it returns.
    let set = unsafe { libc::setrlimit(resource, &raw const limit) };
    assert_eq!(set, 0);
}

/// Becomes nobody, for good: permissions do not hold for root.
#[allow(unsafe_code)]
fn become_nobody() {
    // SAFETY: the call takes an integer.
    let group = unsafe { libc::setgid(65_534) };
    // SAFETY: the same.
    let user = unsafe { libc::setuid(65_534) };
    assert_eq!((group, user), (0, 0));
}

#[allow(unsafe_code)]
fn is_root() -> bool {
    // SAFETY: the call takes nothing.
    unsafe { libc::geteuid() == 0 }
}

/// Puts of all sizes, and looks: no panic, no signal, no wrong value. How many puts came through.
fn try_all(store: &LocalStore) -> usize {
    (0..400)
        .filter(|&number| {
            let len = if number % 20 == 0 { 200_000 } else { 700 };
            let done = put(store, &Make::new(number, len)).is_ok();
            let _ = try_look(store, number);
            done
        })
        .count()
}

#[test]
fn a_limit_on_file_sizes_is_no_signal() {
    if role().is_some() {
        for bytes in [100_000, 30_000, 3000, 0] {
            limit(libc::RLIMIT_FSIZE, bytes);
            if let Ok(store) = LocalStore::open(&folder(), LocalOptions::default()) {
                // Reaching here at all is the point: SIGXFSZ would have ended the process.
                say(format!("{bytes}: {}", try_all(&store)));
            }
        }
        return;
    }
    let said = home("a_limit_on_file_sizes_is_no_signal").run("limited");
    assert!(
        said[0].starts_with("100000: 3"),
        "small entries fit: {said:?}"
    );
}

#[test]
fn too_few_descriptors_are_a_miss() {
    if role().is_some() {
        // Three descriptors a shard, and few shards: two stores fit into the limit below.
        let few = |options: &mut LocalOptions| options.max_size = 40 << 20;
        let store = open(&folder(), few);
        assert_eq!(try_all(&store), 400);
        let (mut held, other) = (Vec::new(), open(&folder(), few));
        limit(libc::RLIMIT_NOFILE, 64);
        while let Ok(file) = fs::File::open("/dev/null") {
            held.push(file);
        }
        let _ = try_all(&store);
        let _ = try_all(&other);
        drop(held);
        for number in 500..520 {
            put(&other, &Make::new(number, 100)).expect("descriptors again");
            assert_eq!(look(&other, number), Seen::Hit(0));
        }
        return;
    }
    home("too_few_descriptors_are_a_miss").run("limited");
}

#[test]
fn a_full_disk_loses_puts_and_nothing_else() {
    if role().is_some() {
        let store = open(&folder(), |_| {});
        let fits = try_all(&store);
        say(fits);
        for number in 0..400 {
            try_look(&store, number).expect("looking needs no room");
        }
        // Room again, and it goes on.
        fs::remove_file(folder().parent().expect("a parent").join("filler")).expect("removed");
        for number in 500..520 {
            put(&store, &Make::new(number, 100)).expect("room again");
            assert_eq!(look(&store, number), Seen::Hit(0));
        }
        return;
    }
    let mut home = home("a_full_disk_loses_puts_and_nothing_else");
    let small = home.path().join("small");
    fs::create_dir(&small).expect("a folder");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(&small)
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        println!("no small file system can be mounted here: not tested");
        return;
    }
    fs::write(small.join("filler"), vec![1; 1 << 20]).expect("room for it");
    home.set("TEST_SCRATCH", small.to_string_lossy());
    let ran = std::panic::catch_unwind(|| home.run("full"));
    let unmounted = std::process::Command::new("umount").arg(&small).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    let fits: usize = ran.expect("no failure")[0].parse().expect("a number");
    assert!((1..400).contains(&fits), "{fits} puts fitted");
}

#[test]
fn a_read_only_folder_is_read() {
    if role().is_some() {
        become_nobody();
        assert!(
            fs::File::create(folder().join("x")).is_err(),
            "the folder is read-only"
        );
        let store = open(&folder(), |_| {});
        for number in 0..50 {
            assert_eq!(look(&store, number), Seen::Hit(0));
            assert_eq!(
                look(&store, number),
                Seen::Hit(0),
                "verified, and touched in vain"
            );
        }
        assert!(put(&store, &Make::new(100, 100)).is_err());
        assert!(store.remove(&key(1)).is_err());
        assert_eq!(look(&store, 100), Seen::Miss);
        assert_eq!(try_look(&store, 50).expect("no trouble"), Seen::Miss);
        return;
    }
    if !is_root() {
        println!("only root can give a folder away: not tested");
        return;
    }
    let home = home("a_read_only_folder_is_read");
    let place = home.path().join("store");
    let store = open(&place, |_| {});
    (0..50).for_each(|number| put(&store, &Make::new(number, 100)).expect("room"));
    drop(store);
    let mut above = vec![home.path().to_path_buf(), place.clone()];
    while let Some(path) = above.pop() {
        let is_folder = path.is_dir();
        let mode = if is_folder { 0o500 } else { 0o400 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("ours");
        std::os::unix::fs::chown(&path, Some(65_534), Some(65_534)).expect("root may");
        if is_folder && path.starts_with(&place) {
            above.extend(
                fs::read_dir(&path)
                    .expect("a folder")
                    .flatten()
                    .map(|entry| entry.path()),
            );
        }
    }
    home.run("read");
}

#[test]
fn files_are_the_owners_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("deep/er/store");
    let store = open(&place, |_| {});
    put(&store, &Make::new(1, 100)).expect("room");
    put(&store, &Make::new(2, 200_000)).expect("room");
    let _flight = store.flights().begin(&key(1), std::time::Duration::ZERO);
    let mut folders = vec![place.clone(), place.join("v2")];
    for file in files(&place)
        .iter()
        .filter(|path| !path.ends_with("CACHEDIR.TAG"))
    {
        assert_eq!(
            fs::metadata(file).expect("there").mode() & 0o777,
            0o600,
            "{}",
            file.display()
        );
        folders.extend(file.parent().map(PathBuf::from));
    }
    for folder in folders {
        assert_eq!(
            fs::metadata(&folder).expect("there").mode() & 0o777,
            0o700,
            "{}",
            folder.display()
        );
    }
    assert!(place.join("CACHEDIR.TAG").exists());
}

#[test]
fn what_another_could_have_put_there_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |path: &std::path::Path| {
        let opened = LocalStore::open(path, LocalOptions::default());
        assert!(
            matches!(opened, Err(StoreError::Refused { .. })),
            "{opened:?}"
        );
        let text = opened.expect_err("just seen").to_string();
        assert!(
            text.contains(&path.display().to_string()[..10]),
            "it says where: {text}"
        );
    };
    let real = folder.path().join("real");
    drop(open(&real, |_| {}));
    symlink(&real, folder.path().join("link")).expect("made");
    refused(&folder.path().join("link"));

    let inside = folder.path().join("inside");
    fs::create_dir(&inside).expect("made");
    symlink(real.join("v2"), inside.join("v2")).expect("made");
    refused(&inside);

    let file = folder.path().join("file");
    fs::write(&file, b"").expect("written");
    refused(&file);

    let lax = folder.path().join("lax");
    drop(open(&lax, |_| {}));
    fs::set_permissions(&lax, fs::Permissions::from_mode(0o777)).expect("ours");
    refused(&lax);

    if is_root() {
        let others = folder.path().join("others");
        drop(open(&others, |_| {}));
        std::os::unix::fs::chown(&others, Some(65_534), None).expect("root may");
        refused(&others);
    }
}

#[test]
fn another_layout_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for other in ["v1", "v3"] {
        fs::create_dir(folder.path().join(other)).expect("made");
        fs::write(
            folder.path().join(other).join("CURRENT"),
            b"of another version",
        )
        .expect("written");
    }
    fs::write(folder.path().join("ab12.json"), b"{}").expect("written");
    let store = open(folder.path(), |options| options.max_size = 1 << 20);
    for number in 0..3000 {
        put(&store, &Make::new(number, 1000)).expect("room");
    }
    for other in ["v1", "v3"] {
        let kept = fs::read(folder.path().join(other).join("CURRENT")).expect("there");
        assert_eq!(kept, b"of another version", "{other}");
    }
    assert_eq!(
        fs::read(folder.path().join("ab12.json")).expect("there"),
        b"{}"
    );
}
