//! A search that is handed on: its runs in 30 columns, and of each run the logged points of two metrics.

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use arrow_array::cast::AsArray as _;
use arrow_array::types::Float64Type;
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::generate;
use crate::random::Random;

/// Columns that say the same of every run.
const LEFT_OUT: [&str; 2] = ["tags.mlflow.source.type", "tags.mlflow.source.name"];

/// How many points each run has of each metric.
const POINTS: i64 = 200;

/// What the second metric is a share of: examples of a validation set.
const EXAMPLES: f64 = 2_000.0;

/// Writes the runs.
pub(crate) fn write_runs(output: impl Write + Send, runs: u64, seed: u64) -> Result<()> {
    write(output, &self::runs(runs, seed)?)
}

/// Writes, for each of the runs that the same seed gives, a loss as frameworks log it, with the precision of 32 bits, and an accuracy.
pub(crate) fn write_histories(output: impl Write + Send, runs: u64, seed: u64) -> Result<()> {
    let runs = self::runs(runs, seed)?;
    let ids = runs.column_by_name("run_id").context("runs have no id")?.as_string::<i32>();
    let ends = runs.column_by_name("metrics.val_loss").context("runs have no loss")?.as_primitive::<Float64Type>();
    let mut random = Random::new(!seed);
    let (mut of, mut keys, mut steps, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (id, end) in ids.iter().zip(ends) {
        let (end, pace) = (end.unwrap_or(2.0), 0.02 + 0.3 * random.unit());
        let losses: Vec<f64> = (0..POINTS).map(|step| loss(&mut random, end, pace, step)).collect();
        let accuracies = losses.iter().map(|loss| (EXAMPLES / (1.0 + loss)).round() / EXAMPLES);
        for (key, points) in [("loss", losses.clone()), ("accuracy", accuracies.collect())] {
            of.extend(points.iter().map(|_| id));
            keys.extend(points.iter().map(|_| key));
            steps.extend(0..POINTS);
            values.extend(points);
        }
    }
    let columns: [(&str, ArrayRef); 4] = [
        ("run_id", Arc::new(StringArray::from(of))),
        ("key", Arc::new(StringArray::from(keys))),
        ("step", Arc::new(Int64Array::from(steps))),
        ("value", Arc::new(Float64Array::from(values))),
    ];
    write(output, &RecordBatch::try_from_iter(columns)?)
}

fn runs(count: u64, seed: u64) -> Result<RecordBatch> {
    let all = generate::batch(&mut Random::new(seed), 0, count)?;
    let schema = all.schema();
    let kept: Vec<usize> =
        (0..all.num_columns()).filter(|&column| !LEFT_OUT.contains(&schema.field(column).name().as_str())).collect();
    Ok(all.project(&kept)?)
}

fn loss(random: &mut Random, end: f64, pace: f64, step: i64) -> f64 {
    let noise = 1.0 + 0.03 * random.normal();
    f64::from(((end + 2.0 / (1.0 + step as f64 * pace)) * noise) as f32)
}

fn write(output: impl Write + Send, batch: &RecordBatch) -> Result<()> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(output, batch.schema(), Some(properties))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_30_columns_and_histories_are_the_same_again() -> Result<()> {
        let runs = runs(20, 7)?;
        assert_eq!((runs.num_rows(), runs.num_columns()), (20, 30));
        let (mut once, mut again) = (Vec::new(), Vec::new());
        write_histories(&mut once, 20, 7)?;
        write_histories(&mut again, 20, 7)?;
        assert_eq!(once, again);
        Ok(())
    }
}
