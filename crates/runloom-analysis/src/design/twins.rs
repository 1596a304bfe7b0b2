use std::collections::BTreeMap;

use super::Feature;
use crate::ranks::dense_ranks;

/// How many runs are looked at first: features that differ in these are not compared in all.
const GLANCE: usize = 64;

/// Params that say the same: in every used run the value of one gives that of the other, in the same order or the reverse. Each group
/// lists indexes of features, ascending, and has at least two.
///
/// Importance cannot tell such params apart: what one of them does is spread over all.
pub(super) fn twins(features: &[Feature]) -> Vec<Vec<usize>> {
    let glance = |feature: &Feature| pattern(feature, GLANCE);
    let whole = |feature: &Feature| pattern(feature, usize::MAX);
    let all: Vec<usize> = (0..features.len()).collect();
    alike(features, &all, glance).iter().flat_map(|group| alike(features, group, whole)).collect()
}

/// Those of some features that share a pattern and are both categories or both not, ordered by the first of each group.
fn alike(features: &[Feature], among: &[usize], pattern: impl Fn(&Feature) -> Vec<u32>) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(bool, Vec<u32>), Vec<usize>> = BTreeMap::new();
    for &at in among {
        let feature = &features[at];
        groups.entry((feature.is_category(), pattern(feature))).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    groups
}

/// One number for each of the first runs, the same for features that say the same: for categories the order of first appearance; for numbers the rank, from
/// below or above, whichever makes that of the first run smaller.
fn pattern(feature: &Feature, runs: usize) -> Vec<u32> {
    let ranks = dense_ranks(&feature.values[..runs.min(feature.values.len())]);
    let most = ranks.iter().flatten().copied().max().unwrap_or(0);
    if feature.is_category() {
        let mut seen = vec![0_u32; most as usize + 1];
        let mut next = 0;
        let mut code = |rank: &Option<u32>| {
            let Some(slot) = rank.and_then(|rank| seen.get_mut(rank as usize)) else { return 0 };
            if *slot == 0 {
                next += 1;
                *slot = next;
            }
            *slot
        };
        return ranks.iter().map(&mut code).collect();
    }
    let up: Vec<u32> = ranks.iter().map(|rank| rank.map_or(0, |rank| rank + 1)).collect();
    let down: Vec<u32> = ranks.iter().map(|rank| rank.map_or(0, |rank| most - rank + 1)).collect();
    up.min(down)
}
