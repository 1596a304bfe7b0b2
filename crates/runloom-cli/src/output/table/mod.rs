//! Runs as a table for people, in the width of their terminal.

mod cell;
mod fit;

use std::io::{self, Write};

use super::{Answer, AnswerColumn, visible};
use cell::{shorten, show, text_width};
use fit::{Interest, Wish, fit};
use runloom_table::{ColumnName, Value};

/// Rows whose cells decide how wide columns are.
const SAMPLE_ROWS: usize = 500;
/// Text is shortened to this where the terminal limits the width.
const MAX_TEXT_WIDTH: usize = 40;
const GAP: &str = "  ";

/// What a table needs to know beside its cells.
pub(crate) struct TableContext {
    /// The runs in all.
    pub(crate) total: usize,
    /// The runs that the filter keeps.
    pub(crate) matching: usize,
    /// Where the lines are groups and not runs, how many runs they have.
    pub(crate) grouped: Option<usize>,
    /// The width of the terminal; `None` where nothing limits it.
    pub(crate) width: Option<usize>,
    /// The columns that were asked for by name; they are the last to be left out.
    pub(crate) asked: Vec<ColumnName>,
}

/// Writes the table in the width of its context. Columns that do not fit are counted in the last line.
pub(crate) fn write_table(answer: &Answer<'_>, context: &TableContext, out: &mut dyn Write) -> io::Result<()> {
    let wishes: Vec<Wish> = answer.columns.iter().map(|column| wish(column, answer.rows, context)).collect();
    let columns: Vec<(&AnswerColumn<'_>, usize)> = fit(&wishes, context.width, GAP.len())
        .into_iter()
        .filter_map(|(at, wide)| answer.columns.get(at).map(|column| (column, wide)))
        .collect();
    write_row(columns.iter().map(|(column, wide)| (header(column, *wide), column.numeric, *wide)), out)?;
    write_row(columns.iter().map(|(_, wide)| ("─".repeat(*wide), false, *wide)), out)?;
    for &row in answer.rows {
        write_row(columns.iter().map(|(column, wide)| (show(column, row as usize), column.numeric, *wide)), out)?;
    }
    writeln!(out, "\n{}", summary(answer.rows.len(), context, columns.len(), answer.columns.len()))
}

fn wish(column: &AnswerColumn<'_>, rows: &[u32], context: &TableContext) -> Wish {
    let sample = rows.get(..SAMPLE_ROWS).unwrap_or(rows);
    let cells = sample.iter().map(|&row| text_width(&show(column, row as usize))).max().unwrap_or(0);
    let cap = if context.width.is_some() && !column.numeric { MAX_TEXT_WIDTH } else { usize::MAX };
    Wish {
        name: column.name.clone(),
        interest: interest(column, sample, context),
        header: text_width(&visible(&column.name.to_string())),
        key: text_width(&visible(&column.name.key)),
        cells: cells.min(cap),
        numeric: column.numeric,
    }
}

fn interest(column: &AnswerColumn<'_>, rows: &[u32], context: &TableContext) -> Interest {
    if context.asked.contains(column.name) {
        return Interest::Asked;
    }
    let mut values = rows.iter().map(|&row| column.values.at(row as usize));
    let first = values.next().unwrap_or(Value::Missing);
    if values.any(|value| value != first) {
        Interest::Differs
    } else if first == Value::Missing {
        Interest::Missing
    } else {
        Interest::Same
    }
}

/// The full name where it fits, else the name without its kind.
fn header(column: &AnswerColumn<'_>, width: usize) -> String {
    let full = column.name.to_string();
    let full = visible(&full);
    if text_width(&full) <= width { full.into_owned() } else { visible(&column.name.key).into_owned() }
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

fn summary(printed: usize, context: &TableContext, shown: usize, columns: usize) -> String {
    let runs = if let Some(runs) = context.grouped {
        let of = if printed < context.matching { format!(" of {}", context.matching) } else { String::new() };
        format!("{printed}{of} groups of {runs} runs")
    } else if printed < context.matching {
        format!("{printed} of {} matching runs, {} in all", context.matching, context.total)
    } else {
        format!("{} of {} runs", context.matching, context.total)
    };
    if shown == columns {
        return runs;
    }
    format!("{runs} · {shown} of {columns} columns fit; choose them with --columns, or use --format csv or json")
}
