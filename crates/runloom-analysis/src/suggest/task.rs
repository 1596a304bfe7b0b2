use super::best::{MOST, best_runs};
use super::describe::{notes, space_param};
use super::freeze::{Judgements, freezing};
use super::propose::{Searched, proposals};
use super::region::region;
use super::space::{Axis, SearchSpace};
use super::words::counted;
use super::{SuggestOptions, Suggestion};
use crate::design::{Design, Goal};
use crate::importance::{ImportanceOptions, ImportanceTask, Method};
use crate::noise::{Difference, difference, winner};

/// A suggestion in small steps, for callers that want to show progress or stop in between; [`suggest`] does all of them.
pub struct SuggestTask {
    design: Design,
    goal: Goal,
    options: SuggestOptions,
    alone: ImportanceTask,
    together: ImportanceTask,
    for_best: ImportanceTask,
}

/// What to try next after the runs of a design; `goal` is that of the target it was made for.
pub fn suggest(design: Design, goal: Goal, options: &SuggestOptions) -> Suggestion {
    let mut task = SuggestTask::new(design, goal, options);
    while !task.step() {}
    task.finish()
}

impl SuggestTask {
    /// As many runs are enough; of more, evenly spaced ones and the best ones are looked at ([`crate::DesignOptions::most_runs`]).
    pub const MOST_RUNS: usize = ImportanceTask::MOST_RUNS;

    /// As many of the best runs have to be kept where others are left out ([`crate::DesignOptions::keep_best`]).
    pub const KEEP_BEST: usize = MOST;

    /// A task with nothing done yet.
    pub fn new(design: Design, goal: Goal, options: &SuggestOptions) -> Self {
        let task = |method: Method| {
            let options = ImportanceOptions { method, seed: options.seed, ..ImportanceOptions::default() };
            ImportanceTask::new(design.clone(), goal, &options)
        };
        let (alone, together, for_best) = (task(Method::Fanova), task(Method::Permutation), task(Method::PedAnova));
        Self { alone, together, for_best, design, goal, options: *options }
    }

    /// Does one step, a tree at most; returns whether all are done.
    pub fn step(&mut self) -> bool {
        self.alone.step() && self.together.step() && self.for_best.step()
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let tasks = [&self.alone, &self.together, &self.for_best].map(ImportanceTask::progress);
        tasks.into_iter().fold((0, 0), |(done, all), (more_done, more)| (done + more_done, all + more))
    }

    /// What was found; of a task that is not done, without what is missing.
    pub fn finish(self) -> Suggestion {
        let Self { design, goal, options, alone, together, for_best } = self;
        let (alone, shapes) = alone.finish();
        let judged = Judgements { alone, together: together.finish().0, for_best: for_best.finish().0 };
        let found = if design.target_is_constant() {
            Vec::new()
        } else {
            best_runs(&design.target, design.runs() + design.left_out.thinned)
        };
        let (mut space, reaches) = SearchSpace::narrowed(&design, &found);
        let region = region(&design, goal, &found, (&space, &reaches), shapes.as_ref(), options.seed);
        let within: Vec<usize> = (0..design.runs()).filter(|run| space.holds(&design, *run, &reaches)).collect();
        let freezing = freezing(&design, &judged, &found, &reaches);
        let mut frozen = freezing.reasons;
        for (at, reason) in frozen.iter_mut().enumerate() {
            let of_best = found.iter().map(|run| design.features[at].values[*run]).find(|value| !value.is_nan());
            match of_best.filter(|_| space.axes[at] != Axis::Absent) {
                Some(value) if reason.is_some() => space.axes[at] = Axis::Fixed(value),
                _ => *reason = None,
            }
        }
        let searched = Searched {
            design: &design,
            space: &space,
            shapes: shapes.as_ref(),
            best: &found,
            within: &within,
            seed: options.seed,
        };
        let proposals = proposals(&searched, options.proposals);
        let mut notes = notes(&design, &space);
        if proposals.len() < options.proposals && !design.features.is_empty() {
            notes.push(format!(
                "Every other configuration of the space was tried: {} left.",
                counted(proposals.len(), "proposal")
            ));
        }
        let residuals = shapes.as_ref().map(|shapes| {
            let one = shapes.size_in_units(1.0);
            shapes.residuals().iter().map(|residual| residual * one).collect::<Vec<f64>>()
        });
        let winner = winner(&design, goal, residuals.as_deref(), options.seed);
        let param = |at: usize| space_param(&design, &space, (at, &found), &reaches[at], frozen[at].clone());
        Suggestion {
            runs_used: design.runs(),
            left_out: design.left_out,
            best: found.iter().map(|run| design.rows[*run]).collect(),
            region,
            space: (0..design.features.len()).map(param).collect(),
            freezing: freezing.rest,
            proposals,
            winner,
            within_less_outside: region.and_then(|_| compared(&design, goal, &within)),
            importance: judged.alone,
            unjudged: design.unjudged.clone(),
            notes,
        }
    }
}

/// Some runs of a design compared with the others, in the units of the target.
fn compared(design: &Design, goal: Goal, within: &[usize]) -> Option<Difference> {
    let sign = if goal == Goal::Maximise { -1.0 } else { 1.0 };
    let mut is_within = vec![false; design.runs()];
    for run in within {
        is_within[*run] = true;
    }
    let of = |wanted: bool| -> Vec<f64> {
        let runs = design.target.iter().zip(&is_within).filter(|(_, within)| **within == wanted);
        runs.map(|(target, _)| sign * target).collect()
    };
    difference(&of(true), &of(false))
}
