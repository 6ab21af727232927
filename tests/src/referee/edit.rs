//! An edit: a small change of some files, that can be applied, shown as a diff, and undone.

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Result;

/// What an edit is meant to be. The verdict never looks at it: what the edit *does*, the compiler says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A function's body gives a fixed value.
    Body,
    /// An operator becomes another one.
    Operator,
    /// A negation, a statement or a match arm goes away, or a guard or condition becomes constant.
    Branch,
    /// A literal within a function changes.
    Literal,
    /// A const's or static's value changes.
    Constant,
    /// Tokens in the body of a `macro_rules!` change.
    MacroBody,
    /// A file taken in by `include_str!` or kin changes.
    IncludedFile,
    /// Two imports trade their names.
    UseSwap,
    /// A new method, function or macro takes the place of one that was meant before.
    Shadow,
    /// A trait's default body changes, or an impl loses its own method for the default.
    TraitDefault,
    /// A `#[cfg(…)]` is turned around.
    Cfg,
    /// A feature of the crate is switched.
    Feature,
    /// A dependency moves to another release.
    LockBump,
    /// A comment comes in.
    Comment,
    /// A doc comment comes in.
    DocComment,
    /// White space comes in, between tokens or lines.
    Formatting,
    /// A trailing comma comes in.
    TrailingComma,
    /// Two neighbouring items trade places.
    MovedItem,
    /// A new item comes in that nothing calls.
    NewItem,
}

impl Kind {
    /// Whether such an edit is meant to change nothing that code does.
    pub fn is_harmless(self) -> bool {
        matches!(
            self,
            Kind::Comment
                | Kind::DocComment
                | Kind::Formatting
                | Kind::TrailingComma
                | Kind::MovedItem
                | Kind::NewItem
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = serde_json::to_value(self).ok();
        out.write_str(name.as_ref().and_then(|name| name.as_str()).unwrap_or("?"))
    }
}

/// One replacement in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The bytes replaced, of the file as it was before the edit.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// A small change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What it is meant to be.
    pub kind: Kind,
    /// The file, absolute.
    pub file: PathBuf,
    /// The line where it begins, from 1.
    pub line: usize,
    /// What it does, in a few words.
    pub what: String,
    /// The replacements, none overlapping another.
    pub patches: Vec<Patch>,
}

impl Edit {
    /// The file's text after the edit.
    pub fn applied_to(&self, text: &str) -> Result<String> {
        let mut patches: Vec<&Patch> = self.patches.iter().collect();
        patches.sort_by_key(|patch| patch.range.start);
        let mut after = String::with_capacity(text.len());
        let mut at = 0;
        for patch in patches {
            let kept = text
                .get(at..patch.range.start)
                .ok_or_else(|| format!("{}: a patch beside the text", self))?;
            after.push_str(kept);
            after.push_str(&patch.text);
            at = patch.range.end;
        }
        after.push_str(
            text.get(at..)
                .ok_or_else(|| format!("{}: a patch beyond the end", self))?,
        );
        Ok(after)
    }

    /// Applies the edit to the file; dropping what comes back undoes it.
    pub fn apply(&self) -> Result<Applied> {
        let before = fs::read_to_string(&self.file)?;
        let after = self.applied_to(&before)?;
        let mut put_back = vec![(self.file.clone(), before)];
        // A build with another manifest rewrites the lock beside it.
        let lock = self.file.with_file_name("Cargo.lock");
        if self.file.ends_with("Cargo.toml")
            && let Ok(locked) = fs::read_to_string(&lock)
        {
            put_back.push((lock, locked));
        }
        let applied = Applied { put_back };
        fs::write(&self.file, after)?;
        Ok(applied)
    }

    /// The edit as a unified diff, with file names relative to `folder`.
    pub fn diff(&self, folder: &Path) -> Result<String> {
        let before = fs::read_to_string(&self.file)?;
        let after = self.applied_to(&before)?;
        let name = self
            .file
            .strip_prefix(folder)
            .unwrap_or(&self.file)
            .display()
            .to_string();
        Ok(similar::TextDiff::from_lines(&before, &after)
            .unified_diff()
            .context_radius(2)
            .header(&format!("a/{name}"), &format!("b/{name}"))
            .to_string())
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        write!(out, "{} at {name}:{}: {}", self.kind, self.line, self.what)
    }
}

/// An edit in force.
#[derive(Debug)]
pub struct Applied {
    /// Files with their texts before.
    put_back: Vec<(PathBuf, String)>,
}

impl Drop for Applied {
    fn drop(&mut self) {
        for (file, before) in &self.put_back {
            // A test tool: a source that cannot be put back shows at once, as every verdict after it is wrong.
            if let Err(error) = fs::write(file, before) {
                eprintln!("{}: could not be put back: {error}", file.display());
            }
        }
    }
}
