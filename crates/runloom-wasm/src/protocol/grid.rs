use serde::Serialize;
use tsify::Tsify;

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

/// One run in the table.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Row {
    /// Its place in the current order.
    pub position: usize,
    /// Its name, or its id.
    pub name: String,
    /// The colour of its line as CSS, where a column colours the lines.
    pub colour: Option<String>,
    /// Whether it is chosen.
    pub selected: bool,
    /// One text a column asked for; `null` is missing.
    pub cells: Vec<Option<String>>,
}
