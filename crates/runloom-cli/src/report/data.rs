use runloom_chart::sheet_of_points;
use runloom_source::ParquetWriter;
use runloom_table::{Column, ColumnKind, ColumnName, Dataset, Sheet};

use crate::failure::Failure;
use crate::filtering::internal;
use crate::plot::no_picture;

/// Tags that a tracker sets for itself: sources, users, notes of its own.
const INTERNAL_TAGS: &str = "mlflow.";
/// Places on the machines of those who ran the runs.
const PLACES: [&str; 1] = ["artifact_uri"];

/// The runs of these rows and their histories, as the files that the report opens.
pub(super) fn files(dataset: &Dataset, rows: &[u32]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let names = dataset.runs.columns().iter().filter(|column| is_told(column, rows)).map(|column| column.name().clone());
    let sheet = Sheet::of_table(&dataset.runs, names, rows).map_err(internal)?;
    let mut files = vec![("runs.parquet".to_owned(), parquet(&sheet)?)];
    let metrics = dataset.history.keys();
    if rows.iter().any(|row| metrics.iter().any(|metric| !dataset.history.of(*row, metric).is_empty())) {
        let points = sheet_of_points(dataset, metrics, rows).map_err(|refused| no_picture(&refused))?;
        files.push(("history.parquet".to_owned(), parquet(&points)?));
    }
    Ok(files)
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

fn parquet(sheet: &Sheet<'_>) -> Result<Vec<u8>, Failure> {
    let mut writer = ParquetWriter::new(sheet).smallest();
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().map_err(Failure::Data)? {
        file.extend(block);
    }
    Ok(file)
}
