//! Diagnostics as text: `file:line:col`, the source line, a label under it and what to do.

use super::{Diagnostic, Place, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::path::Path;

/// Where the text of the files comes from; rendering reads nothing itself.
pub type Sources<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// All `diagnostics`, one after the other as they come, then how many there are. Files are shown relative to `base`.
pub fn render(diagnostics: &[Diagnostic], sources: Sources<'_>, base: &Path) -> String {
    let mut shown: String = diagnostics
        .iter()
        .map(|diagnostic| one(diagnostic, sources, base) + "\n\n")
        .collect();
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count();
    match errors {
        0 => {}
        1 => shown.push_str("rememo: 1 mistake to mend\n"),
        _ => shown.push_str(&format!("rememo: {errors} mistakes to mend\n")),
    }
    shown
}

/// One diagnostic as a single line, for `cargo::warning`: `file:line:col: message; help`.
pub fn line(diagnostic: &Diagnostic, sources: Sources<'_>, base: &Path) -> String {
    let mut line = String::new();
    if let Some(place) = &diagnostic.place {
        line.push_str(&shown_path(&place.file, base));
        if let Some(text) = sources(&place.file) {
            let (row, column) = position(&text, place.start);
            line.push_str(&format!(":{row}:{column}"));
        }
        line.push_str(": ");
    }
    line.push_str(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        line.push_str("; ");
        line.push_str(help);
    }
    line.replace(['\n', '\r'], " ")
}

/// One diagnostic with its source lines.
fn one(diagnostic: &Diagnostic, sources: Sources<'_>, base: &Path) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = pointing(
            group,
            place,
            &diagnostic.label,
            AnnotationKind::Primary,
            sources,
            base,
        );
    }
    if let Some((place, label)) = &diagnostic.also {
        group = pointing(group, place, label, AnnotationKind::Context, sources, base);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// `group` with the source line of `place`, or with the file's name alone where there is no line to show.
fn pointing<'a>(
    group: Group<'a>,
    place: &Place,
    label: &'a str,
    kind: AnnotationKind,
    sources: Sources<'_>,
    base: &Path,
) -> Group<'a> {
    let path = shown_path(&place.file, base);
    match sources(&place.file) {
        Some(text) if place.end > 0 => {
            let span = within(&text, place);
            let mut annotation = kind.span(span);
            if !label.is_empty() {
                annotation = annotation.label(label);
            }
            group.element(Snippet::source(text).path(path).annotation(annotation))
        }
        _ => group.element(Origin::path(path)),
    }
}

/// The span of `place`, held inside `text` and on character borders: the file may have changed since.
fn within(text: &str, place: &Place) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(place.start.min(text.len()));
    let end = text.ceil_char_boundary(place.end.clamp(start, text.len()));
    start..end
}

/// Line and column of a byte, both from 1, the column in characters.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
    let row = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |line| line.chars().count())
        + 1;
    (row, column)
}

/// `path` relative to `base`, with `/` on every platform, so that output can be compared.
fn shown_path(path: &Path, base: &Path) -> String {
    path.strip_prefix(base)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}
