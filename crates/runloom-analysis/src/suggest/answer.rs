use runloom_table::ColumnName;

use super::{ParamValue, SpaceParam};
use crate::design::{RunsLeftOut, Unjudged};
use crate::importance::Importance;
use crate::noise::{Difference, Winner};

/// What to try next, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// How many runs were used.
    pub runs_used: usize,
    /// The chosen runs that were not.
    pub left_out: RunsLeftOut,
    /// The rows of the best runs, the very best first; empty where there are too few runs to tell.
    pub best: Vec<u32>,
    /// Where they lie; `None` where there are none.
    pub region: Option<Region>,
    /// The narrowed search space, param by param, in the order of the table.
    pub space: Vec<SpaceParam>,
    /// Why no param, or no other param, is frozen.
    pub freezing: String,
    /// Next configurations.
    pub proposals: Vec<Proposal>,
    /// How sure it is that the best configuration is the best; `None` where nothing tells.
    pub winner: Option<Winner>,
    /// The mean target of the runs within the region less that of the others, in the target's units, with its interval.
    pub within_less_outside: Option<Difference>,
    /// How much each param matters by itself.
    pub importance: Importance,
    /// Params that are not searched over since they cannot be judged: constants, names of runs.
    pub unjudged: Vec<Unjudged>,
    /// What a reader should know before acting upon it, a sentence each.
    pub notes: Vec<String>,
}

/// The evidence for the region that holds the best runs: the suggested space before anything is frozen. Targets are in their units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// How many runs are the best: a tenth, at least 10 and at most 25, no more than half, and those with the same target as the last.
    pub best_runs: usize,
    /// Of how many runs.
    pub runs: usize,
    /// The target of the very best run.
    pub best: f64,
    /// The target of the last of the best runs.
    pub last: f64,
    /// How many of the used runs lie within the region.
    pub runs_within: usize,
    /// The median target of these.
    pub median_within: f64,
    /// The median target of the others; `None` where there are none.
    pub median_outside: Option<f64>,
    /// What a forest expects on average over the region and over all that was tried, each value of a param alike; `None` without one.
    pub expected: Option<(f64, f64)>,
    /// Which part of what was tried the region is: the product over the params, on their scales. Above 1 where edges were moved out.
    pub volume: f64,
}

/// A next configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its params that are searched over or frozen, in the order of the table; params that do not exist in it are left out.
    pub params: Vec<(ColumnName, ParamValue)>,
    /// How it was found.
    pub kind: ProposalKind,
    /// What a forest expects of it and how far its members scatter (one standard deviation), in the units of the target; `None` without one.
    pub expected: Option<(f64, f64)>,
    /// Why, in a sentence.
    pub reason: String,
}

/// How a configuration was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalKind {
    /// It promises the largest improvement over what is expected of the best run (Jones, Schonlau, Welch, "Efficient Global Optimization of
    /// Expensive Black-Box Functions", Journal of Global Optimization 13, 1998, equation 15).
    ExpectedImprovement,
    /// It lies where least was tried within the region.
    SpaceFilling,
}

impl ProposalKind {
    /// The stable word for machines: `expected-improvement`, `space-filling`.
    pub fn word(self) -> &'static str {
        match self {
            Self::ExpectedImprovement => "expected-improvement",
            Self::SpaceFilling => "space-filling",
        }
    }
}
