use runloom_analysis::{Design, DesignOptions, Goal, Proposal, SuggestOptions, SuggestTask, Target, suggest};
use runloom_chart::{ImportanceQuestion, ImportanceWork, is_sweep};
use runloom_report::View;
use runloom_table::{ColumnName, RowMask, RunTable};

use crate::failure::Failure;
use crate::filtering::internal;

/// What is to be said of the runs of a report.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) target: Option<(ColumnName, Goal)>,
    /// Which params matter, in a sentence; `None` where that cannot be told.
    pub(super) importance: Option<String>,
    /// The most important param first.
    pub(super) important: Vec<ColumnName>,
    pub(super) next: Option<Proposal>,
}

/// Judges runs by the metric of the view, else by the most telling one. All columns have to be loaded.
pub(super) fn judge(runs: &RunTable, mask: &RowMask, view: &View) -> Result<Judged, Failure> {
    let asked = &view.importance;
    let Some(question) =
        ImportanceQuestion::about(runs, asked.target.as_ref(), asked.goal.map(Into::into), asked.method, asked.best_percent)
    else {
        return Ok(Judged::default());
    };
    let Some(column) = runs.column(&question.target) else { return Ok(Judged::default()) };
    let goal = question.goal;
    let options =
        DesignOptions { most_runs: Some(SuggestTask::MOST_RUNS), keep_best: SuggestTask::KEEP_BEST, ..DesignOptions::default() };
    let target = Target { numbers: column.typed().map_err(internal)?, goal };
    let design = Design::of(runs, mask, target, &options).map_err(internal)?;
    let mut judged = Judged { target: Some((question.target.clone(), goal)), ..Judged::default() };
    if is_sweep(runs) {
        let mut work = ImportanceWork::new(runs, mask, question).map_err(internal)?;
        while !work.step() {}
        let answer = work.finish();
        judged.importance = answer.heading();
        judged.important = answer.found.params.iter().map(|param| param.name.clone()).collect();
    }
    if judged.importance.is_some() {
        judged.next = suggest(design, goal, &SuggestOptions { proposals: 1, seed: 0 }).proposals.into_iter().next();
    }
    Ok(judged)
}
