use runloom_table::ColumnName;

use super::Bands;
use crate::axis::AxisSpec;
use crate::{ColourScale, Palette};

/// What a parallel-coordinates chart shows and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelSpec {
    /// The axes, from left to right.
    pub axes: Vec<AxisSpec>,
    /// The column that colours the lines.
    pub colour: Option<ColumnName>,
    /// How the numbers of that column become colours.
    pub colour_scale: ColourScale,
    /// Whether lines are curves that are level at the axes.
    pub curves: bool,
    /// A band and a median line for each category of colour, instead of lines in full colour; of no effect where these are more than eight numbers.
    pub bands: Option<Bands>,
    /// The width to fill, in css pixels. The chart is wider where its axes would stand too close.
    pub width_px: f64,
    /// The height to fill, in css pixels.
    pub height_px: f64,
    /// Device pixels a css pixel.
    pub device_pixel_ratio: f64,
    /// The theme.
    pub palette: Palette,
}

impl ParallelSpec {
    /// The columns whose values [`crate::ParallelChart::build`] needs.
    pub fn columns(&self) -> Vec<ColumnName> {
        let mut columns: Vec<ColumnName> = Vec::new();
        for name in self.axes.iter().map(|axis| &axis.column).chain(&self.colour) {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    }
}
