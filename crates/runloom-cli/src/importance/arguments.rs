use clap::{Args, ValueEnum};
use runloom_analysis::Method;

use crate::question::QuestionArguments;

#[derive(Debug, Args)]
pub(crate) struct ImportanceArguments {
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// How importance is judged
    #[arg(long, value_enum, default_value_t = MethodArgument::Fanova)]
    pub(crate) method: MethodArgument,
    /// Ask what matters among the best runs only, e.g. 10% or 0.1 for the best tenth
    #[arg(long, value_name = "PART", value_parser = part)]
    pub(crate) best: Option<f64>,
    /// How many trees a forest has
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(crate) trees: u16,
    /// Grow forests as Optuna 5 does: log params as they are, params that some runs lack left out
    #[arg(long)]
    pub(crate) as_optuna: bool,
    /// Do not make importances sum to 1
    #[arg(long)]
    pub(crate) raw: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ImportanceFormat::Table)]
    pub(crate) format: ImportanceFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodArgument {
    /// Functional analysis of variance of a random forest
    Fanova,
    /// What the best tenth of the runs has in common
    PedAnova,
    /// Mean decrease in impurity of a random forest
    Mdi,
    /// How much worse a random forest predicts without the param
    Permutation,
    /// Squared rank correlation; of categories, eta squared
    Correlation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportanceFormat {
    /// For people
    Table,
    /// One object
    Json,
}

impl MethodArgument {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Fanova => Method::Fanova,
            Self::PedAnova => Method::PedAnova,
            Self::Mdi => Method::Mdi,
            Self::Permutation => Method::Permutation,
            Self::Correlation => Method::Correlation,
        }
    }
}

fn part(text: &str) -> Result<f64, String> {
    let part = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().ok().map(|percent: f64| percent / 100.0),
        None => text.parse().ok(),
    };
    let part = part.filter(|part| *part > 0.0 && *part <= 1.0);
    part.ok_or_else(|| "give a part of the runs above 0 and at most 1, like 0.1 or 10%".to_owned())
}
