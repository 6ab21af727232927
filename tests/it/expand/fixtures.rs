//! Hand-written macros of every kind: the engine and rustc must write the same items.

use std::path::Path;

use rememo_build::expand::{Edition, STACK_SIZE};
use rememo_tests::expansion::Expander;
use rememo_tests::rustc;

fn agrees(name: &str, edition: Edition, flag: &'static str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("it/expand/fixtures")
        .join(name);
    let name = name.to_owned();
    let work = move || {
        let source = std::fs::read_to_string(&path).expect("fixture");
        let mut ours = syn::parse_file(&source).expect("fixture parses");
        let mut expander = Expander::new(edition);
        expander.file(&mut ours);
        let printed = rustc::expanded(&path, flag, &[]).expect("rustc expands");
        assert!(!printed.contains("/*ERROR*/"), "{name} is no Rust");
        let mut theirs = syn::parse_file(&printed).unwrap_or_else(|error| {
            panic!(
                "line {} of rustc's expansion: {error}",
                error.span().start().line
            )
        });
        rustc::normalize(&mut ours);
        rustc::normalize(&mut theirs);
        assert_eq!(expander.failed, Vec::<String>::new(), "{name}");
        assert_eq!(expander.unknown, Vec::<String>::new(), "{name}");
        let (ours, theirs) = (rustc::item_texts(&ours), rustc::item_texts(&theirs));
        let differ: Vec<_> = ours
            .iter()
            .zip(&theirs)
            .filter(|(ours, theirs)| ours != theirs)
            .collect();
        for (ours, theirs) in &differ {
            println!(
                "ours   {}: {}\ntheirs {}: {}",
                ours.0, ours.1, theirs.0, theirs.1
            );
        }
        assert!(
            differ.is_empty() && ours.len() == theirs.len(),
            "{name} differs from rustc"
        );
        println!(
            "{name}: {} invocations of {} macros, {} items alike",
            expander.expanded,
            expander.definitions,
            ours.len()
        );
    };
    std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(work)
        .expect("thread")
        .join()
        .expect("agrees");
}

#[test]
fn fragments_are_as_rustc_reads_them() {
    agrees("fragments.rs", Edition::E2021, "2021");
}

#[test]
fn forwarded_fragments_are_as_opaque_as_in_rustc() {
    agrees("forwarding.rs", Edition::E2021, "2021");
}

#[test]
fn repetitions_are_written_as_rustc_writes_them() {
    agrees("repetitions.rs", Edition::E2021, "2021");
}

#[test]
fn every_position_and_scope_is_as_in_rustc() {
    agrees("positions.rs", Edition::E2021, "2021");
}

#[test]
fn an_older_edition_reads_patterns_and_expressions_its_way() {
    agrees("edition2018.rs", Edition::E2018, "2018");
}
