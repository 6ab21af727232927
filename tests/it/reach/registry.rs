//! What is known of other crates' traits by the sources that cargo keeps of them: which methods they have, and for what.

use super::behind::{GIVEN, ZERO};
use rememo_build::parse::on_deep_stack;
use rememo_build::plan::Level;
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, request};

const MANIFEST: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
    [dependencies]\nother = \"1\"\nthird = \"1\"\n";

const LOCK: &str = "version = 4\n\
    [[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"other\", \"third\"]\n\
    [[package]]\nname = \"deep\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"1\"\n\
    [[package]]\nname = \"other\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"1\"\n\
    dependencies = [\"deep\", \"elsewhere\"]\n\
    [[package]]\nname = \"third\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"1\"\n\
    dependencies = [\"other\"]\n\
    [[package]]\nname = \"elsewhere\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"1\"\n";

/// The program, with these sources of other crates.
pub(super) fn crates(lib: &str, others: &[(&str, &str)]) -> Crates {
    crates_with(lib, others, &[])
}

/// The same, and more files.
pub(super) fn crates_with(lib: &str, others: &[(&str, &str)], more: &[(&str, &str)]) -> Crates {
    let beside = beside(others);
    let mut files = vec![("src/lib.rs", lib)];
    files.extend(more);
    files.extend(beside.iter().map(|(file, text)| (&**file, &**text)));
    Crates::new(&files)
}

/// The files beside the program, with these sources of other crates: `other` depends on `deep`, and `third` on `other`.
pub(super) fn beside(others: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), MANIFEST.to_owned()),
        ("Cargo.lock".to_owned(), LOCK.to_owned()),
        (
            ".cargo/config.toml".to_owned(),
            "[source.crates-io]\nreplace-with = \"kept\"\n[source.kept]\ndirectory = \"kept\"\n"
                .to_owned(),
        ),
    ];
    for (name, needs) in [
        ("deep", ""),
        (
            "other",
            "deep = \"1\"\n[target.'cfg(target_os = \"none\")'.dependencies]\nelsewhere = \"1\"\n",
        ),
        ("third", "other = \"1\"\n"),
    ] {
        files.push((format!("kept/{name}/Cargo.toml"), manifest(name, needs)));
        let text = others.iter().find(|(known, _)| *known == name);
        let text = text.map_or("", |(_, text)| text);
        files.push((format!("kept/{name}/src/lib.rs"), text.to_owned()));
    }
    files
}

fn manifest(name: &str, needs: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[dependencies]\n{needs}"
    )
}

/// Whether an edit is a miss.
pub(super) fn misses(crates: &Crates, old: &str, new: &str) -> bool {
    misses_by(crates, &crates.options(), old, new)
}

/// The same, read as these options say.
pub(super) fn misses_by(crates: &Crates, options: &Options, old: &str, new: &str) -> bool {
    misses_in("src/lib.rs", crates, options, old, new)
}

/// The same, of another file.
pub(super) fn misses_in(
    file: &str,
    crates: &Crates,
    options: &Options,
    old: &str,
    new: &str,
) -> bool {
    let before = fingerprint(options);
    crates.edit(file, old, new);
    before != fingerprint(options)
}

pub(super) fn fingerprint(options: &Options) -> String {
    on_deep_stack(|| {
        let program = Program::load(options).expect("the crate can be read");
        let closure = program.closure(&request("app::f", Level::Closure));
        closure.expect("the function is found").fingerprint
    })
}

/// A method of its own is called on a type, which also has whatever `Zero` has.
const CALLED: &str = "use other::Zero;\n\
    pub struct N(pub u8);\n\
    impl N { pub fn twice(&self) -> u8 { self.0 * 2 } }\n\
    impl Zero for N { fn is_zero(&self) -> bool { self.0 == 0 } }\n\
    impl std::fmt::Display for N {\n\
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"n{}\", self.0) }\n\
    }\n\
    pub fn f(n: N) -> u8 { n.twice() }\n";

fn shown_counts(lib: &str, others: &[(&str, &str)]) -> bool {
    misses(&crates(lib, others), "n{}", "m{}")
}

/// A method of another crate's trait is called on a number, and what it gives computed with.
const DIVIDED: &str = "use other::Integer;\n\
    pub struct N(pub u8);\n\
    impl Default for N { fn default() -> N { N(1) } }\n\
    impl std::ops::Add for N { type Output = N; fn add(self, _: N) -> N { N(2) } }\n\
    pub fn f(n: u64) -> u64 { let _ = N(0); let (a, b) = n.div_rem(&3); (a + b) as u64 }\n";

#[test]
fn what_another_crates_method_gives_of_a_number_is_read() {
    let counts = |with: &str, old: &str, new: &str| {
        let other = format!("pub trait Integer {with}");
        misses(&crates(DIVIDED, &[("other", &other)]), old, new)
    };
    let known =
        "{ fn div_rem(&self, other: &Self) -> (Self, Self); fn make<T: Default>(&self) -> T; }";
    assert!(!counts(known, "N(1)", "N(9)"), "nothing is made: a hit");
    assert!(!counts(known, "N(2)", "N(9)"), "numbers are added: a hit");
    let of_its_own =
        "{ type Of; fn div_rem(&self, other: &Self) -> (Self::Of, Self::Of) { loop {} } }";
    assert!(
        !counts(of_its_own, "N(1)", "N(9)"),
        "nothing of the program's is made: a hit"
    );
    assert!(
        counts(of_its_own, "N(2)", "N(9)"),
        "not known what it is: a miss"
    );
    for chosen in [
        "{ fn div_rem<T: Default>(&self, other: &Self) -> (T, T); }",
        "<T: Default> { fn div_rem(&self, other: &Self) -> (T, T); }",
        "{ fn div_rem(&self, other: impl Default) -> (u8, u8); }",
    ] {
        assert!(counts(chosen, "N(1)", "N(9)"), "{chosen}: a miss");
    }
    let two = format!(
        "{known} pub mod m {{ pub trait Integer {{ fn div_rem(&self, other: &Self) -> u8; }} }}"
    );
    assert!(counts(&two, "N(2)", "N(9)"), "two of a name: a miss");
}

#[test]
fn what_another_crates_function_gives_of_a_number_is_read() {
    let lib = DIVIDED.replace(
        "let (a, b) = n.div_rem(&3); (a + b) as u64",
        "u64::make(3).map_or(n, |x| x)",
    );
    let counts = |with: &str| {
        let other = format!("pub trait Integer {with}");
        misses(&crates(&lib, &[("other", &other)]), "N(1)", "N(9)")
    };
    let known = "{ fn make(n: u8) -> Option<Self> where Self: Sized; }";
    assert!(!counts(known), "nothing is made: a hit");
    for chosen in [
        "{ fn make<T: Default>(n: u8) -> Option<T>; }",
        "<T: Default> { fn make(n: u8) -> Option<T>; }",
    ] {
        assert!(counts(chosen), "{chosen}: a miss");
    }
}

#[test]
fn what_a_type_leads_to_may_be_another_crates() {
    let counts = |target: &str| {
        let lib = format!(
            "use other::Integer;\n\
             pub struct N(pub u8);\n\
             impl Default for N {{ fn default() -> N {{ N(1) }} }}\n\
             pub struct D(pub Box<{target}>);\n\
             impl std::ops::Deref for D {{ type Target = {target}; fn deref(&self) -> &{target} {{ &self.0 }} }}\n\
             pub fn f(d: &D, n: u64) -> u64 {{ let _ = N(0); d.iter(); n.div_rem(&3) }}\n"
        );
        let other = "pub trait Integer { fn div_rem(&self, other: &Self) -> Self; }";
        misses(&crates(&lib, &[("other", other)]), "N(1)", "N(9)")
    };
    assert!(!counts("[u8]"), "a slice: a hit");
    assert!(counts("other::List"), "another crate's: a miss");
    assert!(counts("[other::List]"), "a slice of it: a miss");
}

#[test]
fn a_trait_without_the_method_hides_nothing() {
    let is_zero = "pub trait Zero { fn is_zero(&self) -> bool; const NONE: u8 = 0; type Of; }";
    assert!(!shown_counts(CALLED, &[("other", is_zero)]), "a hit");
    let by_glob = CALLED.replace("{ n.twice() }", "{ use other::*; n.twice() }");
    assert!(
        !shown_counts(&by_glob, &[("other", is_zero)]),
        "by a glob: a hit"
    );
    let again = [("other", "pub use deep::Zero;"), ("deep", is_zero)];
    assert!(!shown_counts(CALLED, &again), "exported again: a hit");
    // A type has a trait's methods only where that trait is in scope, not those of the traits above it.
    let above = "pub trait Zero: Twice { fn is_zero(&self) -> bool; }\n\
        pub trait Twice { fn twice(self) -> u8 where Self: Sized { 0 } }";
    assert!(
        !shown_counts(CALLED, &[("other", above)]),
        "above it: a hit"
    );
    let no_trait = CALLED.replace("use other::Zero;", "use other::{Zero, is_zero as zero};");
    let both = format!("{is_zero} pub fn is_zero() {{}}");
    assert!(
        !shown_counts(&no_trait, &[("other", &both)]),
        "a function beside: a hit"
    );
    let said = CALLED.replace("{ n.twice() }", "{ /* of no use */ n.twice() }");
    assert!(
        !shown_counts(&said, &[("other", is_zero)]),
        "the word in a comment: a hit"
    );
}

#[test]
fn what_cargo_did_not_unpack_no_feature_asks_for() {
    let counts = |elsewhere: &str| {
        let is_zero = "pub trait Zero { fn is_zero(&self) -> bool; }";
        let crates = crates(CALLED, &[("other", is_zero)]);
        let needs = format!("deep = \"1\"\nelsewhere = {{ version = \"1\"{elsewhere} }}\n");
        crates.write("kept/other/Cargo.toml", manifest("other", &needs));
        misses(&crates, "n{}", "m{}")
    };
    assert!(!counts(", optional = true"), "it need not be there: a hit");
    assert!(counts(""), "it is compiled, and cannot be read: a miss");
}

#[test]
fn a_trait_that_may_have_the_method_may_hide_it() {
    let twice = "fn is_zero(&self) -> bool; fn twice(self) -> u8 where Self: Sized { 0 }";
    let plain = format!("pub trait Zero {{ {twice} }}");
    let renamed = format!("pub trait Other {{ {twice} }} pub use Other as Zero;");
    let made = format!(
        "macro_rules! make {{ ($name:ident) => {{ pub trait $name {{ {twice} }} }} }} make!(Zero);"
    );
    let written = format!(
        "macro_rules! make {{ () => {{ pub trait Zero {{ {twice} }} }} }} mod a {{ pub trait Zero {{ }} }} make!();"
    );
    let members =
        "macro_rules! more { () => {} } pub trait Zero { fn is_zero(&self) -> bool; more!(); }";
    let rewritten = "#[more] pub trait Zero { fn is_zero(&self) -> bool; }";
    let broken = "pub trait Zero { fn is_zero(&self) -> bool; } fn {";
    let alias = "pub trait Zero = Sized;";
    for (what, other) in [
        ("declared", plain.as_str()),
        ("another by that name", &renamed),
        ("made by a macro from its name", &made),
        ("written by a macro", &written),
        ("members by a macro", members),
        ("rewritten by an attribute", rewritten),
        ("text that does not parse", broken),
        ("an alias", alias),
        ("nothing of that name", "pub trait One {}"),
    ] {
        assert!(shown_counts(CALLED, &[("other", other)]), "{what}: a miss");
    }
    let deep = "#[macro_export] macro_rules! make { ($name:ident) => { pub trait $name { fn twice(self) -> u8; } } }";
    let both = [
        ("other", "mod a { pub trait Zero {} } deep::make!(Zero);"),
        ("deep", deep),
    ];
    assert!(
        shown_counts(CALLED, &both),
        "made by another crate's macro: a miss"
    );
    let again = [("other", "pub use deep::*;"), ("deep", plain.as_str())];
    assert!(shown_counts(CALLED, &again), "exported again: a miss");
    let by_glob = CALLED.replace("other::Zero", "other::*");
    assert!(shown_counts(&by_glob, &again), "by globs: a miss");
    let with = |path: &str, text: &str| {
        let is_zero = "pub trait Zero { fn is_zero(&self) -> bool; }";
        let crates = crates(CALLED, &[("other", is_zero)]);
        crates.write(path, text);
        misses(&crates, "n{}", "m{}")
    };
    let script = format!(
        "fn main() {{ let out = std::env::var(\"OUT_DIR\"); let zero = \"trait Zero {{ {twice} }}\"; }}"
    );
    assert!(
        with("kept/other/build.rs", &script),
        "written by a build script: a miss"
    );
    assert!(
        with("kept/other/src/more.rs", "include!(\"zero.in\");"),
        "a file of another kind: a miss"
    );
    let none = crates(
        CALLED,
        &[("other", "pub trait Zero { fn is_zero(&self) -> bool; }")],
    );
    std::fs::remove_dir_all(none.path().join("kept/deep")).expect("the folder goes");
    assert!(
        misses(&none, "n{}", "m{}"),
        "a crate that is not there: a miss"
    );
    let given = CALLED.replace("{ n.twice() }", "{ given!(use other::Two; n.twice()) }");
    let given = format!("macro_rules! given {{ ($($all:tt)*) => {{ {{ $($all)* }} }} }} {given}");
    let two =
        format!("pub trait Zero {{ fn is_zero(&self) -> bool; }} pub trait Two {{ {twice} }}");
    assert!(
        shown_counts(&given, &[("other", &two)]),
        "a use in a macro call: a miss"
    );
}

#[test]
fn a_trait_that_a_macro_writes_out_has_what_stands_there() {
    let with = |written: &str| {
        let other = format!(
            "pub trait Zero {{ fn is_zero(&self) -> bool; }} {written} fn called() {{ inner!(); }}"
        );
        shown_counts(CALLED, &[("other", &other)])
    };
    for written in [
        "macro_rules! inner { () => { trait Zero { #[inline] fn zero<T>(&self) -> $crate::No<T> where T: $crate::Of; } } }",
        "macro_rules! inner { ($($t:ident)*) => { trait Zero { fn never() -> !; const OF: u8; } trait Two { fn twice(self) -> u8; } $(impl Zero for $t {})* } }",
        "/// A trait [`Zero`] may be.\nmacro_rules! inner { () => { impl Zero for u8 {} } }",
    ] {
        assert!(!with(written), "{written}: a hit");
    }
    for written in [
        "macro_rules! inner { () => { trait Zero { fn twice(self) -> u8; } } }",
        "macro_rules! inner { ($more:item) => { trait Zero { $more } } }",
        "macro_rules! inner { ($name:ident) => { trait Zero { fn $name(self) -> u8; } } }",
        "macro_rules! inner { () => { trait Zero { more!(); } } }",
        "macro_rules! inner { () => { trait Zero { #[more] fn zero(); } } }",
        "macro_rules! inner { () => { trait Zero: Twice { fn zero(); } } }",
        "macro_rules! inner { ($name:ident) => { impl Zero for u8 {} trait $name { fn twice(self) -> u8; } } }",
    ] {
        assert!(with(written), "{written}: a miss");
    }
    // Where items stand it is what it writes.
    let called = |call: &str| {
        let written = "macro_rules! make { ($name:ident $by:ident) => { trait $name { fn $by(self) -> u8; } } }";
        let other = format!("{ZERO} {written} mod inner {{ {call} }}");
        shown_counts(CALLED, &[("other", &other)])
    };
    assert!(!called("make!(Zero thrice);"), "another function: a hit");
    assert!(called("make!(Zero twice);"), "that function: a miss");
}

#[test]
fn a_trait_that_the_program_implements_runs_what_its_impl_says() {
    let with = |own: &str, called: &str| {
        let lib = format!(
            "use other::Round; pub struct N<T>(pub T); {own}
             impl<T> std::fmt::Display for N<T> {{
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{ write!(f, \"n{{}}\", 1) }}
             }}
             pub fn f(n: N<f64>) -> N<f64> {{ {called} }}"
        );
        let other = "pub trait Round: Sized { fn round(self) -> Self; fn twice(self) -> Self { self.round().round() } }";
        misses(&crates(&lib, &[("other", other)]), "n{}", "m{}")
    };
    let by_all = "impl<T> Round for N<T> { fn round(self) -> Self { self } }";
    assert!(!with(by_all, "n.round()"), "its own: a hit");
    assert!(with(by_all, "n.twice()"), "the trait's: a miss");
    let by_one = "impl Round for N<u8> { fn round(self) -> Self { self } }";
    assert!(
        with(by_one, "n.round()"),
        "that may be the other crate's: a miss"
    );
    let given = |own: &str, called: &str| {
        let lib = format!(
            "use other::Mix; pub struct N(pub u8); {own}
             impl std::fmt::Display for N {{
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{ write!(f, \"n{{}}\", 1) }}
             }}
             pub fn f(n: N) -> u8 {{ {called} }}"
        );
        let other = "pub trait Mix<T> { fn mix(&self, t: T) -> u8; } impl<S: ToString> Mix<bool> for S { fn mix(&self, _: bool) -> u8 { self.to_string().len() as u8 } }";
        misses(&crates(&lib, &[("other", other)]), "n{}", "m{}")
    };
    let by_one = "impl Mix<u8> for N { fn mix(&self, t: u8) -> u8 { t } }";
    assert!(given(by_one, "n.mix(true)"), "for another argument: a miss");
}

/// Whether code of another crate may come by an impl for boxes of what nothing names. If its own crate has one for boxes,
/// nothing chooses that.
fn counts_in_a_box(of: &str, crates: impl Fn(&str) -> Crates) -> bool {
    let krate = of.split("::").next().unwrap_or_default();
    let lib = format!(
        "pub struct W(pub u8);
         impl {of} for Box<W> {{ fn make() -> Self {{ Box::new(W(1 + 2)) }} }}
         pub fn f() -> u8 {{ {krate}::run() }}"
    );
    misses(&crates(&lib), "1 + 2", "1 + 3")
}

#[test]
fn only_a_trait_of_std_has_stds_impls_for_boxes() {
    let made = |name: &str| {
        let other = format!("pub trait {name} {{ fn make() -> Self; }}");
        counts_in_a_box(&format!("other::{name}"), |lib| {
            crates(lib, &[("other", &other)])
        })
    };
    assert!(made("Make"), "the only impl: a miss");
    assert!(made("Future"), "another crate's of std's name: a miss");
}

#[test]
fn serde_has_its_traits_for_boxes_where_it_has_boxes() {
    let made = |serde: &str| {
        counts_in_a_box("serde::Deserialize", |lib| {
            let crates = crates(lib, &[]);
            for (file, text) in [("Cargo.toml", MANIFEST), ("Cargo.lock", LOCK)] {
                crates.write(file, text.replace("other", "serde"));
            }
            crates.edit("Cargo.toml", "serde = \"1\"", serde);
            crates
        })
    };
    let without = |more: &str| made(&format!("serde = {{ version = \"1\", {more} }}"));
    assert!(!made("serde = \"1\""), "by its default features: a hit");
    assert!(
        !without("default-features = false, features = [\"alloc\"]"),
        "as it is asked to: a hit"
    );
    assert!(without("default-features = false"), "else: a miss");
    assert!(
        without("package = \"other\""),
        "another crate under its name: a miss"
    );
}

#[test]
fn what_a_derive_of_another_crate_sees_a_type_as_is_not_known() {
    let lib = "#[derive(other::AsRef)] pub struct D(A);
        pub struct A;
        impl A { pub fn n(&self) -> u8 { 10 } }
        impl D { pub fn n(&self) -> u8 { 20 } }
        pub fn f(d: D) -> u8 { d.as_ref().n() }";
    let crates = crates(lib, &[("other", "")]);
    assert!(misses(&crates, "10", "11"), "it may be the field: a miss");
}

#[test]
fn a_trait_for_all_types_may_hide_a_method() {
    let lib = "use other::Twice;\n\
        pub struct N(pub u8);\n\
        impl N { pub fn twice(&self) -> u8 { 0 } }\n\
        impl From<N> for u8 { fn from(n: N) -> u8 { n.0 + 1 } }\n\
        pub fn f(n: N) -> u8 { n.twice() }\n";
    let other = "pub trait Twice: Into<u8> { fn twice(self) -> u8 { self.into() * 2 } } impl<T: Into<u8>> Twice for T {}";
    assert!(
        misses(&crates(lib, &[("other", other)]), "n.0 + 1", "n.0 + 2"),
        "by value before by reference: a miss"
    );
    let other = "pub trait Thrice: Into<u8> { fn thrice(self) -> u8 { self.into() * 3 } } pub use Thrice as _; pub trait Twice {}";
    assert!(
        !misses(&crates(lib, &[("other", other)]), "n.0 + 1", "n.0 + 2"),
        "another method: a hit"
    );
}

#[test]
fn of_a_parameter_the_traits_above_count() {
    let lib = "use other::Zero;\n\
        pub struct N(pub u8);\n\
        impl other::Twice for N { fn twice(self) -> u8 { self.0 * 2 } }\n\
        impl Zero for N { fn is_zero(&self) -> bool { self.0 == 0 } }\n\
        pub fn f<T: Zero>(n: T) -> u8 { n.twice() }\n\
        pub fn g() -> u8 { f(N(1)) }\n";
    let above = "pub trait Twice { fn twice(self) -> u8; } pub trait Zero: Twice { fn is_zero(&self) -> bool; }";
    assert!(
        misses(
            &crates(lib, &[("other", above)]),
            "self.0 * 2",
            "self.0 * 3"
        ),
        "a miss"
    );
}

/// Closures that come in behind a trait come with whoever calls.
#[test]
fn a_crate_of_macros_has_no_traits() {
    let lib = "pub trait Zero { fn is_zero(&self) -> bool; } impl Zero for u8 { fn is_zero(&self) -> bool { *self == 0 } }\n\
        mod m { pub use super::Zero; pub use other::Zero; }\n\
        pub fn f<T: m::Zero>(x: T) -> bool { x.is_zero() } pub fn one() { f(1); }";
    let crates = crates(lib, &[]);
    crates.write(
        "kept/other/Cargo.toml",
        format!("{}[lib]\nproc-macro = true\n", manifest("other", "")),
    );
    assert!(!misses(&crates, "f(1)", "f(2)"), "a hit");
}

#[test]
fn sources_are_where_cargo_unpacks_them() {
    let at_home = |numbered: &str, version: &str| {
        let crates = crates(GIVEN, &[]);
        std::fs::remove_dir_all(crates.path().join("kept")).expect("the folder goes");
        for name in ["deep", "other", "third"] {
            let folder = format!("home/registry/src/index-1/{name}-{numbered}");
            let manifest = manifest(name, "").replace("1.0.0", version);
            crates.write(&format!("{folder}/Cargo.toml"), manifest);
            crates.write(&format!("{folder}/src/lib.rs"), ZERO);
        }
        crates
    };
    let missed = |crates: &Crates| {
        let mut options = crates.options();
        let home = crates.path().join("home").display().to_string();
        options.variables.insert("CARGO_HOME".to_owned(), home);
        misses_by(crates, &options, "f(1)", "f(2)")
    };
    assert!(!missed(&at_home("1.0.0", "1.0.0")), "a hit");
    assert!(
        missed(&at_home("1.0.1", "1.0.1")),
        "another release: a miss"
    );
    assert!(
        missed(&at_home("1.0.0", "1.0.1")),
        "another release in its folder: a miss"
    );
    let twice = at_home("1.0.0", "1.0.0");
    twice.write(
        "home/registry/src/index-2/other-1.0.0/Cargo.toml",
        manifest("other", ""),
    );
    twice.write("home/registry/src/index-2/other-1.0.0/src/lib.rs", ZERO);
    assert!(missed(&twice), "two of that name: a miss");
    // Cargo's releases keep those of crates.io in folders of other names.
    twice.write(
        "Cargo.lock",
        LOCK.replace(
            "https://example.org/index",
            "https://github.com/rust-lang/crates.io-index",
        ),
    );
    twice.edit("src/lib.rs", "f(2)", "f(1)");
    let index = |at: u8| twice.path().join(format!("home/registry/src/index-{at}"));
    let crates_io = |at: u8| {
        let folder = format!("home/registry/src/index.crates.io-{at}");
        twice.path().join(folder)
    };
    for at in [1, 2] {
        std::fs::rename(index(at), crates_io(at)).expect("the folder is renamed");
    }
    assert!(!missed(&twice), "twice of one registry: a hit");
}

/// One type has as many names as a crate gives it, and an alias is any type.
#[test]
fn a_type_of_another_crate_is_the_same_by_each_of_its_names() {
    let other = "pub mod value {\n    pub struct Value;\n    pub fn value() -> Value { Value }\n}\npub use value::{Value, value};\n\
        pub type Int = i32;\npub type Result<T> = std::result::Result<T, Value>;\n";
    let head = "use std::ops::Add;\nstruct A(u8);\ntrait T { fn m(&self) -> u8 { 1 } fn n() -> u8 { 2 } }\n";
    for lib in [
        "impl T for other::value::Value { fn n() -> u8 { 10 } } pub fn f() -> u8 { other::Value::n() }",
        "impl T for other::value::Value { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { other::value().m() }",
        "impl Add<other::value::Value> for A { type Output = u8; fn add(self, _: other::Value) -> u8 { 10 } } pub fn f() -> u8 { A(1) + other::value() }",
        "impl T for other::Int { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { 7i32.m() }",
        "impl T for other::Int { fn n() -> u8 { 10 } } pub fn f() -> u8 { i32::n() }",
        "impl T for i32 { fn n() -> u8 { 10 } } pub fn f() -> u8 { other::Int::n() }",
        "impl T for i32 { fn m(&self) -> u8 { 10 } } fn v() -> other::Int { 3 } pub fn f() -> u8 { v().m() }",
        "impl Add<A> for i32 { type Output = u8; fn add(self, _: A) -> u8 { 10 } } fn v() -> other::Int { 3 } pub fn f() -> u8 { v() + A(1) }",
        "impl From<i32> for A { fn from(_: i32) -> A { A(10) } } fn v() -> other::Int { 3 } pub fn f() -> u8 { A::from(v()).0 }",
        "impl<X> T for other::Result<X> { fn m(&self) -> u8 { 10 } } fn v() -> Result<u8, other::Value> { Ok(1) } pub fn f() -> u8 { v().m() }",
        "impl<X, Y> T for Result<X, Y> { fn m(&self) -> u8 { 10 } } fn v() -> other::Result<u8> { Ok(1) } pub fn f() -> u8 { v().m() }",
    ] {
        let crates = crates(&format!("{head}{lib}\n"), &[("other", other)]);
        assert!(misses(&crates, "10", "11"), "a miss: {lib}");
    }
    // What that crate declares is no other type.
    let lib = "impl T for other::Value { fn m(&self) -> u8 { 10 } } impl T for u8 {} pub fn f() -> u8 { 7u8.m() }";
    let crates = crates(&format!("{head}{lib}\n"), &[("other", other)]);
    assert!(!misses(&crates, "10", "11"), "a hit: {lib}");
}

/// Of one package a program may use several releases, each under a key of its own.
#[test]
fn each_release_of_a_package_counts_where_its_key_is_used() {
    let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n\
        first = { package = \"deep\", version = \"1\" }\nsecond = { package = \"deep\", version = \"2\" }\n";
    let lock = "version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"deep 1.0.0\", \"deep 2.0.0\"]\n\
        [[package]]\nname = \"deep\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"10\"\n\
        [[package]]\nname = \"deep\"\nversion = \"2.0.0\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"20\"\n";
    let of = |manifest: &str, lock: &str| {
        let lib = "pub fn f() -> u8 { second::g() }";
        let files = [
            ("Cargo.toml", manifest),
            ("Cargo.lock", lock),
            ("src/lib.rs", lib),
        ];
        Crates::new(&files).closure("app::f").fingerprint
    };
    let before = of(manifest, lock);
    let bumped = lock.replace("2.0.0", "2.0.1").replace("\"20\"", "\"21\"");
    assert_ne!(
        of(manifest, &bumped),
        before,
        "another second release: a miss"
    );
    let traded = manifest
        .replace("\"1\"", "\"0\"")
        .replace("\"2\"", "\"1\"")
        .replace("\"0\"", "\"2\"");
    assert_ne!(
        of(&traded, lock),
        before,
        "the first under the second's key: a miss"
    );
}

/// What came in behind a type of another crate, in an argument that is not in the key.
#[test]
fn closures_may_lie_in_what_is_another_crates() {
    let other = "pub struct Walk(pub Box<dyn Iterator<Item = u8>>); impl Walk { pub fn go(self) -> u8 { 0 } } pub type Call = Box<dyn Fn() -> u8>; \
        pub struct By<T = Call>(pub T); pub trait Has { type Of; } pub struct It; impl Has for It { type Of = Call; } pub struct Plain(pub u8);";
    let counts = |ty: &str, body: &str| {
        let lib = format!(
            "pub type A = other::Call; pub fn f(x: {ty}) -> u8 {{ {body} }} pub fn run() -> u8 {{ f(made(|| 1)) }} fn made<F, T>(f: F) -> T {{ loop {{}} }}"
        );
        let crates = crates(&lib, &[("other", other)]);
        let asked = || {
            on_deep_stack(|| {
                let program = Program::load(&crates.options()).expect("the crate can be read");
                let closure = program.closure(&super::table::ignoring(&["x"], "app::f"));
                closure.expect("the function is found").fingerprint
            })
        };
        let before = asked();
        crates.edit("src/lib.rs", "|| 1", "|| 2");
        before != asked()
    };
    for (ty, body) in [
        ("other::Walk", "x.go()"),
        ("&mut other::Walk", "x.0.next().unwrap()"),
        ("other::Call", "x()"),
        ("A", "x()"),
        ("Option<other::Walk>", "x.unwrap().go()"),
        ("other::By", "(x.0)()"),
        ("<other::It as other::Has>::Of", "x()"),
        ("&std::cell::LazyCell<u8, Box<dyn FnOnce() -> u8>>", "**x"),
    ] {
        assert!(counts(ty, body), "{ty}: a miss");
    }
    assert!(!counts("other::Plain", "x.0"), "a number: a hit");
}
