use super::Feature;
use crate::ranks::dense_ranks;

/// Params that say the same: in every used run the value of one gives that of the other, in the same order or the reverse. Each group
/// lists indexes of features, ascending, and has at least two.
///
/// Importance cannot tell such params apart: what one of them does is spread over all.
pub(super) fn twins(features: &[Feature]) -> Vec<Vec<usize>> {
    let patterns: Vec<Vec<u32>> = features.iter().map(pattern).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, pattern) in patterns.iter().enumerate() {
        let same = |group: &&mut Vec<usize>| {
            group
                .first()
                .is_some_and(|first| features[*first].is_category() == features[at].is_category() && &patterns[*first] == pattern)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// One number a run, the same for features that say the same: for categories the order of first appearance; for numbers the rank, from
/// below or above, whichever makes that of the first run smaller.
fn pattern(feature: &Feature) -> Vec<u32> {
    let ranks = dense_ranks(&feature.values);
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
