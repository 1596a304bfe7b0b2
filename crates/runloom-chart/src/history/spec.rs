use runloom_table::{ColumnName, History, RowMask, RunTable};
use serde::{Deserialize, Serialize};

use super::Smoothing;
use crate::{ColourScale, Palette};

/// What a metric history shows and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct HistorySpec {
    /// The metrics, one pane each, as [`History::keys`] names them; at most [`HistorySpec::MOST_METRICS`] are drawn.
    pub metrics: Vec<String>,
    /// What runs from left to right.
    pub x: HistoryX,
    /// Whether the values stand on logarithmic axes.
    pub log: bool,
    /// What is done to the values before they are drawn.
    pub smoothing: Smoothing,
    /// Means of the runs instead of the runs, with a band around them.
    pub mean: Option<Band>,
    /// Whether the axes of values hold only what lies between the 1st and the 99th percentile.
    pub cut_outliers: bool,
    /// The part of the horizontal axis to show, in its unit; `None` for all of it.
    pub window: Option<(f64, f64)>,
    /// Whether runs that are too many for lines of their own are drawn sooner, in wider columns, and if need be only some of them: while the
    /// window moves.
    pub coarse: bool,
    /// The column that colours the lines.
    pub colour: Option<ColumnName>,
    /// How its numbers become colours.
    pub colour_scale: ColourScale,
    /// The width to fill, in css pixels.
    pub width_px: f64,
    /// The height of one row of panes, in css pixels. The chart is higher where panes need several rows.
    pub height_px: f64,
    /// Device pixels a css pixel.
    pub device_pixel_ratio: f64,
    /// The theme.
    pub palette: Palette,
}

impl HistorySpec {
    /// The most metrics that are drawn at once.
    pub const MOST_METRICS: usize = 12;
}

/// What runs from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryX {
    /// The step that a point was logged at.
    #[default]
    Step,
    /// The moment that it was logged at.
    Time,
    /// The time since the first point of its run, in seconds.
    Relative,
    /// The value that another metric has at the same step of the same run.
    Metric(String),
}

/// What is drawn around a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// From the smallest to the largest value.
    MinMax,
    /// One standard deviation of the sample (n − 1) to either side.
    Std,
}

/// What a metric history is made from.
#[derive(Clone, Copy)]
pub struct HistoryData<'a> {
    /// The runs.
    pub runs: &'a RunTable,
    /// Their logged points.
    pub history: &'a History,
    /// The runs whose values the axes hold; those that do not match are drawn in grey.
    pub in_filter: &'a RowMask,
    /// The runs in colour: filter and brushes.
    pub matching: &'a RowMask,
    /// Runs that are drawn thicker and on top.
    pub selected: Option<&'a RowMask>,
    /// Groups to take the means of; without them all matching runs are one group.
    pub groups: Option<HistoryGroups<'a>>,
}

/// Groups of runs.
#[derive(Clone, Copy)]
pub struct HistoryGroups<'a> {
    /// One row a group, with the column that colours them.
    pub table: &'a RunTable,
    /// The matching runs of each group.
    pub rows: &'a [&'a [u32]],
}
