//! What an edit does to a listed function: hit or miss, by real builds of a scratch crate.

use rememo_tests::scratch::Scratch;

const CACHE: &str = "[functions]\n\"edit_table::area::area\" = {}\n";

const MAIN: &str = r#"
mod area;
mod other;
pub mod cached { rememo::include_wrappers!(); }

fn main() {
    println!("{}", cached::area::cached_area(3, 4));
    println!("{}", other::unrelated());
}
"#;

const OTHER: &str = "pub fn unrelated() -> &'static str {\n    \"unrelated\"\n}\n";

const AREA: &str = r#"/// The area of a rectangle.
#[allow(dead_code)]
#[inline]
pub fn area(width: u64, height: u64) -> u64 {
    eprintln!("computed");
    let product = width * height;
    product
}
"#;

/// What the edited program must do with the result that the unedited one stored.
#[derive(Debug, PartialEq)]
enum Expected {
    Hit,
    Miss,
}
use Expected::{Hit, Miss};

struct Edit {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    expected: Expected,
}

const EDITS: &[Edit] = &[
    Edit {
        what: "a comment",
        file: "src/area.rs",
        from: "    let product",
        to: "    // a times b\n    let product",
        expected: Hit,
    },
    Edit {
        what: "white space",
        file: "src/area.rs",
        from: "width * height;",
        to: "width\n        *height ;",
        expected: Hit,
    },
    Edit {
        what: "a trailing comma",
        file: "src/area.rs",
        from: "height: u64)",
        to: "height: u64,)",
        expected: Hit,
    },
    Edit {
        what: "the doc comment",
        file: "src/area.rs",
        from: "The area of a rectangle.",
        to: "Width times height.",
        expected: Hit,
    },
    Edit {
        what: "the order of attributes",
        file: "src/area.rs",
        from: "#[allow(dead_code)]\n#[inline]",
        to: "#[inline]\n#[allow(dead_code)]",
        expected: Hit,
    },
    Edit {
        what: "a lint attribute",
        file: "src/area.rs",
        from: "#[allow(dead_code)]",
        to: "#[allow(dead_code, unused_mut)]",
        expected: Hit,
    },
    Edit {
        what: "a line above",
        file: "src/area.rs",
        from: "/// The area",
        to: "\n\n\n/// The area",
        expected: Hit,
    },
    Edit {
        what: "a function it does not call",
        file: "src/other.rs",
        from: "\"unrelated\"",
        to: "\"edited\"",
        expected: Hit,
    },
    Edit {
        what: "the body",
        file: "src/area.rs",
        from: "width * height",
        to: "height * width",
        expected: Miss,
    },
    Edit {
        what: "the signature",
        file: "src/area.rs",
        from: "(width: u64, height: u64)",
        to: "(height: u64, width: u64)",
        expected: Miss,
    },
    Edit {
        what: "a literal",
        file: "src/area.rs",
        from: "    product\n",
        to: "    product + 0\n",
        expected: Miss,
    },
    Edit {
        what: "the version",
        file: "cache.toml",
        from: "= {}",
        to: "= { version = 1 }",
        expected: Miss,
    },
];

fn lay_out(scratch: &Scratch) {
    scratch.write("cache.toml", CACHE);
    scratch.write("src/main.rs", MAIN);
    scratch.write("src/other.rs", OTHER);
    scratch.write("src/area.rs", AREA);
}

fn outcome(scratch: &Scratch) -> Expected {
    let printed = scratch.run();
    assert!(printed.success, "{printed:?}");
    assert!(
        printed.stdout.starts_with("12\n"),
        "a wrong value: {printed:?}"
    );
    if printed.stderr.contains("computed") {
        Miss
    } else {
        Hit
    }
}

#[test]
fn an_edit_re_keys_exactly_when_it_can_matter() {
    let scratch = Scratch::new("edit_table");
    lay_out(&scratch);
    assert_eq!(outcome(&scratch), Miss, "the first run");
    assert_eq!(outcome(&scratch), Hit, "the second run");
    let mut faults = Vec::new();
    for Edit {
        what,
        file,
        from,
        to,
        expected,
    } in EDITS
    {
        let before = scratch.read(file);
        assert!(before.contains(from), "{what}: nothing to edit");
        scratch.write(file, &before.replacen(from, to, 1));
        let seen = outcome(&scratch);
        if seen != *expected {
            faults.push(format!("{what}: expected {expected:?}, saw {seen:?}"));
        }
        assert_eq!(outcome(&scratch), Hit, "{what}: run again");
        scratch.write(file, &before);
    }
    // A → B → A: the old state's entry is still there.
    assert_eq!(outcome(&scratch), Hit, "all edits undone");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A type that is written as one more, into keys and entries.
const LENGTH: &str = r#"
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub struct Metres(pub u64);

impl Serialize for Metres {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0 + 1)
    }
}

impl<'de> Deserialize<'de> for Metres {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Metres, D::Error> {
        Ok(Metres(u64::deserialize(deserializer)? - 1))
    }
}

pub fn twice(of: &Metres) -> Metres {
    Metres(of.0 * 2)
}
"#;

#[test]
fn how_serde_writes_a_type_is_part_of_the_code() {
    let scratch = Scratch::new("edit_serde");
    scratch.write(
        "cache.toml",
        "[functions]\n\"edit_serde::length::twice\" = {}\n",
    );
    let lay_out = |written: &str, length: u64| {
        let text = LENGTH
            .replace("self.0 + 1", &format!("self.0 + {written}"))
            .replace("? - 1", &format!("? - {written}"));
        scratch.write("src/length.rs", &text);
        let main = format!(
            "mod length;\npub mod cached {{ rememo::include_wrappers!(); }}\nfn main() {{\n    \
             println!(\"{{}}\", cached::length::cached_twice(&length::Metres({length})).0);\n}}\n"
        );
        scratch.write("src/main.rs", &main);
        scratch.run().stdout
    };
    assert_eq!(lay_out("1", 3), "6\n");
    // Two is written now as three was.
    assert_eq!(lay_out("2", 2), "4\n", "another argument's entry");
    assert_eq!(
        lay_out("2", 3),
        "6\n",
        "an entry that is read as something else"
    );
}

#[test]
fn another_name_is_another_function() {
    let scratch = Scratch::new("edit_name");
    lay_out(&scratch);
    scratch.write("cache.toml", &CACHE.replace("edit_table", "edit_name"));
    assert_eq!(outcome(&scratch), Miss, "the first run");
    scratch.write("src/area.rs", &AREA.replace("fn area", "fn surface"));
    scratch.write(
        "src/main.rs",
        &MAIN.replace("cached_area", "cached_surface"),
    );
    scratch.write(
        "cache.toml",
        "[functions]\n\"edit_name::area::surface\" = {}\n",
    );
    assert_eq!(outcome(&scratch), Miss, "renamed");
}

#[test]
fn only_what_was_read_makes_the_generator_run_again() {
    let scratch = Scratch::new("edit_rerun");
    lay_out(&scratch);
    scratch.write("cache.toml", &CACHE.replace("edit_table", "edit_rerun"));
    scratch.write("notes.txt", "one");
    let reruns = || {
        let output = scratch
            .cargo("build")
            .arg("-vv")
            .output()
            .expect("cargo runs");
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{printed}");
        printed.lines().any(|line| {
            line.trim_start().starts_with("Running") && line.contains("build-script-build")
        })
    };
    assert!(reruns(), "the first build runs it");
    assert!(!reruns(), "nothing changed");
    scratch.write("notes.txt", "two");
    scratch.write("examples/new.rs", "fn main() {}\n");
    assert!(!reruns(), "a file that is none of the crate's");
    scratch.write(
        "src/other.rs",
        &OTHER.replace("\"unrelated\"", "\"changed\""),
    );
    assert!(reruns(), "a source of the crate");
    scratch.write(
        "cache.toml",
        &CACHE
            .replace("edit_table", "edit_rerun")
            .replace("{}", "{ version = 2 }"),
    );
    assert!(reruns(), "cache.toml");
    let lock = scratch.read("Cargo.lock");
    scratch.write("Cargo.lock", &format!("{lock}\n# touched\n"));
    assert!(reruns(), "the lock");
    assert!(!reruns(), "nothing changed again");
}
