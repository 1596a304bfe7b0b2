use arrow_array::Array;
use runloom_table::{Column, ColumnKind, ColumnName, RowMask, RunTable, sorted};

use crate::lower_is_better;

/// How many axes a chart starts with at most.
const MOST_AXES: usize = 8;

/// How many of them are metrics, where there are enough params.
const MOST_METRICS: usize = 3;

/// The most values that are loaded only to tell which params matter.
const MOST_CELLS: usize = 4_000_000;

/// The axes to start with: params that differ between runs, then metrics that do, the most telling metric last; at most eight.
///
/// Works from what is known of the columns; values that are not loaded are not asked for. Where there are neither params nor metrics that
/// differ, numeric attributes stand in.
pub fn default_axes(table: &RunTable) -> Vec<ColumnName> {
    axes_led_by(table, &[])
}

/// What [`default_axes`] gives, with the params that matter most for the most telling metric first (see
/// [`runloom_analysis::quick_importance`]). Params whose values are not loaded follow; [`columns_for_importance`] are worth loading before.
pub fn axes_by_importance(table: &RunTable) -> Vec<ColumnName> {
    let Some(target) = default_colour(table) else { return default_axes(table) };
    let all = RowMask::all(table.rows());
    let found = runloom_analysis::quick_importance(table, &all, &target, lower_is_better(&target.key));
    let params: Vec<ColumnName> = found.into_iter().filter(|(_, importance)| *importance > 0.0).map(|(name, _)| name).collect();
    axes_led_by(table, &params)
}

/// The columns that [`axes_by_importance`] works on: params that may differ, the most telling metric, and which runs ended well. None where they hold so much that
/// loading them would keep the first picture waiting.
pub fn columns_for_importance(table: &RunTable) -> Vec<ColumnName> {
    let params = candidates(table, ColumnKind::Param);
    let cells = params.iter().filter(|column| !column.is_loaded()).count().saturating_mul(table.rows());
    match default_colour(table) {
        Some(target) if cells <= MOST_CELLS && params.len() > 1 => {
            params.into_iter().map(|column| column.name().clone()).chain([target, ColumnName::attribute("status")]).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a column may still be proposed as an axis, after its values were looked at.
pub fn suits_an_axis(table: &RunTable, name: &ColumnName) -> bool {
    table.column(name).is_some_and(|column| may_vary(column, table.rows()))
}

fn axes_led_by(table: &RunTable, first: &[ColumnName]) -> Vec<ColumnName> {
    let rows = table.rows();
    let place = |column: &Column| first.iter().position(|name| name == column.name()).unwrap_or(usize::MAX);
    let params = candidates(table, ColumnKind::Param).into_iter().map(|column| (is_seed(column), place(column), column));
    let params = sorted(params.collect(), &mut |a: &(bool, usize, &Column), b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut params: Vec<&Column> = params.into_iter().map(|(_, _, column)| column).collect();
    let mut metrics = sorted(candidates(table, ColumnKind::Metric), &mut |a, b| telling(b, rows).cmp(&telling(a, rows)));
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

/// The params that differ between runs, those known to and with fewer missing values first, seeds last.
pub(crate) fn telling_params(table: &RunTable) -> Vec<ColumnName> {
    let params = sorted(candidates(table, ColumnKind::Param), &mut |a, b| is_seed(a).cmp(&is_seed(b)));
    params.into_iter().map(|column| column.name().clone()).collect()
}

/// The column to colour by at first: the most telling metric.
pub fn default_colour(table: &RunTable) -> Option<ColumnName> {
    let metrics = candidates(table, ColumnKind::Metric);
    metrics.into_iter().rev().max_by_key(|column| telling(column, table.rows())).map(|column| column.name().clone())
}

/// The columns of a kind whose values may vary, those known to and with fewer missing values first. Columns that differ only in being
/// there or not come in where no others are.
pub(crate) fn candidates(table: &RunTable, kind: ColumnKind) -> Vec<&Column> {
    let rows = table.rows();
    let mut columns: Vec<(usize, &Column)> = table
        .of_kind(kind)
        .filter(|column| may_vary(column, rows))
        .map(|column| {
            let unknown = usize::from(column.summary().differs.is_none());
            (unknown * 100 + missing_tenths(column, rows), column)
        })
        .collect();
    if columns.iter().any(|(_, column)| column.summary().varies != Some(false)) {
        columns.retain(|(_, column)| column.summary().varies != Some(false));
    }
    let columns = sorted(columns, &mut |a, b| a.0.cmp(&b.0));
    columns.into_iter().map(|(_, column)| column).collect()
}

fn may_vary(column: &Column, rows: usize) -> bool {
    column.summary().differs != Some(false) && !names_each_run(column, rows)
}

/// How many tenths of the runs have no value, rounded up.
fn missing_tenths(column: &Column, rows: usize) -> usize {
    column.summary().missing.map_or(0, |missing| (missing * 10).div_ceil(rows.max(1)))
}

/// Whether the param only seeds a generator of random numbers.
fn is_seed(column: &Column) -> bool {
    let key = column.name().key.to_lowercase();
    key.contains("seed") || key.contains("random_state")
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

/// How much a metric's name promises, times the part of runs that have it: what was validated and what is usually optimised ranks first.
fn telling(column: &Column, rows: usize) -> usize {
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
    let rank = 100 * usize::from(says(&WHERE)) + what.map_or(0, |place| 90 - 2 * place) + 10;
    if system { 0 } else { rank * (10 - missing_tenths(column, rows).min(10)) }
}

#[cfg(test)]
mod tests {
    use runloom_table::{ColumnSummary, Values};

    use super::*;

    fn pending(name: &str, differs: Option<bool>, missing: usize) -> Column {
        Column::pending(ColumnName::parse(name), ColumnSummary { differs, missing: Some(missing), ..Default::default() })
    }

    #[test]
    fn params_come_first_and_the_most_telling_metric_last() {
        let mut table = RunTable::new(50);
        for name in ["metrics.val_auc", "metrics.train_time", "metrics.best_val_auc", "params.seed", "params.lr", "params.depth"]
        {
            table.push(pending(name, Some(true), if name == "metrics.best_val_auc" { 49 } else { 0 }));
        }
        table.push(pending("params.constant", Some(false), 0));
        table.push(pending("tags.author", Some(true), 0));
        let names: Vec<String> = default_axes(&table).iter().map(ToString::to_string).collect();
        assert_eq!(
            names,
            ["params.lr", "params.depth", "params.seed", "metrics.best_val_auc", "metrics.train_time", "metrics.val_auc"]
        );
        assert_eq!(default_colour(&table), Some(ColumnName::metric("val_auc")));
    }

    #[test]
    fn the_params_that_matter_come_first() {
        let rows = 600usize;
        let share = |row: usize, salt: usize| {
            let mixed = (row as u64 * 64 + salt as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed >> 33) % 1000
        };
        let mut table = RunTable::new(rows);
        let reals = |value: &dyn Fn(usize) -> f64| Values::from_reals((0..rows).map(|row| Some(value(row))));
        for param in 0..12 {
            let values = reals(&|row| share(row, param) as f64);
            table.push(Column::loaded(ColumnName::param(format!("p{param:02}")), values));
        }
        table.push(Column::loaded(ColumnName::param("seed"), reals(&|row| (row % 5) as f64)));
        let loss = |row: usize| (share(row, 9) as f64 - 500.0).abs() + 0.2 * share(row, 7) as f64;
        table.push(Column::loaded(ColumnName::metric("val_loss"), reals(&loss)));
        assert_eq!(columns_for_importance(&table).len(), 15);
        let names: Vec<String> = axes_by_importance(&table).iter().map(|name| name.key.clone()).collect();
        assert_eq!((names[0].as_str(), names[1].as_str(), names.len()), ("p09", "p07", 8), "{names:?}");
        assert_eq!(names[7], "val_loss");
        assert!(!default_axes(&table).contains(&ColumnName::param("p09")));
    }

    #[test]
    fn nothing_large_is_loaded_for_importance() {
        let mut table = RunTable::new(1_000_000);
        for index in 0..5 {
            table.push(pending(&format!("params.p{index}"), Some(true), 0));
        }
        table.push(pending("metrics.loss", Some(true), 0));
        assert_eq!(columns_for_importance(&table), []);
        assert_eq!(axes_by_importance(&table), default_axes(&table));
    }

    #[test]
    fn there_are_at_most_eight() {
        let mut table = RunTable::new(2);
        for index in 0..30 {
            table.push(pending(&format!("params.p{index}"), Some(true), 0));
            table.push(pending(&format!("metrics.m{index}"), None, 0));
        }
        let axes = default_axes(&table);
        assert_eq!(axes.len(), 8);
        assert_eq!(axes.iter().filter(|name| name.kind == ColumnKind::Metric).count(), 3);
    }

    #[test]
    fn a_table_without_params_and_metrics_shows_attributes() {
        let mut table = RunTable::new(2);
        table.push(Column::loaded(ColumnName::attribute("run_id"), Values::from_texts([Some("a"), Some("b")])));
        table.push(Column::loaded(ColumnName::attribute("duration"), Values::from_reals([Some(1.0), Some(2.0)])));
        assert_eq!(default_axes(&table), [ColumnName::attribute("duration")]);
    }
}
