use std::fmt;

use runloom_analysis::{Design, DesignOptions, Importance, ImportanceOptions, ImportanceTask, Target, Unjudged, WhyUnjudged};
use runloom_table::{ColumnKind, ColumnName, NotLoaded, RowMask, RunTable};

use super::details::detail;
use super::effects::{Effects, EffectsWork};
use super::{ImportanceQuestion, LEAST_RUNS, words};

/// An answer that is being found in small steps, for callers that want to show progress or stop in between.
pub struct ImportanceWork {
    question: ImportanceQuestion,
    /// Until it is done.
    task: Option<ImportanceTask>,
    steps_judged: usize,
    found: Option<Importance>,
    effects: Option<EffectsWork>,
    /// What there is to say of the values of each feature.
    details: Vec<(ColumnName, String)>,
    in_view: usize,
    beyond: usize,
    elsewhere: Vec<(ColumnName, WhyUnjudged)>,
    order: Vec<ColumnName>,
    constant_target: bool,
    enough: bool,
}

/// Which params matter for a target, as far as some runs tell.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportanceAnswer {
    /// What was asked.
    pub question: ImportanceQuestion,
    /// What was found; importances sum to 1, or are all 0.
    pub found: Importance,
    /// How the target depends on the most important params; nothing by methods other than [`Method::Fanova`](runloom_analysis::Method::Fanova).
    pub effects: Effects,
    /// What there is to say of the values of each param: `log 0.03–0.1`.
    pub details: Vec<String>,
    /// How many runs were asked about.
    pub in_view: usize,
    /// Whether all used runs have the same target.
    pub constant_target: bool,
    /// How many params that may differ were not looked at, because there are too many.
    pub beyond: usize,
}

impl ImportanceAnswer {
    /// What stands out, in a sentence; `None` where nothing can be judged.
    pub fn heading(&self) -> Option<String> {
        words::obstacle(self).is_none().then(|| words::heading(self))
    }
}

impl fmt::Debug for ImportanceWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportanceWork")
            .field("question", &self.question)
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}

impl ImportanceWork {
    /// The work for some runs of a table, with nothing done yet.
    ///
    /// # Errors
    /// [`NotLoaded`] where one of [`ImportanceQuestion::columns`] is not loaded, or the target is not there.
    pub fn new(table: &RunTable, runs: &RowMask, question: ImportanceQuestion) -> Result<Self, NotLoaded> {
        let (judged, beyond) = question.judged(table);
        let options =
            DesignOptions { most_runs: Some(ImportanceTask::MOST_RUNS), only: Some(&judged), ..DesignOptions::default() };
        let target = table.column(&question.target).ok_or_else(|| NotLoaded(question.target.clone()))?;
        let numbers = target.typed()?;
        let design = Design::of(table, runs, Target { numbers, goal: question.goal }, &options)?;
        let design = match question.best_percent {
            Some(percent) => design.among_best(f64::from(percent) / 100.0),
            None => design,
        };
        let elsewhere = table.of_kind(ColumnKind::Param).filter(|column| column.summary().differs == Some(false));
        let elsewhere = elsewhere.filter(|column| *column.name() != question.target).map(|column| {
            let is_empty = column.summary().missing == Some(table.rows());
            (column.name().clone(), if is_empty { WhyUnjudged::NoValues } else { WhyUnjudged::Constant })
        });
        let options = ImportanceOptions { method: question.method, ..ImportanceOptions::default() };
        Ok(Self {
            details: design.features.iter().map(|feature| (feature.name.clone(), detail(feature))).collect(),
            in_view: runs.count(),
            beyond,
            elsewhere: elsewhere.collect(),
            order: table.of_kind(ColumnKind::Param).map(|column| column.name().clone()).collect(),
            constant_target: design.target_is_constant(),
            enough: design.runs() >= LEAST_RUNS,
            task: Some(ImportanceTask::new(design, question.goal, &options)),
            steps_judged: 0,
            found: None,
            effects: None,
            question,
        })
    }

    /// Does one step, a tree or an effect at most; returns whether all are done.
    pub fn step(&mut self) -> bool {
        if !self.enough {
            return true;
        }
        if let Some(mut task) = self.task.take() {
            if !task.step() {
                self.task = Some(task);
                return false;
            }
            self.steps_judged = task.progress().1;
            let (found, shapes) = task.finish();
            self.effects = shapes.map(|shapes| EffectsWork::new(shapes, &found));
            self.found = Some(found);
            return self.effects.is_none();
        }
        self.effects.as_mut().is_none_or(EffectsWork::step)
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let (judged, all) = self.task.as_ref().map_or((self.steps_judged, self.steps_judged), ImportanceTask::progress);
        let (done, of_effects) = self.effects.as_ref().map_or((0, 0), EffectsWork::steps);
        (judged + done, all + of_effects)
    }

    /// The answer; of work that is not done, without what is missing.
    pub fn finish(self) -> ImportanceAnswer {
        let effects = self.effects.map_or_else(Effects::default, EffectsWork::finish);
        let mut found = self.found.or_else(|| self.task.map(|task| task.finish().0)).unwrap_or_default();
        found.normalise();
        let runs = found.runs_used;
        let more = self.elsewhere.iter().map(|(name, why)| Unjudged {
            runs: if *why == WhyUnjudged::NoValues { 0 } else { runs },
            name: name.clone(),
            why: *why,
        });
        found.unjudged.extend(more);
        found.unjudged.sort_by_key(|unjudged| self.order.iter().position(|name| *name == unjudged.name));
        let of = |name: &ColumnName| self.details.iter().find(|(other, _)| other == name).map(|(_, detail)| detail.clone());
        let details = found.params.iter().map(|param| of(&param.name).unwrap_or_default()).collect();
        let Self { question, in_view, constant_target, beyond, .. } = self;
        ImportanceAnswer { question, found, effects, details, in_view, constant_target, beyond }
    }
}
