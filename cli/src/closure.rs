//! `cargo rememo fingerprint` and `closure`: the state of any function's code, and what belongs to it.

use crate::arguments::{self, Covers, Format, Where};
use crate::{Answer, Outcome, environment, manifest, shown};
use rememo_build::closure::{ClosureError, closure as closure_of};
use rememo_build::manifest::Closure;
use rememo_build::resolve::Options;
use serde_json::json;

pub(crate) fn fingerprint(asked: &arguments::Fingerprint) -> Outcome {
    let closure = find(&asked.path, &asked.package, asked.level)?;
    match asked.format {
        Format::Text => println!("{}", closure.fingerprint),
        Format::Json => shown::json(&json!({
            "path": closure.root,
            "level": closure.level,
            "fingerprint": closure.fingerprint,
            "covered": closure.items.len(),
            "warnings": closure.warnings,
        }))?,
    }
    Ok(Answer::Done)
}

pub(crate) fn closure(asked: &arguments::Closure) -> Outcome {
    let closure = find(&asked.path, &asked.package, asked.level)?;
    match asked.format {
        Format::Json => shown::json(&closure.items)?,
        Format::Text => text(&closure),
    }
    Ok(Answer::Done)
}

fn find(path: &str, package: &Where, level: Covers) -> Result<Closure, Box<dyn std::error::Error>> {
    let manifest = manifest::nearest(package)?;
    let metadata = manifest::metadata(&manifest)?;
    let mut options = Options::new(&manifest);
    options.variables = environment::of_build(&metadata, &manifest)?;
    let found: Result<Closure, ClosureError> = closure_of(&options, path, level.into());
    Ok(found?)
}

fn text(closure: &Closure) {
    println!("{} {}", closure.fingerprint, closure.root);
    let headings = ["item", "place", "because"];
    let rows = closure.items.iter().map(|item| {
        let place = format!("{}:{}-{}", item.file, item.first_line, item.last_line);
        [item.id.clone(), place, item.because.clone()]
    });
    shown::table(headings, rows);
    let lists = [
        ("depends on", &closure.dependencies),
        ("built with", &closure.salt),
        ("warning:", &closure.warnings),
    ];
    for (what, lines) in lists {
        lines.iter().for_each(|line| println!("{what} {line}"));
    }
    closure
        .files
        .iter()
        .for_each(|(file, hash)| println!("file {file} {hash}"));
    for (name, value) in &closure.variables {
        println!(
            "variable {name} = {}",
            value.as_deref().unwrap_or("(not set)")
        );
    }
}
