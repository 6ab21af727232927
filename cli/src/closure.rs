//! `cargo rememo fingerprint` and `closure`: the state of any function's code, and what belongs to it.

use crate::arguments::{self, Covers, Drawn, Format, Where};
use crate::shown::say;
use crate::{Answer, Outcome, builds, dot, manifest, shown};
use rememo_build::manifest::Closure;
use rememo_build::plan::Level;
use serde_json::json;

pub(crate) fn fingerprint(asked: &arguments::Fingerprint) -> Outcome {
    let closure = find(&asked.path, &asked.package, asked.level)?;
    match asked.format {
        Format::Text => say!("{}", closure.fingerprint),
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
        Drawn::Json => shown::json(&closure.items)?,
        Drawn::Text => text(&closure),
        Drawn::Dot => say!("{}", dot::graph(&closure).trim_end()),
    }
    Ok(Answer::Done)
}

fn find(
    path: &str,
    package: &Where,
    level: Option<Covers>,
) -> Result<Closure, Box<dyn std::error::Error>> {
    let (metadata, manifest) = manifest::of_function(package, path)?;
    let generator = builds::generator(&metadata, &manifest, None)?;
    Ok(generator.closure(path, level.map(Level::from))?.closure)
}

fn text(closure: &Closure) {
    say!("{} {}", closure.fingerprint, closure.root);
    let headings = ["item", "place", "because"];
    let rows = closure.items.iter().map(|item| {
        let place = format!("{}:{}-{}", item.file, item.first_line, item.last_line);
        [item.id.clone(), place, item.because()]
    });
    shown::table(headings, rows);
    let lists = [
        ("depends on", &closure.dependencies),
        ("built with", &closure.salt),
        ("warning:", &closure.warnings),
    ];
    for (what, lines) in lists {
        lines.iter().for_each(|line| say!("{what} {line}"));
    }
    closure
        .files
        .iter()
        .for_each(|(file, hash)| say!("file {file} {hash}"));
    for (name, value) in &closure.variables {
        say!(
            "variable {name} = {}",
            value.as_deref().unwrap_or("(not set)")
        );
    }
}
