/// Where one metric's part of a history stands, in css pixels, and what part of the horizontal axis it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneGeometry {
    /// The metric, as its history is named.
    pub metric: String,
    /// The left edge of the plot.
    pub left_px: f64,
    /// Its upper edge.
    pub top_px: f64,
    /// Its width.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
    /// The place at its left edge, in the unit of the axis: steps, milliseconds since 1970, seconds, or what a metric counts.
    pub x_low: f64,
    /// The place at its right edge.
    pub x_high: f64,
    /// All that there is from left to right, whatever part is shown.
    pub x_all: (f64, f64),
}
