//! Runs as points between two axes: where they stand, and how they are drawn.

mod crowds;
mod layer;
mod standing;

pub(crate) use crowds::{Cell, Crowds};
pub(crate) use layer::{MOST_POINTS, Points, RING_PX, Shape};
pub(crate) use standing::{Standing, known, scattered};
