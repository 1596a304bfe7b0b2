//! Columns and row groups.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use arrow_array::builder::{Float64Builder, StringBuilder, TimestampMillisecondBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::random::Random;
use crate::training::Training;

/// Rows that are built and written at a time.
const BATCH: u64 = 50_000;

/// 2026-01-01 00:00 UTC.
const FIRST_START_MS: i64 = 1_767_225_600_000;

/// Writes `runs` runs to `output`.
pub(crate) fn write(output: impl Write + Send, runs: u64, seed: u64) -> Result<()> {
    let mut random = Random::new(seed);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let first = batch(&mut random, 0, BATCH.min(runs))?;
    let mut writer = ArrowWriter::try_new(output, first.schema(), Some(properties))?;
    writer.write(&first)?;
    let mut written = BATCH.min(runs);
    while written < runs {
        let count = BATCH.min(runs - written);
        writer.write(&batch(&mut random, written, count)?)?;
        written += count;
    }
    writer.close()?;
    Ok(())
}

#[derive(Default)]
struct Attributes {
    run_id: StringBuilder,
    experiment_id: StringBuilder,
    status: StringBuilder,
    artifact_uri: StringBuilder,
    start_time: TimestampMillisecondBuilder,
    end_time: TimestampMillisecondBuilder,
}

type Reals<'a> = (&'a str, fn(&Training) -> f64);
type Texts<'a> = (&'a str, fn(&Training) -> String);

const METRICS: [Reals<'_>; 10] = [
    ("metrics.val_auc", |run| run.val_auc),
    ("metrics.val_loss", |run| run.val_loss),
    ("metrics.train_loss", |run| run.train_loss),
    ("metrics.val_f1", |run| run.val_f1),
    ("metrics.val_accuracy", |run| run.val_accuracy),
    ("metrics.test_auc", |run| run.test_auc),
    ("metrics.test_f1", |run| run.test_f1),
    ("metrics.best_iteration", |run| run.best_iteration),
    ("metrics.epoch", |run| run.epoch),
    ("metrics.train_time_seconds", |run| run.seconds),
];

const PARAMS: [Texts<'_>; 11] = [
    ("params.learning_rate", |run| run.learning_rate.to_string()),
    ("params.max_depth", |run| run.max_depth.to_string()),
    ("params.n_estimators", |run| run.n_estimators.to_string()),
    ("params.subsample", |run| run.subsample.to_string()),
    ("params.colsample_bytree", |run| run.colsample_bytree.to_string()),
    ("params.reg_lambda", |run| run.reg_lambda.to_string()),
    ("params.reg_alpha", |run| run.reg_alpha.to_string()),
    ("params.dropout", |run| run.dropout.to_string()),
    ("params.batch_size", |run| run.batch_size.to_string()),
    ("params.optimizer", |run| run.optimizer.to_owned()),
    ("params.seed", |run| run.seed.to_string()),
];

/// The runs from `first` on, in 32 columns.
pub(crate) fn batch(random: &mut Random, first: u64, count: u64) -> Result<RecordBatch> {
    let mut attributes = Attributes { start_time: utc(), end_time: utc(), ..Attributes::default() };
    let mut metrics = METRICS.map(|_| Float64Builder::new());
    let mut params = PARAMS.map(|_| StringBuilder::new());
    let mut tags: [StringBuilder; 5] = Default::default();
    for number in first..first + count {
        let run = Training::new(random);
        let id = format!("{:016x}{:016x}", random.bits(), random.bits());
        attributes.append(&run, &id, number);
        for (builder, (_, value)) in metrics.iter_mut().zip(METRICS) {
            builder.append_option((!run.failed).then(|| value(&run)));
        }
        for (builder, (_, value)) in params.iter_mut().zip(PARAMS) {
            builder.append_value(value(&run));
        }
        let [name, user, kind, source, evaluator] = &mut tags;
        name.append_value(format!("search-{number:07}"));
        user.append_value(random.pick(["ana", "bo", "chen", "dara"]));
        kind.append_value("LOCAL");
        source.append_value("train.py");
        evaluator.append_option((random.unit() < 0.6).then(|| random.pick(["omar", "raj", "tomoko", "lena"])));
    }
    let mut columns = attributes.finish();
    columns.extend(metrics.iter_mut().zip(METRICS).map(|(builder, (name, _))| (name, Arc::new(builder.finish()) as ArrayRef)));
    columns.extend(params.iter_mut().zip(PARAMS).map(|(builder, (name, _))| (name, Arc::new(builder.finish()) as ArrayRef)));
    let names =
        ["tags.mlflow.runName", "tags.mlflow.user", "tags.mlflow.source.type", "tags.mlflow.source.name", "tags.evaluator"];
    columns.extend(tags.iter_mut().zip(names).map(|(builder, name)| (name, Arc::new(builder.finish()) as ArrayRef)));
    // Nullable whatever the first batch holds, as pandas writes it.
    Ok(RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, values)| (name, values, true)))?)
}

impl Attributes {
    fn append(&mut self, run: &Training, id: &str, number: u64) {
        let start = FIRST_START_MS + i64::try_from(number).unwrap_or(i64::MAX / 4) * 900;
        self.run_id.append_value(id);
        self.experiment_id.append_value((number / 20_000).to_string());
        self.status.append_value(if run.failed { "FAILED" } else { "FINISHED" });
        self.artifact_uri.append_value(format!("s3://runs/{id}/artifacts"));
        self.start_time.append_value(start);
        self.end_time.append_value(start + (run.seconds * 1000.0) as i64);
    }

    fn finish(&mut self) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("run_id", Arc::new(self.run_id.finish()) as ArrayRef),
            ("experiment_id", Arc::new(self.experiment_id.finish())),
            ("status", Arc::new(self.status.finish())),
            ("artifact_uri", Arc::new(self.artifact_uri.finish())),
            ("start_time", Arc::new(self.start_time.finish())),
            ("end_time", Arc::new(self.end_time.finish())),
        ]
    }
}

fn utc() -> TimestampMillisecondBuilder {
    TimestampMillisecondBuilder::new().with_timezone("UTC")
}

#[cfg(test)]
mod tests {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;

    fn file(runs: u64, seed: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, runs, seed).unwrap();
        bytes
    }

    #[test]
    fn a_seed_gives_the_same_file() {
        assert_eq!(file(200, 7), file(200, 7));
        assert_ne!(file(200, 7), file(200, 8));
    }

    #[test]
    fn the_file_has_32_columns_and_every_run() {
        let bytes = bytes::Bytes::from(file(120, 7));
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
        assert_eq!(reader.schema().fields().len(), 32);
        let rows: usize = reader.build().unwrap().map(|batch| batch.unwrap().num_rows()).sum();
        assert_eq!(rows, 120);
    }
}
