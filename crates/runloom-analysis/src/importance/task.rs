use runloom_table::sorted;

use super::direct::Direct;
use super::forest::ForestImportance;
use super::notes::notes;
use super::spread::{Estimate, intervals, noise_floors};
use super::{Importance, ImportanceOptions, Method, ParamImportance};
use crate::correlation::{deviations, product_moment};
use crate::design::{Design, Goal};
use crate::forest::{Boosted, Encoded, ForestOptions, Pool};
use crate::random::Random;
use crate::ranks::average_ranks;
use crate::shapes::Shapes;

/// As many trees have the forests that only say how far importances scatter, at least. Fewer trees scatter more: where there are few runs,
/// those of permuted targets have more trees, so that chance is not given more room than it has.
const FEW_TREES: usize = 8;
/// As many trees times runs times columns have forests of permuted targets, where that is more.
const PERMUTED_WORK: usize = 1 << 12;

/// As many runs times columns does a tree see at most, and one of the small forests; but not fewer or more runs than `DRAWS`.
const MOST_DRAWN: usize = 1 << 16;
const MOST_DRAWN_OF_FEW: usize = 1 << 14;
const DRAWS: (usize, usize) = (512, 4096);

/// What an importance is computed from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The runs as they are.
    AsTheyAre,
    /// A bootstrap sample of them.
    Resampled(usize),
    /// All runs, with the target permuted.
    Permuted(usize),
    Done,
}

/// Importance in small steps, for callers that want to show progress or stop in between; [`importance`] does all of them.
pub struct ImportanceTask {
    design: Design,
    goal: Goal,
    options: ImportanceOptions,
    stage: Stage,
    /// The target near 0 and 1 in size, or its ranks for correlation; `None` where it is constant.
    target: Option<Vec<f64>>,
    encoded: Encoded,
    direct: Option<Direct>,
    growing: Option<ForestImportance>,
    /// The forest of the runs as they are.
    forest: Option<Boosted>,
    estimate: Estimate,
    resampled: Vec<Vec<f64>>,
    permuted: Vec<Vec<f64>>,
    steps_done: usize,
}

/// The importance of each feature of a design; `goal` is that of the target it was made for.
pub fn importance(design: Design, goal: Goal, options: &ImportanceOptions) -> Importance {
    let mut task = ImportanceTask::new(design, goal, options);
    while !task.step() {}
    task.finish().0
}

impl ImportanceTask {
    /// As many runs are enough: of more, evenly spaced ones are looked at ([`crate::DesignOptions::most_runs`]). A tree sees a few thousand
    /// of them at most.
    pub const MOST_RUNS: usize = 20_000;

    /// A task with nothing done yet.
    pub fn new(design: Design, goal: Goal, options: &ImportanceOptions) -> Self {
        let mut options = *options;
        if matches!(options.method, Method::PedAnova | Method::Correlation) {
            options.permutations *= 5;
        }
        let target = deviations(&design.target).filter(|_| design.runs() > 1 && !design.features.is_empty());
        let target = target.map(|target| if options.method == Method::Correlation { average_ranks(&target) } else { target });
        let direct = Direct::new(&design, &options);
        let encoded = match (&direct, &target) {
            (None, Some(target)) => Encoded::of(&design, target, options.forest().encoding),
            _ => Encoded::empty(),
        };
        Self {
            goal,
            options,
            stage: if target.is_some() { Stage::AsTheyAre } else { Stage::Done },
            target,
            encoded,
            direct,
            growing: None,
            forest: None,
            estimate: Estimate { values: vec![0.0; design.features.len()], whole: 1.0 },
            resampled: Vec::new(),
            permuted: Vec::new(),
            steps_done: 0,
            design,
        }
    }

    /// Does one step, a tree at most; returns whether all are done.
    pub fn step(&mut self) -> bool {
        let Some(target) = self.target.as_ref().filter(|_| self.stage != Stage::Done) else { return true };
        self.steps_done += 1;
        let runs = self.design.runs();
        if self.growing.is_none() {
            let seed = self.options.seed;
            let (mut pool, mut target) = (Pool::all(runs), target.clone());
            match self.stage {
                Stage::Resampled(at) => pool = Pool::bootstrap(runs, &mut Random::new(seed, 1 << 32 | at as u64)),
                Stage::Permuted(at) => Random::new(seed, 2 << 32 | at as u64).shuffle(&mut target),
                _ => {}
            }
            if let Some(direct) = &self.direct {
                let values = direct.importance(&self.design, &self.options, &target, &pool.counts(runs));
                return self.end_stage(Estimate { values, whole: 1.0 });
            }
            let encoded = match self.stage {
                Stage::Permuted(_) => self.encoded.for_target(&self.design, &target),
                _ => self.encoded.clone(),
            };
            self.growing = Some(ForestImportance::new(encoded, target, pool, self.forest_options(self.stage), &self.options));
        }
        let method = self.options.method;
        let Some(mut growing) = self.growing.take() else { return false };
        if !growing.grow(method) {
            self.growing = Some(growing);
            return false;
        }
        let estimate = growing.estimate(&self.design, method);
        if let (Stage::AsTheyAre, ForestImportance::Boosted(forest)) = (self.stage, growing) {
            self.forest = Some(forest);
        }
        self.end_stage(estimate)
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let steps = |stage: Stage| match self.direct {
            Some(_) => 1,
            None => ForestImportance::trees(&self.forest_options(stage), &self.options),
        };
        let resampled = self.options.resamples * steps(Stage::Resampled(0));
        let others = resampled + self.options.permutations * steps(Stage::Permuted(0));
        (self.steps_done, if self.target.is_some() { steps(Stage::AsTheyAre) + others } else { 0 })
    }

    /// How the forest of a stage is grown.
    fn forest_options(&self, stage: Stage) -> ForestOptions {
        let options = self.options.forest();
        let room = |budget: usize| (budget / self.encoded.columns.len().max(1)).clamp(DRAWS.0, DRAWS.1);
        let room = |budget| if self.options.as_optuna { usize::MAX } else { room(budget) };
        let few = options.trees.min(FEW_TREES);
        match stage {
            Stage::Resampled(at) => ForestOptions {
                trees: few,
                seed: options.seed ^ (3 << 32 | at as u64),
                most_draws: room(MOST_DRAWN_OF_FEW),
                ..options
            },
            Stage::Permuted(at) => ForestOptions {
                trees: few.max((PERMUTED_WORK / (self.design.runs() * self.encoded.columns.len()).max(1)).min(options.trees)),
                seed: options.seed ^ (5 << 32 | at as u64),
                most_draws: room(MOST_DRAWN_OF_FEW),
                ..options
            },
            _ => ForestOptions { most_draws: room(MOST_DRAWN), ..options },
        }
    }

    /// Takes the estimate of a stage; returns whether it was the last.
    fn end_stage(&mut self, estimate: Estimate) -> bool {
        match self.stage {
            Stage::AsTheyAre => self.estimate = estimate,
            Stage::Resampled(_) => self.resampled.push(estimate.parts(estimate.whole)),
            Stage::Permuted(_) => self.permuted.push(estimate.parts(self.estimate.whole)),
            Stage::Done => {}
        }
        self.stage = match (self.resampled.len(), self.permuted.len()) {
            (done, _) if done < self.options.resamples => Stage::Resampled(done),
            (_, done) if done < self.options.permutations => Stage::Permuted(done),
            _ => Stage::Done,
        };
        self.stage == Stage::Done
    }

    /// What was found, and the forest that it was found with, for curves and interactions: there is one for [`Method::Fanova`], without
    /// `as_optuna`, where anything could be judged. Of a task that is not done, without the parts that are missing.
    pub fn finish(self) -> (Importance, Option<Shapes>) {
        let found = self.found();
        let shapes = self.forest.map(|forest| Shapes::new(self.design, forest, self.goal));
        (found, shapes)
    }

    fn found(&self) -> Importance {
        let features = self.design.features.len();
        let values = self.estimate.parts(self.estimate.whole);
        let intervals = intervals(&values, &self.resampled);
        let floors = noise_floors(features, &self.permuted);
        let least = if self.options.method == Method::Permutation { f64::NEG_INFINITY } else { 0.0 };
        let ranks = average_ranks(&self.design.target);
        let param = |at: usize| {
            let feature = &self.design.features[at];
            ParamImportance {
                name: feature.name.clone(),
                importance: values[at],
                low: intervals[at].0.max(least),
                high: intervals[at].1,
                noise_floor: floors[at],
                direction: direction(&self.design, at, self.goal, &ranks),
                runs: feature.runs,
            }
        };
        let params =
            sorted((0..features).map(param).collect(), &mut |a: &ParamImportance, b| b.importance.total_cmp(&a.importance));
        let twins = self.design.twins();
        let name = |at: &usize| self.design.features[*at].name.clone();
        Importance {
            method: self.options.method,
            params,
            runs_used: self.design.runs(),
            left_out: self.design.left_out,
            unjudged: self.design.unjudged.clone(),
            twins: twins.iter().map(|group| group.iter().map(name).collect()).collect(),
            notes: notes(&self.design, &twins),
        }
    }
}

/// Spearman's correlation of a numeric feature with the target as it was given, whose `ranks` over all runs are known.
fn direction(design: &Design, at: usize, goal: Goal, ranks: &[f64]) -> Option<f64> {
    let feature = &design.features[at];
    if feature.is_category() {
        return None;
    }
    let pairs = feature.values.iter().zip(ranks).filter(|(value, _)| !value.is_nan());
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let y = if feature.is_conditional() { average_ranks(&y) } else { y };
    let r = product_moment(&average_ranks(&x), &y)?;
    Some(if goal == Goal::Maximise { -r } else { r })
}
