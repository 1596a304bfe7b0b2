use serde::Serialize;
use tsify::Tsify;

/// What a link needs that holds the runs in view.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct LinkParts {
    /// The fragment that shows the same of these runs, without a source.
    pub view: String,
    /// The runs as JSON, a list a column.
    pub runs: String,
    /// How many runs these are.
    pub count: usize,
    /// How many columns they have.
    pub columns: usize,
}
