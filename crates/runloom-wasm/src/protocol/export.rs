use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::PictureRequest;

/// A chart as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// The panel: `parallel`, `scatter-2`.
    pub panel: String,
    /// As what.
    pub form: ExportForm,
    /// How large, how sharp, in which colours; of data nothing of it counts.
    pub picture: PictureRequest,
}

/// What a chart can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum ExportForm {
    /// SVG with the runs as one picture of pixels.
    Svg,
    /// SVG with a mark a run.
    Vector,
    /// What the chart shows as comma-separated values: a run a line, or a logged point a line.
    Csv,
    /// The same as Apache Parquet.
    Parquet,
}
