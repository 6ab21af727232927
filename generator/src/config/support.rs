//! What this version does not do yet. Who builds a thing takes its line away; nothing else has to change.

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `[store]`.
    Store,
    /// `[defaults]` and functions.
    Policy,
}

/// Keys, each with the values that are supported all the same (its default, mostly). No values: not the key at all.
const NOT_YET: &[(Part, &str, &[&str])] = &[
    (Part::Store, "url", &["local:"]),
    (Part::Store, "over", &[]),
    (Part::Policy, "sliding", &["false"]),
    (Part::Policy, "stale", &["recompute"]),
    (Part::Policy, "stale_for", &[]),
    (Part::Policy, "stale_on_error", &["false"]),
    (Part::Policy, "expires", &[]),
    (Part::Policy, "validate", &[]),
    (Part::Policy, "key", &[]),
    (Part::Policy, "key_fn", &[]),
    (Part::Policy, "salt", &[]),
    (Part::Policy, "inputs", &[]),
    (Part::Policy, "roundtrip", &["false"]),
    (Part::Policy, "format", &["msgpack"]),
    (Part::Policy, "store", &["default"]),
    (Part::Policy, "audit", &["0.0", "0"]),
    (Part::Policy, "arguments", &["hash"]),
    (Part::Policy, "on_lookup", &[]),
];

/// Sections that are read and checked, and not acted on yet.
pub(super) const SECTIONS_NOT_YET: &[&str] = &["stores", "clears", "profile"];

/// The supported values of `key`, if only some are.
pub(super) fn only(part: Part, key: &str) -> Option<&'static [&'static str]> {
    NOT_YET
        .iter()
        .find(|line| line.0 == part && line.1 == key)
        .map(|line| line.2)
}
