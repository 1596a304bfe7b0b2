use serde::Serialize;
use tsify::Tsify;

use super::RowGroup;

/// Some rows of the table.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Block {
    /// The generation they belong to.
    pub generation: u32,
    /// The colours that the rows have: those of the picture with this number.
    pub colours: u32,
    /// The position of the first.
    pub start: usize,
    /// The rows, fewer than asked for at the end of the table.
    pub rows: Vec<Row>,
}

/// One row of the table: a run, or a group of runs.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Row {
    /// Its place in the current order.
    pub position: usize,
    /// Its name, or its id; of a group, the values that its runs share.
    pub name: String,
    /// What it says of a group, where it is one.
    pub group: Option<RowGroup>,
    /// The colour of its line as CSS, where a column colours the lines.
    pub colour: Option<String>,
    /// Whether it is chosen; a group is where all of its runs are.
    pub selected: bool,
    /// One text a column asked for; `null` is missing.
    pub cells: Vec<Option<String>>,
}
