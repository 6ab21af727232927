//! The edits: one file each, most of them in the middle of a library.

/// One edit: a piece of a file, and what it becomes.
pub(crate) struct Edit {
    /// What it is.
    pub(crate) what: &'static str,
    /// The file, from the workspace's folder.
    pub(crate) file: &'static str,
    /// What is there once.
    pub(crate) from: &'static str,
    /// What it becomes.
    pub(crate) to: &'static str,
}

/// All of them.
pub(crate) const EDITS: &[Edit] = &[
    Edit {
        what: "a comment",
        file: "similar/src/algorithms/myers.rs",
        from: "fn max_d(",
        to: "// As far as it goes.\nfn max_d(",
    },
    Edit {
        what: "a covered body",
        file: "similar/src/algorithms/myers.rs",
        from: "fn split_at(range: Range<usize>, at: usize) -> (Range<usize>, Range<usize>) {",
        to: "fn split_at(range: Range<usize>, at: usize) -> (Range<usize>, Range<usize>) {\n    let at = at.min(range.end);",
    },
    Edit {
        what: "a covered body that calls more",
        file: "similar/src/algorithms/myers.rs",
        from: "fn split_at(range: Range<usize>, at: usize) -> (Range<usize>, Range<usize>) {",
        to: "fn split_at(range: Range<usize>, at: usize) -> (Range<usize>, Range<usize>) {\n    let at = at.min(heuristic_max_cost(at, at));",
    },
    Edit {
        what: "an uncovered body",
        file: "similar/src/merge.rs",
        from: "fn sanitize_label(label: &str) -> String {",
        to: "fn sanitize_label(label: &str) -> String {\n    let label = label.trim();",
    },
    Edit {
        what: "a new uncovered function",
        file: "similar/src/algorithms/myers.rs",
        from: "fn max_d(",
        to: "#[allow(dead_code)]\nfn nobody_calls_this(at: usize) -> usize {\n    at + 1\n}\n\nfn max_d(",
    },
    Edit {
        what: "a new uncovered type with an impl",
        file: "similar/src/algorithms/myers.rs",
        from: "fn max_d(",
        to: "#[allow(dead_code)]\nstruct Unused(usize);\n\nimpl Unused {\n    #[allow(dead_code)]\n    fn unused(&self) -> usize {\n        self.0\n    }\n}\n\nfn max_d(",
    },
    Edit {
        what: "a covered signature",
        file: "similar/src/algorithms/myers.rs",
        from: "fn heuristic_max_cost(old_len: usize, new_len: usize) -> usize {",
        to: "fn heuristic_max_cost(new_len: usize, old_len: usize) -> usize {",
    },
    Edit {
        what: "a new `use`",
        file: "similar/src/algorithms/myers.rs",
        from: "use core::ops::{Index, IndexMut, Range};",
        to: "use core::ops::{Index, IndexMut, Range};\n#[allow(unused_imports)]\nuse std::collections::BTreeMap;",
    },
    Edit {
        what: "a listed function's body",
        file: "program/src/report.rs",
        from: "{} files\"",
        to: "{} files of them\"",
    },
];
