//! Parallel coordinates: one upright axis a column, one line a run.

mod axis;
mod brush;
mod categories;
mod chart;
mod colours;
mod defaults;
mod draw;
mod frame;
mod geometry;
mod hover;
mod layout;
mod lines;
mod lookup;
mod places;
mod runs;
mod spec;
mod survey;
mod words;

pub use brush::brush_mask;
pub use chart::ParallelChart;
pub use colours::lower_is_better;
pub use defaults::{default_axes, default_colour};
pub use geometry::{AxisGeometry, BrushGeometry, HoverHit, HoverValue, TickGeometry};
pub use spec::{AxisSpec, Interval, ParallelSpec};
pub use words::interval_words;
