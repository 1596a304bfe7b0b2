use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::arguments::{FILTER_HELP, SourceArguments};
use crate::question::GoalArgument;

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) a: String,
    /// Which runs they are compared with [default: all others]
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(crate) b: Option<String>,
    /// What is compared: a metric, or any column of numbers by its full name
    #[arg(long, value_name = "METRIC", allow_hyphen_values = true)]
    pub(crate) target: String,
    /// Which way it gets better [default: by its name]
    #[arg(long, value_enum)]
    pub(crate) goal: Option<GoalArgument>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub(crate) format: CompareFormat,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For people
    Text,
    /// One object
    Json,
}
