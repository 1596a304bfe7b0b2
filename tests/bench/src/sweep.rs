//! Numbers for ten axes: a search whose values hang together, and the hardest case for a chart, values that do not.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float64Array, RecordBatch};
use parquet::arrow::ArrowWriter;

use crate::random::Random;

const AXES: usize = 10;

/// Rows that are built and written at a time.
const BATCH: u64 = 50_000;

/// Writes `runs` runs with nine params and a metric. Those of a search follow one hidden quality, every third axis in five steps; the others
/// are uniform and independent.
pub(crate) fn write(output: impl Write + Send, runs: u64, seed: u64, search: bool) -> Result<()> {
    let mut random = Random::new(seed);
    let first = batch(&mut random, 0, BATCH.min(runs), search)?;
    let mut writer = ArrowWriter::try_new(output, first.schema(), None)?;
    writer.write(&first)?;
    let mut written = BATCH.min(runs);
    while written < runs {
        let count = BATCH.min(runs - written);
        writer.write(&batch(&mut random, written, count, search)?)?;
        written += count;
    }
    writer.close()?;
    Ok(())
}

fn batch(random: &mut Random, first: u64, count: u64, search: bool) -> Result<RecordBatch> {
    let mut ids = StringBuilder::new();
    let mut columns: [Vec<f64>; AXES] = Default::default();
    for number in first..first + count {
        ids.append_value(format!("{number:08}"));
        let quality = random.unit();
        for (axis, column) in columns.iter_mut().enumerate() {
            let own = random.unit();
            column.push(match (search, axis % 3) {
                (false, _) => own,
                (true, 2) => (own * 5.0).floor() / 5.0,
                (true, _) => 0.7 * quality + 0.1 * (own + random.unit() + random.unit()),
            });
        }
    }
    let name = |axis: usize| if axis + 1 == AXES { "metrics.score".to_owned() } else { format!("params.p{axis}") };
    let numbers =
        columns.into_iter().enumerate().map(|(axis, values)| (name(axis), Arc::new(Float64Array::from(values)) as ArrayRef));
    Ok(RecordBatch::try_from_iter([("run_id".to_owned(), Arc::new(ids.finish()) as ArrayRef)].into_iter().chain(numbers))?)
}
