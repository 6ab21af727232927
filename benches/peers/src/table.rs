//! Tables of figures, kept with all their samples and shown as Markdown.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use crate::measure::{Cell, median, ratio};

/// What a table's samples count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Nanoseconds.
    Nanoseconds,
    /// Bytes.
    Bytes,
    /// A share, 1 being all.
    Share,
}

/// A figure for each engine and each column.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Its short name, by which bars find it.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What exactly was measured, in a sentence or two.
    pub about: String,
    /// What the samples count.
    pub unit: Unit,
    /// Headings of the columns after the first.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Engines to whom ratios are shown, as (id, short heading).
    pub against: Vec<(&'static str, &'static str)>,
}

/// One engine's figures.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The engine's short name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One for each column.
    pub cells: Vec<Cell>,
}

impl Table {
    /// An empty table.
    pub fn new(id: &'static str, title: &str, unit: Unit, about: &str) -> Table {
        Table {
            id,
            title: title.to_owned(),
            about: about.to_owned(),
            unit,
            columns: Vec::new(),
            rows: Vec::new(),
            against: Vec::new(),
        }
    }

    /// Shows each figure's ratio to those of these rows.
    pub fn against(mut self, peers: &[(&'static str, &'static str)]) -> Table {
        self.against = peers.to_vec();
        self
    }

    /// Adds a column. Rows it does not name stay without a figure; new rows are added below.
    pub fn column(
        &mut self,
        heading: &str,
        cells: impl IntoIterator<Item = (String, String, Cell)>,
    ) {
        let before = self.columns.len();
        self.columns.push(heading.to_owned());
        for (id, name, cell) in cells {
            let at = self.rows.iter().position(|row| row.id == id);
            let at = at.unwrap_or_else(|| {
                let cells = vec![Cell::Absent; before];
                self.rows.push(Row { id, name, cells });
                self.rows.len() - 1
            });
            self.rows[at].cells.push(cell);
        }
        for row in &mut self.rows {
            row.cells.resize(before + 1, Cell::Absent);
        }
    }

    /// The samples of a row in a column, 0 being the first after the name.
    pub fn samples(&self, id: &str, column: usize) -> Option<&[f64]> {
        let row = self.rows.iter().find(|row| row.id == id)?;
        row.cells.get(column)?.samples()
    }

    fn cell(&self, cell: &Cell, column: usize, notes: &mut Vec<String>) -> String {
        match cell {
            Cell::Absent => "–".to_owned(),
            Cell::Refused(reason) => {
                let at = notes.iter().position(|note| note == reason);
                let at = at.unwrap_or_else(|| {
                    notes.push(reason.clone());
                    notes.len() - 1
                });
                format!("refused ({})", at + 1)
            }
            Cell::Measured(samples) => {
                let Some(middle) = median(samples) else {
                    return "–".to_owned();
                };
                let mut text = show(middle, self.unit);
                let ratios: Vec<String> = self
                    .against
                    .iter()
                    .map(|(id, _)| {
                        self.samples(id, column)
                            .and_then(|theirs| ratio(samples, theirs))
                            .map_or("–".to_owned(), |ratio| format!("{}×", digits(ratio)))
                    })
                    .collect();
                if !ratios.is_empty() {
                    text += &format!(" ({})", ratios.join(" · "));
                }
                text
            }
        }
    }
}

/// Two figures that matter, without needless ones.
pub fn digits(figure: f64) -> String {
    match figure.abs() {
        large if large >= 100.0 => format!("{figure:.0}"),
        middle if middle >= 10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}

/// A figure with its unit.
pub fn show(figure: f64, unit: Unit) -> String {
    let steps: &[(f64, &str)] = match unit {
        Unit::Nanoseconds => &[(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")],
        Unit::Bytes => &[
            (1073741824.0, "GiB"),
            (1048576.0, "MiB"),
            (1024.0, "KiB"),
            (1.0, "B"),
        ],
        Unit::Share => return format!("{:.0} %", figure * 100.0),
    };
    let step = steps.iter().find(|(step, _)| figure.abs() >= *step);
    let (step, name) = step.unwrap_or(&steps[steps.len() - 1]);
    format!("{} {name}", digits(figure / step))
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}", self.title, self.about)?;
        if !self.against.is_empty() {
            let names: Vec<&str> = self.against.iter().map(|(_, name)| *name).collect();
            writeln!(f, "In brackets: the ratio to {}.", names.join(" · "))?;
        }
        writeln!(f, "\n| | {} |", self.columns.join(" | "))?;
        writeln!(f, "|---|{}", "---:|".repeat(self.columns.len()))?;
        let mut notes = Vec::new();
        for row in &self.rows {
            let cells = row.cells.iter().enumerate();
            let cells: Vec<String> = cells
                .map(|(column, cell)| self.cell(cell, column, &mut notes))
                .collect();
            writeln!(f, "| {} | {} |", row.name, cells.join(" | "))?;
        }
        for (at, note) in notes.iter().enumerate() {
            writeln!(f, "\n({}) {}", at + 1, note.replace('\n', " "))?;
        }
        Ok(())
    }
}
