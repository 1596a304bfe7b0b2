use runloom_chart::{Band, HistoryX, Smoothing};
use serde::{Deserialize, Serialize};

/// What the metric history shows. Metrics are named as their histories are, without `metrics.`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryView {
    /// The metrics, one part of the chart each; none leaves the choice to the chart.
    pub metrics: Vec<String>,
    /// What runs from left to right.
    pub x: HistoryX,
    /// Whether values stand on logarithmic axes.
    pub log: bool,
    /// What is done to the values before they are drawn.
    pub smoothing: Smoothing,
    /// Means instead of runs, with this band around them.
    pub mean: Option<Band>,
    /// Whether the axes of values leave outliers out.
    pub cut_outliers: bool,
    /// The part of the horizontal axis to show, in its unit: steps, milliseconds since 1970, seconds, or what a metric counts.
    pub zoom: Option<(f64, f64)>,
}
