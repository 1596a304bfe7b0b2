//! From a run table to what a statistic works on: features, a target, and an account of what was left out.

mod build;
mod domain;
mod feature;
mod left_out;
mod objectives;
mod scale;
mod status;
mod target;
mod thin;
mod twins;

pub use build::{Design, DesignOptions};
pub use domain::Domain;
pub use feature::Feature;
pub use left_out::{RunsLeftOut, Unjudged, WhyUnjudged};
pub use objectives::nondominated_ranks;
pub use status::finished_runs;
pub use target::{Goal, Target};
