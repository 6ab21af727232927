//! Diagnostics as text, laid out as rustc's are: `file:line:col`, the source line, a label under it, what to do.

use super::{Diagnostic, Place, Severity};
use std::fmt::Write;
use std::path::Path;

/// Where the text of the files comes from; rendering reads nothing itself.
pub type Sources<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// All `diagnostics`, one after the other as they come, then how many there are. Files are shown relative to `base`.
pub fn render(diagnostics: &[Diagnostic], sources: Sources<'_>, base: &Path) -> String {
    let mut shown: String = diagnostics
        .iter()
        .map(|diagnostic| one(diagnostic, sources, base) + "\n")
        .collect();
    match diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count()
    {
        0 => {}
        1 => shown.push_str("rememo: 1 mistake to mend\n"),
        errors => shown.push_str(&format!("rememo: {errors} mistakes to mend\n")),
    }
    shown
}

/// One diagnostic as a single line, for `cargo::warning`: `file:line:col: message; help`.
pub fn line(diagnostic: &Diagnostic, sources: Sources<'_>, base: &Path) -> String {
    let mut line = String::new();
    if let Some(place) = &diagnostic.place {
        line.push_str(&shown(place, base));
        if place.end > 0
            && let Some(text) = sources(&place.file)
        {
            line.push_str(&Beginning::of(&text, place).address());
        }
        line.push_str(": ");
    }
    line.push_str(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        line.push_str("; ");
        line.push_str(help);
    }
    // Chains are long, and hardly ever told with a line's end in them.
    match line.contains('\n') || line.contains('\r') {
        true => line.replace(['\n', '\r'], " "),
        false => line,
    }
}

/// One diagnostic with its source lines.
fn one(diagnostic: &Diagnostic, sources: Sources<'_>, base: &Path) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut text = format!("{severity}[{}]: {}\n", diagnostic.code, diagnostic.message);
    let first = diagnostic
        .place
        .as_ref()
        .map(|place| Excerpt::of(place, &diagnostic.label, sources, base));
    let second = diagnostic
        .also
        .as_ref()
        .map(|(place, label)| Excerpt::of(place, label, sources, base));
    let excerpts: Vec<(&str, char, Excerpt<'_>)> = first
        .map(|excerpt| ("-->", '^', excerpt))
        .into_iter()
        .chain(second.map(|excerpt| (":::", '-', excerpt)))
        .collect();
    let rows = excerpts
        .iter()
        .filter_map(|(_, _, excerpt)| excerpt.line.as_ref());
    let gutter = rows
        .map(|line| line.spot.row.to_string().len())
        .max()
        .unwrap_or(0);
    for (at, (arrow, mark, excerpt)) in excerpts.iter().enumerate() {
        if at > 0 {
            bar(&mut text, gutter);
        }
        excerpt.show(&mut text, arrow, *mark, gutter);
    }
    if let Some(help) = &diagnostic.help {
        if gutter > 0 {
            bar(&mut text, gutter);
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:gutter$} = help: {help}", "");
    }
    text
}

/// An empty line with the bar that runs down the left.
fn bar(text: &mut String, gutter: usize) {
    let _ = writeln!(text, "{:gutter$} |", "");
}

/// A place with what is shown of it.
struct Excerpt<'l> {
    path: String,
    label: &'l str,
    /// None for a file as a whole, or one that cannot be read.
    line: Option<Line>,
}

/// A source line with the stretch that is marked.
struct Line {
    spot: Beginning,
    text: String,
    before: usize,
    marked: usize,
}

impl Excerpt<'_> {
    fn of<'l>(place: &Place, label: &'l str, sources: Sources<'_>, base: &Path) -> Excerpt<'l> {
        let line = match place.end {
            0 => None,
            _ => sources(&place.file).map(|text| Line::of(&text, place)),
        };
        Excerpt {
            path: shown(place, base),
            label,
            line,
        }
    }

    /// `file:line:col`, both from 1.
    fn address(&self) -> String {
        match &self.line {
            Some(line) => format!("{}{}", self.path, line.spot.address()),
            None => self.path.clone(),
        }
    }

    fn show(&self, text: &mut String, arrow: &str, mark: char, gutter: usize) {
        let _ = writeln!(text, "{:gutter$}{arrow} {}", "", self.address());
        let Some(line) = &self.line else { return };
        let marks = mark.to_string().repeat(line.marked);
        let marked = format!("{:1$}{marks} {2}", "", line.before, self.label);
        bar(text, gutter);
        let _ = writeln!(text, "{:>gutter$} | {}", line.spot.row, line.text);
        let _ = writeln!(text, "{:gutter$} | {}", "", marked.trim_end());
    }
}

/// Where a place begins: its line from 1, its column in characters from 0, the byte, and that of the line.
struct Beginning {
    row: usize,
    column: usize,
    start: usize,
    begin: usize,
}

impl Beginning {
    /// The file may have changed since: everything is held inside the text.
    fn of(text: &str, place: &Place) -> Beginning {
        let start = text.floor_char_boundary(place.start.min(text.len()));
        let begin = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        Beginning {
            row: text[..start].matches('\n').count() + 1,
            column: text[begin..start].chars().count(),
            start,
            begin,
        }
    }

    /// `:line:col`, both from 1.
    fn address(&self) -> String {
        format!(":{}:{}", self.row, self.column + 1)
    }
}

/// A file as it is told: from `base` on.
fn shown(place: &Place, base: &Path) -> String {
    let path = place.file.strip_prefix(base).unwrap_or(&place.file);
    path.to_string_lossy().replace('\\', "/")
}

impl Line {
    /// The first line of `place`.
    fn of(text: &str, place: &Place) -> Line {
        let spot = Beginning::of(text, place);
        let Beginning { start, begin, .. } = spot;
        let end = text.ceil_char_boundary(place.end.clamp(start, text.len()));
        let stop = text[start..]
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let width = |part: &str| expanded(part).chars().count();
        Line {
            spot,
            text: expanded(text[begin..stop].trim_end()),
            before: width(&text[begin..start]),
            marked: width(text[start..end.min(stop)].trim_end()).max(1),
        }
    }
}

/// Tabs as spaces, so that marks stand below what they mark.
fn expanded(text: &str) -> String {
    text.replace('\t', "    ")
}

#[cfg(test)]
mod tests {
    use super::{line, render};
    use crate::diagnostic::{Diagnostic, Mistake, Place};
    use std::path::Path;
    use std::sync::Arc;

    fn at(start: usize, end: usize) -> Diagnostic {
        let file: Arc<Path> = Arc::from(Path::new("/base/a.toml"));
        let mistake = Mistake::NotToml {
            why: "wrong".to_owned(),
        };
        Diagnostic::at(&Place::new(&file, start..end), &mistake)
    }

    fn shown(text: &str, diagnostic: Diagnostic) -> String {
        render(
            &[diagnostic],
            &|_| Some(text.to_owned()),
            Path::new("/base"),
        )
    }

    #[test]
    fn marks_stand_below_tabs_and_wide_letters() {
        let expected =
            "error[E001]: wrong\n --> a.toml:2:4\n  |\n2 |     ö = 1\n  |       ^ here\n";
        assert!(shown("x\n\tö = 1\n", at(6, 7)).starts_with(expected));
    }

    #[test]
    fn a_place_outside_the_text_is_held_inside() {
        for (start, end) in [(0, 1), (3, 900), (900, 901), (2, 1)] {
            assert!(shown("aö\n", at(start, end)).contains("error[E001]: wrong"));
        }
        assert!(shown("", at(0, 1)).contains("a.toml:1:1"));
    }

    #[test]
    fn a_warning_is_one_line() {
        let told = line(
            &at(2, 3),
            &|_| Some("x\ny\n".to_owned()),
            Path::new("/base"),
        );
        assert_eq!(told, "a.toml:2:1: wrong");
    }
}
