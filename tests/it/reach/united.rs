//! Features that another member of the workspace may turn on: both branches count, and it is told.

use rememo_build::resolve::Program;
use rememo_tests::crates::Crates;
use std::fs;

const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

fn package(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{more}")
}

/// `app` calls `dep`, whose feature `extra` decides; `other` is another member.
fn workspace(resolver: &str, app: &str, other: &str) -> Crates {
    let root = format!(
        "[workspace]\nmembers = [\"other\"]\nexclude = [\"dep\", \"between\"]\nresolver = \"{resolver}\"\n{APP}[dependencies]\n{app}\n"
    );
    let dep = package(
        "dep",
        "[features]\ndefault = [\"loud\"]\nloud = []\nextra = [\"dep:gone\"]\n[dependencies]\ngone = { version = \"1\", optional = true }\n",
    );
    Crates::new(&[
        ("Cargo.toml", &root),
        ("src/lib.rs", "pub fn f() -> u8 { dep::g() } pub fn k() -> u8 { dep::quiet() }"),
        ("dep/Cargo.toml", &dep),
        (
            "dep/src/lib.rs",
            "pub fn g() -> u8 { h() + if cfg!(feature = \"loud\") { 3 } else { 4 } }
             #[cfg(feature = \"extra\")] fn h() -> u8 { gone::x(); 1 } #[cfg(not(feature = \"extra\"))] fn h() -> u8 { 2 } pub fn quiet() -> u8 { 5 }",
        ),
        ("other/Cargo.toml", &package("other", other)),
        ("other/src/lib.rs", ""),
    ])
}

/// Which of the numbers in `dep` count, as edits of them tell.
fn counting(crates: &Crates, numbers: &[&str]) -> Vec<bool> {
    let one = |number: &&str| {
        let before = crates.closure("app::f").fingerprint;
        let edited = number.replace(" }", "0 }");
        crates.edit("dep/src/lib.rs", number, &edited);
        let after = crates.closure("app::f").fingerprint;
        crates.edit("dep/src/lib.rs", &edited, number);
        before != after
    };
    numbers.iter().map(one).collect()
}

const PLAIN: &str = "dep = { path = \"dep\" }";

#[test]
fn a_feature_that_another_member_asks_for_is_undetermined_and_told() {
    let asks = "{ path = \"../dep\", features = [\"extra\"] }";
    let of_macro = "lib.proc-macro = true\n[dependencies";
    for (resolver, table, counts) in [
        ("2", "[dependencies", true),
        ("2", "[dev-dependencies", true),
        ("2", "[build-dependencies", false),
        ("1", "[build-dependencies", true),
        ("2", "[target.'cfg(windows)'.dependencies", false),
        ("1", "[target.'cfg(windows)'.dependencies", true),
        // Of a member, cargo builds the tests too, and they are not built for the host.
        ("2", of_macro, true),
    ] {
        let crates = workspace(resolver, PLAIN, &format!("{table}]\ndep = {asks}\n"));
        let both = counting(&crates, &["x(); 1 }", "{ 2 }"]);
        assert_eq!(both, [counts, true], "{resolver} {table}");
        let told = crates.closure("app::f").warnings;
        assert_eq!(
            told.len(),
            usize::from(counts),
            "{resolver} {table}: {told:?}"
        );
        if counts {
            assert!(
                told[0].contains("`extra`")
                    && told[0].contains("`other`")
                    && told[0].contains("`dep`"),
                "{told:?}"
            );
            assert!(
                told[0].contains("features = [\"extra\"]"),
                "what to do: {told:?}"
            );
        }
        let quiet = crates.closure("app::k").warnings;
        assert!(
            quiet.is_empty(),
            "what does not hang on it is not told: {quiet:?}"
        );
    }
}

#[test]
fn what_this_package_asks_for_itself_is_known() {
    let other = "[dependencies]\ndep = { path = \"../dep\", features = [\"extra\"] }\n";
    let own = "dep = { path = \"dep\", features = [\"extra\"] }";
    let crates = workspace("2", own, other);
    assert_eq!(counting(&crates, &["x(); 1 }", "{ 2 }"]), [true, false]);
    let told = crates.closure("app::f").warnings;
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn default_features_and_own_tests_turn_features_on_too() {
    let bare = "dep = { path = \"dep\", default-features = false }";
    let crates = workspace("2", bare, "");
    assert!(crates.closure("app::f").warnings.is_empty());
    crates.write(
        "other/Cargo.toml",
        package(
            "other",
            "[dependencies]\nbetween = { path = \"../between\" }\n",
        ),
    );
    crates.write(
        "between/Cargo.toml",
        package(
            "between",
            "[features]\ndefault = [\"dep/extra\"]\n[dependencies]\ndep = { path = \"../dep\" }\n",
        ),
    );
    crates.write("between/src/lib.rs", "");
    let told = crates.closure("app::f").warnings;
    assert_eq!(told.len(), 2, "`extra` and `loud`: {told:?}");
    assert!(
        told.iter().all(|told| told.contains("`between`")),
        "{told:?}"
    );

    let crates = workspace("2", bare, "");
    let more = "[dev-dependencies]\ndep = { path = \"dep\", features = [\"extra\"] }\n";
    let manifest = format!(
        "[workspace]\nmembers = [\"other\"]\nexclude = [\"dep\"]\n{APP}[dependencies]\n{bare}\n{more}"
    );
    crates.write("Cargo.toml", manifest);
    let told = crates.closure("app::f").warnings;
    assert!(
        told.iter()
            .any(|told| told.contains("`extra`") && told.contains("`app`")),
        "{told:?}"
    );
}

#[test]
fn a_member_is_built_for_itself_with_its_default_features() {
    let bare = "dep = { path = \"dep\", default-features = false }";
    let crates = workspace("2", bare, "");
    crates.edit("Cargo.toml", "exclude = [\"dep\", \"between\"]\n", "");
    let told = crates.closure("app::f").warnings;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("`loud`") && told[0].contains("where `dep` is built"),
        "{told:?}"
    );
    let numbers = ["{ 3 }", "{ 4 }"];
    assert_eq!(counting(&crates, &numbers), [true, true]);
}

#[test]
fn a_member_counts_as_one_also_when_another_package_named_it_first() {
    let bare = |path: &str| format!("{{ path = \"{path}\", default-features = false }}");
    let own = format!("dep = {}\nlate = {}", bare("dep"), bare("late"));
    let crates = workspace("2", &own, "");
    let deep = package("deep", "[features]\ndefault = [\"odd\"]\nodd = []\n");
    crates.write("deep/Cargo.toml", deep);
    let lib = "pub fn x() -> u8 { if cfg!(feature = \"odd\") { 6 } else { 7 } }";
    crates.write("deep/src/lib.rs", lib);
    let deeper = format!("[dependencies]\ndeep = {}\n", bare("../deep"));
    crates.write("late/Cargo.toml", package("late", &deeper));
    crates.write("late/src/lib.rs", "pub fn l() -> u8 { deep::x() }");
    let first = fs::read_to_string(crates.path().join("dep/Cargo.toml")).unwrap();
    crates.write(
        "dep/Cargo.toml",
        format!("{first}deep = {}\n", bare("../deep")),
    );
    crates.edit("src/lib.rs", "dep::g()", "late::l()");
    let told = crates.closure("app::f").warnings;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("where `deep` is built"), "{told:?}");
}

#[test]
fn what_a_rename_or_the_workspace_asks_for_counts() {
    for (asks, root) in [
        (
            "renamed = { path = \"../dep\", package = \"dep\", features = [\"extra\"] }",
            "",
        ),
        (
            "dep.workspace = true",
            "[workspace.dependencies]\ndep = { path = \"dep\", features = [\"extra\"] }\n",
        ),
        (
            "dep = { workspace = true, features = [\"extra\"] }",
            "[workspace.dependencies]\ndep = { path = \"dep\" }\n",
        ),
        (
            "renamed = { path = \"../dep\", package = \"dep\", optional = true }\n[features]\ndefault = [\"renamed/extra\"]",
            "",
        ),
        (
            "dep = { path = \"../dep\", optional = true }\n[features]\ndefault = [\"dep:dep\", \"dep?/extra\"]",
            "",
        ),
    ] {
        let crates = workspace("2", PLAIN, &format!("[dependencies]\n{asks}\n"));
        let manifest = fs::read_to_string(crates.path().join("Cargo.toml")).unwrap();
        crates.write("Cargo.toml", manifest + root);
        let both = counting(&crates, &["x(); 1 }", "{ 2 }"]);
        assert_eq!(both, [true, true], "{asks}");
        assert_eq!(crates.closure("app::f").warnings.len(), 1, "{asks}");
    }
    let off = "[dependencies]\ndep = { path = \"../dep\", optional = true }\n[features]\ndefault = [\"dep?/extra\"]\n";
    let crates = workspace("2", PLAIN, off);
    let both = counting(&crates, &["x(); 1 }", "{ 2 }"]);
    assert_eq!(both, [false, true], "nobody turns the dependency on");
}

#[test]
fn what_is_only_there_for_another_member_has_such_features_too() {
    let other = "[dependencies]\ndep = { path = \"../dep\", features = [\"extra\"] }\ngone = { path = \"../gone\", features = [\"more\"] }\n";
    let crates = workspace("2", PLAIN, other);
    crates.edit("dep/Cargo.toml", "version = \"1\"", "path = \"../gone\"");
    let gone = "[features]\nmore = []\n";
    crates.write("gone/Cargo.toml", package("gone", gone));
    let lib = "pub fn x() { y(); }\n#[cfg(feature = \"more\")] fn y() { 6; }\n#[cfg(not(feature = \"more\"))] fn y() { 7; }";
    crates.write("gone/src/lib.rs", lib);
    let before = crates.closure("app::f").fingerprint;
    for number in ["6", "7"] {
        crates.edit("gone/src/lib.rs", number, "8");
        assert_ne!(crates.closure("app::f").fingerprint, before, "{number}");
        crates.edit("gone/src/lib.rs", "8", number);
    }
}

#[test]
fn the_own_package_asks_for_what_its_own_features_say() {
    let crates = workspace("2", PLAIN, "[dependencies]\napp = { path = \"..\" }\n");
    let manifest = fs::read_to_string(crates.path().join("Cargo.toml")).unwrap();
    let features = "[features]\ndefault = [\"more\"]\nmore = [\"dep/extra\"]\n";
    crates.write("Cargo.toml", manifest + features);
    let told = |more: &[&str]| {
        let mut options = crates.options();
        // As in a build script, where cargo tells the features.
        let arch = ("CARGO_CFG_TARGET_ARCH", "x86_64");
        let features = more.iter().map(|name| (*name, "1"));
        for (name, value) in features.chain([arch]) {
            options.variables.insert(name.to_owned(), value.to_owned());
        }
        let program = Program::load(&options).unwrap();
        let of = program.united.iter();
        of.map(|united| united.feature.clone()).collect::<Vec<_>>()
    };
    assert!(told(&[]).is_empty(), "{:?}", told(&[]));
    let all = ["CARGO_FEATURE_DEFAULT", "CARGO_FEATURE_MORE"];
    assert!(told(&all).is_empty(), "{:?}", told(&all));
}

#[test]
fn another_members_manifest_that_changes_is_seen() {
    let crates = workspace("2", PLAIN, "[dependencies]\ndep = { path = \"../dep\" }\n");
    let before = crates.closure("app::f").fingerprint;
    crates.edit(
        "other/Cargo.toml",
        "\"../dep\"",
        "\"../dep\", features = [\"extra\"]",
    );
    assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
    let program = crates.program();
    let manifest = crates.path().join("other/Cargo.toml");
    assert!(
        program.sources.files().contains(&manifest),
        "cargo is told to watch it"
    );
}

/// Cargo asks every dependency for `default`, also one that has no such feature.
#[test]
fn default_features_of_a_package_without_any_say_nothing() {
    let app = |more: &str| format!("{APP}[dependencies]\ndep = {{ path = \"dep\"{more} }}\n");
    let crates = Crates::new(&[
        ("Cargo.toml", &app("")),
        ("src/lib.rs", "pub fn f() -> u8 { dep::g() }"),
        ("dep/Cargo.toml", &package("dep", "")),
        ("dep/src/lib.rs", "pub fn g() -> u8 { 1 }"),
    ]);
    let before = crates.closure("app::f").fingerprint;
    crates.write("Cargo.toml", app(", default-features = false"));
    assert_eq!(crates.closure("app::f").fingerprint, before, "a hit");
    crates.write(
        "dep/Cargo.toml",
        package("dep", "[features]\ndefault = []\n"),
    );
    let without = crates.closure("app::f").fingerprint;
    crates.write("Cargo.toml", app(""));
    assert_ne!(crates.closure("app::f").fingerprint, without, "a miss");
}
