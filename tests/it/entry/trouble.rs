//! Trouble around the store: no space, no permission, strange things in its place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::Command;

use rememo::__private::Function;
use rememo_tests::child::{Home, heard, role, say};

use super::subject::{PACKAGE, PACKED, PLAIN, call};

/// The roles of children: which kind of store their function has.
const KINDS: [&str; 2] = ["packed", "files"];

fn subject(kind: &str) -> &'static Function {
    if kind == "packed" { &PACKED } else { &PLAIN }
}

/// A process that makes two calls and says what they were.
fn two_calls() -> bool {
    if let Some(kind) = role() {
        say(call(subject(&kind), 1));
        say(call(subject(&kind), 1));
    }
    role().is_some()
}

/// Does `work` for every folder and file below `folder`, and for itself.
fn each_below(folder: &Path, work: &dyn Fn(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            each_below(&path, work)
        } else {
            work(&path)
        }
    }
    work(folder);
}

#[test]
fn an_unreadable_entry_is_a_miss() {
    if two_calls() {
        return;
    }
    let home = Home::new(module_path!(), "an_unreadable_entry_is_a_miss");
    assert_eq!(home.run("files"), ["miss", "hit"]);
    let entry = the_entry(&home);
    fs::remove_file(&entry).expect("removed");
    fs::create_dir(&entry).expect("a folder in its place");
    assert_eq!(home.run("files"), ["miss", "miss"]);
    fs::remove_dir(&entry).expect("removed");
    symlink("/etc/passwd", &entry).expect("a symlink in its place");
    // It is replaced, not followed.
    assert_eq!(home.run("files"), ["miss", "hit"]);
    fs::remove_file(&entry).expect("removed");
    let made = Command::new("mkfifo").arg(&entry).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(home.run("files"), ["miss", "hit"]);
}

fn the_entry(home: &Home) -> std::path::PathBuf {
    let mut path = home.cache(PACKAGE).join("v1-files");
    while path.is_dir() {
        let inside = fs::read_dir(&path)
            .expect("a folder")
            .map(|e| e.expect("an entry").path());
        path = inside
            .filter(|path| !path.ends_with("new"))
            .last()
            .expect("an entry");
    }
    path
}

#[test]
fn a_folder_that_is_deleted_meanwhile_is_made_again() {
    if let Some(kind) = role() {
        say(call(subject(&kind), 1));
        let cache = std::env::var("XDG_CACHE_HOME").expect("set by the parent");
        fs::remove_dir_all(cache).expect("deleted");
        say(call(subject(&kind), 2));
        say(call(subject(&kind), 1));
        say(call(subject(&kind), 1));
        return;
    }
    for kind in KINDS {
        let home = Home::new(
            module_path!(),
            "a_folder_that_is_deleted_meanwhile_is_made_again",
        );
        let calls = home.run(kind);
        assert_eq!([&calls[0], &calls[1]], ["miss", "miss"], "{kind}");
        // The packed store may serve what it still has mapped; that is no damage.
        assert_eq!(calls[3], "hit", "{kind} {calls:?}");
        assert_eq!(home.run(kind)[0], "hit", "{kind}");
    }
}

#[test]
fn without_space_results_are_computed() {
    if two_calls() {
        return;
    }
    for kind in KINDS {
        let home = Home::new(module_path!(), "without_space_results_are_computed");
        assert_eq!(home.run(kind), ["miss", "hit"], "{kind}");
        fs::remove_dir_all(home.cache(PACKAGE)).expect("removed");
        // No file may grow at all: the system would kill a process that tries.
        let command = home.command(kind);
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]);
        limited.arg(command.get_program()).args(command.get_args());
        limited.envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let output = limited.output().expect("the child starts");
        assert_eq!(heard(&output), ["miss", "miss"], "{kind}");
        // Not even half a file is left.
        each_below(&home.cache(PACKAGE), &|path| {
            assert!(path.is_dir() || path.metadata().expect("it is there").len() == 0);
        });
        assert_eq!(home.run(kind), ["miss", "hit"], "{kind}");
    }
}

#[test]
fn a_read_only_store_still_serves() {
    if two_calls() {
        return;
    }
    for kind in KINDS {
        let mut home = Home::new(module_path!(), "a_read_only_store_still_serves");
        // Nothing is forbidden to root.
        home.as_nobody();
        assert_eq!(home.run(kind), ["miss", "hit"], "{kind}");
        let cache = home.cache(PACKAGE);
        let lock = |folders, files| {
            let mode = |mode| {
                move |path: &Path| {
                    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
                }
            };
            each_below(&cache, &|path| {
                mode(if path.is_dir() { folders } else { files })(path)
            });
        };
        lock(0o500, 0o400);
        assert_eq!(home.run(kind), ["hit", "hit"], "{kind}");
        if kind == "files" {
            let entry = the_entry(&home);
            lock(0o700, 0o600);
            fs::write(entry, "damage").expect("damaged");
            lock(0o500, 0o400);
            assert_eq!(home.run(kind), ["miss", "miss"], "{kind}");
        }
        fs::set_permissions(&cache, fs::Permissions::from_mode(0o000)).expect("closed");
        assert_eq!(
            home.run(kind),
            ["miss", "miss"],
            "{kind}: what the user closed stays closed"
        );
        fs::set_permissions(&cache, fs::Permissions::from_mode(0o700)).expect("opened");
        lock(0o700, 0o600);
    }
}

#[test]
fn a_folder_of_anothers_or_a_symlink_is_refused() {
    if two_calls() {
        return;
    }
    for (kind, inner) in [("packed", "v2"), ("files", "v1-files")] {
        let home = Home::new(
            module_path!(),
            "a_folder_of_anothers_or_a_symlink_is_refused",
        );
        assert_eq!(home.run(kind), ["miss", "hit"], "{kind}");
        let cache = home.cache(PACKAGE);
        let aside = home.path().join("aside");
        for folder in [cache.clone(), cache.join(inner)] {
            let refused = |what: &str| {
                assert_eq!(
                    home.run(kind),
                    ["miss", "miss"],
                    "{kind}: {what} {}",
                    folder.display()
                );
            };
            fs::rename(&folder, &aside).expect("moved");
            symlink(&aside, &folder).expect("a symlink");
            refused("symlink at");
            fs::remove_file(&folder).expect("removed");
            fs::write(&folder, "a file").expect("written");
            refused("file at");
            fs::remove_file(&folder).expect("removed");
            fs::rename(&aside, &folder).expect("moved back");
            // Only root can make a folder another's; the rest of the test holds for everyone.
            if chown(&folder, Some(65_534), None).is_ok() {
                refused("another's");
                chown(&folder, Some(0), None).expect("given back");
            }
            assert_eq!(
                home.run(kind),
                ["hit", "hit"],
                "{kind}: {}",
                folder.display()
            );
        }
    }
}

#[test]
fn without_a_home_results_are_computed() {
    if two_calls() {
        return;
    }
    for kind in KINDS {
        let mut home = Home::new(module_path!(), "without_a_home_results_are_computed");
        home.set("XDG_CACHE_HOME", "/proc/nowhere")
            .set("XDG_DATA_HOME", "/proc/nowhere");
        assert_eq!(home.run(kind), ["miss", "miss"], "{kind}");
    }
}
