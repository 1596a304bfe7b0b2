use runloom_chart::{NoPicture, sheet_of_points};
use runloom_table::{Column, ColumnKind, ColumnName, Dataset, Sheet};

/// Tags that a tracker sets for itself: sources, users, notes of its own.
const INTERNAL_TAGS: &str = "mlflow.";
/// Places on the machines of those who ran the runs.
const PLACES: [&str; 1] = ["artifact_uri"];

/// What a report about these rows holds as data: the names of its files without their ending, and what is in each. All columns have to be loaded.
///
/// # Errors
/// Where there are too many logged points.
pub fn report_sheets<'a>(dataset: &Dataset, rows: &'a [u32]) -> Result<Vec<(&'static str, Sheet<'a>)>, NoPicture> {
    let names = dataset.runs.columns().iter().filter(|column| is_told(column, rows)).map(|column| column.name().clone());
    let mut sheets = vec![("runs", Sheet::of_table(&dataset.runs, names, rows)?)];
    let metrics = dataset.history.keys();
    if rows.iter().any(|row| metrics.iter().any(|metric| !dataset.history.of(*row, metric).is_empty())) {
        sheets.push(("history", sheet_of_points(dataset, metrics, rows)?));
    }
    Ok(sheets)
}

fn is_told(column: &Column, rows: &[u32]) -> bool {
    let ColumnName { kind, key } = column.name();
    let left_out = match kind {
        ColumnKind::Tag => key.starts_with(INTERNAL_TAGS),
        ColumnKind::Attribute => PLACES.contains(&key.as_str()),
        ColumnKind::Param | ColumnKind::Metric => false,
    };
    !left_out && column.values().is_ok_and(|values| rows.iter().any(|row| !values.is_missing(*row as usize)))
}
