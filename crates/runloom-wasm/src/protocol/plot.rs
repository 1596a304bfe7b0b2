use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// A plot: pixels of the points, a scene of everything else, and where things are.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct PlotPicture {
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
    /// RGBA, straight alpha, `width * height * 4` bytes; none where no runs are drawn as points.
    #[serde(serialize_with = "super::pixels::serialize")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    pub pixels: Vec<u8>,
    /// Whether runs are drawn as points.
    pub has_points: bool,
    /// Everything but the points, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
    /// The picture in words.
    pub description: String,
    /// Which runs are not in it, and why.
    pub left_out: Vec<String>,
    /// A sentence instead of a picture.
    pub note: Option<String>,
    /// The parts that columns play in it.
    pub roles: Vec<PlotRole>,
    /// What the colours stand for, where they are told.
    pub colour: Option<String>,
    /// Whether less is better, where the user said so.
    pub minimise: Option<bool>,
    /// The same of the column that runs across.
    pub minimise_x: Option<bool>,
    /// Whether less is taken to be better of the target, where that makes a difference.
    pub less_is_better: Option<bool>,
    /// The same of the column that runs across.
    pub less_is_better_x: Option<bool>,
    /// Whether a trend line is drawn.
    pub trend: bool,
    /// What bars of groups show, where there are such: `mean`, `median`, `min`, `max` or `share`.
    pub statistic: Option<String>,
    /// Where columns can be brushed.
    pub cells: Vec<PlotCellInfo>,
    /// What stands for several runs: bars, boxes.
    pub parts: Vec<PlotCellInfo>,
}

/// A part that columns play in a plot.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct PlotRole {
    /// The word for it.
    pub word: String,
    /// The word for people.
    pub label: String,
    /// Which columns can play it.
    pub takes: RoleTakesName,
    /// How many columns play it at most.
    pub most: usize,
    /// Whether the plot is whole without it.
    pub optional: bool,
    /// The columns that play it, full names.
    pub columns: Vec<String>,
}

/// Which columns can play a role.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum RoleTakesName {
    /// All.
    Any,
    /// Numbers and moments.
    Numbers,
    /// Metrics.
    Metrics,
}

/// What the user chose for a plot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
pub struct PlotSettings {
    /// Roles to fill anew: their words, and full names of columns. None leaves a role to the plot.
    pub roles: Vec<(String, Vec<String>)>,
    /// Whether less is better; `null` judges by the name.
    pub minimise: Option<bool>,
    /// The same of the column that runs across.
    #[serde(rename = "minimiseX")]
    pub minimise_x: Option<bool>,
    /// Whether a trend line is drawn.
    pub trend: bool,
    /// What bars of groups show; `null` leaves it.
    pub statistic: Option<String>,
}

/// A rectangle of a plot.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct PlotCellInfo {
    /// `val_auc by max_depth`.
    pub label: String,
    /// Its left side.
    #[serde(rename = "x_px")]
    pub x_px: f64,
    /// Its upper side.
    #[serde(rename = "y_px")]
    pub y_px: f64,
    /// Its width.
    #[serde(rename = "width_px")]
    pub width_px: f64,
    /// Its height.
    #[serde(rename = "height_px")]
    pub height_px: f64,
    /// What of it is brushed, from its upper left corner.
    pub brush: Option<PlotArea>,
    /// The columns across and up, full names, where it stands between two.
    pub between: Option<(String, String)>,
}

/// A rectangle of a plot, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Tsify)]
pub struct PlotArea {
    /// Its left side.
    pub left_px: f64,
    /// Its upper side.
    pub top_px: f64,
    /// Its right side.
    pub right_px: f64,
    /// Its lower side.
    pub bottom_px: f64,
}
