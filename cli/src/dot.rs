//! A closure as a graph that graphviz draws: an edge says how an item was reached from another.

use rememo_build::manifest::{Closure, short};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The graph. Items of one id (impls can share one) are one node.
pub(crate) fn graph(closure: &Closure) -> String {
    let mut nodes = BTreeSet::new();
    let mut edges = BTreeSet::new();
    for item in &closure.items {
        let place = format!("{}:{}", item.file, item.first_line);
        nodes.insert((item.id.as_str(), place, item.from.is_none()));
        if let Some(from) = item.from.as_deref() {
            edges.insert((from, item.id.as_str(), &*item.how));
        }
    }
    let mut text = format!(
        "digraph {} {{\n    rankdir=LR;\n    node [shape=box];\n",
        quoted(&closure.root)
    );
    let mut drawn = BTreeSet::new();
    for (id, place, is_root) in &nodes {
        if drawn.insert(*id) {
            let style = if *is_root { ", style=bold" } else { "" };
            let label = quoted(&format!("{}\n{place}", short(id)));
            // Writing to a string cannot fail.
            let _ = writeln!(text, "    {} [label={label}{style}];", quoted(id));
        }
    }
    for (from, to, how) in edges {
        let _ = writeln!(
            text,
            "    {} -> {} [label={}];",
            quoted(from),
            quoted(to),
            quoted(how)
        );
    }
    text.push_str("}\n");
    text
}

/// A text as graphviz reads it: in quotes, a line break as `\n`.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
