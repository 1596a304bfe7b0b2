use super::super::space::{Axis, SearchSpace};
use crate::design::Design;

/// Of more runs within a region, evenly spaced ones are compared with.
const MOST_RUNS: usize = 2000;

/// What was tried or proposed so far, and how far others are from it.
pub(super) struct Novelty<'a> {
    design: &'a Design,
    space: &'a SearchSpace,
    free: &'a [usize],
    /// The places of tried and proposed configurations along the free axes.
    known: Vec<Vec<f64>>,
    proposed: Vec<Vec<f64>>,
}

impl<'a> Novelty<'a> {
    /// Knows the given runs.
    pub(super) fn new(design: &'a Design, space: &'a SearchSpace, free: &'a [usize], runs: &[usize]) -> Self {
        let stride = runs.len().div_ceil(MOST_RUNS).max(1);
        let mut novelty = Self { design, space, free, known: Vec::new(), proposed: Vec::new() };
        for run in runs.iter().step_by(stride) {
            let point: Vec<f64> = design.features.iter().map(|feature| feature.values[*run]).collect();
            novelty.known.push(novelty.places(&point));
        }
        novelty
    }

    /// A configuration is one of the proposals.
    pub(super) fn add(&mut self, point: &[f64]) {
        self.known.push(self.places(point));
        self.proposed.push(point.to_vec());
    }

    /// How far a configuration is from the nearest known one: the mean over the free axes of how far apart both are along it, as a part of
    /// the axis; different categories, and a param that only one of them has, are 1 apart (Gower, Biometrics 27, 1971). 1 where nothing is
    /// known.
    pub(super) fn distance(&self, point: &[f64]) -> f64 {
        self.nearest(point, self.known.iter())
    }

    /// How far it is from the nearest proposal.
    pub(super) fn distance_of_proposals(&self, point: &[f64]) -> f64 {
        self.nearest(point, self.known.iter().rev().take(self.proposed.len()))
    }

    fn nearest<'k>(&self, point: &[f64], known: impl Iterator<Item = &'k Vec<f64>>) -> f64 {
        let places = self.places(point);
        known.map(|other| self.apart(&places, other)).fold(1.0, f64::min)
    }

    /// Whether a configuration was tried or proposed already. Axes that are no part of the space do not count.
    pub(super) fn is_known(&self, point: &[f64]) -> bool {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        let counts = |at: &usize| self.space.axes[*at] != Axis::Absent;
        let axes: Vec<usize> = (0..point.len()).filter(counts).collect();
        let is_run = |run: usize| axes.iter().all(|at| same(self.design.features[*at].values[run], point[*at]));
        self.proposed.iter().any(|other| axes.iter().all(|at| same(other[*at], point[*at])))
            || (0..self.design.runs()).any(is_run)
    }

    fn places(&self, point: &[f64]) -> Vec<f64> {
        let place = |at: &usize| if point[*at].is_nan() { f64::NAN } else { self.space.axes[*at].part(point[*at]) };
        self.free.iter().map(place).collect()
    }

    fn apart(&self, a: &[f64], b: &[f64]) -> f64 {
        let along = |((a, b), at): ((&f64, &f64), &usize)| match (a.is_nan(), b.is_nan()) {
            (true, true) => 0.0,
            (false, false) if matches!(self.space.axes[*at], Axis::Choices(_)) => f64::from(u8::from(a.to_bits() != b.to_bits())),
            (false, false) => (a - b).abs(),
            _ => 1.0,
        };
        let sum: f64 = a.iter().zip(b).zip(self.free).map(along).sum();
        sum / self.free.len().max(1) as f64
    }
}
