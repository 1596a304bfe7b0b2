use runloom_table::sort_reals;

use super::density;
use super::grid::Grid;
use crate::design::{Design, Feature};

/// Fewer runs than this make no regime.
const LEAST_RUNS: usize = 2;

/// What "the best runs" and "all runs" are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PedAnovaOptions {
    /// Which part of the runs are the best ones (γ' of the paper), more than 0.
    pub target_quantile: f64,
    /// Among which part of the runs importance is judged (γ), at most 1.
    pub region_quantile: f64,
    /// Compare the best runs with the runs that there are; else with runs spread evenly over the search space.
    pub evaluate_on_local: bool,
}

impl Default for PedAnovaOptions {
    /// The best tenth among all, as in Optuna 5.
    fn default() -> Self {
        Self { target_quantile: 0.1, region_quantile: 1.0, evaluate_on_local: true }
    }
}

/// The importance of each feature for getting among the best runs, not normalised and never NaN; all 0 for fewer than two runs.
///
/// `I = g² · (α²/β) · Σₓ q(x)·(p(x)/q(x) − 1)²` (Watanabe et al. 2023, theorem 1; the conditional paper, theorem 4.2), where `p` and
/// `q` are the Parzen densities of the best runs and of the region, `g` is the part of the region that the best runs are, and `α` and
/// `β` are the parts of the best runs and of the region that have the param at all.
pub fn ped_anova(design: &Design, options: &PedAnovaOptions) -> Vec<f64> {
    if design.runs() < LEAST_RUNS {
        return vec![0.0; design.features.len()];
    }
    let is_best = best(&design.target, options.target_quantile);
    let is_in_region = best(&design.target, options.region_quantile);
    design.features.iter().map(|feature| of_feature(feature, &is_best, &is_in_region, options)).collect()
}

/// Which targets are among the given part of the smallest; equal ones all are or none is.
fn best(target: &[f64], quantile: f64) -> Vec<bool> {
    let mut ordered = target.to_vec();
    sort_reals(&mut ordered);
    let place = (libm::ceil(quantile * target.len() as f64) as usize).saturating_sub(1);
    let cut = ordered.get(place).copied().unwrap_or(f64::INFINITY);
    target.iter().map(|value| *value <= cut).collect()
}

fn of_feature(feature: &Feature, is_best: &[bool], is_in_region: &[bool], options: &PedAnovaOptions) -> f64 {
    let counts = Grid::of(&feature.domain).count(feature, is_best, is_in_region);
    let runs = |is: &[bool]| is.iter().filter(|is| **is).count() as f64;
    let active = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let (best, region) = (runs(is_best), runs(is_in_region));
    let (best_active, region_active) = (active(&counts.best), active(&counts.region));
    if best_active < 1.0 || region_active < LEAST_RUNS as f64 {
        return 0.0;
    }
    let density = if feature.is_category() { density::of_categories } else { density::of_numbers };
    let p = density(&counts.best);
    let q = if options.evaluate_on_local { density(&counts.region) } else { vec![1.0 / p.len() as f64 - 1e-12; p.len()] };
    let divergence: f64 = p
        .iter()
        .zip(&q)
        .map(|(p, q)| {
            let (p, q) = (p + 1e-12, q + 1e-12);
            q * (p / q - 1.0) * (p / q - 1.0)
        })
        .sum();
    let (part_of_best, part_of_region) = (best_active / best, region_active / region);
    (best / region) * (best / region) * part_of_best * part_of_best / part_of_region * divergence
}
