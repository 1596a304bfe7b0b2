//! A search space narrowed to where the best runs lie, param by param.

mod axis;
mod choices;
mod condition;
mod edge;
mod limits;
mod narrow;
mod param;
mod range;
mod search;

pub(super) use axis::Axis;
pub(super) use condition::Gate;
pub use param::{Condition, End, SpaceParam, SpaceValues};
pub(super) use search::{Absence, Reach, SearchSpace};
