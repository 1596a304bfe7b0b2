use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// The scatter matrix: pixels of the points, a scene of everything else, and where things are.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct MatrixPicture {
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
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub pixels: Vec<u8>,
    /// Borders, labels, histograms, correlations and legend, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
    /// The picture in words.
    pub description: String,
    /// Which runs are not in it, and why.
    pub left_out: Vec<String>,
    /// A sentence instead of a picture.
    pub note: Option<String>,
    /// The columns that it shows, full names, from left to right.
    pub columns: Vec<String>,
    /// The cells of points.
    pub cells: Vec<MatrixCellInfo>,
}

/// A cell of points.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct MatrixCellInfo {
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
    pub brush: Option<MatrixArea>,
}

/// A rectangle of the scatter matrix, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Tsify)]
pub struct MatrixArea {
    /// Its left side.
    pub left_px: f64,
    /// Its upper side.
    pub top_px: f64,
    /// Its right side.
    pub right_px: f64,
    /// Its lower side.
    pub bottom_px: f64,
}
