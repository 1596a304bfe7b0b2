use crate::forest::Forest;
use crate::random::Random;

/// As many unseen runs is a tree asked about.
const MOST_UNSEEN: usize = 512;

/// Adds the last tree's share to permutation importance: for each feature, how much its mean squared error over the runs that it has not
/// seen grows when the values of the feature are exchanged among these (Breiman 2001, §10), as a part of the target's variance.
///
/// Of more than 512 unseen runs, 512 are asked about. A tree without any adds nothing; returns whether it did.
pub(super) fn add_tree(forest: &Forest, variance: f64, sums: &mut [f64]) -> bool {
    let Some(tree) = forest.trees.last() else { return false };
    let mut random = Random::new(forest.options.seed, !(forest.trees.len() as u64));
    let mut unseen: Vec<usize> =
        forest.drawn().iter().enumerate().filter(|(_, count)| **count == 0).map(|(run, _)| run).collect();
    if unseen.len() > MOST_UNSEEN {
        random.shuffle(&mut unseen);
        unseen.truncate(MOST_UNSEEN);
    }
    if unseen.is_empty() || variance <= 0.0 {
        return false;
    }
    let used: Vec<bool> = tree.decrease.iter().map(|decrease| *decrease > 0.0).collect();
    let off = |run: usize, value: f64| (forest.target[run] - value) * (forest.target[run] - value);
    let plain: f64 = unseen.iter().map(|&run| off(run, forest.encoded.predict(tree, run, &(0..0), run))).sum();
    for (feature, sum) in forest.encoded.of_feature.iter().zip(sums) {
        if !feature.clone().any(|column| used[column]) {
            continue;
        }
        let mut exchanged = unseen.clone();
        random.shuffle(&mut exchanged);
        let worse: f64 =
            unseen.iter().zip(&exchanged).map(|(&run, &other)| off(run, forest.encoded.predict(tree, run, feature, other))).sum();
        *sum += (worse - plain) / unseen.len() as f64 / variance;
    }
    true
}
