use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use runloom_table::{Value, Values};

use super::Answer;

/// Rows that are turned into arrays at a time.
const BATCH_ROWS: usize = 1 << 16;

/// Parquet with the columns named as in `mlflow.search_runs()`. Times are timestamps in microseconds UTC; missing is null.
pub(crate) fn write_parquet(answer: &Answer<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let fields: Vec<Field> =
        answer.columns.iter().map(|column| Field::new(column.name.to_string(), type_of(column.values), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(plain_error)?;
    for rows in answer.rows.chunks(BATCH_ROWS) {
        let arrays = answer.columns.iter().map(|column| gather(column.values, rows)).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        let batch = RecordBatch::try_new_with_options(schema.clone(), arrays, &options).map_err(|error| arrow_error(&error))?;
        writer.write(&batch).map_err(plain_error)?;
    }
    writer.close().map_err(plain_error).map(|_| ())
}

fn type_of(values: &Values) -> DataType {
    match values {
        Values::Real(_) => DataType::Float64,
        Values::Integer(_) => DataType::Int64,
        Values::Boolean(_) => DataType::Boolean,
        Values::Time(_) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Values::Text(_) => DataType::Utf8,
    }
}

fn gather(values: &Values, rows: &[u32]) -> ArrayRef {
    let cells = rows.iter().map(|&row| values.at(row as usize));
    match values {
        Values::Real(_) => Arc::new(cells.map(|v| if let Value::Real(v) = v { Some(v) } else { None }).collect::<Float64Array>()),
        Values::Integer(_) => {
            Arc::new(cells.map(|v| if let Value::Integer(v) = v { Some(v) } else { None }).collect::<Int64Array>())
        }
        Values::Boolean(_) => {
            Arc::new(cells.map(|v| if let Value::Boolean(v) = v { Some(v) } else { None }).collect::<BooleanArray>())
        }
        Values::Time(_) => {
            let mut times = TimestampMicrosecondBuilder::with_capacity(rows.len()).with_timezone("UTC");
            cells.for_each(|v| times.append_option(if let Value::Time(v) = v { Some(v) } else { None }));
            Arc::new(times.finish())
        }
        Values::Text(_) => {
            let mut texts = StringBuilder::new();
            cells.for_each(|v| texts.append_option(if let Value::Text(v) = v { Some(v) } else { None }));
            Arc::new(texts.finish())
        }
    }
}

/// The input or output error inside, if that is what failed, so that a closed pipe is known for one.
fn plain_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}

fn arrow_error(error: &ArrowError) -> io::Error {
    io::Error::other(error.to_string())
}
