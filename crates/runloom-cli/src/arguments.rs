use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const FILTER_HELP: &str = "Which runs, e.g. \"metrics.val_auc > 0.9 AND params.model = 'xgboost'\"";
const ORDER_HELP: &str = "Sort by this, e.g. \"metrics.val_auc DESC\"; repeat for ties";

/// Opens exported experiment runs: MLflow, W&B, Optuna and other trackers' files.
#[derive(Debug, Parser)]
#[command(name = "runloom", version, about, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Says what the sources hold.
    Info(InfoArguments),
    /// Filters, orders and prints runs.
    #[command(after_long_help = "\
Values are printed exactly, except by the table, which rounds numbers and shortens text to fit the terminal. \
Missing values are empty in csv (empty text is \"\"), null in json. NaN and infinities are \"NaN\", \"Infinity\" and \"-Infinity\". \
Times are ISO 8601 in UTC, and timestamps in parquet.")]
    Query(QueryArguments),
}

#[derive(Debug, Args)]
pub(crate) struct SourceArguments {
    /// Files, folders or http(s) URLs; several are opened together
    #[arg(value_name = "SOURCE", required = true)]
    pub(crate) sources: Vec<String>,
    /// Include runs that their tracker marks as deleted
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InfoArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t = InfoFormat::Text)]
    pub(crate) format: InfoFormat,
}

#[derive(Debug, Args)]
pub(crate) struct QueryArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) filter: Option<String>,
    #[arg(long, value_name = "KEY [ASC|DESC]", allow_hyphen_values = true, help = ORDER_HELP)]
    pub(crate) order_by: Vec<String>,
    /// Print one line a group of runs that have the same values in these columns, with mean, std, min, max, median and count of numeric columns
    #[arg(long, value_name = "A,B", allow_hyphen_values = true)]
    pub(crate) group_by: Option<String>,
    /// Print these columns: full names joined by commas; "metrics.*" and "*" stand for many
    #[arg(long, value_name = "A,B", allow_hyphen_values = true)]
    pub(crate) columns: Vec<String>,
    /// Print at most this many runs
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How to print them [default: by the ending of --output, else table]
    #[arg(long, value_enum)]
    pub(crate) format: Option<QueryFormat>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InfoFormat {
    /// For people
    Text,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueryFormat {
    /// For people: fits the terminal
    Table,
    /// Comma-separated values
    Csv,
    /// An array of objects
    Json,
    /// One object a line
    Ndjson,
    /// Apache Parquet
    Parquet,
}

impl QueryFormat {
    /// The format that a file name asks for by its ending.
    pub(crate) fn of_name(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "parquet" | "pq" => Some(Self::Parquet),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }
}
