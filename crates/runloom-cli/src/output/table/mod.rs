//! Runs as a table for people, in the width of their terminal.

mod cell;
mod fit;

use std::io::{self, Write};

use super::{Answer, AnswerColumn, visible};
use cell::{shorten, show, text_width};
use fit::{Wish, fit};

/// Rows whose cells decide how wide columns are.
const SAMPLE_ROWS: usize = 500;
/// Text is shortened to this where the terminal limits the width.
const MAX_TEXT_WIDTH: usize = 40;
const GAP: &str = "  ";

/// What the line below the table says.
pub(crate) struct Footer {
    /// The runs in all.
    pub(crate) total: usize,
    /// The runs that the filter keeps.
    pub(crate) matching: usize,
}

/// Writes the table, `width` columns wide at most. Columns that do not fit are counted in the last line.
pub(crate) fn write_table(answer: &Answer<'_>, footer: &Footer, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let wishes: Vec<Wish> = answer.columns.iter().map(|column| wish(column, answer.rows, width.is_some())).collect();
    let columns: Vec<(&AnswerColumn<'_>, usize)> = fit(&wishes, width, GAP.len())
        .into_iter()
        .filter_map(|(at, wide)| answer.columns.get(at).map(|column| (column, wide)))
        .collect();
    let name = |column: &AnswerColumn<'_>| visible(&column.name.to_string()).into_owned();
    write_row(columns.iter().map(|(column, wide)| (name(column), column.numeric, *wide)), out)?;
    write_row(columns.iter().map(|(_, wide)| ("─".repeat(*wide), false, *wide)), out)?;
    for &row in answer.rows {
        write_row(columns.iter().map(|(column, wide)| (show(column, row as usize), column.numeric, *wide)), out)?;
    }
    writeln!(out, "\n{}", summary(answer.rows.len(), footer, columns.len(), answer.columns.len()))
}

fn wish(column: &AnswerColumn<'_>, rows: &[u32], limited: bool) -> Wish {
    let cells = rows.iter().take(SAMPLE_ROWS).map(|&row| text_width(&show(column, row as usize))).max().unwrap_or(0);
    let header = text_width(&visible(&column.name.to_string()));
    let cap = if limited && !column.numeric { MAX_TEXT_WIDTH } else { usize::MAX };
    Wish { name: column.name.clone(), header, cells: cells.min(cap), numeric: column.numeric }
}

fn write_row(cells: impl Iterator<Item = (String, bool, usize)>, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    for (at, (text, right, width)) in cells.enumerate() {
        if at > 0 {
            line.push_str(GAP);
        }
        let text = shorten(&text, width);
        let space = " ".repeat(width.saturating_sub(text_width(&text)));
        let (before, after) = if right { (space.as_str(), "") } else { ("", space.as_str()) };
        line.extend([before, &text, after]);
    }
    writeln!(out, "{}", line.trim_end())
}

fn summary(printed: usize, footer: &Footer, shown: usize, columns: usize) -> String {
    let runs = if printed < footer.matching {
        format!("{printed} of {} matching runs, {} in all", footer.matching, footer.total)
    } else {
        format!("{} of {} runs", footer.matching, footer.total)
    };
    if shown == columns {
        return runs;
    }
    format!("{runs} · {shown} of {columns} columns fit; choose them with --columns, or use --format csv or json")
}
