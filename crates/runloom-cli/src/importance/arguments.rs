use clap::{Args, ValueEnum};
use runloom_analysis::{Goal, Method};

use crate::arguments::{FILTER_HELP, SourceArguments};

#[derive(Debug, Args)]
pub(crate) struct ImportanceArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// What the params are to explain: a metric, or any column of numbers by its full name
    #[arg(long, value_name = "METRIC", allow_hyphen_values = true)]
    pub(crate) target: String,
    /// Which way it gets better [default: by its name; only ped-anova and --best depend on it]
    #[arg(long, value_enum)]
    pub(crate) goal: Option<GoalArgument>,
    /// How importance is judged
    #[arg(long, value_enum, default_value_t = MethodArgument::Fanova)]
    pub(crate) method: MethodArgument,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) filter: Option<String>,
    /// Ask what matters among the best runs only, e.g. 0.1 for the best tenth
    #[arg(long, value_name = "PART", value_parser = part)]
    pub(crate) best: Option<f64>,
    /// The seed of all that is random; the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
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
pub(crate) enum GoalArgument {
    /// Smaller is better
    Min,
    /// Larger is better
    Max,
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

impl GoalArgument {
    pub(crate) fn goal(self) -> Goal {
        match self {
            Self::Min => Goal::Minimise,
            Self::Max => Goal::Maximise,
        }
    }
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
    let part = text.parse().ok().filter(|part| *part > 0.0 && *part <= 1.0);
    part.ok_or_else(|| "give a part of the runs above 0 and at most 1, like 0.1".to_owned())
}
