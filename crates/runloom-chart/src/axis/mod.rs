//! Columns as axes: what a column holds, how its values become places, what is brushed, and how all that is said in words.

mod brush;
mod categories;
mod interval;
mod labels;
mod lines;
mod places;
mod resolved;
mod spec;
pub(crate) mod words;

pub use brush::brush_mask;
pub use spec::{AxisSpec, Interval};
pub use words::interval_words;

pub(crate) use categories::Categories;
pub(crate) use labels::{labels_at_the_left, labels_below, room_at_the_left};
pub(crate) use lines::{Lines, Noun};
pub(crate) use places::{Ends, Lanes, PER_PIXEL, heights, spread_ranks};
pub(crate) use resolved::{Axis, AxisData, AxisScale};
