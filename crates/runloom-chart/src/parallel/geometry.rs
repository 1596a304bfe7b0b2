use runloom_table::ColumnName;

use crate::{Colour, ScaleKind};

/// Where an axis and its parts ended up, in css pixels, for overlays that take the mouse and the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisGeometry {
    /// The column.
    pub column: ColumnName,
    /// The whole key; the picture may show it shortened.
    pub label: String,
    /// The second line of the header: `param · log`.
    pub detail: String,
    /// Where the axis stands.
    pub x_px: f64,
    /// Its upper end.
    pub top_px: f64,
    /// Its lower end.
    pub bottom_px: f64,
    /// How far up and down a brush may reach: to the lanes of infinite values, where there are any, else to the ends.
    pub reach_px: (f64, f64),
    /// The middle of the lane of runs without a value, where there are any.
    pub missing_px: Option<f64>,
    /// The middle of the lane of runs whose value is NaN, where there are any.
    pub nan_px: Option<f64>,
    /// The scale in use.
    pub scale: ScaleKind,
    /// The scales that would work for this column.
    pub scales: Vec<ScaleKind>,
    /// Whether the largest value stands at the bottom.
    pub inverted: bool,
    /// One band an interval, in the order of the specification. The scene draws them; a page adds only what can be grabbed.
    pub brushes: Vec<BrushGeometry>,
    /// Whether the missing lane is brushed.
    pub missing_brushed: bool,
    /// Whether the NaN lane is brushed.
    pub nan_brushed: bool,
    /// The labelled places, from the top down.
    pub ticks: Vec<TickGeometry>,
}

/// The band of one interval.
#[derive(Clone, Debug, PartialEq)]
pub struct BrushGeometry {
    /// Its upper edge.
    pub top_px: f64,
    /// Its lower edge.
    pub bottom_px: f64,
    /// The smallest value held, in words.
    pub low: String,
    /// The largest value held, in words.
    pub high: String,
}

/// One labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TickGeometry {
    /// Its height.
    pub y_px: f64,
    /// Its label.
    pub text: String,
}

/// A run under the pointer, in words and places.
#[derive(Clone, Debug, PartialEq)]
pub struct HoverHit {
    /// The row in the table.
    pub row: usize,
    /// The name of the run.
    pub name: String,
    /// The colour of its line.
    pub colour: Colour,
    /// Its value at each axis, from left to right.
    pub values: Vec<HoverValue>,
}

/// The value of a hovered run at one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct HoverValue {
    /// The column of the axis.
    pub column: ColumnName,
    /// The exact value; `missing` where there is none.
    pub text: String,
    /// Where the axis stands, in css pixels.
    pub x_px: f64,
    /// Where the run crosses it, in css pixels.
    pub y_px: f64,
}
