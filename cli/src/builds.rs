//! What builds have left in the target folder: `target/[triple/]PROFILE/build/PACKAGE-HASH/out`.

use cargo_metadata::Metadata;
use rememo_build::Generator;
use rememo_build::history::History;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The `OUT_DIR`s of all builds.
pub(crate) fn out_dirs(metadata: &Metadata) -> Vec<PathBuf> {
    let target = metadata.build_directory.as_ref();
    let target = target.unwrap_or(&metadata.target_directory).as_std_path();
    // With `--target` there is a folder of the triple in between.
    let folders = inside(target);
    let deeper: Vec<PathBuf> = folders.iter().flat_map(|folder| inside(folder)).collect();
    let builds = folders
        .iter()
        .chain(&deeper)
        .map(|folder| folder.join("build"));
    builds
        .flat_map(|folder| inside(&folder))
        .map(|build| build.join("out"))
        .collect()
}

/// The `OUT_DIR` of the last build of the package at `manifest`, whatever its profile and features were.
pub(crate) fn last(metadata: &Metadata, manifest: &Path) -> Option<PathBuf> {
    let is_ours = |out: &PathBuf| History::of(out).package().is_some_and(|of| of == manifest);
    let ours = out_dirs(metadata).into_iter().filter(is_ours);
    ours.max_by_key(|out| built(out))
}

/// When the build script ran last. Cargo notes it; what rememo writes keeps its time while nothing changes.
fn built(out: &Path) -> Option<SystemTime> {
    let stamp = out.with_file_name("invoked.timestamp");
    let time = |path: &Path| fs::metadata(path).ok()?.modified().ok();
    time(&stamp).or_else(|| time(&out.join("rememo")))
}

/// A generator as the last build of the package at `manifest` set it up, or as one in the dev profile with default
/// features would.
pub(crate) fn generator(
    metadata: &Metadata,
    manifest: &Path,
    last: Option<&Path>,
) -> Result<Generator, String> {
    let generator = match last.and_then(Generator::of_last_build) {
        Some(generator) => generator,
        None => Generator::new().variables(crate::environment::of_build(metadata, manifest)?),
    };
    Ok(generator.manifest_path(manifest))
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
