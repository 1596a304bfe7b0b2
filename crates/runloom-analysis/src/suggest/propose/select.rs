use super::super::space::SearchSpace;
use super::super::words::{number, percent};
use super::super::{ParamValue, Proposal, ProposalKind};
use super::halton::Halton;
use super::improvement::expected_improvement;
use super::novelty::Novelty;
use crate::design::Design;
use crate::random::Random;
use crate::shapes::{Prediction, Shapes};

/// As many configurations all over the region are asked about, and near each of so many of the best runs so many.
const ALL_OVER: usize = 1024;
const NEAR: (usize, usize) = (10, 64);
/// How far along an axis, at most, a configuration near a run is from it.
const NEARNESS: f64 = 0.2;
/// As many configurations compete to be the farthest from what was tried; of very many, all that win lie at the ends of axes.
const COMPETITORS: usize = 24;
/// Where all of them were tried, more are asked, up to so many.
const MOST_ASKED: usize = 512;
/// Proposals that promise improvement are this far from each other, on average over the axes, unless there are no such.
const APART: f64 = 0.05;

/// Where next configurations are looked for.
pub(crate) struct Searched<'a> {
    pub(crate) design: &'a Design,
    /// The narrowed space, some params of which may be frozen.
    pub(crate) space: &'a SearchSpace,
    pub(crate) shapes: Option<&'a Shapes>,
    /// The best runs, the very best first.
    pub(crate) best: &'a [usize],
    /// The runs within the space.
    pub(crate) within: &'a [usize],
    pub(crate) seed: u64,
}

/// Up to `count` next configurations, none of which was tried: the larger half by expected improvement, where there is a forest, then
/// those that fill the space. Fewer where the space has no more.
pub(crate) fn proposals(searched: &Searched<'_>, count: usize) -> Vec<Proposal> {
    let free = searched.space.free();
    let mut novelty = Novelty::new(searched.design, searched.space, &free, searched.within);
    let promising = if searched.shapes.is_some() { count.div_ceil(2) } else { 0 };
    let mut found = Vec::new();
    if let Some(shapes) = searched.shapes {
        searched.improving(shapes, &free, promising, &mut novelty, &mut found);
    }
    let mut points = Halton::new(free.len(), searched.seed ^ 1);
    while found.len() < count {
        let Some(proposal) = searched.filling(&free, &mut points, &mut novelty) else { break };
        found.push(proposal);
    }
    found
}

impl Searched<'_> {
    fn improving(&self, shapes: &Shapes, free: &[usize], count: usize, novelty: &mut Novelty<'_>, found: &mut Vec<Proposal>) {
        let of_run = |run: &usize| self.design.features.iter().map(|feature| feature.values[*run]).collect::<Vec<f64>>();
        // Targets are noisy: what is expected of the best runs is to be beaten, not the luckiest of their results.
        let incumbent = self.best.iter().map(|run| shapes.predict(&of_run(run)).mean).fold(f64::INFINITY, f64::min);
        let asked = |point: Vec<f64>| {
            let prediction = shapes.predict(&point);
            (expected_improvement(incumbent, prediction), point, prediction)
        };
        let candidates: Vec<_> = self.candidates(free).into_iter().map(asked).collect();
        let ordered = runloom_table::sorted(candidates, &mut |a: &(f64, Vec<f64>, Prediction), b| b.0.total_cmp(&a.0));
        for apart in [APART, 0.0] {
            for (improvement, point, prediction) in &ordered {
                if found.len() >= count {
                    return;
                }
                if novelty.distance_of_proposals(point) < apart || novelty.is_known(point) {
                    continue;
                }
                novelty.add(point);
                let reason = why_improving(shapes, *prediction, incumbent, *improvement);
                found.push(self.proposal(point, ProposalKind::ExpectedImprovement, reason));
            }
        }
    }

    /// Configurations all over the space and near the best runs.
    fn candidates(&self, free: &[usize]) -> Vec<Vec<f64>> {
        let mut points = Halton::new(free.len(), self.seed);
        let mut candidates: Vec<Vec<f64>> = (0..ALL_OVER).map(|_| self.space.at(free, &points.next_point())).collect();
        let mut random = Random::new(self.seed, 8 << 32);
        for run in self.best.iter().take(NEAR.0) {
            let of_run = |at: &usize| {
                let value = self.design.features[*at].values[*run];
                if value.is_nan() { 0.5 } else { self.space.axes[*at].part(value) }
            };
            let places: Vec<f64> = free.iter().map(of_run).collect();
            for _ in 0..NEAR.1 {
                let mut near = |place: &f64| match random.unit() {
                    stays if stays < 0.5 => *place,
                    _ => (place + NEARNESS * (2.0 * random.unit() - 1.0)).clamp(0.0, 1.0),
                };
                candidates.push(self.space.at(free, &places.iter().map(&mut near).collect::<Vec<f64>>()));
            }
        }
        candidates
    }

    /// The configuration, of the next few of a sequence, that is farthest from what was tried and proposed (a greedy maximin design: Johnson,
    /// Moore, Ylvisaker, "Minimax and maximin distance designs", 1990).
    fn filling(&self, free: &[usize], points: &mut Halton, novelty: &mut Novelty<'_>) -> Option<Proposal> {
        let mut best: Option<(f64, Vec<f64>)> = None;
        for at in 0..MOST_ASKED {
            if at >= COMPETITORS && best.is_some() {
                break;
            }
            let point = self.space.at(free, &points.next_point());
            let distance = novelty.distance(&point);
            if best.as_ref().is_none_or(|(farthest, _)| distance > *farthest) && !novelty.is_known(&point) {
                best = Some((distance, point));
            }
        }
        let (distance, point) = best?;
        novelty.add(&point);
        let reason = format!(
            "Fills a gap: the nearest run or proposal differs by {} of the space along each param, on average.",
            percent(distance)
        );
        Some(self.proposal(&point, ProposalKind::SpaceFilling, reason))
    }

    fn proposal(&self, point: &[f64], kind: ProposalKind, reason: String) -> Proposal {
        let value = |(feature, value): (&crate::design::Feature, &f64)| {
            ParamValue::of(feature, *value).map(|value| (feature.name.clone(), value))
        };
        let expected = self.shapes.map(|shapes| {
            let prediction = shapes.predict(point);
            (shapes.to_units(prediction.mean), shapes.size_in_units(prediction.deviation))
        });
        Proposal { params: self.design.features.iter().zip(point).filter_map(value).collect(), kind, expected, reason }
    }
}

/// Why a configuration may improve on the best run, of which `incumbent` is expected: it is expected to, or it is not but little is known of it.
fn why_improving(shapes: &Shapes, prediction: Prediction, incumbent: f64, improvement: f64) -> String {
    let units = |prediction: f64| number(shapes.to_units(prediction));
    let size = |difference: f64| number(shapes.size_in_units(difference));
    let (mean, best, improvement) = (units(prediction.mean), units(incumbent), size(improvement));
    if mean == best {
        return format!(
            "May improve: {best} expected, as for the best run so far, give or take {}; expected improvement {improvement}.",
            size(prediction.deviation)
        );
    }
    if prediction.mean < incumbent {
        return format!(
            "Promises to improve: {mean} expected, against {best} for the best run so far; expected improvement {improvement}."
        );
    }
    format!(
        "Uncertain enough to try: expected to be worse ({mean}, against {best} for the best run so far), but the forest's trees differ by {} \
         here; expected improvement {improvement}.",
        size(prediction.deviation)
    )
}
