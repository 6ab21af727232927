//! What cargo would know, read from manifests alone.

use rememo_build::resolve::Extern;
use rememo_tests::crates::Crates;

#[test]
fn a_package_may_inherit_from_its_workspace() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\", \"deps/*\"]\n[workspace.package]\nversion = \"3.0.0\"\nedition = \"2024\"\n\
            [workspace.dependencies]\nhelper = { path = \"deps/helper\", default-features = false }\n",
        ),
        (
            "a/Cargo.toml",
            "[package]\nname = \"a-b\"\nversion.workspace = true\nedition.workspace = true\n\
            [dependencies]\nhelper = { workspace = true, features = [\"extra\"] }\n",
        ),
        ("a/src/lib.rs", "pub fn f() { helper::g() }"),
        (
            "deps/helper/Cargo.toml",
            "[package]\nname = \"helper\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\
            [features]\ndefault = [\"off\"]\nextra = [\"more\"]\nmore = []\noff = []\n",
        ),
        (
            "deps/helper/src/lib.rs",
            "#[cfg(feature = \"more\")] pub fn g() {} #[cfg(feature = \"off\")] pub fn g() {}",
        ),
    ]);
    let mut options = crates.options();
    options.manifest = crates.path().join("a/Cargo.toml");
    let program = rememo_build::resolve::Program::load(&options).expect("it can be read");
    assert_eq!(
        (
            program.packages[0].version.as_str(),
            program.crates[0].edition
        ),
        ("3.0.0", 2024)
    );
    assert_eq!(program.crates[0].name, "a_b");
    assert!(matches!(
        program.crates[0].externs.get("helper"),
        Some(Extern::Local(_))
    ));
    let helper = program
        .crates
        .iter()
        .find(|krate| krate.name == "helper")
        .expect("read from source");
    assert_eq!(
        helper.cfg.features().iter().collect::<Vec<_>>(),
        ["extra", "more"]
    );
    let members: Vec<_> = program.workspace.members(&program.sources);
    assert_eq!(members.len(), 2);
}

#[test]
fn an_excluded_package_is_a_workspace_of_its_own() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = []\nexclude = [\"out\"]\n",
        ),
        (
            "out/Cargo.toml",
            "[package]\nname = \"out\"\nversion = \"1.0.0\"\n",
        ),
        ("out/src/lib.rs", ""),
    ]);
    let mut options = crates.options();
    options.manifest = crates.path().join("out/Cargo.toml");
    let program = rememo_build::resolve::Program::load(&options).expect("it can be read");
    assert!(program.workspace.folder.ends_with("out"));
    assert_eq!(program.crates[0].edition, 2015);
}

#[test]
fn the_lock_tells_which_version_is_meant() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nbits = \"2\"\nother = { package = \"real-name\", version = \"1\" }\n",
        ),
        ("src/lib.rs", ""),
        (
            "Cargo.lock",
            "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"bits 2.0.0\", \"real-name\"]\n\
            [[package]]\nname = \"bits\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n\
            [[package]]\nname = \"bits\"\nversion = \"2.0.0\"\nchecksum = \"bb\"\ndependencies = [\"deep\"]\n\
            [[package]]\nname = \"deep\"\nversion = \"0.3.0\"\nchecksum = \"cc\"\n\
            [[package]]\nname = \"real-name\"\nversion = \"1.0.0\"\nchecksum = \"dd\"\n",
        ),
    ]);
    let program = crates.program();
    let lines = |name: &str| match program.crates[0].externs.get(name) {
        Some(Extern::Locked { lines, .. }) => lines.clone(),
        other => panic!("{name} is locked: {other:?}"),
    };
    assert_eq!(
        lines("bits"),
        ["bits 2.0.0 bb", "bits features default", "deep 0.3.0 cc"]
    );
    assert_eq!(
        lines("other"),
        ["real-name 1.0.0 dd", "real-name features default"]
    );
}

#[test]
fn a_broken_manifest_is_an_error_that_names_it() {
    let crates = Crates::new(&[("Cargo.toml", "[package"), ("src/lib.rs", "")]);
    let error = rememo_build::resolve::Program::load(&crates.options())
        .expect_err("an error")
        .to_string();
    assert!(
        error.contains("Cargo.toml") && error.contains("TOML"),
        "{error}"
    );
}
