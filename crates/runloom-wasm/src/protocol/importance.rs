use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::GoalName;

/// The importance of params: a scene, and where the bars are. While it is being computed, only how far that is.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct ImportancePicture {
    /// The generation it shows.
    pub generation: u32,
    /// Width in device pixels.
    pub width: usize,
    /// Height in device pixels.
    pub height: usize,
    /// The width of the whole picture.
    #[serde(rename = "width_px")]
    pub width_px: f64,
    /// The height of the whole picture.
    #[serde(rename = "height_px")]
    pub height_px: f64,
    /// Always empty: bars are part of the scene.
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    pub pixels: Vec<u8>,
    /// Everything there is to see, for [`crate::Painter`].
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    pub scene: Vec<u8>,
    /// The picture in words.
    pub description: String,
    /// What it leaves out and what to know before believing it.
    pub left_out: Vec<String>,
    /// A sentence instead of a picture.
    pub note: Option<String>,
    /// Which part of the work is done, from 0 to 1, while there is no picture: ask again for it to go on.
    pub progress: Option<f64>,
    /// The params that are drawn, most important first.
    pub bars: Vec<ImportanceBarInfo>,
    /// The pairs of params that are drawn.
    pub pairs: Vec<ImportancePairInfo>,
    /// What was asked; `null` where there is nothing to ask about.
    pub asked: Option<ImportanceAsked>,
    /// What the user chose.
    pub settings: ImportanceSettings,
    /// How it could be judged.
    pub methods: Vec<ImportanceMethod>,
}

/// What the user chose of the importance of params.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct ImportanceSettings {
    /// The full name of the column that params are to explain; `null` leaves it to the engine.
    pub target: Option<String>,
    /// Which of its values are good; `null` is judged by its name.
    pub goal: Option<GoalName>,
    /// The word for the method.
    pub method: String,
    /// Only so many percent of the runs are asked about, the best ones; `null` for all.
    pub best_percent: Option<u8>,
    /// The full names of two params whose effect together is shown.
    pub pair: Option<(String, String)>,
}

/// A pair of params with the part of the variance that is due to both together.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ImportancePairInfo {
    /// The full name of the one, and of the other.
    pub params: (String, String),
    /// `max_depth and subsample: 0.12 of the variance`.
    pub label: String,
    /// Whether its surface is shown.
    pub shown: bool,
    /// Its left side.
    pub x_px: f64,
    /// Its upper side.
    pub y_px: f64,
    /// Its width.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
}

/// A question with nothing left open.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
pub struct ImportanceAsked {
    /// The full name of the column that params are to explain.
    pub target: String,
    /// Its key.
    pub key: String,
    /// Which of its values are good.
    pub goal: GoalName,
}

/// A way to judge params.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
pub struct ImportanceMethod {
    /// The word for it.
    pub word: String,
    /// Its name for people.
    pub title: String,
    /// What its numbers mean, and what they do not.
    pub meaning: String,
}

/// A bar with its name.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ImportanceBarInfo {
    /// The full name of the param.
    pub column: String,
    /// `max_depth: importance 0.46, 95 % interval 0.31 – 0.61, …`.
    pub label: String,
    /// Its left side.
    pub x_px: f64,
    /// Its upper side.
    pub y_px: f64,
    /// Its width.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
}
