//! Writes the sweep that importance is timed on: `sweep_csv RUNS PARAMS FILE.csv`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use runloom_speed::Sweep;

/// Write a sweep.
#[derive(Parser)]
struct Arguments {
    /// How many runs.
    runs: usize,
    /// How many params.
    params: usize,
    /// The file to write.
    file: PathBuf,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let sweep = Sweep::new(arguments.runs, arguments.params);
    let names: Vec<String> = (0..arguments.params).map(|param| format!("params.p{param}")).collect();
    let mut text = format!("run_id,{},metrics.score\n", names.join(","));
    for (run, score) in sweep.score.iter().enumerate() {
        write!(text, "{run:06}")?;
        for value in sweep.params.iter().filter_map(|param| param.get(run)) {
            write!(text, ",{value}")?;
        }
        writeln!(text, ",{score}")?;
    }
    fs::write(arguments.file, text)?;
    Ok(())
}
