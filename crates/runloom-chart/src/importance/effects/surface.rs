use runloom_analysis::{Domain, Shapes, Surface};
use runloom_table::{ColumnName, sort_reals};

/// As many values of either param are asked about.
const VALUES: usize = 24;

/// As many of the runs' own points are drawn.
const MOST_POINTS: usize = 400;

/// How the target depends on two params together, the others being averaged over the space.
#[derive(Clone, Debug, PartialEq)]
pub struct PairEffect {
    /// The params, the more important one first.
    pub params: [ColumnName; 2],
    pub(super) domains: [Domain; 2],
    pub(super) surface: Surface,
    /// The values of both params and the target of runs, not all of them where they are many.
    pub(super) points: Vec<([f64; 2], f64)>,
    /// How many runs have both.
    pub(super) runs: usize,
}

impl PairEffect {
    /// `None` where no run has both, or one of them has no values to ask about.
    pub(super) fn of(shapes: &Shapes, [first, second]: [usize; 2]) -> Option<Self> {
        let features = &shapes.design().features;
        let (judged, other) = (features.get(first)?, features.get(second)?);
        let surface = shapes.surface(first, second, VALUES);
        let targets = shapes.targets();
        let runs = judged.values.iter().zip(&other.values).zip(targets);
        let all: Vec<([f64; 2], f64)> =
            runs.filter(|((a, b), _)| !a.is_nan() && !b.is_nan()).map(|((a, b), target)| ([*a, *b], target)).collect();
        let every = all.len().div_ceil(MOST_POINTS).max(1);
        (!surface.means.is_empty() && !all.is_empty()).then(|| Self {
            params: [judged.name.clone(), other.name.clone()],
            domains: [judged.domain.clone(), other.domain.clone()],
            surface,
            runs: all.len(),
            points: all.into_iter().step_by(every).collect(),
        })
    }

    /// Whether it is of these params, in either order.
    pub(super) fn is_of(&self, [first, second]: &[ColumnName; 2]) -> bool {
        self.params.contains(first) && self.params.contains(second) && first != second
    }

    /// Between which targets colours differ: the surface and eight tenths of the points lie between these.
    pub(super) fn reach(&self) -> (f64, f64) {
        let mut targets: Vec<f64> = self.points.iter().map(|(_, target)| *target).collect();
        sort_reals(&mut targets);
        let tenth = |tenth: usize| targets.get(targets.len().saturating_sub(1) * tenth / 10).copied();
        let ends = [tenth(1), tenth(9)].into_iter().flatten();
        let all = self.surface.means.iter().copied().chain(ends);
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), target| (low.min(target), high.max(target)))
    }
}
