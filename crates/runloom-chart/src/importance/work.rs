use std::fmt;

use runloom_analysis::{Design, DesignOptions, Importance, ImportanceOptions, ImportanceTask, Target, Unjudged, WhyUnjudged};
use runloom_table::{ColumnKind, ColumnName, NotLoaded, RowMask, RunTable};

use super::details::detail;
use super::{ImportanceQuestion, LEAST_RUNS};

/// An answer that is being found in small steps, for callers that want to show progress or stop in between.
pub struct ImportanceWork {
    question: ImportanceQuestion,
    task: ImportanceTask,
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
    /// What there is to say of the values of each param: `log 0.03–0.1`.
    pub details: Vec<String>,
    /// How many runs were asked about.
    pub in_view: usize,
    /// Whether all used runs have the same target.
    pub constant_target: bool,
    /// How many params that may differ were not looked at, because there are too many.
    pub beyond: usize,
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
            task: ImportanceTask::new(design, question.goal, &options),
            question,
        })
    }

    /// Does one step, a tree at most; returns whether all are done.
    pub fn step(&mut self) -> bool {
        !self.enough || self.task.step()
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.task.progress()
    }

    /// The answer; of work that is not done, without what is missing.
    pub fn finish(self) -> ImportanceAnswer {
        let mut found = self.task.finish().0;
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
        ImportanceAnswer { question, found, details, in_view, constant_target, beyond }
    }
}
