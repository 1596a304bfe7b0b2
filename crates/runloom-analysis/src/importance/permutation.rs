use crate::forest::Forest;
use crate::random::Random;

/// Adds the last tree's share to permutation importance: for each feature, how much its mean squared error over the runs that it has not
/// seen grows when the values of the feature are exchanged among these (Breiman 2001, §10), as a part of the target's variance.
///
/// A tree without unseen runs adds nothing; returns whether it did.
pub(super) fn add_tree(forest: &Forest, variance: f64, sums: &mut [f64]) -> bool {
    let Some(tree) = forest.trees.last() else { return false };
    let unseen: Vec<usize> = forest.drawn().iter().enumerate().filter(|(_, count)| **count == 0).map(|(run, _)| run).collect();
    if unseen.is_empty() || variance <= 0.0 {
        return false;
    }
    let columns = &forest.encoded.columns;
    let used: Vec<bool> = tree.decrease.iter().map(|decrease| *decrease > 0.0).collect();
    let mut random = Random::new(forest.options.seed, !(forest.trees.len() as u64));
    let off = |run: usize, value: f64| (forest.target[run] - value) * (forest.target[run] - value);
    let plain: f64 = unseen.iter().map(|&run| off(run, tree.predict(|column| columns[column].sorted.value(run)))).sum();
    for (feature, sum) in forest.encoded.of_feature.iter().zip(sums) {
        if !feature.clone().any(|column| used[column]) {
            continue;
        }
        let mut exchanged = unseen.clone();
        random.shuffle(&mut exchanged);
        let worse: f64 = unseen
            .iter()
            .zip(&exchanged)
            .map(|(&run, &other)| {
                let run_of = |column: usize| if feature.contains(&column) { other } else { run };
                off(run, tree.predict(|column| columns[column].sorted.value(run_of(column))))
            })
            .sum();
        *sum += (worse - plain) / unseen.len() as f64 / variance;
    }
    true
}
