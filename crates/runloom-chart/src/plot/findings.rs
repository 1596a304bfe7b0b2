//! What kinds find out about the drawn runs, which brushes do not change.

use super::groups::Groups;
use super::kinds::{Field, Spans, Spread};
use super::statistics::Estimate;

/// What a kind found out about the drawn runs and needs with every brush.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings {
    /// Their groups along a side.
    pub(super) bands: Option<Groups>,
    /// Their groups by colour.
    pub(super) split: Option<Groups>,
    /// The drawn runs that have a number, smallest first.
    pub(super) ascending: Ascending,
    /// What is found of each group of all drawn runs, and of how many it is.
    pub(super) whole: Vec<(Option<Estimate>, usize)>,
    /// How the values of each column are spread.
    pub(super) spreads: Vec<Spread>,
    /// Where they stand in the cells of a surface.
    pub(super) field: Option<Field>,
    /// What they have, one after the other in their order; NaN where they have no place.
    pub(super) in_order: Vec<f64>,
    /// From when to when they went.
    pub(super) spans: Spans,
}

/// Runs in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Ascending {
    pub(super) runs: Vec<u32>,
    pub(super) numbers: Vec<f64>,
    /// The group of each, or [`Ascending::NO_GROUP`]; empty where all are in one.
    pub(super) groups: Vec<u16>,
}
