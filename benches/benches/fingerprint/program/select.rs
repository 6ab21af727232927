//! Files by pattern.

use globset::{Glob, GlobSet, GlobSetBuilder};

fn patterns(patterns: &[String]) -> Option<GlobSet> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern).ok()?);
    }
    builder.build().ok()
}

/// The paths that fit any of the patterns.
pub fn selected(wanted: &[String], paths: &[String]) -> Vec<String> {
    let Some(set) = patterns(wanted) else {
        return Vec::new();
    };
    paths
        .iter()
        .filter(|path| set.is_match(path))
        .cloned()
        .collect()
}

/// Whether a path is left out.
pub fn is_ignored(ignored: &[String], path: &str) -> bool {
    patterns(ignored).is_some_and(|set| !set.matches(path).is_empty())
}
