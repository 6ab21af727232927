//! A few steps of the walk that `--bin edits` takes through any crate.

use rememo_tests::edited::walk;

const LIB: &str = include_str!("../../src/scratch.rs");
const CASES: &str = include_str!("../../src/cases.rs");

#[test]
fn going_on_after_any_edit_finds_what_starting_over_finds() {
    let lib = format!("{LIB}\npub mod cases;\n");
    let files = [("src/lib.rs", &*lib), ("src/cases.rs", CASES)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let walked = walk(&files, 1, 60);
    assert!(
        walked.moved > 20,
        "the edits change fingerprints: {walked:?}"
    );
    assert!(
        walked.whole > 10,
        "most edits leave functions to be found: {walked:?}"
    );
}
