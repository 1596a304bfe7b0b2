use super::ParallelChart;
use crate::axis::{AxisScale, Interval};
use crate::{Colour, ScaleKind};

/// How many steps lead from one end of a continuous axis to the other.
const STEPS: f64 = 50.0;

impl ParallelChart {
    /// The colour of a row's line; `None` for a row that is not in the table.
    pub fn colour_of(&self, row: usize) -> Option<Colour> {
        (row < self.frame.drawn.len()).then(|| self.frame.colours.colour(row))
    }

    /// The value that a height on an axis stands for, in words; `None` where the axis has no values.
    pub fn value_words(&self, axis: usize, y_px: f64) -> Option<String> {
        let geometry = self.axes.get(axis)?;
        let y_px = y_px.clamp(geometry.top_px, geometry.bottom_px);
        let interval = self.interval_from_px(axis, y_px, y_px)?;
        Some(match interval {
            Interval::Numbers { low, .. } if geometry.scale == ScaleKind::Time => crate::calendar::tell_moment(low as i64),
            Interval::Numbers { low, .. } => runloom_table::format_real(low),
            Interval::Categories(texts) => texts.first()?.clone(),
        })
    }

    /// How far one step of a key moves a brush on an axis: one category, else a fiftieth of the axis; css pixels.
    pub fn step_px(&self, axis: usize) -> Option<f64> {
        let geometry = self.axes.get(axis)?;
        let steps = match &self.frame.axes.get(axis)?.scale {
            AxisScale::Categories(categories) => categories.len().max(1) as f64,
            AxisScale::Numeric(_) | AxisScale::Empty => STEPS,
        };
        Some((geometry.bottom_px - geometry.top_px) / steps)
    }
}
