//! What only a build of unit tests has: no other build hangs on it, and the one that has it has a fingerprint of its own.

use rememo_build::plan::{Fingerprint, Level};
use rememo_tests::crates::{Crates, request};

/// The fingerprints of `app::f`: a build's, and a build's of unit tests.
fn of(lib: &str) -> ([u8; 32], [u8; 32]) {
    let request = request("app::f", Level::Closure);
    let found = Crates::lib(lib).program().fingerprint(&request);
    let Fingerprint {
        bytes, of_tests, ..
    } = found.expect("`f` is found");
    (bytes, of_tests.unwrap_or(bytes))
}

/// A type, and tests that may change what is done with it.
const WITH_TESTS: &[(&str, &str)] = &[
    (
        "an impl",
        "pub struct S; pub fn f() -> u8 { let _s = S; 1 } #[cfg(test)] mod tests { impl Drop for crate::S { fn drop(&mut self) { EDITED } } }",
    ),
    (
        "what a macro of another crate makes of a test",
        "pub struct S; pub fn f() -> u8 { let _s = S; 1 } #[cfg(test)] mod tests { use super::S; #[tokio::test] async fn t() { let _s = S; EDITED } }",
    ),
    (
        "what one writes",
        "pub struct S; pub fn f() -> u8 { let _s = S; 1 } #[cfg(test)] mod tests { use super::S; proptest::proptest! { fn p(s in any::<S>()) { EDITED } } }",
    ),
    (
        "another function of the same name",
        "pub fn f() -> u8 { g() } #[cfg(not(test))] fn g() -> u8 { 1 } #[cfg(test)] fn g() -> u8 { EDITED; 2 }",
    ),
    (
        "code that is not of tests, and that only they name",
        "pub fn f() -> u8 { g() } #[cfg(not(test))] use one::g; #[cfg(test)] use two::g; mod one { pub fn g() -> u8 { 1 } } #[cfg(test)] mod two { pub fn g() -> u8 { crate::h() } } fn h() -> u8 { EDITED; 2 }",
    ),
];

#[test]
fn a_build_does_not_hang_on_tests_and_theirs_does() {
    for (name, lib) in WITH_TESTS {
        let (built, of_tests) = of(&lib.replace("EDITED", "()"));
        let (then_built, then_of_tests) = of(&lib.replace("EDITED", "drop(1)"));
        assert_eq!(built, then_built, "{name}: a hit");
        assert_ne!(of_tests, then_of_tests, "{name}: a miss in tests");
        assert_ne!(built, of_tests, "{name}: two states");
    }
}

#[test]
fn both_builds_share_what_no_test_can_change() {
    let lib = "pub struct S; pub fn f() -> u8 { let _s = S; 1 } #[cfg(test)] mod tests { use super::f; #[test] fn t() { assert_eq!(f(), 1); } }";
    let (built, of_tests) = of(lib);
    assert_eq!(built, of_tests, "a hit in either");
}

#[test]
fn a_function_that_only_tests_have_counts_them() {
    let lib = "#[cfg(test)] pub fn f() -> u8 { g() } #[cfg(test)] fn g() -> u8 { EDITED; 1 }";
    let (before, _) = of(&lib.replace("EDITED", "()"));
    let (after, _) = of(&lib.replace("EDITED", "drop(1)"));
    assert_ne!(before, after, "a miss");
}
