//! What kinds find out about the drawn runs, which brushes do not change.

use super::groups::Groups;
use super::kinds::{Spans, Spread};
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
    /// From when to when they went.
    pub(super) spans: Spans,
}

/// Runs in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Ascending {
    pub(super) runs: Vec<u32>,
    pub(super) numbers: Vec<f64>,
}
