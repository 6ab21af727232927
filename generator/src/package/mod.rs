//! What cargo would know: packages, their targets, dependencies and features, the workspace, the lock, the
//! profile and the compiler. From the manifests alone; nothing is run but `rustc -vV`.

mod build;
mod compiler;
mod dependency;
mod features;
mod lock;
mod manifest;
mod profile;
mod target;
mod unpacked;
mod workspace;

pub use build::{Build, Variables};
pub use compiler::{rustc_identity, rustc_version};
pub use dependency::{Dependency, DependencyKind, Origin, clean as clean_path};
pub use features::{Enabled, enable};
pub use lock::{Lock, Locked};
pub use manifest::Package;
pub(crate) use profile::profiles_beside;
pub use profile::{Profile, configurations, profile_of};
pub use target::{Target, TargetKind};
pub use unpacked::{Shelves, Unpacked};
pub use workspace::Workspace;
pub(crate) use workspace::wildcard;

use std::path::PathBuf;

/// Why a package could not be understood.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// There is no manifest.
    #[error("there is no manifest at {}", .0.display())]
    Missing(PathBuf),
    /// The manifest cannot be read.
    #[error("{} cannot be read: {reason}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The manifest or the lock is no TOML.
    #[error("{} is not valid TOML: {reason}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        reason: String,
    },
    /// The manifest has no `[package]`.
    #[error("{} has no [package]: name the manifest of a package, not of a workspace", .0.display())]
    NoPackage(PathBuf),
}
