//! How answers are printed: tables for people, JSON for programs.

use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use std::error::Error;

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
    println!("{table}");
}

/// Prints a value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(value)?);
    Ok(())
}

/// A fault as people see it. The generator's own are laid out already.
pub(crate) fn fault(error: &(dyn Error + 'static)) -> String {
    match error.downcast_ref::<rememo_build::Error>() {
        Some(rememo_build::Error::Mistakes { shown, .. }) => shown.clone(),
        _ => format!("error: {error}"),
    }
}
