use runloom_analysis::{Curve, Domain, Interaction, Shapes};
use runloom_table::{ColumnName, sort_reals};

use super::PairEffect;

/// As many values of a param are asked about.
const VALUES: usize = 48;

/// As many of the runs' own points are drawn.
const MOST_POINTS: usize = 400;

/// Points further from the middle half of all points than so many times its width are not drawn.
const FAR: f64 = 3.0;

/// How the target depends on the most important params, and on pairs of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// Of single params, most important first.
    pub single: Vec<Effect>,
    /// What pairs of the first of them do only together.
    pub together: Vec<Interaction>,
    /// What is expected of the same pairs.
    pub surfaces: Vec<PairEffect>,
}

/// How the target depends on one param, the others being averaged over the space.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The param.
    pub param: ColumnName,
    pub(super) domain: Domain,
    pub(super) curve: Curve,
    /// Value and target of runs, not all of them where they are many.
    pub(super) points: Vec<(f64, f64)>,
    /// How many runs have both.
    pub(super) runs: usize,
    /// How many runs lie too far off to be drawn.
    pub(super) beyond: usize,
}

impl Effect {
    pub(super) fn of(shapes: &Shapes, feature: usize) -> Option<Self> {
        let judged = shapes.design().features.get(feature)?;
        let curve = shapes.curve(feature, values_of(&judged.domain));
        let all: Vec<(f64, f64)> = shapes.runs(feature).collect();
        let (low, high) = near(&all, &curve)?;
        let near: Vec<(f64, f64)> = all.iter().copied().filter(|(_, target)| (low..=high).contains(target)).collect();
        let every = near.len().div_ceil(MOST_POINTS).max(1);
        Some(Self {
            param: judged.name.clone(),
            domain: judged.domain.clone(),
            curve,
            runs: all.len(),
            beyond: all.len() - near.len(),
            points: near.into_iter().step_by(every).collect(),
        })
    }

    /// The least and the largest target of the picture.
    pub(super) fn reach(&self) -> (f64, f64) {
        let targets = self.points.iter().map(|point| &point.1).chain(&self.curve.low).chain(&self.curve.high);
        targets.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), target| (target.min(low), target.max(high)))
    }
}

/// How many values of a param are asked about: each one of few whole steps.
fn values_of(domain: &Domain) -> usize {
    let steps = match domain {
        Domain::Numeric { low, high, log: false, step: Some(step) } => (high - low) / step + 1.0,
        _ => f64::INFINITY,
    };
    if steps <= VALUES as f64 { steps as usize } else { VALUES }
}

/// Between which targets a run is no outlier (Tukey 1977, "Exploratory Data Analysis", §2D: outer fences), the band of the curve included.
fn near(points: &[(f64, f64)], curve: &Curve) -> Option<(f64, f64)> {
    let mut targets: Vec<f64> = points.iter().map(|point| point.1).collect();
    sort_reals(&mut targets);
    let quarter = |quarter: usize| targets.get((targets.len().saturating_sub(1)) * quarter / 4).copied();
    let (first, third) = (quarter(1)?, quarter(3)?);
    let fence = (third - first) * FAR;
    let fence = if fence > 0.0 { fence } else { f64::INFINITY };
    let least = curve.low.iter().copied().fold(first - fence, f64::min);
    let most = curve.high.iter().copied().fold(third + fence, f64::max);
    (!curve.values.is_empty()).then_some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_whole_steps_are_asked_about_one_by_one() {
        let numbers = |low, high| values_of(&Domain::Numeric { low, high, log: false, step: Some(1.0) });
        assert_eq!((numbers(4.0, 7.0), numbers(0.0, 47.0)), (4, 48));
        assert_eq!((numbers(0.0, 48.0), numbers(0.0, 4_294_967_295.0), numbers(-1e308, 1e308)), (48, 48, 48));
    }
}
