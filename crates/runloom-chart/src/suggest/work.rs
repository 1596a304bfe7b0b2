use std::fmt;

use runloom_analysis::{BestSoFar, Design, DesignOptions, ParamValue, SuggestOptions, SuggestTask, Target};
use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use super::{SuggestAnswer, SuggestQuestion, course, fixed};

/// An answer that is being found in small steps, for callers that want to show progress or stop in between.
pub struct SuggestWork {
    question: SuggestQuestion,
    task: SuggestTask,
    course: Option<BestSoFar>,
    fixed: Vec<(ColumnName, ParamValue)>,
}

impl fmt::Debug for SuggestWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuggestWork")
            .field("question", &self.question)
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}

impl SuggestWork {
    /// The work for some runs of a table, with nothing done yet. `only` names the params that are looked at; `None` is all.
    ///
    /// # Errors
    /// [`NotLoaded`] where one of the params, `status`, `start_time` or the target is not loaded, or the target is not there.
    pub fn new(
        table: &RunTable,
        runs: &RowMask,
        question: SuggestQuestion,
        only: Option<&[ColumnName]>,
    ) -> Result<Self, NotLoaded> {
        let options = DesignOptions {
            most_runs: Some(SuggestTask::MOST_RUNS),
            keep_best: SuggestTask::KEEP_BEST,
            only,
            ..DesignOptions::default()
        };
        let column = table.column(&question.target).ok_or_else(|| NotLoaded(question.target.clone()))?;
        let design = Design::of(table, runs, Target { numbers: column.typed()?, goal: question.goal }, &options)?;
        let best = (0..design.runs()).min_by(|a, b| design.target[*a].total_cmp(&design.target[*b]));
        let row = best.map(|run| design.rows[run]);
        Ok(Self {
            course: course::of(table, &design)?,
            fixed: fixed::params(table, &design.unjudged, row)?,
            task: SuggestTask::new(design, question.goal, &SuggestOptions { proposals: question.proposals, seed: question.seed }),
            question,
        })
    }

    /// Does one step, a tree at most; returns whether all are done.
    pub fn step(&mut self) -> bool {
        self.task.step()
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.task.progress()
    }

    /// The answer; of work that is not done, without what is missing.
    pub fn finish(self) -> SuggestAnswer {
        let Self { question, task, course, fixed } = self;
        SuggestAnswer { question, found: task.finish(), course, fixed }
    }
}
