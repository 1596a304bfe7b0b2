use std::ops::Range;

use super::lexer::Lexer;
use super::outline::Outline;

/// How the only object of a file holds a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One record of many: a line of NDJSON, an answer of a server, or a table of one row.
    Record,
    /// pandas' default: column names, and within each the rows by their names.
    Columns,
    /// pandas' `orient="index"`: the names of the rows, and within each the columns.
    Rows,
    /// Column names, and a list for each.
    Lists,
    /// pandas' `orient="split"`: names of columns in one list, rows as lists in another.
    Split {
        /// The list of names.
        columns: Range<usize>,
        /// The list of rows.
        data: Range<usize>,
    },
    /// Records in a list under a key, beside other things.
    Records(Range<usize>),
    /// HiPlot's experiment: records with their values under `values`.
    DataPoints(Range<usize>),
}

/// Keys under which a list of records is looked for.
const RECORD_KEYS: [&str; 9] = ["data", "records", "rows", "trials", "results", "metrics", "log_history", "items", "experiments"];

/// The shape of an object from its outline. `alone` says that nothing follows it in the file.
pub(crate) fn shape_of(outline: &Outline, lexer: &Lexer, alone: bool) -> Shape {
    let members = &outline.members;
    let first = |range: &Range<usize>| lexer.byte(range.start);
    let find = |key: &str, open: u8| {
        members.iter().find(|(own, range)| own == key && first(range) == Some(open)).map(|(_, range)| range.clone())
    };
    let has = |key: &str| members.iter().any(|(own, _)| own == key);
    let all = |open: u8| members.iter().all(|(_, range)| first(range) == Some(open));
    if members.is_empty() || !alone || has("info") || has("run") || has("runs") {
        return Shape::Record;
    }
    if let (Some(columns), Some(data)) = (find("columns", b'['), find("data", b'[')) {
        return Shape::Split { columns, data };
    }
    if let Some(points) = find("datapoints", b'[') {
        return Shape::DataPoints(points);
    }
    if all(b'{') {
        return if rows_outside(outline, lexer) { Shape::Rows } else { Shape::Columns };
    }
    let records = |range: &Range<usize>| lexer.slice(range.clone()).trim_start_matches('[').trim_start().starts_with('{');
    if let Some(range) = RECORD_KEYS.iter().find_map(|key| find(key, b'[')).filter(records) {
        return Shape::Records(range);
    }
    if all(b'[') && !members.iter().any(|(_, range)| records(range)) { Shape::Lists } else { Shape::Record }
}

/// Whether the outer keys are the rows: they are numbers in sequence and the keys within are not.
fn rows_outside(outline: &Outline, lexer: &Lexer) -> bool {
    let counted = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let outside = outline.members.iter().all(|(key, _)| counted(key));
    let inside = outline.members.first().is_none_or(|(_, range)| {
        let mut inner = lexer.clone();
        inner.seek(range.start + 1);
        let mut key = String::new();
        inner.peek() == Some(b'"') && inner.key(&mut key).is_ok() && counted(&key)
    });
    outside && !inside
}
