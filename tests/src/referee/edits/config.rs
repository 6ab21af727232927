//! Edits beside the sources: features the program asks for, and the releases in its lock file.

use std::fs;
use std::path::Path;

use crate::referee::Result;
use crate::referee::catalog::Subject;
use crate::referee::edit::{Edit, Kind, Patch};
use crate::referee::scratch::Scratch;

pub(super) fn edits(scratch: &Scratch, subject: &Subject) -> Result<Vec<Edit>> {
    let manifest = scratch.program_folder().join("Cargo.toml");
    let lock = scratch.program_folder().join("Cargo.lock");
    let text = fs::read_to_string(&manifest)?;
    let mut edits = Vec::new();
    let asks = subject.asks(subject.default_features, &subject.features);
    let line = text
        .lines()
        .position(|line| line.contains(&asks))
        .unwrap_or(0)
        + 1;
    let mut ask = |default, features: &[String], what| {
        if let Some(patch) = swap(&text, &asks, &subject.asks(default, features)) {
            edits.push(whole(Kind::Feature, &manifest, line, what, patch));
        }
    };
    let flipped = !subject.default_features;
    let what = format!("`default-features = {flipped}`");
    ask(flipped, &subject.features, what);
    for feature in &subject.toggle {
        let mut features = subject.features.clone();
        if subject.features.contains(feature) {
            features.retain(|kept| kept != feature);
        } else {
            features.push(feature.clone());
        }
        let what = format!("feature `{feature}` is switched");
        ask(subject.default_features, &features, what);
    }
    for bump in &subject.bump {
        if let Some(after) = scratch.bumped_lock(&bump.package, &bump.to)? {
            let before = fs::read_to_string(&lock)?;
            let patch = Patch {
                range: 0..before.len(),
                text: String::from_utf8(after)?,
            };
            edits.push(whole(
                Kind::LockBump,
                &lock,
                1,
                format!("{} moves to {}", bump.package, bump.to),
                patch,
            ));
        }
    }
    Ok(edits)
}

fn swap(text: &str, from: &str, to: &str) -> Option<Patch> {
    let at = text.find(from)?;
    Some(Patch {
        range: at..at + from.len(),
        text: to.to_owned(),
    })
}

fn whole(kind: Kind, file: &Path, line: usize, what: String, patch: Patch) -> Edit {
    Edit {
        kind,
        file: file.to_owned(),
        line,
        what,
        patches: vec![patch],
    }
}
