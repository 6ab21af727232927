//! `cargo rememo why`: why a function is in another state than the last build, or a git revision, knew it, and what
//! that strands.

use crate::arguments::{Format, Why};
use crate::revision::Checkout;
use crate::shown::say;
use crate::stranded::{Results, Stored};
use crate::{Answer, Outcome, builds, manifest, shown};
use cargo_metadata::Metadata;
use rememo_build::closure::ClosureError;
use rememo_build::history::History;
use rememo_build::manifest::{Closure, short};
use rememo_build::why::{Reason, why};
use rememo_build::{Asked, Generator};
use serde::Serialize;
use serde_json::{Value, json};
use std::error::Error;
use std::path::{Path, PathBuf};

/// What a function is compared with.
#[derive(Debug, Serialize)]
#[serde(tag = "since", rename_all = "kebab-case")]
enum Since {
    /// The sources as the last build read them.
    LastBuild,
    /// Nothing changed since the last build: then what the last build that re-keyed it found before.
    BuildBefore,
    /// The sources at a git revision.
    Revision { revision: String, commit: String },
}

/// The answer.
struct Told {
    since: Since,
    /// None if there was no such function.
    old: Option<Closure>,
    now: Asked,
    reasons: Vec<Reason>,
    notes: Vec<String>,
}

pub(crate) fn run(asked: &Why) -> Outcome {
    let (metadata, manifest) = manifest::of_function(&asked.package, &asked.path)?;
    let last = builds::last(&metadata, &manifest);
    let generator = builds::generator(&metadata, &manifest, last.as_deref())?;
    let now = generator.clone().closure(&asked.path, None)?;
    let told = match &asked.since {
        Some(revision) => since_revision(revision, &manifest, &metadata, generator, now)?,
        None => since_build(last, now)?,
    };
    let stored = Stored::of(&told.now);
    match asked.format {
        Format::Json => shown::json(&told.json(&stored?))?,
        Format::Text => {
            told.text();
            match stored {
                Ok(stored) => told.strands(stored.as_ref()),
                Err(error) => say!("what it strands cannot be told: {error}"),
            }
        }
    }
    Ok(match told.is_rekeyed() {
        true => Answer::No,
        false => Answer::Done,
    })
}

fn since_build(last: Option<PathBuf>, now: Asked) -> Result<Told, Box<dyn Error>> {
    let path = &now.closure.root;
    let Some(history) = last.map(|out| History::of(&out)) else {
        return Err(
            "there is no build to compare with: build the package first, or compare \
            with a git revision by `--since REV`"
                .into(),
        );
    };
    let Some(old) = history.now(path) else {
        let listed = match now.listed {
            true => "was not in cache.toml when the package was last built: build it",
            false => "is not in cache.toml, so builds keep nothing of it: list it",
        };
        return Err(
            format!("`{path}` {listed}, or compare with a git revision by `--since REV`").into(),
        );
    };
    let reasons = why(&old, &now.closure);
    let before = reasons.is_empty().then(|| history.before(path)).flatten();
    let (since, reasons, old) = match before {
        Some(before) => (Since::BuildBefore, why(&before, &now.closure), before),
        None => (Since::LastBuild, reasons, old),
    };
    Ok(Told {
        since,
        reasons,
        old: Some(old),
        now,
        notes: Vec::new(),
    })
}

fn since_revision(
    revision: &str,
    manifest: &Path,
    metadata: &Metadata,
    generator: Generator,
    now: Asked,
) -> Result<Told, Box<dyn Error>> {
    let checkout = Checkout::of(manifest, metadata, revision)?;
    let then = generator.manifest_path(&checkout.manifest);
    let mut old = then.clone().closure(&now.closure.root, None);
    // What cache.toml did not list then had no level of its own.
    if old.as_ref().is_ok_and(|old| !old.listed) {
        old = then.closure(&now.closure.root, now.closure.level.parse().ok());
    }
    let old = match old {
        Ok(found) => Some(found.closure),
        Err(ClosureError::NotFound { .. }) => None,
        Err(error) => return Err(format!("at {revision}: {error}").into()),
    };
    let reasons = old.as_ref().map(|old| why(old, &now.closure));
    Ok(Told {
        since: Since::Revision {
            revision: revision.to_owned(),
            commit: checkout.commit.clone(),
        },
        reasons: reasons.unwrap_or_default(),
        old,
        now,
        notes: checkout.notes.clone(),
    })
}

impl Told {
    fn is_rekeyed(&self) -> bool {
        let old = self.old.as_ref().map(|old| &old.fingerprint);
        old != Some(&self.now.closure.fingerprint)
    }

    /// The file and line of the item that a reason is about, as it is now, or was.
    fn place(&self, reason: &Reason) -> Option<(&str, u32)> {
        let (id, closure) = match reason {
            Reason::Removed { id, .. } => (id, self.old.as_ref()?),
            Reason::Added { id, .. } | Reason::Changed { id, .. } => (id, &self.now.closure),
            _ => return None,
        };
        let item = closure.item(id)?;
        Some((&item.file, item.first_line))
    }

    fn text(&self) {
        let path = &self.now.closure.root;
        let since = match &self.since {
            Since::LastBuild => "the last build".to_owned(),
            Since::BuildBefore => "the build before".to_owned(),
            Since::Revision { revision, .. } => revision.clone(),
        };
        match (&self.old, &self.since) {
            (None, _) => say!("{path} was not there at {since}"),
            (Some(_), _) if !self.is_rekeyed() => {
                say!("{path} is not re-keyed: its code is as it was at {since}");
            }
            (Some(_), Since::BuildBefore) => {
                say!("{path} was re-keyed by a build, and has not changed since:");
            }
            (Some(_), _) => say!("{path} is re-keyed since {since}:"),
        }
        for reason in &self.reasons {
            match self.place(reason) {
                Some((file, line)) => say!("  {}, {file}:{line}", reason.what()),
                None => say!("  {}", reason.what()),
            }
            if let [_, _, ..] = reason.chain() {
                let names: Vec<&str> = reason.chain().iter().map(|id| short(id)).collect();
                say!("      {}", names.join(" → "));
            }
        }
        if let Some(old) = self.old.as_ref().filter(|_| self.is_rekeyed()) {
            say!("fingerprint before {}", old.fingerprint);
            say!("fingerprint now    {}", self.now.closure.fingerprint);
        }
        self.notes.iter().for_each(|note| say!("note: {note}"));
    }

    /// What lies in the store under the old fingerprint and is not found any more.
    fn stranded(&self, stored: &Stored) -> Option<Results> {
        let old = self.old.as_ref().filter(|_| self.is_rekeyed())?;
        Some(stored.under(&old.fingerprint))
    }

    fn strands(&self, stored: Option<&Stored>) {
        let Some(stored) = stored else { return };
        let folder = stored.folder.display();
        match self.stranded(stored) {
            Some(Results { entries: 0, .. }) => say!("strands nothing in {folder}"),
            Some(results) => say!("strands {results}, in {folder}"),
            None => {}
        }
        let now = stored.under(&self.now.closure.fingerprint);
        if now.entries > 0 {
            say!("there already: {now}");
        }
    }

    fn json(&self, stored: &Option<Stored>) -> Value {
        let reasons = self.reasons.iter().map(|reason| {
            let place = self.place(reason);
            let mut told = json!(reason);
            told["text"] = json!(reason.what());
            told["file"] = json!(place.map(|(file, _)| file));
            told["line"] = json!(place.map(|(_, line)| line));
            told
        });
        let mut told = json!(self.since);
        told["path"] = json!(self.now.closure.root);
        told["rekeyed"] = json!(self.is_rekeyed());
        told["old"] = json!(self.old.as_ref().map(|old| &old.fingerprint));
        told["new"] = json!(self.now.closure.fingerprint);
        told["reasons"] = reasons.collect();
        told["notes"] = json!(self.notes);
        let stored = stored.as_ref();
        told["store"] = json!(stored.map(|stored| &stored.folder));
        told["strands"] = json!(stored.and_then(|stored| self.stranded(stored)));
        let now = stored.map(|stored| stored.under(&self.now.closure.fingerprint));
        told["there_already"] = json!(now);
        told
    }
}
