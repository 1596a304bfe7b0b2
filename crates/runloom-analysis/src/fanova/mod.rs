//! Functional analysis of variance of a forest: Hutter, Hoos, Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
//! Importance", ICML 2014.
//!
//! A tree is a partition of the space into boxes, so that its marginals, and their variances, are sums over boxes: exact, not sampled.

mod effects;
mod grid;
mod latin;
mod marginal;
mod merged;
mod partition;
mod space;

pub(crate) use effects::{effects, effects_of_trees};
pub(crate) use grid::{grid, places};
pub(crate) use latin::shared_variance;
pub(crate) use merged::shared;
pub(crate) use partition::Partition;
use space::Space;
