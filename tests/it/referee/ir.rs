//! What moves the IR hash of a function, and what does not.

use std::fs;
use std::path::Path;

use rememo_tests::referee::graph::Reach;
use rememo_tests::referee::ir::Place;
use rememo_tests::referee::scratch::{Scratch, default_base};

use super::verdicts::tiny;

/// The tiny crate, built and looked at again after each edit.
struct Bench {
    scratch: Scratch,
    before: Reach,
}

impl Bench {
    fn new() -> Bench {
        let scratch = Scratch::new(&default_base(), &tiny()).unwrap();
        let before = reach(&scratch);
        Bench { scratch, before }
    }

    /// Whether replacing `from` by `to` in a file moves the hash of what `root_all` reaches.
    fn moves(&self, file: &str, from: &str, to: &str) -> bool {
        let after = self.edited(file, from, to, reach);
        after.hash != self.before.hash
    }

    /// What is seen with `from` replaced by `to` in a file.
    fn edited<T>(&self, file: &str, from: &str, to: &str, see: impl Fn(&Scratch) -> T) -> T {
        let path = self.scratch.crate_folder().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text.matches(from).count(),
            1,
            "{from:?} stands once in {file}"
        );
        fs::write(&path, text.replace(from, to)).unwrap();
        let seen = see(&self.scratch);
        fs::write(&path, text).unwrap();
        seen
    }
}

fn reach(scratch: &Scratch) -> Reach {
    let built = scratch
        .build()
        .unwrap()
        .unwrap_or_else(|| panic!("{}", scratch.complaint()));
    scratch.graph(&built).unwrap().reach_of("root_all").unwrap()
}

#[test]
fn the_hash_moves_with_everything_that_reaches_the_function() {
    let bench = Bench::new();
    for (channel, file, from, to) in [
        (
            "a const",
            "src/lib.rs",
            "FACTOR: u32 = 3",
            "FACTOR: u32 = 4",
        ),
        ("a static", "src/lib.rs", "[10, 20, 30]", "[10, 20, 31]"),
        ("a macro's body", "src/lib.rs", "$value + 5", "$value + 6"),
        ("a Drop", "src/lib.rs", "\"dropped\"", "\"let go\""),
        (
            "a From used by ?",
            "src/lib.rs",
            "no number",
            "not a number",
        ),
        (
            "a trait's default",
            "src/shapes.rs",
            "self.side() * 0",
            "self.side() * 2",
        ),
        (
            "an impl met only as dyn",
            "src/shapes.rs",
            "self.side() * self.side()",
            "self.side() + self.side()",
        ),
        ("an included file", "data/greeting.txt", "hello", "goodbye"),
        (
            "a cfg",
            "src/lib.rs",
            "cfg!(feature = \"loud\")",
            "cfg!(not(feature = \"loud\"))",
        ),
        (
            "an import",
            "src/lib.rs",
            "{Area, double, triple}",
            "{Area, double as triple, triple as double}",
        ),
        (
            "a new override",
            "src/shapes.rs",
            "impl Area for Flat {}",
            "impl Area for Flat { fn area(&self) -> u32 { 9 } }",
        ),
    ] {
        assert!(bench.moves(file, from, to), "{channel} moves the hash");
    }
}

#[test]
fn the_hash_stays_under_what_changes_nothing() {
    let bench = Bench::new();
    for (edit, file, from, to) in [
        (
            "a comment",
            "src/lib.rs",
            "    let guard =",
            "    // Noted.\n    let guard =",
        ),
        (
            "moved lines",
            "src/lib.rs",
            "mod shapes;\n",
            "\n\n\n\nmod shapes;\n\n\n",
        ),
        (
            "white space",
            "src/shapes.rs",
            "value * 2",
            "value\n        *   2",
        ),
        (
            "a local's name",
            "src/shapes.rs",
            "let threefold = value * 3;\n    threefold",
            "let other = value * 3;\n    other",
        ),
        (
            "an edit elsewhere",
            "src/lib.rs",
            "rotate_left(3)",
            "rotate_left(4)",
        ),
        (
            "a new function",
            "src/shapes.rs",
            "pub struct Flat;",
            "pub struct Flat;\npub fn new(flat: Flat) -> Flat { flat }",
        ),
        (
            "a new impl before others",
            "src/lib.rs",
            "macro_rules!",
            "impl Clone for Failure { fn clone(&self) -> Self { Failure(self.0.clone()) } }\nmacro_rules!",
        ),
        (
            "a moved item",
            "src/lib.rs",
            "mod shapes;\n\nuse shapes::{Area, double, triple};",
            "use shapes::{triple, Area, double};\nmod shapes;",
        ),
    ] {
        assert!(!bench.moves(file, from, to), "{edit} leaves the hash");
    }
}

#[test]
fn functions_are_mapped_to_the_lines_they_are_written_on() {
    let bench = Bench::new();
    let text = fs::read_to_string(bench.scratch.crate_folder().join("src/lib.rs")).unwrap();
    let line_of = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
    let lib = bench.scratch.crate_folder().join("src/lib.rs");
    let lines: Vec<usize> = bench
        .before
        .places
        .iter()
        .filter(|place| place.file == lib)
        .map(|place| place.line)
        .collect();
    for reached in [
        "pub fn all",
        "pub fn number",
        "fn drop(&mut self)",
        "fn from(_",
    ] {
        assert!(lines.contains(&line_of(reached)), "`{reached}` is reached");
    }
    assert!(
        !lines.contains(&line_of("pub fn unreached")),
        "`unreached` is not"
    );
}

#[test]
fn a_generic_function_is_compared_instance_by_instance() {
    let bench = Bench::new();
    let text = fs::read_to_string(bench.scratch.crate_folder().join("src/shapes.rs")).unwrap();
    let line = text
        .lines()
        .position(|line| line.contains("fn twice"))
        .unwrap()
        + 1;
    let twice = |scratch: &Scratch| {
        let built = scratch.build().unwrap().unwrap();
        let graph = scratch.graph(&built).unwrap();
        graph.reach_from(|place| place.line == line && place.file.ends_with("src/shapes.rs"))
    };
    let before = twice(&bench.scratch).unwrap();
    let fewer = bench
        .edited("src/lib.rs", ", shapes::twice(&shapes::Flat)", "", twice)
        .unwrap();
    assert_ne!(fewer.hash, before.hash, "one instance is gone");
    assert_eq!(before.same_as(&fewer), Some(true), "the other is as it was");
    let none = "let twice = [0]";
    let gone = bench.edited(
        "src/lib.rs",
        "let twice = [shapes::twice(&shapes::Square(2)), shapes::twice(&shapes::Flat)]",
        none,
        twice,
    );
    assert!(gone.is_none(), "without callers there is no instance");
    let changed = bench.edited(
        "src/shapes.rs",
        "shape.area() + shape.area()",
        "shape.area() + shape.side()",
        twice,
    );
    assert_eq!(before.same_as(&changed.unwrap()), Some(false));
    let deeper = bench.edited(
        "src/shapes.rs",
        "self.side() * self.side()",
        "self.side()",
        twice,
    );
    assert_eq!(
        before.same_as(&deeper.unwrap()),
        Some(false),
        "one instance changed"
    );
}

#[test]
fn a_callers_impl_is_none_of_the_generic_function_that_runs_it() {
    let scratch = Scratch::new(&default_base(), &tiny()).unwrap();
    let rewrite = |file: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(file).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands once");
        fs::write(file, text.replace(from, to)).unwrap();
    };
    let lib = scratch.crate_folder().join("src/lib.rs");
    let shape = "#[macro_export]\nmacro_rules! shape {\n    ($name:ident) => {\n        struct $name;\n        \
                 impl $crate::shapes::Area for $name {\n            fn side(&self) -> u32 {\n                4\n            \
                 }\n        }\n    };\n}\npub mod shapes;";
    rewrite(&lib, "mod shapes;", shape);
    let calls = "tiny::shape!(Dot);\n    format!(\"{:?} {}\", tiny::number(\"7\").is_ok(), tiny::shapes::twice(&Dot))";
    let program = scratch.program_folder().join("src/main.rs");
    rewrite(
        &program,
        "format!(\"{:?}\", tiny::number(\"7\").is_ok())",
        calls,
    );
    let text = fs::read_to_string(scratch.crate_folder().join("src/shapes.rs")).unwrap();
    let line_of = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
    let (twice, area) = (line_of("fn twice"), line_of("fn area"));

    let built = scratch.build().unwrap();
    let built = built.unwrap_or_else(|| panic!("{}", scratch.complaint()));
    let graph = scratch.graph(&built).unwrap();
    let from_the_root = graph.reach_of("root_number").unwrap();
    let from_the_function = graph
        .reach_from(|place| place.line == twice && place.file.ends_with("src/shapes.rs"))
        .unwrap();
    let in_lib = |reach: &Reach| {
        reach
            .places
            .iter()
            .any(|place| place.file == lib && place.line < 16)
    };
    assert!(
        in_lib(&from_the_root),
        "what the macro wrote for the caller is the caller's"
    );
    assert!(
        !in_lib(&from_the_function),
        "and not what `twice` itself can know of"
    );
    let has_default = |place: &Place| place.line == area && place.file.ends_with("src/shapes.rs");
    assert!(
        from_the_function
            .places
            .iter()
            .any(|place| has_default(place)),
        "the trait's own default is its own"
    );
}
