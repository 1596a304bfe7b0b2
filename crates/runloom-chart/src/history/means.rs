use runloom_table::sort_reals;

use super::Band;
use super::curves::{Curves, Strand};

/// The most places that a mean is found at.
const MOST_PLACES: usize = 2000;

/// Means of groups of runs, with a band around each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Means {
    /// The means, one row a group.
    pub(crate) curves: Curves,
    /// The lower and the upper end of each band at the points of `curves`.
    ends: Vec<(f64, f64)>,
    /// How many runs have a curve, by group.
    pub(crate) runs: Vec<usize>,
}

/// What the runs of a group hold at one place.
#[derive(Clone, Copy)]
struct Sum {
    count: f64,
    mean: f64,
    squares: f64,
    low: f64,
    high: f64,
}

impl Means {
    /// Means over the places where the runs of each group have points, or over even places where these are very many. Between two of its points
    /// a run is taken to go straight; before its first and behind its last it does not count.
    pub(crate) fn of(curves: &Curves, groups: &[&[u32]], band: Band, log: bool) -> Self {
        let mut means = Self::default();
        let mut strands = Vec::with_capacity(groups.len());
        for (group, rows) in groups.iter().enumerate() {
            means.runs.push(rows.iter().filter(|row| !curves.of_row(**row).is_empty()).count());
            let xs = places(curves, rows);
            let sums = sums(curves, rows, &xs, log);
            let mut points = Vec::with_capacity(xs.len());
            for (x, sum) in xs.into_iter().zip(sums).filter(|(_, sum)| sum.count > 0.0) {
                let (low, high) = match band {
                    Band::MinMax => (sum.low, sum.high),
                    Band::Std => {
                        let std = libm::sqrt(sum.squares / (sum.count - 1.0).max(1.0));
                        (sum.mean - std, sum.mean + std)
                    }
                };
                let height = |value: f64| match (log, value > 0.0) {
                    (false, _) => value,
                    (true, true) => libm::log2(value),
                    (true, false) => -1074.0,
                };
                points.push((x, height(sum.mean)));
                means.ends.push((height(low), height(high)));
            }
            strands.push((group as u32, points));
        }
        means.curves = Curves::of_strands(strands.into_iter());
        means
    }

    /// The ends of the band at the points of a mean.
    pub(crate) fn ends_of(&self, strand: &Strand) -> &[(f64, f64)] {
        self.ends.get(strand.points.clone()).unwrap_or_default()
    }
}

fn places(curves: &Curves, rows: &[u32]) -> Vec<f64> {
    let strands = || rows.iter().flat_map(|row| curves.of_row(*row));
    let mut xs: Vec<f64> = Vec::new();
    for strand in strands() {
        xs.extend_from_slice(curves.xs_of(strand));
        if xs.len() > 4 * MOST_PLACES {
            sort_reals(&mut xs);
            xs.dedup();
        }
        if xs.len() > 4 * MOST_PLACES {
            break;
        }
    }
    sort_reals(&mut xs);
    xs.dedup();
    if xs.len() <= MOST_PLACES {
        return xs;
    }
    let ends = strands().flat_map(|strand| {
        let xs = curves.xs_of(strand);
        xs.first().into_iter().chain(xs.last())
    });
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)));
    let part = |place: usize| place as f64 / (MOST_PLACES - 1) as f64;
    (0..MOST_PLACES).map(|place| low * (1.0 - part(place)) + high * part(place)).collect()
}

fn sums(curves: &Curves, rows: &[u32], xs: &[f64], log: bool) -> Vec<Sum> {
    let empty = Sum { count: 0.0, mean: 0.0, squares: 0.0, low: f64::INFINITY, high: f64::NEG_INFINITY };
    let mut sums = vec![empty; xs.len()];
    for strand in rows.iter().flat_map(|row| curves.of_row(*row)) {
        let (own, heights) = (curves.xs_of(strand), curves.ys_of(strand));
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let from = xs.partition_point(|x| x < first);
        let to = xs.partition_point(|x| x <= last).max(from);
        let mut right = 0;
        for (x, sum) in xs.get(from..to).unwrap_or_default().iter().zip(sums.get_mut(from..to).unwrap_or_default()) {
            while own.get(right).is_some_and(|other| other < x) {
                right += 1;
            }
            let near = right.saturating_sub(1)..(right + 1).min(own.len());
            let (xs, ys) = (own.get(near.clone()).unwrap_or_default(), heights.get(near).unwrap_or_default());
            let Some(height) = super::curves::interpolated(xs, ys, *x) else { continue };
            let value = if log { libm::exp2(height) } else { height };
            sum.count += 1.0;
            let off = value - sum.mean;
            sum.mean += off / sum.count;
            sum.squares += off * (value - sum.mean);
            sum.low = sum.low.min(value);
            sum.high = sum.high.max(value);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves() -> Curves {
        let strands = [(0, vec![(0.0, 1.0), (2.0, 3.0)]), (1, vec![(0.0, 5.0), (1.0, 7.0), (4.0, 1.0)]), (2, vec![(9.0, 9.0)])];
        Curves::of_strands(strands.into_iter())
    }

    #[test]
    fn means_count_the_runs_that_are_there() {
        let means = Means::of(&curves(), &[&[0, 1], &[2, 7]], Band::MinMax, false);
        assert_eq!(means.runs, [2, 1]);
        let xs: Vec<&[f64]> = means.curves.strands.iter().map(|strand| means.curves.xs_of(strand)).collect();
        assert_eq!(xs, [&[0.0, 1.0, 2.0, 4.0][..], &[9.0]]);
        assert_eq!(means.curves.ys_of(&means.curves.strands[0]), [3.0, 4.5, 4.0, 1.0]);
        assert_eq!(means.ends, [(1.0, 5.0), (2.0, 7.0), (3.0, 5.0), (1.0, 1.0), (9.0, 9.0)]);
        assert_eq!(means.curves.of_row(1).len(), 1);
    }

    #[test]
    fn bands_of_deviation_are_those_of_a_sample() {
        let means = Means::of(&curves(), &[&[0, 1]], Band::Std, false);
        let std = 8f64.sqrt();
        assert!((means.ends[0].0 - (3.0 - std)).abs() < 1e-12 && (means.ends[0].1 - (3.0 + std)).abs() < 1e-12);
        assert_eq!(means.ends[3], (1.0, 1.0), "one run has no deviation");
    }

    #[test]
    fn many_places_become_even_ones() {
        let points = (0..30_000).map(|x| (f64::from(x), f64::from(x))).collect();
        let means = Means::of(&Curves::of_strands([(0, points)].into_iter()), &[&[0]], Band::MinMax, false);
        let strand = &means.curves.strands[0];
        assert_eq!(strand.points.len(), MOST_PLACES);
        let mut points = means.curves.xs_of(strand).iter().zip(means.curves.ys_of(strand));
        assert!(points.all(|(x, y)| (x - y).abs() < 1e-6));
    }
}
