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
    ped_anova_of(design, &CellCounter::of(design), &design.target, &vec![1; design.runs()], options)
}

/// The cell of each run in the grid of each feature, for counting them again and again.
pub(crate) struct CellCounter(Vec<(Vec<u16>, usize)>);

impl CellCounter {
    pub(crate) fn of(design: &Design) -> Self {
        let cells = |feature: &Feature| {
            let grid = Grid::of(&feature.domain);
            (grid.cells_of(feature), grid.len())
        };
        Self(design.features.iter().map(cells).collect())
    }
}

/// [`ped_anova`] with each run counting as often as `counts` says, for any target.
pub(crate) fn ped_anova_of(
    design: &Design,
    cells: &CellCounter,
    target: &[f64],
    counts: &[u32],
    options: &PedAnovaOptions,
) -> Vec<f64> {
    if target.len() < LEAST_RUNS {
        return vec![0.0; design.features.len()];
    }
    let ordered = ordered(target, counts);
    let (of_best, of_region) = (cut(&ordered, options.target_quantile), cut(&ordered, options.region_quantile));
    let weights: Vec<(u32, u32)> = target
        .iter()
        .zip(counts)
        .map(|(value, count)| (u32::from(*value <= of_best) * count, u32::from(*value <= of_region) * count))
        .collect();
    let features = design.features.iter().zip(&cells.0);
    features.map(|(feature, (cells, len))| of_feature(feature, cells, *len, &weights, options)).collect()
}

/// The targets, each as often as it counts, ascending.
fn ordered(target: &[f64], counts: &[u32]) -> Vec<f64> {
    let mut ordered: Vec<f64> =
        target.iter().zip(counts).flat_map(|(value, count)| std::iter::repeat_n(*value, *count as usize)).collect();
    sort_reals(&mut ordered);
    ordered
}

/// The largest target among the given part of the smallest; equal ones all are among them or none is.
fn cut(ordered: &[f64], quantile: f64) -> f64 {
    let place = (libm::ceil(quantile * ordered.len() as f64) as usize).saturating_sub(1);
    ordered.get(place).copied().unwrap_or(f64::INFINITY)
}

/// `weights` has of each run how often it counts among the best, and in the region.
fn of_feature(feature: &Feature, cells: &[u16], len: usize, weights: &[(u32, u32)], options: &PedAnovaOptions) -> f64 {
    let (mut in_best, mut in_region) = (vec![0_u32; len], vec![0_u32; len]);
    let (mut best, mut region) = (0.0, 0.0);
    for (cell, (of_best, of_region)) in cells.iter().zip(weights) {
        best += f64::from(*of_best);
        region += f64::from(*of_region);
        if let (Some(in_best), Some(in_region)) = (in_best.get_mut(*cell as usize), in_region.get_mut(*cell as usize)) {
            *in_best += of_best;
            *in_region += of_region;
        }
    }
    let active = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let (best_active, region_active) = (active(&in_best), active(&in_region));
    if best_active < 1.0 || region_active < LEAST_RUNS as f64 {
        return 0.0;
    }
    let density = if feature.is_category() { density::of_categories } else { density::of_numbers };
    let p = density(&in_best);
    let q = if options.evaluate_on_local { density(&in_region) } else { vec![1.0 / p.len() as f64 - 1e-12; p.len()] };
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
