//! The command `cargo rememo`, run as a user would.

use rememo_tests::command::{binary, rememo};
use rememo_tests::scratch::{Printed, Scratch, printed};
use serde_json::Value;
use std::process::Command;

fn json(printed: &Printed) -> Value {
    serde_json::from_str(&printed.stdout).unwrap_or_else(|error| panic!("{error} in {printed:?}"))
}

/// A package with one listed function, which prints the fingerprint that it was built with.
fn package(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let cache = format!(
        "[functions]\n\"{name}::area::area\" = {{ ttl = \"7d\", exempt = [\"{name}::log::*\"] }}\n"
    );
    scratch.write("cache.toml", &cache);
    scratch.write(
        "src/area.rs",
        "pub fn area(width: u64, height: u64) -> u64 { width * height }\n",
    );
    scratch.write(
        "src/main.rs",
        "mod area;\nmod cached { rememo::include_wrappers!(); }\nfn main() {\n    \
         for byte in cached::area::area::FINGERPRINT { print!(\"{byte:02x}\"); }\n}\n",
    );
    scratch
}

#[test]
fn list_tells_of_each_function_what_the_build_made_of_it() {
    let scratch = package("cli_list");
    let built = scratch.run().stdout;
    let (told, status) = rememo(&scratch, &["list", "--format", "json"]);
    assert_eq!(status, Some(0), "{told:?}");
    let rows = json(&told);
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!(rows[0]["path"], "cli_list::area::area");
    assert_eq!(rows[0]["wrapper"], "cached::area::cached_area");
    assert_eq!(rows[0]["policy"], serde_json::json!(["ttl 7 days"]));
    assert_eq!(rows[0]["exempt"], serde_json::json!(["cli_list::log::*"]));
    assert_eq!(
        rows[0]["fingerprint"], built,
        "the command and the build see one state of the code"
    );

    let (table, status) = rememo(&scratch, &["list"]);
    assert_eq!(status, Some(0));
    for word in [
        "cli_list::area::area",
        "cached::area::cached_area",
        "ttl 7 days",
        &built[..16],
    ] {
        assert!(
            table.stdout.contains(word),
            "{word} is not in\n{}",
            table.stdout
        );
    }
}

#[test]
fn a_build_of_unit_tests_has_a_fingerprint_of_its_own_where_they_count() {
    let scratch = package("cli_unit_tests");
    scratch.write(
        "src/area.rs",
        "pub struct Side;\npub fn area(width: u64, height: u64) -> u64 { let _side = Side; width * height }\n",
    );
    let shown = |in_tests: &str| {
        let main = format!(
            "{}\n#[cfg(test)]\nmod tests {{\n    {in_tests}\n    #[test]\n    fn tell() {{ super::main(); println!(); }}\n}}\n",
            "mod area;\nmod cached { rememo::include_wrappers!(); }\nfn main() {\n    \
             for byte in cached::area::area::FINGERPRINT { print!(\"{byte:02x}\"); }\n}"
        );
        scratch.write("src/main.rs", &main);
        let built = scratch.run().stdout;
        let mut tests = scratch.cargo("test");
        let tests = tests.args(["--", "--nocapture"]).output();
        let tests = printed(&tests.expect("cargo runs"));
        (tests.stdout.contains(&built), built)
    };
    let (same, built) = shown("");
    assert!(same, "nothing in the tests can change it: a hit in both");
    let of_drop = "impl Drop for crate::area::Side { fn drop(&mut self) { } }";
    let (same, then_built) = shown(of_drop);
    assert_eq!(built, then_built, "the program has no such impl: a hit");
    assert!(!same, "the tests have: a miss there");
}

#[test]
fn list_shows_the_mistakes_that_a_build_would() {
    let scratch = package("cli_mistakes");
    scratch.write(
        "cache.toml",
        "[functions]\n\"cli_mistakes::area::aera\" = {}\n",
    );
    let (told, status) = rememo(&scratch, &["list"]);
    assert_eq!(status, Some(2));
    assert!(told.stderr.contains("cache.toml:2:1"), "{}", told.stderr);
    assert!(
        told.stderr.contains("did you mean `area`?"),
        "{}",
        told.stderr
    );
    assert!(told.stdout.is_empty(), "{}", told.stdout);
}

#[test]
fn fingerprint_needs_no_cache_toml_and_moves_with_the_code() {
    let scratch = package("cli_fingerprint");
    std::fs::remove_file(scratch.folder().join("cache.toml")).expect("it was there");
    let ask = |more: &[&str]| {
        let (told, status) = rememo(
            &scratch,
            &[&["fingerprint", "cli_fingerprint::area::area"], more].concat(),
        );
        assert_eq!(status, Some(0), "{told:?}");
        told
    };
    let before = ask(&[]).stdout;
    assert_eq!(before.trim().len(), 64, "{before}");
    assert_eq!(
        json(&ask(&["--format", "json"]))["fingerprint"],
        before.trim()
    );
    let own = ask(&["--level", "function"]).stdout;
    assert_ne!(own, before, "another level is another fingerprint");
    scratch.write(
        "src/area.rs",
        "// A comment.\npub fn area(width: u64, height: u64) -> u64 { width * height }\n",
    );
    assert_eq!(ask(&[]).stdout, before, "a comment changes nothing");
    scratch.write(
        "src/area.rs",
        "pub fn area(width: u64, height: u64) -> u64 { width + height }\n",
    );
    assert_ne!(ask(&[]).stdout, before, "another body is another state");
    assert_ne!(ask(&["--level", "function"]).stdout, own);
}

/// The command tells what a build would, so it reads what cargo reads.
#[test]
fn fingerprint_goes_by_what_cargo_is_configured_for() {
    let scratch = package("cli_configured");
    std::fs::remove_file(scratch.folder().join("cache.toml")).expect("it was there");
    let fingerprint = || {
        let (told, status) = rememo(&scratch, &["fingerprint", "cli_configured::area::area"]);
        assert_eq!(status, Some(0), "{told:?}");
        told.stdout
    };
    let changes = |file: &str, before: &str, after: &str, body: &str| {
        scratch.write(
            "src/area.rs",
            &format!("pub fn area() -> u8 {{ {body} }}\n"),
        );
        scratch.write(file, before);
        let first = fingerprint();
        scratch.write(file, after);
        let then = fingerprint();
        std::fs::remove_file(scratch.folder().join(file)).expect("it is there");
        first != then
    };
    let config = ".cargo/config.toml";
    let flags = |of: &str, flags: &str| format!("[{of}]\nrustflags = {flags}\n");
    let checks = |on: &str| format!("[\"-C\", \"overflow-checks={on}\"]");
    let sum = "std::hint::black_box(255) + 1";
    for of in ["build", "target.'cfg(unix)'", "target.'cfg(not(windows))'"] {
        let (off, on) = (flags(of, &checks("off")), flags(of, &checks("on")));
        assert!(changes(config, &off, &on, sum), "[{of}]: a miss");
    }
    let (off, on) = ("target.'cfg(windows)'", "target.'cfg(all(windows, unix))'");
    let (off, on) = (flags(off, &checks("off")), flags(on, &checks("off")));
    assert!(
        !changes(config, &off, &on, sum),
        "of another machine: a hit"
    );
    let cfg = |name: &str| flags("build", &format!("\"--cfg {name}\""));
    let body = "if cfg!(chosen) { 1 } else { 2 }";
    assert!(
        changes(config, &cfg("chosen"), &cfg("another"), body),
        "a condition: a miss"
    );
    let variable = |value: &str| format!("[env]\nREMEMO_TEST_SAID = {value}\n");
    let body = "env!(\"REMEMO_TEST_SAID\").len() as u8";
    assert!(
        changes(
            config,
            &variable("\"a\""),
            &variable("{ value = \"ab\", force = true }"),
            body
        ),
        "a variable: a miss"
    );
    let manifest =
        std::fs::read_to_string(scratch.folder().join("Cargo.toml")).expect("it is there");
    let profile = |on: &str| format!("{manifest}\n[profile.dev]\ndebug-assertions = {on}\n");
    let body = "u8::from(cfg!(debug_assertions))";
    assert!(
        changes("Cargo.toml", &profile("true"), &profile("false"), body),
        "a profile: a miss"
    );
}

#[test]
fn closure_lists_items_with_their_places() {
    let scratch = package("cli_closure");
    let (told, status) = rememo(
        &scratch,
        &[
            "closure",
            "cli_closure::area::area",
            "--level",
            "function",
            "--format",
            "json",
        ],
    );
    assert_eq!(status, Some(0), "{told:?}");
    let items = json(&told);
    let item = &items[0];
    assert_eq!(item["kind"], "fn");
    assert_eq!(item["file"], "src/area.rs");
    assert_eq!(
        (&item["first_line"], &item["last_line"]),
        (&Value::from(1), &Value::from(1))
    );
    assert!(item["hash"].as_str().is_some_and(|hash| hash.len() == 64));
    assert!(item["because"].is_string());
}

#[test]
fn wrong_usage_ends_with_status_2() {
    let scratch = package("cli_usage");
    for arguments in [
        &["list", "--formt", "json"][..],
        &[],
        &["fingerprint"],
        &["list", "--manifest-path", "nowhere"],
    ] {
        let (told, status) = rememo(&scratch, arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {told:?}");
        assert!(!told.stderr.is_empty());
        assert!(!told.stderr.contains("panicked"), "{}", told.stderr);
    }
    let (told, status) = rememo(&scratch, &["fingerprint", "cli_usage::area::aera"]);
    assert_eq!(status, Some(2));
    assert!(
        told.stderr
            .contains("did you mean `cli_usage::area::area`?"),
        "{}",
        told.stderr
    );
}

/// As `cargo rememo closure … | head -1` ends.
#[test]
fn it_ends_quietly_where_nobody_reads_on() {
    let scratch = package("cli_pipe");
    for command in [
        &["closure", "cli_pipe::area::area"][..],
        &["closure", "cli_pipe::area::area", "--format", "json"],
        &["closure", "cli_pipe::area::area", "--format", "dot"],
        &["fingerprint", "cli_pipe::area::area"],
        &["list"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe opens");
        drop(reader);
        let mut rememo = Command::new(binary());
        scratch.as_its_user(&mut rememo);
        rememo.arg("rememo").args(command).stdout(writer);
        let output = rememo.output().expect("the command runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""));
    }
}
