//! Runs on their way out: one module per format, one for where they go.

mod csv;
mod json;
mod parquet;
mod sink;
mod table;
mod wrap;

use runloom_table::{ColumnName, Dataset, NotLoaded, Sheet, Values};

pub(crate) use csv::write_csv;
pub(crate) use json::{write_json, write_ndjson};
pub(crate) use parquet::write_parquet;
pub(crate) use runloom_table::visible;
pub(crate) use sink::Sink;
pub(crate) use table::{TableContext, write_table};
pub(crate) use wrap::wrap;

/// The answer to a query: chosen rows of chosen columns, in order.
pub(crate) struct Answer<'a> {
    pub(crate) columns: Vec<AnswerColumn<'a>>,
    pub(crate) rows: &'a [u32],
}

/// One column of an answer.
pub(crate) struct AnswerColumn<'a> {
    pub(crate) name: &'a ColumnName,
    pub(crate) values: &'a Values,
    /// Whether it holds numbers or text that reads as numbers throughout.
    pub(crate) numeric: bool,
}

impl<'a> Answer<'a> {
    /// The answer over loaded columns; names without a column are skipped.
    pub(crate) fn new(dataset: &'a Dataset, names: &[ColumnName], rows: &'a [u32]) -> Result<Self, NotLoaded> {
        let mut columns = Vec::new();
        for column in names.iter().filter_map(|name| dataset.runs.column(name)) {
            let numeric = column.typed()?.value_type.is_numeric() && !matches!(column.values()?, Values::Time(_));
            columns.push(AnswerColumn { name: column.name(), values: column.values()?, numeric });
        }
        Ok(Self { columns, rows })
    }

    /// The same as a file has it.
    pub(crate) fn sheet(&self) -> Sheet<'_> {
        let mut sheet = Sheet::new(self.rows);
        for column in &self.columns {
            sheet.push(column.name.to_string(), column.values.clone());
        }
        sheet
    }
}
