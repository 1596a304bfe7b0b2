//! What to try next: the region that holds the best runs, a narrowed search space, params that can be frozen, and next configurations.

mod answer;
mod best;
mod chance;
mod describe;
mod freeze;
mod options;
mod propose;
mod region;
mod round;
mod seeds;
mod space;
mod task;
mod value;
mod words;

pub use answer::{Proposal, ProposalKind, Region, Suggestion};
pub use options::SuggestOptions;
pub use seeds::is_seed;
pub use space::{Condition, End, SpaceParam, SpaceValues};
pub use task::{SuggestTask, suggest};
pub use value::ParamValue;
