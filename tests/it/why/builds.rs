//! At a build, one line a function; after it, and before the next, the command.

use super::{RATES, json, package, rekeyed};
use rememo_build::manifest::hex;
use rememo_tests::command::rememo;
use rememo_tests::scratch::{Scratch, printed};
use serde_json::json;

fn edit_rate(scratch: &Scratch) {
    scratch.write("src/rates.rs", &RATES.replace("= 2", "= 3"));
}

#[test]
fn a_build_says_in_one_line_what_it_rekeyed_and_why() {
    let scratch = package("why_line");
    assert_eq!(
        rekeyed(&scratch),
        [""; 0],
        "the first build has none before it"
    );
    edit_rate(&scratch);
    let line = "rememo: why_line::report::monthly is re-keyed: `why_line::rates::EUR` changed (monthly → convert → EUR)";
    assert_eq!(rekeyed(&scratch), [line]);
    scratch.write(
        "src/rates.rs",
        &format!("// A comment.\n{}", RATES.replace("= 2", "= 3")),
    );
    assert_eq!(rekeyed(&scratch), [""; 0], "a comment re-keys nothing");
    scratch.write("src/rates.rs", RATES);
    let back = "rememo: why_line::report::monthly is re-keyed, back to its state before: `why_line::rates::EUR` changed (monthly → convert → EUR)";
    assert_eq!(rekeyed(&scratch), [back]);
    scratch.write(
        "cache.toml",
        "[store]\nseal = \"none\"\n[functions]\n\"why_line::report::monthly\" = { fingerprint = \"function\" }\n\"why_line::report::plain\" = {}\n",
    );
    let level =
        "rememo: why_line::report::monthly is re-keyed: the level changed from closure to function";
    assert_eq!(rekeyed(&scratch), [level]);

    // Who wants quiet is not told, and can still ask.
    let plain = |body: &str| {
        let text =
            "use crate::rates::convert;\npub fn monthly(year: u32) -> u32 { convert(year) }\n";
        scratch.write(
            "src/report.rs",
            &format!("{text}pub fn plain(year: u32) -> u32 {{ {body} }}\n"),
        );
    };
    plain("year + 1");
    let quiet = scratch.cargo("build").env("REMEMO_QUIET", "1").output();
    let quiet = printed(&quiet.expect("cargo runs"));
    assert!(
        quiet.success && !quiet.stderr.contains("re-keyed"),
        "{quiet:?}"
    );
    plain("year + 2");
    scratch.write(
        "build.rs",
        "fn main() { rememo_build::Generator::new().quiet().generate(); }\n",
    );
    assert_eq!(rekeyed(&scratch), [""; 0]);
    let (told, status) = rememo(&scratch, &["why", "why_line::report::plain"]);
    assert_eq!(status, Some(1), "{told:?}");
    assert!(
        told.stdout.contains("`why_line::report::plain` changed"),
        "{}",
        told.stdout
    );
}

#[test]
fn why_compares_with_the_last_build_and_counts_what_is_stranded() {
    let scratch = package("why_since_build");
    let ask = |format: &str, status: i32| {
        let arguments = [
            "why",
            "why_since_build::report::monthly",
            "--format",
            format,
        ];
        let (told, was) = rememo(&scratch, &arguments);
        assert_eq!(was, Some(status), "{told:?}");
        told
    };
    assert!(scratch.run().success);
    let same = ask("text", 0).stdout;
    assert!(
        same.starts_with("why_since_build::report::monthly is not re-keyed: its code is as it was at the last build\n"),
        "{same}"
    );
    assert!(same.contains("there already: 3 results ("), "{same}");

    edit_rate(&scratch);
    let told = json(&ask("json", 1));
    assert_eq!(told["since"], "last-build");
    assert_eq!(told["rekeyed"], true);
    assert_ne!(told["old"], told["new"]);
    let way = ["report::monthly", "rates::convert", "rates::EUR"];
    let way = way.map(|name| format!("why_since_build[bin]::{name}"));
    assert_eq!(
        told["reasons"],
        json!([{
            "reason": "changed", "id": way[2], "chain": way, "text": "`why_since_build::rates::EUR` changed",
            "file": "src/rates.rs", "line": 1,
        }])
    );
    assert_eq!(told["strands"]["entries"], 3, "three calls were stored");
    assert!(
        told["strands"]["bytes"].as_u64() > Some(3 * 160),
        "header and digest at least: {told}"
    );
    assert!(
        told["strands"]["compute_seconds"].as_f64() > Some(0.0),
        "{told}"
    );
    assert_eq!(told["there_already"]["entries"], 0);

    // A build makes it the new state; that it was re-keyed is told until the next time, however often it is built.
    assert!(scratch.run().success);
    scratch.write(
        "src/report.rs",
        &format!("// A comment.\n{}", scratch.read("src/report.rs")),
    );
    assert!(scratch.run().success);
    let told = json(&ask("json", 1));
    assert_eq!(told["since"], "build-before");
    assert_eq!(told["reasons"][0]["id"], "why_since_build[bin]::rates::EUR");
    assert_eq!(told["strands"]["entries"], 3);
    assert_eq!(told["there_already"]["entries"], 3);
    let states = rememo::stored_states(&scratch.folder().join("store")).expect("it can be read");
    let mut monthly: Vec<_> = states
        .iter()
        .filter(|it| it.function.ends_with("::monthly"))
        .collect();
    monthly.sort_by_key(|state| {
        told["new"]
            .as_str()
            .is_some_and(|new| new.starts_with(&hex(&state.fingerprint)))
    });
    assert_eq!(
        monthly
            .iter()
            .map(|state| state.entries)
            .collect::<Vec<_>>(),
        [3, 3]
    );
    assert!(
        told["old"]
            .as_str()
            .is_some_and(|old| old.starts_with(&hex(&monthly[0].fingerprint)))
    );
    assert_eq!(states.len(), 3, "and the other function's one: {states:?}");
    let text = ask("text", 1).stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "why_since_build::report::monthly was re-keyed by a build, and has not changed since:",
            "  `why_since_build::rates::EUR` changed, src/rates.rs:1",
            "      monthly → convert → EUR",
        ]
    );
    let stranded = lines
        .iter()
        .find(|line| line.starts_with("strands 3 results ("));
    assert!(
        stranded.is_some_and(|line| line.contains(" to compute, in ")),
        "{text}"
    );

    let (other, status) = rememo(&scratch, &["why", "why_since_build::report::plain"]);
    assert_eq!(status, Some(0), "{other:?}");
    let unlisted = fault(&scratch, "why_since_build::rates::convert");
    assert!(unlisted.contains("is not in cache.toml"), "{unlisted}");
}

fn fault(scratch: &Scratch, path: &str) -> String {
    let (told, status) = rememo(scratch, &["why", path]);
    assert_eq!(status, Some(2), "{told:?}");
    told.stderr
}

#[test]
fn without_a_build_there_is_nothing_to_compare_with() {
    let scratch = package("why_nothing");
    let told = fault(&scratch, "why_nothing::report::monthly");
    assert!(told.contains("there is no build to compare with"), "{told}");
    assert!(told.contains("--since REV"), "{told}");
    let told = fault(&scratch, "why_nothing::report::monthy");
    assert!(
        told.contains("did you mean `why_nothing::report::monthly`?"),
        "{told}"
    );
}

#[test]
fn looking_into_a_store_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    assert_eq!(rememo::stored_states(&store).expect("no fault"), []);
    assert!(!store.exists());
    std::fs::create_dir(&store).expect("a folder");
    assert_eq!(rememo::stored_states(&store).expect("no fault"), []);
    assert_eq!(store.read_dir().expect("it is there").count(), 0);
    let wide = store.join("v2/4611686018427387904");
    std::fs::create_dir_all(&wide).expect("a folder");
    assert_eq!(
        rememo::stored_states(&store).expect("no fault"),
        [],
        "no store is as wide"
    );
    std::fs::remove_dir_all(store.join("v2")).expect("it was there");
    std::fs::write(store.join("v2"), "no folder").expect("a file");
    assert!(
        rememo::stored_states(&store).is_err(),
        "not a folder: refused"
    );
}
