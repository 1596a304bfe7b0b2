use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::PictureRequest;

/// What a metric history should be like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
pub struct HistoryRequest {
    /// Its size and colours; the height is that of one row of panes.
    pub picture: PictureRequest,
    /// The part of the horizontal axis to show while it is being moved, with crowds drawn more coarsely; `null` as the view says.
    pub window: Option<HistoryWindow>,
}

/// A part of the horizontal axis, in its unit: steps, milliseconds since 1970, seconds, or what a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Tsify)]
pub struct HistoryWindow {
    /// Its left end.
    pub low: f64,
    /// Its right end.
    pub high: f64,
}

/// What a metric history shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct HistorySettings {
    /// The metrics, as their histories are named.
    pub metrics: Vec<String>,
    /// Whether these are the engine's choice, and are to stay so.
    pub automatic: bool,
    /// What runs from left to right.
    pub x: HistoryXName,
    /// The metric, where that is one.
    pub x_metric: Option<String>,
    /// Whether values stand on logarithmic axes.
    pub log: bool,
    /// How values are smoothed.
    pub smoothing: SmoothingName,
    /// How much: the weight of the past, the standard deviation in points, or the number of points.
    pub amount: f64,
    /// Means of all runs, or of groups, with this band, instead of runs.
    pub mean: Option<BandName>,
    /// Whether the axes of values leave outliers out.
    pub cut_outliers: bool,
    /// The part of the horizontal axis that is shown; `null` for all of it.
    pub zoom: Option<HistoryWindow>,
}

/// What runs from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum HistoryXName {
    /// Steps.
    #[default]
    Step,
    /// Moments.
    Time,
    /// Seconds since the start of the run.
    Relative,
    /// Another metric at the same step.
    Metric,
}

/// How values are smoothed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum SmoothingName {
    /// Not at all.
    #[default]
    None,
    /// By an exponential moving average.
    Ema,
    /// By a Gaussian.
    Gaussian,
    /// By a running mean.
    Mean,
}

/// What is drawn around a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum BandName {
    /// From the smallest to the largest value.
    MinMax,
    /// A standard deviation to either side.
    Std,
}

/// The metric history: pixels of the lines, a scene of everything else, and where things are.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct HistoryPicture {
    /// The generation it shows.
    pub generation: u32,
    /// Width of the pixels, in device pixels.
    pub width: usize,
    /// Height of the pixels, in device pixels.
    pub height: usize,
    /// The width of the whole picture.
    #[serde(rename = "width_px")]
    pub width_px: f64,
    /// The height of the whole picture.
    #[serde(rename = "height_px")]
    pub height_px: f64,
    /// RGBA, straight alpha, `width * height * 4` bytes.
    #[serde(serialize_with = "super::pixels::serialize")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    pub pixels: Vec<u8>,
    /// Axes, labels and legend, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
    /// The picture in words.
    pub description: String,
    /// What is not in it, or apart, and why.
    pub left_out: Vec<String>,
    /// A sentence instead of a picture.
    pub note: Option<String>,
    /// Where the panes are.
    pub panes: Vec<HistoryPane>,
    /// What it shows.
    pub settings: HistorySettings,
    /// What the groups are called whose means are drawn; `null` where nothing is grouped.
    pub grouped_by: Option<String>,
}

/// Where the plot of one metric is.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct HistoryPane {
    /// The metric.
    pub metric: String,
    /// The left edge of the plot.
    pub left_px: f64,
    /// Its upper edge.
    pub top_px: f64,
    /// Its width.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
    /// What its horizontal axis shows.
    pub window: HistoryWindow,
    /// All that there is to show.
    pub all: HistoryWindow,
}

/// A metric that has a history.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct HistoryMetric {
    /// Its name.
    pub key: String,
    /// How many runs of the filter have it.
    pub runs: usize,
    /// How many points they have.
    pub points: usize,
}

/// A run under the pointer.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct HistoryHover {
    /// Its place in the current order, if it matches.
    pub position: Option<usize>,
    /// Its name, or its id; that of a group where means are drawn.
    pub name: String,
    /// Its values, one a pane that it is in.
    pub values: Vec<HistoryHoverValue>,
    /// Its line, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
}

/// What a run holds at one place.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct HistoryHoverValue {
    /// The metric.
    pub metric: String,
    /// The place: `step 120`.
    pub place: String,
    /// The value as it is drawn.
    pub text: String,
    /// The value as it was logged, where that is another.
    pub raw: Option<String>,
}
