//! The `runloom` command: what is in exported experiment runs, which of them match, which params matter, what to try next, what they
//! look like, and all of that as one HTML file.
//!
//! ```text
//! runloom info runs.parquet
//! runloom query runs.parquet --filter "metrics.val_auc > 0.9" --order-by "metrics.val_auc DESC" --limit 10
//! runloom importance runs.parquet --target metrics.val_auc --goal max
//! runloom suggest runs.parquet --target metrics.val_auc --format wandb -o sweep.yaml
//! runloom compare runs.parquet --a "params.augment = 'yes'" --target metrics.val_auc
//! runloom plot runs.parquet --kind parallel -o runs.svg
//! runloom report runs.parquet -o runs.html
//! ```
//!
//! Exit codes: 0 success, 1 a source or an output failed, 2 wrong usage or a wrong filter.
//! This crate must never know a file format or the meaning of a filter; it finds bytes, asks, and prints.

mod arguments;
mod columns;
mod compare;
mod diagnostics;
mod failure;
mod filtering;
mod groups;
mod importance;
mod info;
mod input;
mod memory;
mod output;
mod plot;
mod progress;
mod query;
mod question;
mod report;
mod session;
mod suggest;
mod target;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Info(arguments) => info::run(&arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Importance(arguments) => importance::run(&arguments),
        Command::Plot(arguments) => plot::run(&arguments),
        Command::Suggest(arguments) => suggest::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Report(arguments) => report::run(arguments),
    };
    let Err(failure) = result else { return ExitCode::SUCCESS };
    // There is nobody left to tell if stderr is closed too.
    let _ = failure.write(&mut std::io::stderr().lock());
    ExitCode::from(failure.exit_code())
}
