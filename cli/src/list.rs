//! `cargo rememo list`: every function that is remembered, as the next build would see it.

use crate::arguments::{Format, List};
use crate::shown::say;
use crate::{Answer, Outcome, builds, environment, manifest, shown};
use cargo_metadata::Metadata;
use rememo_build::closure::hex;
use rememo_build::{Function, Generator, Report};
use serde::Serialize;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// A function as programs read it.
#[derive(Debug, Serialize)]
struct Row {
    path: String,
    wrapper: String,
    policy: Vec<String>,
    fingerprint: String,
    covered: usize,
    exempt: Vec<String>,
    warnings: Vec<String>,
    /// The newest generated file; none before the first build.
    file: Option<PathBuf>,
}

pub(crate) fn run(asked: &List) -> Outcome {
    let manifest = manifest::nearest(&asked.package)?;
    let metadata = manifest::metadata(&manifest)?;
    let mut rows = Vec::new();
    let (mut broken, mut warnings) = (Vec::new(), Vec::new());
    for package in manifest::packages(&metadata, &manifest) {
        let report = inspect(&package, &metadata)?;
        rows.extend(
            report
                .functions
                .iter()
                .map(|function| row(function, &metadata)),
        );
        broken.extend(report.broken);
        warnings.extend(report.warnings);
    }
    match asked.format {
        Format::Json => shown::json(&rows)?,
        Format::Text => text(&rows, &broken, &warnings),
    }
    Ok(Answer::Done)
}

/// What the generator would report. It writes nothing; the folder only names the files.
fn inspect(package: &Path, metadata: &Metadata) -> Result<Report, Box<dyn Error>> {
    let generator = Generator::new()
        .manifest_path(package)
        .out_dir(metadata.target_directory.as_std_path())
        .variables(environment::of_build(metadata, package)?);
    Ok(generator.inspect()?)
}

fn row(function: &Function, metadata: &Metadata) -> Row {
    let file = function
        .file
        .file_name()
        .and_then(|name| generated(metadata, Path::new(name)));
    Row {
        path: function.path.clone(),
        wrapper: format!("cached::{}", function.wrapper),
        policy: function.policy.clone(),
        fingerprint: hex(&function.fingerprint),
        covered: function.covered,
        exempt: function.exempt.clone(),
        warnings: function.warnings.clone(),
        file,
    }
}

/// The newest file of that name that builds have generated.
fn generated(metadata: &Metadata, name: &Path) -> Option<PathBuf> {
    let outs = builds::out_dirs(metadata).into_iter();
    let files = outs.map(|out| out.join("rememo").join(name));
    let dated = files.filter_map(|file| Some((fs::metadata(&file).ok()?.modified().ok()?, file)));
    dated.max().map(|(_, file)| file)
}

fn text(rows: &[Row], broken: &[String], warnings: &[String]) {
    if rows.is_empty() && broken.is_empty() {
        say!("cache.toml lists no function here");
        return;
    }
    let headings = ["function", "wrapper", "policy", "fingerprint", "items"];
    let cells = rows.iter().map(|row| {
        let short = row.fingerprint.get(..16).unwrap_or_default().to_owned();
        [
            row.path.clone(),
            row.wrapper.clone(),
            row.policy.join("; "),
            short,
            row.covered.to_string(),
        ]
    });
    shown::table(headings, cells);
    for row in rows {
        for exempt in &row.exempt {
            say!("{}: leaves out {exempt}", row.path);
        }
    }
    for warning in warnings {
        say!("warning: {warning}");
    }
    for path in broken {
        say!("{path}: no wrapper, because a source does not parse");
    }
    let mut files: Vec<&PathBuf> = rows.iter().filter_map(|row| row.file.as_ref()).collect();
    files.sort();
    files.dedup();
    files
        .iter()
        .for_each(|file| say!("generated: {}", file.display()));
}
