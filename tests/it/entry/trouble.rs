//! Trouble around the store: no space, no permission, strange things in its place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::process::Command;

use rememo_tests::child::{Home, heard, role, say};

use super::subject::{PACKAGE, PLAIN, call};

/// A process that makes two calls and says what they were.
fn two_calls() -> bool {
    if role().is_some() {
        say(call(&PLAIN, 1));
        say(call(&PLAIN, 1));
    }
    role().is_some()
}

#[test]
fn an_unreadable_entry_is_a_miss() {
    if two_calls() {
        return;
    }
    let home = Home::new(module_path!(), "an_unreadable_entry_is_a_miss");
    assert_eq!(home.run(""), ["miss", "hit"]);
    let entry = the_entry(&home);
    fs::remove_file(&entry).expect("removed");
    fs::create_dir(&entry).expect("a folder in its place");
    assert_eq!(home.run(""), ["miss", "miss"]);
    fs::remove_dir(&entry).expect("removed");
    symlink("/etc/passwd", &entry).expect("a symlink in its place");
    // It is replaced, not followed.
    assert_eq!(home.run(""), ["miss", "hit"]);
    fs::remove_file(&entry).expect("removed");
    let made = Command::new("mkfifo").arg(&entry).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(home.run(""), ["miss", "hit"]);
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
    if role().is_some() {
        say(call(&PLAIN, 1));
        let cache = std::env::var("XDG_CACHE_HOME").expect("set by the parent");
        fs::remove_dir_all(cache).expect("deleted");
        say(call(&PLAIN, 1));
        say(call(&PLAIN, 1));
        return;
    }
    let home = Home::new(
        module_path!(),
        "a_folder_that_is_deleted_meanwhile_is_made_again",
    );
    assert_eq!(home.run(""), ["miss", "miss", "hit"]);
}

#[test]
fn without_space_results_are_computed() {
    if two_calls() {
        return;
    }
    let home = Home::new(module_path!(), "without_space_results_are_computed");
    assert_eq!(home.run(""), ["miss", "hit"]);
    fs::remove_file(the_entry(&home)).expect("removed");
    // No file may grow at all: the system would kill a process that tries.
    let command = home.command("");
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]);
    limited.arg(command.get_program()).args(command.get_args());
    limited.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let output = limited.output().expect("the child starts");
    assert_eq!(heard(&output), ["miss", "miss"]);
    let left = fs::read_dir(home.cache(PACKAGE).join("v1-files/new"))
        .expect("listed")
        .count();
    assert_eq!(left, 0, "half-written files were left");
    assert_eq!(home.run(""), ["miss", "hit"]);
}

#[test]
fn a_read_only_store_still_serves() {
    if two_calls() {
        return;
    }
    let mut home = Home::new(module_path!(), "a_read_only_store_still_serves");
    // Nothing is forbidden to root.
    home.as_nobody();
    assert_eq!(home.run(""), ["miss", "hit"]);
    let entry = the_entry(&home);
    let cache = home.cache(PACKAGE);
    let all = [
        cache.clone(),
        cache.join("v1-files"),
        cache.join("v1-files/new"),
    ];
    let lock = |mode| {
        for folder in entry
            .ancestors()
            .skip(1)
            .take(2)
            .map(ToOwned::to_owned)
            .chain(all.clone())
        {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("set");
        }
    };
    lock(0o500);
    assert_eq!(home.run(""), ["hit", "hit"]);
    fs::write(&entry, "damage").expect("damaged");
    assert_eq!(home.run(""), ["miss", "miss"]);
    lock(0o000);
    assert_eq!(
        home.run(""),
        ["miss", "miss"],
        "what the user closed stays closed"
    );
    lock(0o700);
}

#[test]
fn a_folder_of_anothers_or_a_symlink_is_refused() {
    if two_calls() {
        return;
    }
    let home = Home::new(
        module_path!(),
        "a_folder_of_anothers_or_a_symlink_is_refused",
    );
    assert_eq!(home.run(""), ["miss", "hit"]);
    let cache = home.cache(PACKAGE);
    let aside = home.path().join("aside");
    for folder in [cache.clone(), cache.join("v1-files")] {
        fs::rename(&folder, &aside).expect("moved");
        symlink(&aside, &folder).expect("a symlink");
        assert_eq!(
            home.run(""),
            ["miss", "miss"],
            "symlink at {}",
            folder.display()
        );
        fs::remove_file(&folder).expect("removed");
        fs::write(&folder, "a file").expect("written");
        assert_eq!(
            home.run(""),
            ["miss", "miss"],
            "file at {}",
            folder.display()
        );
        fs::remove_file(&folder).expect("removed");
        fs::rename(&aside, &folder).expect("moved back");
        // Only root can make a folder another's; the rest of the test holds for everyone.
        if chown(&folder, Some(65_534), None).is_ok() {
            assert_eq!(
                home.run(""),
                ["miss", "miss"],
                "another's {}",
                folder.display()
            );
            chown(&folder, Some(0), None).expect("given back");
        }
        assert_eq!(home.run(""), ["hit", "hit"]);
    }
}

#[test]
fn without_a_home_results_are_computed() {
    if two_calls() {
        return;
    }
    let mut home = Home::new(module_path!(), "without_a_home_results_are_computed");
    home.set("XDG_CACHE_HOME", "/proc/nowhere")
        .set("XDG_DATA_HOME", "/proc/nowhere");
    assert_eq!(home.run(""), ["miss", "miss"]);
}
