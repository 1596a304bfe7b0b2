//! Next configurations of a search space.

mod halton;
mod improvement;
mod novelty;
mod select;

pub(super) use halton::Halton;
pub(super) use select::{Searched, proposals};
