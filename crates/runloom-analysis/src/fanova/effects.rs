use super::marginal::{group_variance, marginal, marginals, moments, variance};
use super::merged::Merged;
use super::{Partition, Space, latin};
use crate::design::Design;
use crate::forest::{Encoding, Forest, regime};

/// Which part of the variance over the space is due to each feature alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Effects {
    /// As each tree by itself has it, on average over trees: the definition of Hutter et al. 2014. Trees also fit noise, which adds to
    /// their whole variance and not to that of a marginal.
    pub(crate) of_trees: Vec<f64>,
    /// The part of what the trees agree on: covariances of two trees in the place of variances of one. Noise that differs between trees
    /// adds to neither, so that it does not depend on how many trees there are.
    pub(crate) of_forest: Vec<f64>,
}

/// Both over the given forest.
///
/// A param that some runs lack is judged in its own regime: over the space of the runs that have it, times the part of runs that do.
pub(crate) fn effects(design: &Design, forest: &Forest) -> Effects {
    let encoded = &forest.encoded;
    let features = design.features.len();
    let regimes: Vec<_> = design
        .features
        .iter()
        .enumerate()
        .map(|(at, feature)| {
            let judged = feature.is_conditional() && !encoded.of_feature[at].is_empty();
            judged.then(|| (regime(design, encoded, at), feature.runs as f64 / design.runs() as f64))
        })
        .collect();
    let mut of_trees = vec![0.0; features];
    let mut merged: Vec<Merged> = (0..features).map(|_| Merged::default()).collect();
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
        for (at, columns) in encoded.of_feature.iter().enumerate() {
            let column = columns.start;
            of_trees[at] += match &regimes[at] {
                _ if columns.len() > 1 => group_variance(&partition, &space, columns.clone()),
                _ if columns.is_empty() => 0.0,
                Some((measures, part)) => {
                    let space = Space::of(&partition, measures.iter());
                    let values = marginal(&partition, &space, column as u32);
                    let variance = variance(&values, &space.below[column]);
                    merged[at].add(&values, &space.below[column], variance);
                    variance * part
                }
                None => {
                    let variance = variance(&all[column], &space.below[column]);
                    merged[at].add(&all[column], &space.below[column], variance);
                    variance
                }
            } / whole;
        }
    }
    for sum in &mut of_trees {
        *sum = if trees > 0.0 { *sum / trees } else { 0.0 };
    }
    if forest.options.encoding == Encoding::AsOptuna {
        return Effects { of_forest: of_trees.clone(), of_trees };
    }
    let whole = latin::shared_variance(forest);
    let part = |at: usize| regimes[at].as_ref().map_or(1.0, |(_, part)| *part);
    let share = |at: usize| if whole > 0.0 { (merged[at].shared_variance() * part(at) / whole).min(1.0) } else { 0.0 };
    Effects { of_forest: (0..features).map(share).collect(), of_trees }
}
