//! The key of the seal: made once, private, and refused where others could have a hand in it.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Stdio;

use rememo::__private::{Function, KeySource, Spec, StoreSpec};
use rememo_tests::child::{Home, heard, role, say};

use super::subject::{CHECKSUM, PACKAGE, PLAIN, call};

/// A process that makes two calls and says what they were.
fn two_calls() -> bool {
    if role().is_some() {
        say(call(&PLAIN, 1));
        say(call(&PLAIN, 1));
    }
    role().is_some()
}

#[test]
fn folders_and_files_are_the_users_alone() {
    if two_calls() {
        return;
    }
    let home = Home::new(module_path!(), "folders_and_files_are_the_users_alone");
    assert_eq!(home.run(""), ["miss", "hit"]);
    let mode = |path: std::path::PathBuf| fs::metadata(path).expect("it is there").mode() & 0o777;
    assert_eq!(mode(home.seal_key()), 0o600);
    assert_eq!(mode(home.path().join("data/rememo")), 0o700);
    let cache = home.cache(PACKAGE);
    assert_eq!(mode(cache.clone()), 0o700);
    assert!(cache.join("CACHEDIR.TAG").exists());
    let mut folders = vec![cache.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let is_folder = entry.file_type().expect("a type").is_dir();
            assert_eq!(mode(entry.path()), if is_folder { 0o700 } else { 0o600 });
            if is_folder {
                folders.push(entry.path());
            }
        }
    }
    let key = fs::read_to_string(home.seal_key()).expect("the key");
    assert_eq!(key.trim().len(), 64);
    let names: Vec<_> = fs::read_dir(home.path().join("data/rememo"))
        .expect("listed")
        .collect();
    assert_eq!(names.len(), 1, "temporary files were left");
}

#[test]
fn a_replaced_key_is_a_miss_and_not_a_fault() {
    if two_calls() {
        return;
    }
    let home = Home::new(module_path!(), "a_replaced_key_is_a_miss_and_not_a_fault");
    assert_eq!(home.run(""), ["miss", "hit"]);
    fs::write(home.seal_key(), "ab".repeat(32)).expect("replaced");
    assert_eq!(home.run(""), ["miss", "hit"]);
    assert_eq!(home.run(""), ["hit", "hit"]);
    fs::remove_file(home.seal_key()).expect("removed");
    assert_eq!(home.run(""), ["miss", "hit"]);
}

#[test]
fn a_key_that_is_not_private_or_no_key_turns_the_cache_off() {
    if two_calls() {
        return;
    }
    let home = Home::new(
        module_path!(),
        "a_key_that_is_not_private_or_no_key_turns_the_cache_off",
    );
    assert_eq!(home.run(""), ["miss", "hit"]);
    let key = home.seal_key();
    let off = ["miss", "miss"];

    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("opened");
    assert_eq!(home.run(""), off);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("closed");
    assert_eq!(home.run(""), ["hit", "hit"]);

    let good = fs::read(&key).expect("the key");
    for garbage in [
        "",
        "short",
        &"zz".repeat(32),
        &"00".repeat(32),
        &"ab".repeat(4000),
    ] {
        fs::write(&key, garbage).expect("replaced");
        assert_eq!(home.run(""), off, "{garbage}");
    }
    fs::remove_file(&key).expect("removed");

    let elsewhere = home.path().join("elsewhere.key");
    fs::write(&elsewhere, &good).expect("written");
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o600)).expect("closed");
    symlink(&elsewhere, &key).expect("a symlink");
    assert_eq!(home.run(""), off);
    fs::remove_file(&key).expect("removed");

    fs::create_dir(&key).expect("a folder");
    assert_eq!(home.run(""), off);
    fs::remove_dir(&key).expect("removed");

    fs::write(&key, &good).expect("the old key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("closed");
    assert_eq!(home.run(""), ["hit", "hit"]);
}

#[test]
fn processes_that_start_together_agree_on_one_key() {
    if two_calls() {
        return;
    }
    let home = Home::new(
        module_path!(),
        "processes_that_start_together_agree_on_one_key",
    );
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = home.command("");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().expect("the child starts")
        })
        .collect();
    for child in children {
        heard(&child.wait_with_output().expect("the child ends"));
    }
    assert_eq!(home.run(""), ["hit", "hit"]);
}

#[test]
fn without_a_seal_no_key_is_made() {
    if role().is_some() {
        say(call(&CHECKSUM, 1));
        return;
    }
    let home = Home::new(module_path!(), "without_a_seal_no_key_is_made");
    assert_eq!(home.run(""), ["miss"]);
    assert_eq!(home.run(""), ["hit"]);
    assert!(!home.seal_key().exists());
}

#[test]
fn machines_that_share_a_key_share_a_store() {
    const STORE: StoreSpec = StoreSpec::new("shared");
    static BY_VARIABLE: Function = Function::new(Spec::new(
        "shared",
        [1; 32],
        &StoreSpec {
            seal_key: KeySource::Env("REMEMO_TEST_SEAL"),
            ..STORE
        },
    ));
    static BY_FILE: Function = Function::new(Spec::new(
        "shared",
        [1; 32],
        &StoreSpec {
            seal_key: KeySource::File("shared.key"),
            ..STORE
        },
    ));
    match role().as_deref() {
        Some("variable") => return say(call(&BY_VARIABLE, 1)),
        Some(_) => return say(call(&BY_FILE, 1)),
        None => {}
    }
    let test = "machines_that_share_a_key_share_a_store";
    let (mut one, mut two) = (
        Home::new(module_path!(), test),
        Home::new(module_path!(), test),
    );
    let folder = one.path().join("shared").display().to_string();
    let key = "0123456789abcdefABCDEF0123456789".repeat(2);
    for home in [&mut one, &mut two] {
        home.set("REMEMO_DIR", &folder);
        assert_eq!(home.run("variable"), ["miss"], "the variable is not set");
        home.set("REMEMO_TEST_SEAL", &key);
    }
    assert_eq!(
        [one.run("variable"), two.run("variable")],
        [["miss"], ["hit"]]
    );
    two.set("REMEMO_TEST_SEAL", "77".repeat(32));
    assert_eq!(
        [two.run("variable"), one.run("variable")],
        [["miss"], ["miss"]]
    );

    // The same key from a file, which may be a link but must not be a stranger's to read.
    let file = one.path().join("shared.key");
    let in_file = |home: &Home| {
        let output = home.command("file").current_dir(one.path()).output();
        heard(&output.expect("the child starts"))
    };
    assert_eq!(in_file(&two), ["miss"], "there is no file");
    fs::write(&file, format!("{key}\n")).expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("opened");
    assert_eq!(in_file(&two), ["miss"], "everyone can read it");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("closed");
    assert_eq!(in_file(&two), ["hit"], "sealed by the variable's key");
    fs::rename(&file, one.path().join("mounted")).expect("moved");
    symlink("mounted", &file).expect("a symlink");
    assert_eq!(in_file(&two), ["hit"]);
    assert!(!one.seal_key().exists() && !two.seal_key().exists());
}
