//! Writes a Parquet file of invented runs, shaped as `mlflow.search_runs()` saves them: 32 columns, pandas' types, Snappy.
//!
//! The same seed and number of runs give the same bytes.

mod generate;
mod random;
mod training;

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Parser;

/// Write invented runs to a Parquet file.
#[derive(Parser)]
struct Arguments {
    /// How many runs.
    #[arg(long)]
    runs: u64,
    /// Where the random numbers begin.
    #[arg(long, default_value_t = 20_261_121)]
    seed: u64,
    /// The file to write.
    output: PathBuf,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let place = arguments.output.display();
    let file = File::create(&arguments.output).with_context(|| format!("{place} cannot be written"))?;
    generate::write(file, arguments.runs, arguments.seed).with_context(|| format!("{place} is incomplete"))
}
