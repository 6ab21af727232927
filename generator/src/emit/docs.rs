//! What the emitted items say of themselves.

use super::function::Function;
use crate::config::{Compression, Policy, shown_duration};
use crate::plan::Level;
use proc_macro2::TokenStream;
use quote::quote;

/// The docs of a wrapper: the function's own, then how it is remembered.
pub(super) fn wrapper(function: &Function<'_>) -> TokenStream {
    let own = &function.remembered().found.docs;
    let gap = (!own.is_empty()).then(|| quote! { #[doc = ""] });
    let policy = remembered(function);
    quote! { #(#[doc = #own])* #gap #policy }
}

/// The docs of a wrapper for views.
pub(super) fn view(function: &Function<'_>) -> TokenStream {
    let line = format!(
        " Like `{}`, but shows the numbers where they are stored, if they lie there uncompressed.",
        function.remembered().wrapper()
    );
    quote! { #[doc = #line] }
}

/// One paragraph: "Remembered: …".
fn remembered(function: &Function<'_>) -> TokenStream {
    let planned = function.planned;
    let policy = planned.remembered.policy();
    let mut parts = policy_parts(policy);
    parts.push(covered(policy.fingerprint, planned.fingerprint.covered));
    let line = format!(" Remembered: {}.", parts.join("; "));
    quote! { #[doc = #line] }
}

/// What differs from the defaults, in words.
pub(crate) fn policy_parts(policy: &Policy) -> Vec<String> {
    let mut parts = Vec::new();
    parts.push(match policy.ttl {
        Some(ttl) => format!("ttl {}", shown_duration(ttl)),
        None => "no ttl".to_owned(),
    });
    if !policy.ignore.is_empty() {
        let names: Vec<_> = policy
            .ignore
            .iter()
            .map(|name| format!("`{}`", name.value))
            .collect();
        parts.push(format!("the key leaves out {}", names.join(", ")));
    }
    if policy.version != 0 {
        parts.push(format!("version {}", policy.version));
    }
    if !policy.cache_none {
        parts.push("`None` is not stored".to_owned());
    }
    if policy.cache_err {
        parts.push("`Err` is stored".to_owned());
    }
    if !policy.min_compute.is_zero() {
        parts.push(format!(
            "only if computing took {} or more",
            shown_duration(policy.min_compute)
        ));
    }
    if !policy.single_flight {
        parts.push("everybody who misses computes".to_owned());
    } else if policy.wait != Policy::default().wait {
        parts.push(format!("waits {} for others", shown_duration(policy.wait)));
    }
    if policy.memory > 0 {
        parts.push(format!("{} in memory", size(policy.memory)));
    }
    match policy.compression {
        None => {}
        Some(Compression::None) => parts.push("not compressed".to_owned()),
        Some(Compression::Zstd { level }) => parts.push(format!("zstd {level}")),
        Some(Compression::Xz { level }) => parts.push(format!("xz {level}")),
    }
    if !policy.namespace.is_empty() {
        parts.push(format!("cleared with {}", policy.namespace.join(", ")));
    }
    parts
}

fn covered(level: Level, items: usize) -> String {
    let what = match items {
        1 => "1 item".to_owned(),
        items => format!("{items} items"),
    };
    match level {
        Level::Function => "the fingerprint covers the function's own source".to_owned(),
        Level::Closure => format!("the fingerprint covers {what}"),
        Level::Crate => format!("the fingerprint covers the crate, {what}"),
        Level::Workspace => format!("the fingerprint covers the workspace, {what}"),
    }
}

/// `64 MiB`; of what is no round number, the bytes.
fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let unit = UNITS.iter().find(|unit| bytes.is_multiple_of(unit.1));
    match unit {
        Some((unit, of)) => format!("{} {unit}", bytes / of),
        None => format!("{bytes} bytes"),
    }
}
