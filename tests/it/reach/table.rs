//! One row: a library, and edits of it that must or must not change the fingerprint of a function, mostly `app::f`.

use rememo_build::parse::on_deep_stack;
use rememo_build::plan::{Level, Request, Unkeyed};
use rememo_build::resolve::Program;
use rememo_tests::crates::{Crates, request};

/// What an edit does to the fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It changes: a miss.
    Miss,
    /// It stays: a hit.
    Hit,
}

/// Edits: what stands once, what comes in its place, and what then.
pub type Edits = &'static [(&'static str, &'static str, Then)];

/// A row: its name, `src/lib.rs`, and edits.
pub type Row = (&'static str, &'static str, Edits);

/// Checks every row, with all arguments in the key.
pub fn check(rows: &[Row]) {
    check_ignoring(&[], rows);
}

/// Checks every row, with these arguments left out of the key.
pub fn check_ignoring(arguments: &[&str], rows: &[Row]) {
    check_among(&[], arguments, rows);
}

/// Checks every row in a crate with these files beside its library, and these arguments left out of the key.
pub fn check_among(beside: &[(&str, &str)], arguments: &[&str], rows: &[Row]) {
    check_request(beside, || ignoring(arguments, "app::f"), rows);
}

/// Checks every row for another function, with these arguments left out of the key.
pub fn check_of(function: &str, arguments: &[&str], rows: &[Row]) {
    check_request(&[], || ignoring(arguments, function), rows);
}

/// Checks every row for `app::f` as its wrapper calls it, with these arguments left out of the key.
pub fn check_wrapped(beside: &[(&str, &str)], arguments: &[&str], rows: &[Row]) {
    let asked = || Request {
        wrapped: true,
        ..ignoring(arguments, "app::f")
    };
    check_request(beside, asked, rows);
}

fn ignoring(arguments: &[&str], function: &str) -> Request {
    let names = arguments.iter().map(|name| (*name).to_owned());
    Request {
        unkeyed: Unkeyed::These(names.collect()),
        ..request(function, Level::Closure)
    }
}

/// A row of several packages: its name, their files, and edits of these. `app::f` is asked for, of the package in `app`.
pub type Packages = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [(&'static str, &'static str, &'static str, Then)],
);

/// Checks every row of several packages.
pub fn check_packages(rows: &[Packages]) {
    let mut wrong = Vec::new();
    for (name, files, edits) in rows {
        let fingerprint = |crates: &Crates| {
            let mut options = crates.options();
            options.manifest = crates.path().join("app/Cargo.toml");
            on_deep_stack(|| {
                let program = Program::load(&options).expect("the packages can be read");
                let asked = request("app::f", Level::Closure);
                program.closure(&asked).expect("it is found").fingerprint
            })
        };
        let before = fingerprint(&Crates::new(files));
        for (file, old, new, then) in *edits {
            let crates = Crates::new(files);
            crates.edit(file, old, new);
            let is = match before == fingerprint(&crates) {
                true => Then::Hit,
                false => Then::Miss,
            };
            if is != *then {
                wrong.push(format!(
                    "{name}: {file}: `{old}` -> `{new}`: a {is:?}, not a {then:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_request(beside: &[(&str, &str)], asked: impl Fn() -> Request, rows: &[Row]) {
    let closure = |text: &str| {
        let mut files = vec![("src/lib.rs", text)];
        files.extend(beside);
        Crates::new(&files).closure_of(asked())
    };
    let mut wrong = Vec::new();
    for (name, text, edits) in rows {
        let before = closure(text);
        for (old, new, then) in *edits {
            assert_eq!(text.matches(old).count(), 1, "{name}: `{old}` stands once");
            let after = closure(&text.replace(old, new));
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
