//! The sources as they were at a git revision, laid out in a folder that vanishes.
//!
//! Git writes the revision's files by an index of our own: neither the user's index nor their working tree is touched,
//! and unlike with a worktree nothing is left in the repository. The folder repeats the repository's absolute path, and
//! around it stand links to what lies there now and belongs to a build: cargo's configuration, manifests above, and
//! path dependencies outside of the repository.

use cargo_metadata::Metadata;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What may stand above a repository and decide how it is built.
const ABOVE: &[&str] = &[".cargo", "Cargo.toml", "Cargo.lock", "cache.toml"];

/// A revision's files.
#[derive(Debug)]
pub(crate) struct Checkout {
    /// Goes when this is dropped.
    _folder: TempDir,
    /// The manifest as it was then.
    pub(crate) manifest: PathBuf,
    /// The commit's full name.
    pub(crate) commit: String,
    /// What is not of the revision, a sentence each.
    pub(crate) notes: Vec<String>,
}

/// Why there is no checkout.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RevisionError {
    #[error("`--since` asks git, which cannot be run: {0}")]
    NoGit(io::Error),
    #[error("`--since` needs a git repository: {said}")]
    NoRepository { said: String },
    #[error("git knows no revision `{revision}` here")]
    Unknown { revision: String },
    #[error("at {revision} there is no {}", manifest.display())]
    NoManifest { revision: String, manifest: PathBuf },
    #[error("git failed: {said}")]
    Git { said: String },
    #[error("the revision cannot be laid out in a folder of its own: {0}")]
    Folder(#[from] io::Error),
}

impl Checkout {
    /// The repository around `manifest` at `revision`.
    pub(crate) fn of(
        manifest: &Path,
        metadata: &Metadata,
        revision: &str,
    ) -> Result<Checkout, RevisionError> {
        let manifest = fs::canonicalize(manifest)?;
        let here = manifest.parent().unwrap_or(Path::new("/"));
        let said = |error: RevisionError| match error {
            RevisionError::Git { said } => RevisionError::NoRepository { said },
            error => error,
        };
        let top = git(here, None, &["rev-parse", "--show-toplevel"]).map_err(said)?;
        let top = fs::canonicalize(top)?;
        let wanted = format!("{revision}^{{commit}}");
        let wanted = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ];
        let commit = git(here, None, &wanted).map_err(|error| match error {
            RevisionError::Git { .. } => RevisionError::Unknown {
                revision: revision.to_owned(),
            },
            error => error,
        })?;

        let folder = tempfile::Builder::new().prefix("rememo-since-").tempdir()?;
        // Paths in it are compared with what the sources name: no link may be on the way.
        let ground = fs::canonicalize(folder.path())?;
        let index = ground.join("index");
        let ground = ground.join("tree");
        let tree = below(&ground, &top);
        fs::create_dir_all(&tree)?;
        git(&top, Some(&index), &["read-tree", &commit])?;
        let prefix = format!("--prefix={}/", tree.display());
        git(&top, Some(&index), &["checkout-index", "--all", &prefix])?;

        let mut checkout = Checkout {
            manifest: below(&ground, &manifest),
            commit,
            notes: Vec::new(),
            _folder: folder,
        };
        if !checkout.manifest.is_file() {
            return Err(RevisionError::NoManifest {
                revision: revision.to_owned(),
                manifest: manifest.strip_prefix(&top).unwrap_or(&manifest).to_owned(),
            });
        }
        checkout.add_lock(&ground, &top, metadata.workspace_root.as_std_path())?;
        for above in top.ancestors().skip(1) {
            for name in ABOVE {
                link(&above.join(name), &below(&ground, &above.join(name)))?;
            }
        }
        checkout.add_outside(&ground, &top, metadata)?;
        Ok(checkout)
    }

    /// A lock that is not committed is as it is now: without it every dependency would seem new.
    fn add_lock(&mut self, ground: &Path, top: &Path, workspace: &Path) -> io::Result<()> {
        let now = workspace.join("Cargo.lock");
        let then = below(ground, &now);
        if now.starts_with(top) && now.is_file() && !then.exists() {
            fs::copy(now, then)?;
            let note = "Cargo.lock is not in that revision: it was taken as it is now";
            self.notes.push(note.to_owned());
        }
        Ok(())
    }

    /// Path dependencies outside of the repository, and theirs.
    fn add_outside(&mut self, ground: &Path, top: &Path, metadata: &Metadata) -> io::Result<()> {
        let mut seen = BTreeSet::new();
        let mut open = outside(metadata, top);
        while let Some((name, folder)) = open.pop() {
            if !seen.insert(folder.clone()) {
                continue;
            }
            let note =
                format!("`{name}` lies outside of the repository: it was taken as it is now");
            self.notes.push(note);
            // The first folder that is not on the way to the repository: its workspace comes along.
            let first = folder
                .ancestors()
                .take_while(|above| !top.starts_with(above));
            if let Some(first) = first.last() {
                link(first, &below(ground, first))?;
            }
            // One that cannot be read is told when the sources are.
            if let Ok(more) = crate::manifest::metadata(&folder.join("Cargo.toml")) {
                open.extend(outside(&more, top));
            }
        }
        self.notes.sort();
        Ok(())
    }
}

/// Names and folders of the path dependencies of these packages that lie outside of a folder.
fn outside(metadata: &Metadata, top: &Path) -> Vec<(String, PathBuf)> {
    let all = metadata.packages.iter().flat_map(|it| &it.dependencies);
    let paths = all.filter_map(|it| Some((it.name.clone(), it.path.clone()?.into_std_path_buf())));
    paths
        .filter(|(_, folder)| !folder.starts_with(top))
        .collect()
}

/// An absolute path as one below another folder.
fn below(ground: &Path, path: &Path) -> PathBuf {
    let parts = path.components();
    let named = parts.filter(|part| matches!(part, Component::Normal(_)));
    ground.join(named.collect::<PathBuf>())
}

/// A link to something, if that is there and nothing stands in the link's place.
fn link(to: &Path, from: &Path) -> io::Result<()> {
    if !to.exists() || from.symlink_metadata().is_ok() {
        return Ok(());
    }
    if let Some(folder) = from.parent() {
        fs::create_dir_all(folder)?;
    }
    #[cfg(unix)]
    return std::os::unix::fs::symlink(to, from);
    #[cfg(windows)]
    return match to.is_dir() {
        true => std::os::windows::fs::symlink_dir(to, from),
        false => std::os::windows::fs::symlink_file(to, from),
    };
}

/// What git prints, without the line's end.
fn git(folder: &Path, index: Option<&Path>, arguments: &[&str]) -> Result<String, RevisionError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    if let Some(index) = index {
        git.env("GIT_INDEX_FILE", index);
    }
    let output = git.output().map_err(RevisionError::NoGit)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let said = said.trim_start_matches("fatal: ").to_owned();
        return Err(RevisionError::Git { said });
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    Ok(printed.trim_end_matches('\n').to_owned())
}
