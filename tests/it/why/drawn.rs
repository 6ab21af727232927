//! `cargo rememo closure --format dot`: a graph that graphviz reads.

use super::{json, package};
use rememo_tests::command::rememo;
use std::collections::BTreeSet;

/// The quoted texts of a line, unquoted.
fn quoted(line: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut characters = line.chars();
    while characters.any(|c| c == '"') {
        let mut text = String::new();
        loop {
            match characters.next().expect("an end of the quotes") {
                '"' => break,
                '\\' => text.extend(characters.next()),
                c => text.push(c),
            }
        }
        texts.push(text);
    }
    texts
}

#[test]
fn a_closure_is_drawn_with_its_edges() {
    let scratch = package("why_drawn");
    scratch.write(
        "src/rates.rs",
        "pub struct R;\nimpl From<&'static str> for R { fn from(_: &'static str) -> R { R } }\npub fn convert(amount: u32) -> u32 { let _: R = \"a\\\"b\".into(); amount }\n",
    );
    let ask = |format: &str| {
        let arguments = ["closure", "why_drawn::report::monthly", "--format", format];
        let (told, status) = rememo(&scratch, &arguments);
        assert_eq!(status, Some(0), "{told:?}");
        told
    };
    let dot = ask("dot").stdout;
    let lines: Vec<&str> = dot.lines().collect();
    assert_eq!(lines[0], "digraph \"why_drawn::report::monthly\" {");
    assert_eq!(lines[lines.len() - 1], "}");
    let (mut nodes, mut edges) = (BTreeSet::new(), BTreeSet::new());
    for line in &lines[3..lines.len() - 1] {
        assert!(line.ends_with("];"), "{line}");
        match (quoted(line).as_slice(), line.contains("\" -> \"")) {
            ([id, label], false) => {
                assert!(label.contains(".rs:"), "{line}");
                assert!(nodes.insert(id.clone()), "twice: {line}");
            }
            ([from, to, how], true) => {
                assert!(!how.is_empty(), "{line}");
                edges.insert((from.clone(), to.clone()));
            }
            _ => panic!("neither a node nor an edge: {line}"),
        }
    }
    let items = json(&ask("json"));
    let ids: BTreeSet<String> = items
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|item| item["id"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(nodes, ids, "a node an item");
    assert!(
        edges
            .iter()
            .all(|(from, to)| nodes.contains(from) && nodes.contains(to)),
        "{edges:?} in {nodes:?}"
    );
    let reached: BTreeSet<&String> = edges.iter().map(|(_, to)| to).collect();
    let roots: Vec<&String> = nodes.iter().filter(|id| !reached.contains(id)).collect();
    assert_eq!(
        roots,
        ["why_drawn[bin]::report::monthly"],
        "all else is reached from somewhere"
    );
    assert_eq!(dot.matches("style=bold").count(), 1);
}
