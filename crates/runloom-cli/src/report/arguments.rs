use std::path::PathBuf;

use clap::Args;
use runloom_report::SiteAddress;

use crate::arguments::{FILTER_HELP, SourceArguments};
use crate::question::GoalArgument;

#[derive(Clone, Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// The runs that a text is about, where the SOURCE is a Markdown file (.md); repeat for more [default: the sources that its charts name]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) data: Vec<String>,
    /// Write to this file, which ends in .html
    #[arg(short, long, value_name = "FILE", required_unless_present = "site", conflicts_with = "site")]
    pub(crate) output: Option<PathBuf>,
    /// Write a folder for a static host instead: the report as index.html, its charts, a preview of links to it, and snippets that embed it
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
    /// Of --site: the http(s) address that the folder will have; without it there are no previews of links
    #[arg(long, value_name = "URL", requires = "site", conflicts_with = "output")]
    pub(crate) url: Option<SiteAddress>,
    /// Write it again whenever the text, a picture in it or a local SOURCE changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) filter: Option<String>,
    /// The metric that the report is about [default: the most telling one]
    #[arg(long, value_name = "METRIC", allow_hyphen_values = true)]
    pub(crate) target: Option<String>,
    /// Which way it gets better [default: by its name]
    #[arg(long, value_enum)]
    pub(crate) goal: Option<GoalArgument>,
    /// What the report is called [default: by its experiment]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) title: Option<String>,
    /// What the page and the pictures begin with: a link of the page, or what follows its #. E.g. "where=status = 'FINISHED'"
    #[arg(long, value_name = "LINK", allow_hyphen_values = true)]
    pub(crate) view: Option<String>,
}
