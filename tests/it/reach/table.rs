//! One row: a library, and edits of it that must or must not change the fingerprint of a function, mostly `app::f`. Each
//! is made for a build that starts from nothing and for one that goes on from the last, there and back.

use rememo_build::manifest::hex;
use rememo_build::parse::on_deep_stack;
use rememo_build::plan::{Level, Request, Unkeyed};
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, request};
use std::sync::Arc;

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

pub(super) fn ignoring(arguments: &[&str], function: &str) -> Request {
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
    let wrong = rows.iter().flat_map(|(name, files, edits)| {
        let built = Built::new(files, "app/Cargo.toml", request("app::f", Level::Closure));
        built.all_wrong(name, edits)
    });
    told(wrong.collect());
}

/// Checks the same edits of each of these libraries.
pub fn check_each(common: &str, libraries: &[(&str, impl AsRef<str>)], edits: Edits) {
    check_each_ignoring(&[], common, libraries, edits);
}

/// The same, with these arguments left out of the key.
pub fn check_each_ignoring(
    arguments: &[&str],
    common: &str,
    libraries: &[(&str, impl AsRef<str>)],
    edits: Edits,
) {
    let asked = || ignoring(arguments, "app::f");
    let wrong = libraries.iter().flat_map(|(name, text)| {
        let text = format!("{common}{}", text.as_ref());
        wrong_in(&[], asked(), (*name, &text, edits))
    });
    told(wrong.collect());
}

fn check_request(beside: &[(&str, &str)], asked: impl Fn() -> Request, rows: &[Row]) {
    let wrong = rows.iter().map(|row| wrong_in(beside, asked(), *row));
    told(wrong.flatten().collect());
}

/// What is wrong with the edits of a row.
fn wrong_in(
    beside: &[(&str, &str)],
    asked: Request,
    (name, text, edits): (&str, &str, Edits),
) -> Vec<String> {
    let mut files = vec![("src/lib.rs", text)];
    files.extend(beside);
    let edits = edits.iter();
    let edits: Vec<_> = edits
        .map(|(old, new, then)| ("src/lib.rs", *old, *new, *then))
        .collect();
    Built::new(&files, "Cargo.toml", asked).all_wrong(name, &edits)
}

fn told(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a build came to.
struct Build {
    fingerprint: String,
    /// What it keeps for the next.
    kept: Arc<Vec<u8>>,
}

/// Files of which a function was asked for.
struct Built {
    crates: Crates,
    options: Options,
    asked: Request,
    before: Build,
}

impl Built {
    fn new(files: &[(&str, &str)], manifest: &str, asked: Request) -> Built {
        let crates = Crates::new(files);
        let mut options = crates.options();
        options.manifest = crates.path().join(manifest);
        let before = build(&options, &asked, None);
        Built {
            crates,
            options,
            asked,
            before,
        }
    }

    /// What is wrong with these edits of a row.
    fn all_wrong(&self, name: &str, edits: &[(&str, &str, &str, Then)]) -> Vec<String> {
        let wrong = edits.iter().filter_map(|(file, old, new, then)| {
            let path = self.crates.path().join(file);
            let text = std::fs::read_to_string(path).expect("the file is one of the row's");
            assert_eq!(text.matches(old).count(), 1, "{name}: `{old}` stands once");
            let found = self.wrong((file, &text), &text.replace(old, new), *then)?;
            Some(format!("{name}: {file}: `{old}` -> `{new}`: {found}"))
        });
        wrong.collect()
    }

    /// What is wrong with an edit of a file, and with taking it back: what is to come of it does not, or a build that goes on
    /// from the last one finds another fingerprint than one that starts from nothing.
    fn wrong(&self, (file, text): (&str, &str), edited: &str, then: Then) -> Option<String> {
        let before = &self.before;
        self.crates.write(file, edited);
        let after = build(&self.options, &self.asked, None);
        let went_on = self.went_on_from(before);
        self.crates.write(file, text);
        let went_back = self.went_on_from(&went_on);
        let is = match before.fingerprint == after.fingerprint {
            true => Then::Hit,
            false => Then::Miss,
        };
        Some(if is != then {
            format!("a {is:?}, not a {then:?}; covered: {:?}", self.covered())
        } else if went_on.fingerprint != after.fingerprint {
            "the next build finds another fingerprint than the first one would".to_owned()
        } else if went_back.fingerprint != before.fingerprint {
            "taken back, it leaves another fingerprint than was there".to_owned()
        } else {
            return None;
        })
    }

    fn covered(&self) -> Vec<String> {
        on_deep_stack(|| {
            let program = Program::load(&self.options).expect("the packages can be read");
            let closure = program.closure(&self.asked).expect("it is found");
            closure.items.into_iter().map(|item| item.id).collect()
        })
    }

    fn went_on_from(&self, last: &Build) -> Build {
        build(&self.options, &self.asked, Some(Arc::clone(&last.kept)))
    }
}

fn build(options: &Options, asked: &Request, kept: Option<Arc<Vec<u8>>>) -> Build {
    on_deep_stack(|| {
        let options = Options {
            cache: kept,
            ..options.clone()
        };
        let program = Program::load(&options).expect("the packages can be read");
        let found = program.fingerprints(std::slice::from_ref(asked)).remove(0);
        Build {
            fingerprint: hex(&found.expect("it is found").bytes),
            kept: program.cache(),
        }
    })
}
