use runloom_table::sort_reals;

use super::Region;
use super::propose::Halton;
use super::space::{Axis, Reach, SearchSpace};
use crate::design::{Design, Goal};
use crate::shapes::Shapes;

/// Over as many configurations expectations are averaged.
const ASKED: usize = 256;

/// What the runs and a forest say of a space that holds the best runs; these are given, the best first, and there is at least one.
pub(super) fn region(
    design: &Design,
    goal: Goal,
    best: &[usize],
    (space, reaches): (&SearchSpace, &[Reach]),
    shapes: Option<&Shapes>,
    seed: u64,
) -> Option<Region> {
    let units = |target: f64| if goal == Goal::Maximise { -target } else { target };
    let target = |run: &usize| design.target.get(*run).copied().map(units);
    let (within, outside): (Vec<usize>, Vec<usize>) = (0..design.runs()).partition(|run| space.holds(design, *run, reaches));
    let whole = SearchSpace::whole(design);
    let mean = |shapes: &Shapes, space: &SearchSpace| {
        let free = space.free();
        let mut points = Halton::new(free.len(), seed);
        let sum: f64 = (0..ASKED).map(|_| shapes.predict(&space.at(&free, &points.next_point())).mean).sum();
        shapes.to_units(sum / ASKED as f64)
    };
    Some(Region {
        best_runs: best.len(),
        runs: design.runs() + design.left_out.thinned,
        best: best.first().and_then(target)?,
        last: best.last().and_then(target)?,
        runs_within: within.len(),
        median_within: units(median(design, &within)?),
        median_outside: median(design, &outside).map(units),
        expected: shapes.map(|shapes| (mean(shapes, space), mean(shapes, &whole))),
        volume: space.axes.iter().zip(&whole.axes).map(|(axis, whole)| part(axis, whole)).product(),
    })
}

/// Which part of one axis another is, on its scale.
fn part(axis: &Axis, whole: &Axis) -> f64 {
    match (axis, whole) {
        (&Axis::Range { low, high, log, step }, &Axis::Range { low: from, high: to, .. }) => {
            let half = step.unwrap_or(0.0) / 2.0;
            let log = log && low > half && from > half;
            let width = |a: f64, b: f64| if log { libm::log(b + half) - libm::log(a - half) } else { b - a + 2.0 * half };
            let part = width(low, high) / width(from, to);
            if part.is_finite() { part } else { 1.0 }
        }
        (Axis::Choices(kept), Axis::Choices(all)) if !all.is_empty() => kept.len() as f64 / all.len() as f64,
        _ => 1.0,
    }
}

/// The median target of some runs; `None` of none.
fn median(design: &Design, runs: &[usize]) -> Option<f64> {
    let mut targets: Vec<f64> = runs.iter().map(|run| design.target[*run]).collect();
    sort_reals(&mut targets);
    let middle = |at: usize| targets.get(at).copied();
    Some(middle(targets.len().checked_sub(1)? / 2)? * 0.5 + middle(targets.len() / 2)? * 0.5)
}
