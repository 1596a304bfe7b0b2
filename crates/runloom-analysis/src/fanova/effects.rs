use super::marginal::{group_variance, marginal, marginals, moments, variance};
use super::merged::Merged;
use super::{Partition, Space, latin};
use crate::design::Design;
use crate::forest::{Boosted, Forest, Measure, regime};

/// The space that each feature is judged in, where that is not the space of all: of a param that some runs lack, the space of the runs
/// that have it, and which part of the runs these are.
struct Regimes(Vec<Option<(Vec<Measure>, f64)>>);

impl Regimes {
    fn of(design: &Design, forest: &Forest) -> Self {
        let encoded = &forest.encoded;
        let of = |(at, feature): (usize, &crate::design::Feature)| {
            let judged = feature.is_conditional() && !encoded.of_feature[at].is_empty();
            judged.then(|| regime(design, encoded, &[at]))
        };
        Self(design.features.iter().enumerate().map(of).collect())
    }
}

/// The variance over the space that is due to each feature alone, and the whole variance, according to what the members of a forest agree
/// on: with covariances of two members in the place of the variances of one in Hutter et al. 2014.
///
/// What differs between members is noise, which adds to the whole variance of one and hardly to its marginals; here it adds to neither, and
/// the result does not depend on how many members there are.
///
/// A param that some runs lack is judged in its own regime: over the space of the runs that have it, times the part of runs that do.
pub(crate) fn effects(design: &Design, forest: &Boosted) -> (Vec<f64>, f64) {
    let encoded = forest.encoded();
    let Regimes(regimes) = Regimes::of(design, &forest.stages[0]);
    let mut merged: Vec<Merged> = design.features.iter().map(|_| Merged::default()).collect();
    for member in 0..forest.members() {
        for tree in forest.member(member) {
            let partition = Partition::of(tree, encoded.columns.len());
            let space = Space::of(&partition, encoded.columns.iter().map(|column| &column.measure));
            let all = marginals(&partition, &space);
            for ((merged, columns), regime) in merged.iter_mut().zip(&encoded.of_feature).zip(&regimes) {
                let column = columns.start;
                if let Some((measures, _)) = regime {
                    let space = Space::of(&partition, measures.iter());
                    merged.add(&marginal(&partition, &space, column as u32), &space.below[column]);
                } else if !columns.is_empty() {
                    merged.add(&all[column], &space.below[column]);
                }
            }
        }
        merged.iter_mut().for_each(Merged::end_member);
    }
    let of = |(merged, regime): (&Merged, &Option<(Vec<Measure>, f64)>)| {
        merged.shared_variance() * regime.as_ref().map_or(1.0, |(_, part)| *part)
    };
    (merged.iter().zip(&regimes).map(of).collect(), latin::shared_variance(forest))
}

/// The part that is due to each feature alone for each tree by itself, on average over the trees that are more than a leaf: the definition of Hutter et al. 2014, §4.2, as
/// Optuna has it. The columns of a one-hot feature are judged together.
pub(crate) fn effects_of_trees(design: &Design, forest: &Forest) -> Vec<f64> {
    let encoded = &forest.encoded;
    let mut sums = vec![0.0; design.features.len()];
    let mut trees = 0.0;
    for tree in &forest.trees {
        let partition = Partition::of(tree, encoded.columns.len());
        let space = Space::of(&partition, encoded.columns.iter().map(|column| &column.measure));
        let whole = moments(&partition, &space).variance;
        if whole <= 0.0 {
            continue;
        }
        trees += 1.0;
        let all = marginals(&partition, &space);
        for (sum, columns) in sums.iter_mut().zip(&encoded.of_feature) {
            *sum += match columns.len() {
                0 => 0.0,
                1 => variance(&all[columns.start], &space.below[columns.start]) / whole,
                _ => group_variance(&partition, &space, columns.clone()) / whole,
            };
        }
    }
    sums.into_iter().map(|sum| if trees > 0.0 { sum / trees } else { 0.0 }).collect()
}
