use std::path::PathBuf;

use crate::compare::CompareArguments;
use crate::importance::ImportanceArguments;
use crate::report::ReportArguments;
use crate::suggest::SuggestArguments;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use runloom_chart::check_size;
use runloom_report::PanelKind;

pub(crate) const FILTER_HELP: &str = "Which runs, e.g. \"metrics.val_auc > 0.9 AND params.model = 'xgboost'\"";
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
    /// Says which params matter for a metric, and how sure that is.
    #[command(after_long_help = "\
Each importance has its 95 % interval over resampled runs and a noise floor: what chance alone reaches with the metric shuffled among the runs. \
Importances sum to 1 unless --raw is given. Runs that failed, were pruned or are not finished, and runs without a finite metric, are left out and counted.")]
    Importance(ImportanceArguments),
    /// Says what to try next: where the best runs lie, a narrower search space, and next configurations.
    #[command(after_long_help = "\
The best runs are a tenth of all, at least 10 and at most 25. The space holds each of them, and is no narrower than so many runs allow; where they pile up at \
the end of what was tried, it reaches beyond. Half of the next configurations promise most according to a random forest, half fill the gaps. \
Sweeps are written for W&B (YAML), Optuna (Python) and Ray Tune (Python) with the names that the tracker has.")]
    Suggest(SuggestArguments),
    /// Says how much a metric differs between two groups of runs, and how sure that is.
    #[command(after_long_help = "\
The difference of the means has its 95 % interval, which does not assume that both groups scatter alike (Welch's). Without --b the runs of --a are compared with \
all others. Runs that failed, were pruned or are not finished, and runs without a finite metric, are left out and counted.")]
    Compare(CompareArguments),
    /// Draws a chart of runs as SVG or PNG, as the page does.
    #[command(after_long_help = "\
The same sources, size and options give the same bytes of SVG as the page's Export does. \
Axes and brushes are written as in a link of the page: params.lr:log, params.max_depth:6..7, params.kernel:=rbf|linear, metrics.val_loss:missing.")]
    Plot(PlotArguments),
    /// Writes runs as one HTML file that opens everywhere, with the whole page in it.
    #[command(after_long_help = "\
The file holds the runs and their histories as Parquet, the page, and pictures, text and a table that are there without script. It opens by double click, without a \
network, and its own policy lets it reach none. Tags that trackers set for themselves (mlflow.*) and places of artifacts are left out. \
With --site it is the index.html of a folder that any static host can show, beside its charts as pictures, a preview, and snippets that embed it elsewhere.")]
    Report(ReportArguments),
}

#[derive(Clone, Debug, Args)]
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

#[derive(Debug, Args)]
pub(crate) struct PlotArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// What to draw
    #[arg(long, value_parser = chart_kinds())]
    pub(crate) kind: PanelKind,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) filter: Option<String>,
    /// Full names joined by commas, each with any of :linear :log :quantile :category :time :inverted [default: chosen from the data]
    #[arg(long, value_name = "A,B", allow_hyphen_values = true)]
    pub(crate) axes: Vec<String>,
    /// Draw runs outside in grey: a full name, then any of :6..7 :0.5.. :=rbf|linear :missing :nan; repeat for more
    #[arg(long, value_name = "A:FROM..TO", allow_hyphen_values = true)]
    pub(crate) brush: Vec<String>,
    /// Of parallel and history: draw one line a group of runs that have the same values in these columns, at the means of its runs [--view "statistic=median" for others]
    #[arg(long, value_name = "A,B", allow_hyphen_values = true)]
    pub(crate) group_by: Option<String>,
    /// The column that colours the runs, then one of :linear :log :quantile :centred :centred:0; or none [default: chosen from the data]
    #[arg(long, value_name = "KEY", alias = "colour", allow_hyphen_values = true)]
    pub(crate) color: Option<String>,
    /// Width and height in pixels [default: 1200x400; plots are as high as suits them]
    #[arg(long, value_name = "WxH", allow_hyphen_values = true, value_parser = plot_size)]
    pub(crate) size: Option<(u32, u32)>,
    /// The colours [default: light]
    #[arg(long, value_enum)]
    pub(crate) theme: Option<PlotTheme>,
    /// A link of the page, or what follows its #; the other options go before it. E.g. "history=metrics.loss&smooth=ema:0.6"
    #[arg(long, value_name = "LINK", allow_hyphen_values = true)]
    pub(crate) view: Option<String>,
    /// Of PNG: pixels a pixel of --size, 1 to 3
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) scale: u8,
    /// Of SVG: each run a line of its own instead of one picture of all
    #[arg(long)]
    pub(crate) vector: bool,
    /// Write to this file, which ends in .svg or .png; or in .csv or .parquet for what the chart shows as data
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlotTheme {
    /// Dark on white
    Light,
    /// Light on dark
    Dark,
}

/// Everything that the page draws.
fn chart_kinds() -> impl TypedValueParser<Value = PanelKind> {
    let charts = || PanelKind::all().filter(|kind| !matches!(kind, PanelKind::Suggest | PanelKind::Table));
    PossibleValuesParser::new(charts().map(|kind| PossibleValue::new(kind.word()).aliases(kind.alias())))
        .map(|word| PanelKind::named(&word).unwrap_or(PanelKind::Parallel))
}

fn plot_size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let (width, height) = sides.ok_or("write it as width and height, like 1200x400")?;
    check_size(f64::from(width), f64::from(height)).map_err(|refused| refused.to_string())?;
    Ok((width, height))
}

fn side(text: &str) -> Option<u32> {
    let digits = text.trim();
    // What is too long for a number is also too large for a picture.
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u32::MAX))
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
