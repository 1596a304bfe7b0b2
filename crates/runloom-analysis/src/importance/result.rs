use runloom_table::ColumnName;

use super::Method;
use crate::design::{RunsLeftOut, Unjudged};

/// How much each param matters for a target, and how sure that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Importance {
    /// By which method.
    pub method: Method,
    /// The judged params, most important first; equal ones stand in the order of the table.
    pub params: Vec<ParamImportance>,
    /// How many runs were used.
    pub runs_used: usize,
    /// The chosen runs that were not.
    pub left_out: RunsLeftOut,
    /// Params that cannot be judged.
    pub unjudged: Vec<Unjudged>,
    /// Groups of params that say the same in all used runs; what they do is spread over them.
    pub twins: Vec<Vec<ColumnName>>,
    /// What a reader should know before believing the numbers, a sentence each.
    pub notes: Vec<String>,
}

/// How much one param matters.
#[derive(Clone, Debug, PartialEq)]
pub struct ParamImportance {
    /// The param.
    pub name: ColumnName,
    /// Its importance, as the method defines it; never NaN.
    pub importance: f64,
    /// The lower end of its 95 % interval over resampled runs and trees; the importance itself where none was asked for.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What the param reaches without any connection to the target, by chance; 0 where no permutation was asked for.
    pub noise_floor: f64,
    /// Spearman's correlation with the target as it was given: which way it goes. `None` for categories.
    pub direction: Option<f64>,
    /// How many used runs have the param.
    pub runs: usize,
}

impl Importance {
    /// Makes importances sum to 1, and everything else in proportion, but no more than 1: where chance reaches more than all importances
    /// together, floors are 1. Where none is positive, all stay 0.
    pub fn normalise(&mut self) {
        let sum: f64 = self.params.iter().map(|param| param.importance.max(0.0)).sum();
        if sum > 0.0 {
            for param in &mut self.params {
                for number in [&mut param.importance, &mut param.low, &mut param.high, &mut param.noise_floor] {
                    *number = (*number / sum).max(0.0);
                }
                param.high = param.high.min(1.0).max(param.importance);
                param.noise_floor = param.noise_floor.min(1.0);
            }
        }
    }
}
