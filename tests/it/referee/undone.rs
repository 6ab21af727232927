//! An edit is undone whole, with what a build made of it.

use rememo_tests::referee::edit::{Edit, Kind, Patch};
use std::fs;

#[test]
fn an_edit_of_a_manifest_puts_back_the_lock_that_a_build_rewrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let (manifest, lock) = (
        folder.path().join("Cargo.toml"),
        folder.path().join("Cargo.lock"),
    );
    fs::write(&manifest, "features = []").expect("a file");
    fs::write(&lock, "before").expect("a file");
    let edit = Edit {
        kind: Kind::Feature,
        file: manifest.clone(),
        line: 1,
        what: String::new(),
        patches: vec![Patch {
            range: 12..12,
            text: "\"a\"".to_owned(),
        }],
    };
    let applied = edit.apply().expect("it is applied");
    let now = fs::read_to_string(&manifest).expect("a file");
    assert_eq!(now, "features = [\"a\"]");
    fs::write(&lock, "with another feature").expect("a file");
    drop(applied);
    let after = |path| fs::read_to_string(path).expect("a file");
    assert_eq!(
        (after(&manifest), after(&lock)),
        ("features = []".to_owned(), "before".to_owned())
    );
}
