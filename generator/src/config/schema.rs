//! Every key of cache.toml and what it takes. Which of them this version acts on is `support`'s to say.

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Integer,
    /// A number from 0 to 1.
    Fraction,
    /// `"7d"`.
    Duration,
    /// `"2 GiB"`.
    Size,
    /// Free text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The path of an item: `my_app::x`.
    Path,
    /// A name that a Rust item can have.
    Name,
    /// A list of texts.
    Texts,
    /// A list of arguments' names.
    Names,
    /// A list of items' patterns: `my_app::log::*`.
    Patterns,
    /// A list of `my_app::x`, `file:data/*.csv`, `env:FOO`.
    Depends,
    /// A table of argument = path.
    Paths,
    /// A word, or `{ algorithm, level, threads }`.
    Compression,
    /// A word of these, or a table with just this part, a path.
    ChoiceOr(&'static [&'static str], &'static str),
    /// Text, or a table with just this part, a path.
    TextOr(&'static str),
    /// A table with one of these parts, each text.
    OneOf(&'static [&'static str]),
    /// A table with any of these parts, each a list of texts.
    Lists(&'static [&'static str]),
    /// The scheme of a store.
    Url,
}

/// A key and what it takes.
pub(super) type Key = (&'static str, Kind);

/// The sections at the top.
pub(super) const SECTIONS: &[&str] = &[
    "store",
    "stores",
    "defaults",
    "functions",
    "clears",
    "profile",
];

/// What a profile may overlay.
pub(super) const PROFILE: &[&str] = &["store", "stores", "defaults", "functions", "clears"];

/// Keys of `[store]` and `[stores.NAME]`.
pub(super) const STORE: &[Key] = &[
    ("url", Kind::Url),
    ("dir", Kind::Text),
    ("max_size", Kind::Size),
    ("max_entry", Kind::Size),
    ("evict", Kind::Choice(&["lru", "cost"])),
    ("compression", Kind::Compression),
    ("seal", Kind::Choice(&["hmac-sha256", "blake3", "none"])),
    ("seal_key", Kind::OneOf(&["file", "env"])),
    ("io", Kind::Choice(&["mmap", "pread"])),
    ("durability", Kind::Choice(&["buffered", "sync"])),
    ("over", Kind::Text),
];

/// Keys of `[defaults]` and of each function.
pub(super) const POLICY: &[Key] = &[
    ("ttl", Kind::Duration),
    ("sliding", Kind::Bool),
    ("stale", Kind::Choice(&["recompute", "serve"])),
    ("stale_for", Kind::Duration),
    ("stale_on_error", Kind::Bool),
    ("expires", Kind::Path),
    ("validate", Kind::Path),
    ("ignore", Kind::Names),
    ("key", Kind::Paths),
    ("key_fn", Kind::Path),
    ("salt", Kind::TextOr("fn")),
    ("version", Kind::Integer),
    ("inputs", Kind::Lists(&["args", "files", "env"])),
    (
        "fingerprint",
        Kind::Choice(&["function", "closure", "crate", "workspace"]),
    ),
    ("depends", Kind::Depends),
    ("exempt", Kind::Patterns),
    ("cache_none", Kind::Bool),
    ("cache_err", Kind::Bool),
    ("min_compute", Kind::Duration),
    ("roundtrip", Kind::Bool),
    ("format", Kind::ChoiceOr(FORMATS, "custom")),
    ("compression", Kind::Compression),
    ("store", Kind::Text),
    ("memory", Kind::Size),
    ("namespace", Kind::Texts),
    ("single_flight", Kind::Bool),
    ("wait", Kind::Duration),
    ("audit", Kind::Fraction),
    ("arguments", Kind::Choice(&["hash", "text"])),
    ("on_lookup", Kind::Path),
    ("wrapper", Kind::Name),
];

/// Codecs that rememo brings.
const FORMATS: &[&str] = &["msgpack", "postcard", "json", "yaml", "csv", "parquet"];

/// Schemes of `url`: all that a store can be.
pub(super) const SCHEMES: &[&str] = &[
    "local:",
    "memory:",
    "files:",
    "redis://",
    "rediss://",
    "mongodb://",
    "postgres://",
    "mysql://",
    "sqlite:",
    "s3://",
    "gs://",
    "az://",
    "custom:",
];

/// Compression algorithms.
pub(super) const ALGORITHMS: &[&str] = &["none", "zstd", "xz"];

impl Kind {
    /// What it takes, for "`ttl` takes …".
    pub(super) fn wanted(self) -> String {
        match self {
            Kind::Bool => "`true` or `false`".to_owned(),
            Kind::Integer => "a whole number".to_owned(),
            Kind::Fraction => "a number from 0.0 to 1.0".to_owned(),
            Kind::Duration => "a duration such as `\"7d\"`".to_owned(),
            Kind::Size => "a size such as `\"2 GiB\"`".to_owned(),
            Kind::Text => "a string".to_owned(),
            Kind::Choice(words) => format!("one of {}", quoted(words)),
            Kind::Path => "the path of a function such as `\"my_app::x\"`".to_owned(),
            Kind::Name => "a name such as `\"cached_monthly\"`".to_owned(),
            Kind::Texts => "a list of strings such as `[\"orders\"]`".to_owned(),
            Kind::Names => "a list of arguments' names such as `[\"verbose\"]`".to_owned(),
            Kind::Patterns => "a list of paths such as `[\"my_app::log::*\"]`".to_owned(),
            Kind::Depends => {
                "a list such as `[\"my_app::x\", \"file:data/*.csv\", \"env:FOO\"]`".to_owned()
            }
            Kind::Paths => "a table such as `{ argument = \"my_app::x\" }`".to_owned(),
            Kind::Compression => {
                format!(
                    "one of {} or `{{ algorithm = \"zstd\", level = 3 }}`",
                    quoted(ALGORITHMS)
                )
            }
            Kind::ChoiceOr(words, part) => {
                format!("one of {} or `{{ {part} = \"my_app::X\" }}`", quoted(words))
            }
            Kind::TextOr(part) => format!("a string or `{{ {part} = \"my_app::x\" }}`"),
            Kind::OneOf(parts) => parts
                .iter()
                .map(|part| format!("`{{ {part} = \"…\" }}`"))
                .collect::<Vec<_>>()
                .join(" or "),
            Kind::Lists(parts) => format!("a table of lists: {}", quoted(parts)),
            Kind::Url => "a store such as `\"local:\"`".to_owned(),
        }
    }
}

/// Words for a message: `` `a`, `b`, `c` ``.
pub(super) fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
