use super::{Partition, Space};

/// Mean and variance of a tree's prediction over a space.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// Mean and variance over the whole space (Hutter et al. 2014, equations 3 and 6).
pub(super) fn moments(partition: &Partition, space: &Space) -> Moments {
    let mut moments = Moments::default();
    let volume = |leaf| partition.sides_of(leaf).iter().map(|side| space.part(side.column, side.from, side.to)).product::<f64>();
    let volumes: Vec<f64> = partition.leaves.iter().map(volume).collect();
    moments.mean = partition.leaves.iter().zip(&volumes).map(|(leaf, volume)| leaf.value * volume).sum();
    let off = |value: f64| (value - moments.mean) * (value - moments.mean);
    moments.variance = partition.leaves.iter().zip(&volumes).map(|(leaf, volume)| off(leaf.value) * volume).sum();
    moments
}

/// Each column's own marginal on its pieces, all in one pass, up to a constant: leaves that a column does not cut add to all of its pieces
/// alike and are passed over.
pub(super) fn marginals(partition: &Partition, space: &Space) -> Vec<Vec<f64>> {
    let mut steps: Vec<Vec<f64>> = partition.cuts.iter().map(|cuts| vec![0.0; cuts.len() + 2]).collect();
    let mut parts = Vec::new();
    for leaf in &partition.leaves {
        let sides = partition.sides_of(leaf);
        parts.clear();
        parts.extend(sides.iter().map(|side| space.part(side.column, side.from, side.to)));
        for (at, side) in sides.iter().enumerate() {
            // Not divided by the part at hand, which may be 0.
            let others: f64 = parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| part).product();
            let share = leaf.value * others;
            let steps = &mut steps[side.column as usize];
            steps[side.from as usize] += share;
            steps[side.to as usize] -= share;
        }
    }
    steps.iter().map(|steps| summed(steps)).collect()
}

/// The marginal prediction of a column on each of its pieces, from the bottom up (equation 4).
pub(super) fn marginal(partition: &Partition, space: &Space, column: u32) -> Vec<f64> {
    let mut steps = vec![0.0; partition.cuts[column as usize].len() + 2];
    let end = steps.len() as u32 - 1;
    for leaf in &partition.leaves {
        let sides = partition.sides_of(leaf);
        let others = sides.iter().filter(|side| side.column != column);
        let share = leaf.value * others.map(|side| space.part(side.column, side.from, side.to)).product::<f64>();
        let own = sides.iter().find(|side| side.column == column);
        let (from, to) = own.map_or((0, end), |side| (side.from, side.to));
        steps[from as usize] += share;
        steps[to as usize] -= share;
    }
    summed(&steps)
}

/// The variance of the marginal of several columns together, each of which is cut once at most (as one-hot columns are): over the
/// combinations of their halves.
pub(super) fn group_variance(partition: &Partition, space: &Space, columns: std::ops::Range<usize>) -> f64 {
    let combinations = 1_usize << columns.len();
    let mut values = vec![0.0; combinations];
    for leaf in &partition.leaves {
        let (mut fixed, mut upper, mut others) = (0, 0, leaf.value);
        for side in partition.sides_of(leaf) {
            match (side.column as usize).checked_sub(columns.start).filter(|at| *at < columns.len()) {
                Some(at) => {
                    fixed |= 1 << at;
                    upper |= usize::from(side.from > 0) << at;
                }
                None => others *= space.part(side.column, side.from, side.to),
            }
        }
        for (combination, value) in values.iter_mut().enumerate() {
            if combination & fixed == upper {
                *value += others;
            }
        }
    }
    let half = |column: usize, is_upper: bool| {
        let below = &space.below[column];
        match (below.len() > 2, is_upper) {
            (true, true) => 1.0 - below[1],
            (true, false) => below[1],
            (false, is_upper) => f64::from(u8::from(!is_upper)),
        }
    };
    let volume = |combination: usize| {
        columns.clone().enumerate().map(|(at, column)| half(column, combination >> at & 1 == 1)).product::<f64>()
    };
    let volumes: Vec<f64> = (0..combinations).map(volume).collect();
    spread(&values, &volumes)
}

/// The variance of values on the pieces between the cuts of a column.
pub(super) fn variance(values: &[f64], below: &[f64]) -> f64 {
    let parts: Vec<f64> = below.windows(2).map(|pair| pair[1] - pair[0]).collect();
    spread(values, &parts)
}

fn spread(values: &[f64], parts: &[f64]) -> f64 {
    let mean: f64 = values.iter().zip(parts).map(|(value, part)| value * part).sum();
    values.iter().zip(parts).map(|(value, part)| (value - mean) * (value - mean) * part).sum()
}

/// Running sums of steps, but for the last, where all boxes have ended.
fn summed(steps: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut add = |step: &f64| {
        sum += step;
        sum
    };
    steps[..steps.len() - 1].iter().map(&mut add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fanova::grid;
    use crate::forest::{Measure, Node, Spread, Tree};

    fn even() -> Measure {
        Measure { absent: 0.0, values: Spread::Even { low: 0.0, high: 1.0 } }
    }

    /// 1 where x ≤ 0.3, else 2 where y ≤ 0.6, else 5.
    fn by_hand() -> Tree {
        let leaf = |value| Node { column: 0, children: 0, threshold: 0.0, upto: 0, value };
        let split = |column, children, threshold| Node { column, children, threshold, upto: 0, value: 0.0 };
        Tree { nodes: vec![split(0, 1, 0.3), leaf(1.0), split(1, 3, 0.6), leaf(2.0), leaf(5.0)], decrease: vec![0.0; 3] }
    }

    fn assert_close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-14, "{found} for {expected}");
    }

    #[test]
    fn marginals_of_a_tree_by_hand() {
        let partition = Partition::of(&by_hand(), 3);
        let measures = [even(), even(), even()];
        let space = Space::of(&partition, measures.iter());
        let found = moments(&partition, &space);
        assert_close(found.mean, 2.54);
        assert_close(found.variance, 2.5284);
        for (found, expected) in marginal(&partition, &space, 0).iter().zip([1.0, 3.2]) {
            assert_close(*found, expected);
        }
        for (found, expected) in marginal(&partition, &space, 1).iter().zip([1.7, 3.8]) {
            assert_close(*found, expected);
        }
        let variances: Vec<f64> =
            marginals(&partition, &space).iter().zip(&space.below).map(|(values, below)| variance(values, below)).collect();
        for (found, expected) in variances.iter().zip([1.0164, 1.0584, 0.0]) {
            assert_close(*found, expected);
        }
        // Two columns that are cut once are a group of halves: V₁₂ = V₁ + V₂ and what both do together.
        assert_close(group_variance(&partition, &space, 0..2), 2.5284);
        let joint = grid(&partition, &measures, &[(0, &[0.1, 0.3, 0.31]), (1, &[0.6, 0.9])]);
        for (found, expected) in joint.iter().zip([1.0, 1.0, 1.0, 1.0, 2.0, 5.0]) {
            assert_close(*found, expected);
        }
    }

    #[test]
    fn measures_weigh_what_can_occur() {
        let partition = Partition::of(&by_hand(), 2);
        // Half of the runs have no x, which lies below all values; y is the second of two categories at 0 and 1.
        let x = Measure { absent: 0.5, ..even() };
        let y = Measure::cells(0.0, &[0.0, 1.0]);
        let space = Space::of(&partition, [x, y].iter());
        assert_close(moments(&partition, &space).mean, 0.65 + 0.35 * 5.0);
        assert_close(variance(&marginals(&partition, &space)[1], &space.below[1]), 0.0);
    }
}
