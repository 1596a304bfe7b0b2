//! Sources from their bytes to the run table, over real files.
#![expect(clippy::unwrap_used, clippy::panic, clippy::float_cmp, reason = "a test fails by panicking, and compares exact values")]

mod arrow_types;
mod formats;
mod guide;
mod hostile;
mod mlflow;
mod parquet_types;
mod parquet_written;
mod round_trip;
mod support;
mod trackers;
