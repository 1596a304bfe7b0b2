//! A random forest for regression: Breiman, "Random Forests", Machine Learning 45, 2001.
//!
//! Trees are grown to the end by exact best splits on columns that are sorted once. Only sums, products and comparisons are used, so that a
//! forest is the same natively and in Wasm.

mod boosted;
mod encode;
mod grow;
mod measure;
mod model;
mod options;
mod pool;
mod regime;
mod sorted;
mod split;
mod tree;

pub(crate) use boosted::Boosted;
pub(crate) use encode::{Encoded, EncodedColumn};
pub(crate) use grow::Grower;
pub(crate) use measure::{ABSENT, Measure, Spread};
pub(crate) use model::Forest;
pub(crate) use options::{Encoding, ForestOptions};
pub(crate) use pool::Pool;
pub(crate) use regime::{regime, regime_of_runs};
pub(crate) use sorted::SortedColumn;
pub(crate) use tree::{Node, Tree};
