use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::question::QuestionArguments;

#[derive(Debug, Args)]
pub(crate) struct SuggestArguments {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// How many next configurations to propose
    #[arg(short = 'n', long = "number", value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) number: u16,
    /// How to print it
    #[arg(long, value_enum, default_value_t = SuggestForm::Text)]
    pub(crate) format: SuggestForm,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SuggestForm {
    /// For people, with the evidence
    Text,
    /// One object, with the evidence
    Json,
    /// The YAML of a W&B sweep
    Wandb,
    /// Python code for Optuna
    Optuna,
    /// Python code for Ray Tune
    Ray,
}
