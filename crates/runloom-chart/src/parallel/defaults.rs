use arrow_array::Array;
use runloom_table::{Column, ColumnKind, ColumnName, RunTable};

/// How many axes a chart starts with at most.
const MOST_AXES: usize = 8;

/// How many of them are metrics, where there are enough params.
const MOST_METRICS: usize = 3;

/// The axes to start with: params that differ between runs, then metrics that do, the most telling metric last; at most eight.
///
/// Works from what is known of the columns; values that are not loaded are not asked for. Where there are neither params nor metrics that
/// differ, numeric attributes stand in.
pub fn default_axes(table: &RunTable) -> Vec<ColumnName> {
    let mut params = candidates(table, ColumnKind::Param);
    let mut metrics = candidates(table, ColumnKind::Metric);
    metrics.sort_by_key(|column| std::cmp::Reverse(telling(column)));
    let room_for_metrics = MOST_METRICS.max(MOST_AXES.saturating_sub(params.len()));
    metrics.truncate(room_for_metrics);
    params.truncate(MOST_AXES - metrics.len().min(MOST_AXES));
    metrics.truncate(MOST_AXES - params.len());
    metrics.reverse();
    let mut axes: Vec<ColumnName> = params.into_iter().chain(metrics).map(|column| column.name().clone()).collect();
    if axes.len() < 2 {
        let attributes = candidates(table, ColumnKind::Attribute).into_iter().filter(|column| !is_identity(column));
        axes.extend(attributes.take(MOST_AXES / 2).map(|column| column.name().clone()));
    }
    axes
}

/// The column to colour by at first: the most telling metric.
pub fn default_colour(table: &RunTable) -> Option<ColumnName> {
    let metrics = candidates(table, ColumnKind::Metric);
    metrics.into_iter().max_by_key(|column| telling(column)).map(|column| column.name().clone())
}

/// The columns of a kind that may differ, those known to differ and with fewer missing values first.
fn candidates(table: &RunTable, kind: ColumnKind) -> Vec<&Column> {
    let rows = table.rows();
    let mut columns: Vec<(usize, &Column)> = table
        .of_kind(kind)
        .filter(|column| column.summary().differs != Some(false) && !names_each_run(column, rows))
        .map(|column| {
            let summary = column.summary();
            let missing_tenths = summary.missing.map_or(0, |missing| (missing * 10).div_ceil(rows.max(1)));
            let unknown = usize::from(summary.differs.is_none());
            (unknown * 100 + missing_tenths, column)
        })
        .collect();
    columns.sort_by_key(|(cost, _)| *cost);
    columns.into_iter().map(|(_, column)| column).collect()
}

/// Whether a loaded text column holds a different text in almost every run, as paths and seeds of names do.
fn names_each_run(column: &Column, rows: usize) -> bool {
    let Ok(runloom_table::Values::Text(texts)) = column.values() else { return false };
    let numeric = column.typed().is_ok_and(|typed| typed.value_type.is_numeric());
    !numeric && texts.distinct().len() > 30 && texts.distinct().len() * 10 > rows * 9
}

fn is_identity(column: &Column) -> bool {
    let key = column.name().key.as_str();
    key.ends_with("_id") || key.ends_with("uri") || key.ends_with("name") || key == "source"
}

/// How much a metric's name promises: what was validated and what is usually optimised ranks first.
fn telling(column: &Column) -> (u32, std::cmp::Reverse<usize>) {
    const WHERE: [&str; 4] = ["val", "test", "eval", "holdout"];
    const WHAT: [&str; 16] = [
        "objective",
        "value",
        "auc",
        "acc",
        "f1",
        "score",
        "reward",
        "return",
        "r2",
        "map",
        "iou",
        "bleu",
        "loss",
        "rmse",
        "mae",
        "error",
    ];
    let key = column.name().key.to_lowercase();
    let words: Vec<&str> = key.split(|c: char| !c.is_alphanumeric()).collect();
    let says = |list: &[&str]| list.iter().any(|word| words.iter().any(|part| part.starts_with(word)));
    let system = key.starts_with("system/") || key.starts_with("system.");
    let what = WHAT.iter().position(|word| words.iter().any(|part| part.starts_with(word)));
    let rank = 100 * u32::from(says(&WHERE)) + what.map_or(0, |place| 90 - 2 * place as u32) + 10;
    (if system { 0 } else { rank }, std::cmp::Reverse(column.summary().missing.unwrap_or(0)))
}
