//! Is it noise? Replicates, how sure it is that the best configuration is the best, differences with intervals, and whether a search has flattened.

mod best_so_far;
mod difference;
mod replicates;
mod student;
mod winner;

pub use best_so_far::{BestSoFar, best_so_far};
pub use difference::{Difference, difference};
pub use replicates::replicates;
pub(crate) use winner::winner;
pub use winner::{Contender, NoiseSource, Winner};
