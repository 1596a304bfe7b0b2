use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::ScaleName;

/// The colours of the page, `#rrggbb`, so that pictures and page agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Palette {
    /// Behind the panels.
    pub background: String,
    /// Behind the picture.
    pub panel: String,
    /// Thin borders.
    pub hairline: String,
    /// Text.
    pub ink: String,
    /// Second lines.
    pub soft_ink: String,
    /// Axes.
    pub axis: String,
    /// Lines that are not chosen.
    pub context: String,
    /// What the user did.
    pub accent: String,
    /// Bars.
    pub bar: String,
}

/// What a picture should be like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct PictureRequest {
    /// The room there is; the picture may be wider if the axes need it.
    #[serde(rename = "width_px")]
    pub width_px: f64,
    /// The height.
    #[serde(rename = "height_px")]
    pub height_px: f64,
    /// Device pixels a CSS pixel.
    pub device_pixel_ratio: f64,
    /// The colours.
    pub palette: Palette,
}

/// The parallel coordinates: pixels of the lines, a scene of everything else, and where things are.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The generation it shows.
    pub generation: u32,
    /// Grows whenever runs may have other colours than before.
    pub colours: u32,
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
    /// Brushes, between pixels and scene.
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub brushes: Vec<u8>,
    /// The picture in words.
    pub description: String,
    /// Which runs are not in it, and why.
    pub left_out: Vec<String>,
    /// A sentence instead of a picture.
    pub note: Option<String>,
    /// Where the axes are.
    pub axes: Vec<AxisInfo>,
}

/// Where an axis is and what it says.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct AxisInfo {
    /// The full name of its column.
    pub column: String,
    /// Its key, whole.
    pub label: String,
    /// `param · log`.
    pub detail: String,
    /// Its place.
    #[serde(rename = "x_px")]
    pub x_px: f64,
    /// Its upper end.
    #[serde(rename = "top_px")]
    pub top_px: f64,
    /// Its lower end.
    #[serde(rename = "bottom_px")]
    pub bottom_px: f64,
    /// How far up a brush may reach: to the lane of infinite values, where there is one.
    #[serde(rename = "highest_px")]
    pub highest_px: f64,
    /// How far down a brush may reach.
    #[serde(rename = "lowest_px")]
    pub lowest_px: f64,
    /// The height of the lane of missing values, where there are any.
    #[serde(rename = "missing_px")]
    pub missing_px: Option<f64>,
    /// The height of the lane of NaN, where there are any.
    #[serde(rename = "nan_px")]
    pub nan_px: Option<f64>,
    /// Its scale.
    pub scale: ScaleName,
    /// The scales it can have.
    pub scales: Vec<ScaleName>,
    /// Whether it is upside down.
    pub inverted: bool,
    /// Its brushes.
    pub brushes: Vec<BrushBox>,
    /// Whether the lane of missing values is brushed.
    pub missing_brushed: bool,
    /// Whether the lane of NaN is brushed.
    pub nan_brushed: bool,
}

/// Where a brush is.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct BrushBox {
    /// Its upper edge.
    pub top_px: f64,
    /// Its lower edge.
    pub bottom_px: f64,
    /// The value at its low end.
    pub low: String,
    /// The value at its high end.
    pub high: String,
    /// What could be typed for it; empty for names.
    pub typed: String,
}

/// A run under the pointer.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Hover {
    /// Its place in the current order, if it matches.
    pub position: Option<usize>,
    /// Its name, or its id.
    pub name: String,
    /// The colour of its line as CSS.
    pub colour: Option<String>,
    /// Its values at the axes.
    pub values: Vec<HoverValue>,
    /// Its line, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
}

/// A value of the run under the pointer.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct HoverValue {
    /// The full name of the axis' column.
    pub axis: String,
    /// The key.
    pub label: String,
    /// The value as text.
    pub text: String,
    /// Where it crosses the axis.
    pub x_px: f64,
    /// Where it crosses the axis.
    pub y_px: f64,
}
