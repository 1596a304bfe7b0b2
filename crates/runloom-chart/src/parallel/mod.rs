//! Parallel coordinates: one upright axis a column, one line a run.

mod brush;
mod chart;
mod defaults;
mod geometry;
mod spec;

pub use brush::brush_mask;
pub use chart::ParallelChart;
pub use defaults::{default_axes, default_colour};
pub use geometry::{AxisGeometry, BrushGeometry, HoverHit, HoverValue, TickGeometry};
pub use spec::{AxisSpec, Interval, ParallelSpec};
