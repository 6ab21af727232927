//! How answers are printed: tables for people, JSON for programs.

use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process;

/// Prints a line, as `println!` does, but ends quietly where nobody reads any more: `cargo rememo closure … | head`.
macro_rules! say {
    ($($what:tt)*) => { crate::shown::line(format_args!($($what)*)) };
}
pub(crate) use say;

/// Prints a line; ends the process if that cannot be.
pub(crate) fn line(what: fmt::Arguments<'_>) {
    match writeln!(io::stdout(), "{what}") {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => {
            eprintln!("error: the answer cannot be written: {error}");
            process::exit(2);
        }
    }
}

/// Prints a table under these headings, as wide as the terminal.
pub(crate) fn table<const N: usize>(
    headings: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let mut table = Table::new();
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(headings.to_vec());
    for row in rows {
        table.add_row(row.to_vec());
    }
    say!("{table}");
}

/// Prints a value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), serde_json::Error> {
    say!("{}", serde_json::to_string_pretty(value)?);
    Ok(())
}

/// A fault as people see it. The generator's own are laid out already.
pub(crate) fn fault(error: &(dyn Error + 'static)) -> String {
    match error.downcast_ref::<rememo_build::Error>() {
        Some(rememo_build::Error::Mistakes { shown, .. }) => shown.clone(),
        _ => format!("error: {error}"),
    }
}
