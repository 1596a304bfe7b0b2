//! Parallel coordinates: one upright axis a column, one line a run.

mod bands;
mod chart;
mod course;
mod defaults;
mod draw;
mod figure;
mod frame;
mod geometry;
mod hover;
mod layout;
mod lookup;
mod runs;
mod spec;
mod strokes;

pub use bands::Bands;
pub use chart::ParallelChart;
pub use defaults::{axes_by_importance, columns_for_importance, default_axes, default_colour, suits_an_axis};
pub(crate) use defaults::{candidates, telling_params};
pub use geometry::{AxisGeometry, BrushGeometry, HoverHit, HoverValue, TickGeometry};
pub use spec::ParallelSpec;

pub(crate) use hover::run_name;
pub(crate) use strokes::{Strokes, opacity};
