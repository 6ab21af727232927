//! One row: a library, and edits of it that must or must not change the fingerprint of `app::f`.

use rememo_tests::crates::Crates;

/// What an edit does to the fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It changes: a miss.
    Miss,
    /// It stays: a hit.
    Hit,
}

/// A row: its name, `src/lib.rs`, and edits: what stands once, what comes in its place, and what then.
pub type Row = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, Then)],
);

/// Checks every row.
pub fn check(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (name, text, edits) in rows {
        let before = Crates::lib(text).closure("app::f");
        for (old, new, then) in *edits {
            assert_eq!(text.matches(old).count(), 1, "{name}: `{old}` stands once");
            let after = Crates::lib(&text.replace(old, new)).closure("app::f");
            let is = if before.fingerprint == after.fingerprint {
                Then::Hit
            } else {
                Then::Miss
            };
            if is != *then {
                let items: Vec<&str> = before.items.iter().map(|item| item.id.as_str()).collect();
                wrong.push(format!(
                    "{name}: `{old}` -> `{new}`: a {is:?}, not a {then:?}; covered: {items:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
