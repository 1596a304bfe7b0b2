use super::super::chance::at_least;
use super::limits::Limits;
use super::param::End;

/// Which part of the range, on its scale, counts as its edge.
const EDGE: f64 = 0.1;
/// So many of the best runs at an edge make a pile.
const LEAST: usize = 3;
/// A pile is rarer than this by chance.
const RARE: f64 = 0.01;
/// By which part of the range an edge is moved out, at least.
const STEP: f64 = 0.25;

/// The tried values of a param and those of the best runs, on the param's scale, seen from its upper end: both ascending.
pub(super) struct Tried {
    pub(super) all: Vec<f64>,
    pub(super) best: Vec<f64>,
    /// The distance of neighbouring values where not every number can occur, on a linear scale.
    pub(super) step: f64,
}

impl Tried {
    /// The same seen from the lower end: everything negated.
    pub(super) fn mirrored(&self) -> Self {
        let mirror = |values: &[f64]| values.iter().rev().map(|value| -value).collect();
        Self { all: mirror(&self.all), best: mirror(&self.best), step: self.step }
    }

    /// Where the upper end belongs if the best runs pile up at it: beyond the largest value by a quarter of the range, or by as much as the
    /// last two values differ. `None` where they do not.
    ///
    /// They pile up if at least three lie in the outermost tenth of the range, right up to its end, and either chance would bring as many
    /// there in fewer than 1 of 100 cases (given where runs were tried), or they are half of all, where that tenth is no more than a fifth of the different
    /// values that were tried.
    pub(super) fn beyond(&self) -> Option<f64> {
        let (first, last) = (*self.all.first()?, *self.all.last()?);
        let (lowest, highest) = (*self.best.first()?, *self.best.last()?);
        let range = last - first;
        let edge = last - (range * EDGE).max(self.step / 2.0);
        let at_edge = |values: &[f64]| values.len() - values.partition_point(|value| *value < edge);
        let (tried, found) = (at_edge(&self.all), at_edge(&self.best));
        let reaches_end = (last - highest) * (self.best.len() - 1) as f64 <= 3.0 * (highest - lowest);
        let levels = |values: &[f64]| values.chunk_by(|a, b| a.to_bits() == b.to_bits()).count();
        let is_narrow = levels(&self.all[self.all.len() - tried..]) * 5 <= levels(&self.all);
        let is_denser = found * self.all.len() >= tried * self.best.len();
        let is_half = found * 2 >= self.best.len() && is_narrow && is_denser;
        if found < LEAST || !reaches_end || !is_half && at_least(self.all.len(), tried, self.best.len(), found) > RARE {
            return None;
        }
        let before = self.all.partition_point(|value| *value < last);
        let gap = before.checked_sub(1).and_then(|at| self.all.get(at)).map_or(0.0, |previous| last - previous);
        Some(last + (range * STEP).max(gap).max(self.step)).filter(|beyond| beyond.is_finite())
    }
}

/// An end that was moved out, held at a limit: `beyond` and `limit` are larger than `end`, or smaller for a lower end.
pub(super) fn held(end: f64, beyond: f64, limit: Option<f64>) -> (f64, End) {
    let Some(limit) = limit.filter(|limit| (beyond > end && *limit < beyond) || (beyond < end && *limit > beyond)) else {
        return (beyond, End::Widened);
    };
    (limit, if limit.to_bits() == end.to_bits() { End::Limit } else { End::Widened })
}

impl Limits {
    /// The lower end, moved out to `beyond`.
    pub(super) fn low_end(&self, end: f64, beyond: f64) -> (f64, End) {
        held(end, beyond, self.low)
    }

    /// The upper end, likewise.
    pub(super) fn high_end(&self, end: f64, beyond: f64) -> (f64, End) {
        held(end, beyond, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(all: Vec<f64>, best: Vec<f64>, step: f64) -> Tried {
        Tried { all, best, step }
    }

    #[test]
    fn piles_are_seen_at_their_end_only() {
        let all: Vec<f64> = (0..=100).map(f64::from).collect();
        let pile: Vec<f64> = (91..=100).map(f64::from).collect();
        assert_eq!(tried(all.clone(), pile.clone(), 0.0).beyond(), Some(125.0));
        assert_eq!(tried(all.clone(), pile, 0.0).mirrored().beyond(), None);
        let spread: Vec<f64> = (0..10).map(|at| f64::from(at * 11)).collect();
        assert_eq!(tried(all.clone(), spread, 0.0).beyond(), None);
        // Near the end, but not at it.
        let near: Vec<f64> = (0..10).map(|at| 91.0 + 0.3 * f64::from(at)).collect();
        assert_eq!(tried(all.clone(), near, 0.0).beyond(), None);
        let low: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!(tried(all, low, 0.0).mirrored().beyond(), Some(25.0));
    }

    #[test]
    fn a_grid_goes_on_by_its_step() {
        let grid: Vec<f64> = [16.0, 32.0, 64.0].iter().flat_map(|v| [*v; 20]).collect();
        assert_eq!(tried(grid.clone(), vec![64.0; 10], 1.0).beyond(), Some(96.0));
        assert_eq!(tried(grid.clone(), vec![32.0; 10], 1.0).beyond(), None);
        // Half of the best runs at one of three values are no pile.
        let half: Vec<f64> = [32.0, 64.0].iter().flat_map(|v| [*v; 5]).collect();
        assert_eq!(tried(grid, half, 1.0).beyond(), None);
        assert_eq!(tried(vec![5.0; 8], vec![5.0; 4], 1.0).beyond(), None);
        assert_eq!(tried(Vec::new(), Vec::new(), 1.0).beyond(), None);
    }

    #[test]
    fn limits_hold() {
        assert_eq!(held(0.9, 1.2, Some(1.0)), (1.0, End::Widened));
        assert_eq!(held(1.0, 1.2, Some(1.0)), (1.0, End::Limit));
        assert_eq!(held(0.1, -0.2, Some(0.0)), (0.0, End::Widened));
        assert_eq!(held(0.5, 0.7, None), (0.7, End::Widened));
    }
}
