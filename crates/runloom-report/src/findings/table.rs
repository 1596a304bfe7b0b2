use runloom_analysis::Goal;
use runloom_chart::shown_number;
use runloom_table::{ColumnKind, ColumnName, Value};

use super::{Findings, plural};
use crate::ReportTable;

const MOST_ROWS: usize = 50;
const MOST_COLUMNS: usize = 16;
/// Longer texts are cut: what a report holds as data has them whole.
const LONGEST_CHARS: usize = 80;

pub(super) fn of(findings: &Findings<'_>) -> ReportTable {
    let ranked = findings.ranked();
    let rows = if ranked.is_empty() { findings.rows } else { &ranked };
    let shown = rows.get(..MOST_ROWS).unwrap_or(rows);
    let target = findings.target.as_ref().filter(|_| !ranked.is_empty());
    let caption = match target {
        Some((name, goal)) => {
            let way = if *goal == Goal::Maximise { "highest" } else { "lowest" };
            format!("The {} with the {way} {}, of {}", plural(shown.len(), "run"), name.key, findings.rows.len())
        }
        None if shown.len() < rows.len() => format!("The first {} of {}", plural(shown.len(), "run"), rows.len()),
        None => "All runs".to_owned(),
    };
    let columns = columns(findings, target.map(|(name, _)| name));
    ReportTable {
        caption,
        rows: shown.iter().map(|row| columns.iter().map(|name| cell(findings, name, *row)).collect()).collect(),
        columns: columns
            .iter()
            .map(|name| {
                let column = findings.runs.column(name).and_then(|column| column.typed().ok());
                (name.to_string(), column.is_some_and(|typed| typed.value_type.is_numeric()))
            })
            .collect(),
    }
}

fn columns(findings: &Findings<'_>, target: Option<&ColumnName>) -> Vec<ColumnName> {
    let name = ["run_name", "run_id"].map(ColumnName::attribute);
    let name = name
        .into_iter()
        .find(|name| matches!(findings.runs.values(name), Ok(Some(values)) if values.missing_count() < values.len()));
    let mut columns: Vec<ColumnName> = name.into_iter().chain(target.cloned()).collect();
    for other in findings.differing(ColumnKind::Param).into_iter().chain(findings.differing(ColumnKind::Metric)) {
        if columns.len() < MOST_COLUMNS && !columns.contains(&other) {
            columns.push(other);
        }
    }
    columns
}

fn cell(findings: &Findings<'_>, column: &ColumnName, row: u32) -> Option<String> {
    let values = findings.runs.values(column).ok()??;
    let text = match values.at(row as usize) {
        Value::Real(real) => shown_number(real),
        value => value.to_text()?.into_owned(),
    };
    let cut = text.char_indices().nth(LONGEST_CHARS).map(|(at, _)| at);
    Some(cut.map_or(text.clone(), |at| format!("{}…", text.get(..at).unwrap_or_default())))
}
