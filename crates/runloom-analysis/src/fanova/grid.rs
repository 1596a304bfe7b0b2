use super::{Partition, Space};
use crate::forest::{Measure, Spread};

/// So many places has a column of numbers.
const PLACES: usize = 32;

/// Coordinates that stand for equal parts of a column: each category that can occur, or the middles of 32 parts of a range.
pub(crate) fn places(measure: &Measure) -> Vec<f64> {
    let count = match &measure.values {
        Spread::Even { .. } => PLACES,
        Spread::Cells(upto) => {
            let first = upto.first().filter(|first| **first > 0.0);
            usize::from(first.is_some()) + upto.windows(2).filter(|pair| pair[1] > pair[0]).count()
        }
    };
    let values = Measure { absent: 0.0, values: measure.values.clone() };
    (0..count).map(|at| values.at((at as f64 + 0.5) / count as f64)).collect()
}

/// The marginal prediction of a tree at places of one or two columns (Hutter et al. 2014, equation 4), all other columns being spread as their
/// measures say: by place of the first, then of the second. Places are ascending.
pub(crate) fn grid(partition: &Partition, measures: &[Measure], columns: &[(usize, &[f64])]) -> Vec<f64> {
    let space = Space::of(partition, measures.iter());
    let (height, width) = (columns[0].1.len(), columns.get(1).map_or(1, |(_, places)| places.len()));
    let stride = width + 1;
    let mut values = vec![0.0; (height + 1) * stride];
    for leaf in &partition.leaves {
        let mut share = leaf.value;
        let mut ranges = [(0, height), (0, width)];
        for side in partition.sides_of(leaf) {
            match columns.iter().position(|(column, _)| *column == side.column as usize) {
                None => share *= space.part(side.column, side.from, side.to),
                Some(at) => {
                    let (cuts, places) = (&partition.cuts[side.column as usize], columns[at].1);
                    let upto = |cut: u32| match cut.checked_sub(1).map(|cut| cuts.get(cut as usize)) {
                        None => 0,
                        Some(None) => places.len(),
                        Some(Some(cut)) => places.partition_point(|place| place <= cut),
                    };
                    ranges[at] = (upto(side.from), upto(side.to));
                }
            }
        }
        let [(top, bottom), (left, right)] = ranges;
        values[top * stride + left] += share;
        values[top * stride + right] -= share;
        values[bottom * stride + left] -= share;
        values[bottom * stride + right] += share;
    }
    for row in values.chunks_exact_mut(stride) {
        for at in 1..stride {
            row[at] += row[at - 1];
        }
    }
    for at in stride..values.len() {
        values[at] += values[at - stride];
    }
    // Past the last place all rectangles have ended.
    values.chunks_exact(stride).take(height).flat_map(|row| &row[..width]).copied().collect()
}
