//! Writes a Parquet file of invented runs. The same shape, seed and number of runs give the same bytes.

mod generate;
mod history;
mod random;
mod report;
mod sweep;
mod training;

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

/// Write invented runs to a Parquet file.
#[derive(Parser)]
struct Arguments {
    /// How many runs.
    #[arg(long)]
    runs: u64,
    /// What they look like.
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    shape: Shape,
    /// Where the random numbers begin.
    #[arg(long, default_value_t = 20_261_121)]
    seed: u64,
    /// The file to write.
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shape {
    /// As `mlflow.search_runs()` saves them: 32 columns, pandas' types, Snappy.
    Table,
    /// Ten numbers a run that hang together, some in few steps.
    Search,
    /// Ten numbers a run, uniform and independent.
    Uniform,
    /// The logged points of one metric.
    History,
    /// A search in 30 columns, as it is handed on.
    Report,
    /// The logged points of two metrics of the runs of `report`.
    ReportHistory,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let place = arguments.output.display();
    let file = File::create(&arguments.output).with_context(|| format!("{place} cannot be written"))?;
    let Arguments { runs, seed, .. } = arguments;
    match arguments.shape {
        Shape::Table => generate::write(file, runs, seed),
        Shape::Search => sweep::write(file, runs, seed, true),
        Shape::Uniform => sweep::write(file, runs, seed, false),
        Shape::History => history::write(file, runs, seed),
        Shape::Report => report::write_runs(file, runs, seed),
        Shape::ReportHistory => report::write_histories(file, runs, seed),
    }
    .with_context(|| format!("{place} is incomplete"))
}
