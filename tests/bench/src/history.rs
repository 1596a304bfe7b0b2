//! Logged points in long form: one metric of every run, one row a point.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use arrow_array::{ArrayRef, DictionaryArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::random::Random;

/// How many points each run has.
pub(crate) const POINTS: i64 = 10_000;

/// Writes a loss that falls, at a pace of its own and with noise, for each of `runs` runs.
pub(crate) fn write(output: impl Write + Send, runs: u64, seed: u64) -> Result<()> {
    let mut random = Random::new(seed);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = None;
    let mut output = Some(output);
    for run in 0..runs {
        let batch = batch(&mut random, run)?;
        if let Some(output) = output.take() {
            writer = Some(ArrowWriter::try_new(output, batch.schema(), Some(properties.clone()))?);
        }
        if let Some(writer) = &mut writer {
            writer.write(&batch)?;
        }
    }
    if let Some(writer) = writer {
        writer.close()?;
    }
    Ok(())
}

fn batch(random: &mut Random, run: u64) -> Result<RecordBatch> {
    let (pace, end) = (1e-4 + 0.02 * random.unit() * random.unit(), 0.1 + 0.3 * random.unit());
    let value = |step: i64| end + 2.0 / (1.0 + step as f64 * pace) + 0.02 * random.normal();
    let values: Vec<f64> = (0..POINTS).map(value).collect();
    let same = |text: String| -> Result<ArrayRef> {
        let texts = Arc::new(StringArray::from(vec![text]));
        Ok(Arc::new(DictionaryArray::try_new(Int32Array::from(vec![0; values.len()]), texts)?))
    };
    Ok(RecordBatch::try_from_iter([
        ("run_id", same(format!("{run:08}"))?),
        ("key", same("loss".to_owned())?),
        ("step", Arc::new(Int64Array::from_iter_values(0..POINTS)) as ArrayRef),
        ("value", Arc::new(Float64Array::from(values.clone()))),
    ])?)
}
