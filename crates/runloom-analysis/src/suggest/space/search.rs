use runloom_table::sort_reals;

use super::super::chance::is_ruled_out;
use super::super::is_seed;
use super::narrow::{ends, narrow};
use super::param::End;
use super::{Axis, Gate};
use crate::design::{Design, Domain, Feature};

/// A space of configurations: one axis a feature, and what each depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SearchSpace {
    pub(crate) axes: Vec<Axis>,
    pub(crate) gates: Vec<Option<Gate>>,
    /// Whether so few of the best runs have a feature, for no reason that can be seen, that next configurations do without it.
    seldom: Vec<bool>,
}

/// What is known of a feature beside its axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reach {
    /// How many of the best runs have it.
    pub(crate) best: usize,
    /// The smallest and largest value of these.
    pub(crate) best_values: (f64, f64),
    /// How many runs have it.
    pub(crate) runs: usize,
    /// The smallest and largest value of these.
    pub(crate) tried: (f64, f64),
    /// Of a range.
    pub(crate) ends: (End, End),
    /// Categories that are ruled out.
    pub(crate) ruled_out: Vec<f64>,
    /// Why the feature has no axis.
    pub(crate) absence: Option<Absence>,
}

/// Why a feature is no part of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// It tells replicates apart.
    Seed,
    /// What it depends on is left out.
    Closed,
    /// None of the best runs has it, though many runs do.
    NoneOfBest,
}

impl SearchSpace {
    /// All that was tried.
    pub(crate) fn whole(design: &Design) -> Self {
        let axis = |feature: &Feature| match &feature.domain {
            _ if is_seed(&feature.name.key) => Axis::Absent,
            Domain::Categories(_) => {
                let mut values: Vec<f64> = feature.values.iter().copied().filter(|value| !value.is_nan()).collect();
                sort_reals(&mut values);
                values.dedup_by_key(|value| value.to_bits());
                Axis::Choices(values)
            }
            &Domain::Numeric { log, step, .. } => {
                let (low, high) = ends(feature.values.iter().copied());
                Axis::Range { low, high, log, step }
            }
        };
        Self {
            axes: design.features.iter().map(axis).collect(),
            gates: (0..design.features.len()).map(|at| Gate::of(design, at)).collect(),
            seldom: vec![false; design.features.len()],
        }
    }

    /// What holds the best of the runs, which are given, with what that says of each feature.
    pub(crate) fn narrowed(design: &Design, best: &[usize]) -> (Self, Vec<Reach>) {
        let mut space = Self::whole(design);
        let mut reaches = Vec::new();
        for (feature, axis) in design.features.iter().zip(&mut space.axes) {
            let of_best: Vec<f64> = best.iter().map(|run| feature.values[*run]).filter(|value| !value.is_nan()).collect();
            let mut reach = Reach {
                best: of_best.len(),
                best_values: ends(of_best.iter().copied()),
                runs: feature.runs,
                tried: ends(feature.values.iter().copied()),
                ends: (End::Kept, End::Kept),
                ruled_out: Vec::new(),
                absence: None,
            };
            if *axis == Axis::Absent {
                reach.absence = Some(Absence::Seed);
            } else if of_best.is_empty() && is_ruled_out(design.runs(), feature.runs, best.len()) {
                reach.absence = Some(Absence::NoneOfBest);
                *axis = Axis::Absent;
            } else {
                narrow(axis, feature, &of_best, &mut reach);
            }
            reaches.push(reach);
        }
        let seldom = |(gate, reach): (&Option<Gate>, &Reach)| gate.is_none() && reach.best * 2 < best.len();
        space.seldom = space.gates.iter().zip(&reaches).map(seldom).collect();
        // What depends on something left out is left out, and so is what depends on that.
        while let Some(at) = (0..reaches.len()).find(|at| space.is_closed(*at)) {
            space.axes[at] = Axis::Absent;
            reaches[at].absence = Some(Absence::Closed);
        }
        (space, reaches)
    }

    fn is_closed(&self, at: usize) -> bool {
        let gate = self.gates[at].as_ref().filter(|_| self.axes[at] != Axis::Absent);
        gate.is_some_and(|gate| gate.open_values(&self.axes[gate.parent]).is_empty())
    }

    /// The features that have something to choose.
    pub(crate) fn free(&self) -> Vec<usize> {
        (0..self.axes.len()).filter(|at| self.axes[*at].is_free() && !self.seldom[*at]).collect()
    }

    /// The configuration at parts of the way along the given axes, one value a feature; NaN where it does not exist. Axes that are not given
    /// are at their middle.
    pub(crate) fn at(&self, free: &[usize], parts: &[f64]) -> Vec<f64> {
        let value = |(axis, seldom): (&Axis, &bool)| if *seldom { f64::NAN } else { axis.at(0.5) };
        let mut point: Vec<f64> = self.axes.iter().zip(&self.seldom).map(value).collect();
        for (at, part) in free.iter().zip(parts) {
            point[*at] = self.axes[*at].at(*part);
        }
        self.close(&mut point);
        point
    }

    /// Takes out what does not exist in a configuration.
    fn close(&self, point: &mut [f64]) {
        let is_shut =
            |at: &usize, point: &[f64]| !point[*at].is_nan() && self.gates[*at].as_ref().is_some_and(|gate| !gate.is_open(point));
        while let Some(at) = (0..point.len()).find(|at| is_shut(at, point)) {
            point[at] = f64::NAN;
        }
    }

    /// Whether a run has no value outside; features without an axis do not count, unless they were ruled out.
    pub(crate) fn holds(&self, design: &Design, run: usize, reaches: &[Reach]) -> bool {
        let inside = |at: usize| {
            let value = design.features[at].values[run];
            match reaches.get(at).and_then(|reach| reach.absence) {
                Some(Absence::Seed) => true,
                _ => value.is_nan() || self.axes[at].holds(value),
            }
        };
        (0..self.axes.len()).all(inside)
    }
}
