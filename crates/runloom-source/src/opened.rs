use crate::history::LongHistory;
use crate::runs::RunColumns;

/// Names an open source within its workspace; never used again after the source is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A source that was recognised and opened.
#[derive(Debug)]
pub struct OpenedSource {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) len: u64,
    pub(crate) deleted_runs: usize,
    pub(crate) warnings: Vec<String>,
    pub(crate) content: Content,
}

/// What a source holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// One run a row.
    Runs(Box<RunColumns>),
    /// One logged point a row.
    History(Box<LongHistory>),
}

impl OpenedSource {
    /// The name that it was opened under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is, as a stable word such as `mlflow-search-runs-parquet`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What it is, for people: `MLflow search_runs · Parquet`.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Its size in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many runs were left out because their tracker marks them deleted.
    pub fn deleted_runs(&self) -> usize {
        self.deleted_runs
    }

    /// What had to be interpreted, repaired or left out.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The number of rows that are runs.
    pub fn runs(&self) -> usize {
        match &self.content {
            Content::Runs(runs) => runs.rows(),
            Content::History(_) => 0,
        }
    }

    /// The number of rows that are logged points.
    pub fn history_points(&self) -> usize {
        match &self.content {
            Content::Runs(_) => 0,
            Content::History(history) => history.points(),
        }
    }
}
