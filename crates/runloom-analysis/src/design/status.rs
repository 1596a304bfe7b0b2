use runloom_table::{ColumnName, NotLoaded, RunTable, Values};

use super::RunsLeftOut;

const FAILED: [&str; 7] = ["failed", "fail", "killed", "crashed", "error", "aborted", "terminated"];
const UNFINISHED: [&str; 7] = ["running", "scheduled", "waiting", "pending", "queued", "paused", "preempting"];

/// Whether a run counts, by its tracker's word for how it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Counts,
    Failed,
    Pruned,
    Unfinished,
}

/// How the runs of a table ended.
pub(super) struct Ends<'a> {
    values: Option<&'a Values>,
    of_code: Vec<End>,
}

impl<'a> Ends<'a> {
    /// Of the column `status`; a table without one has runs that all count.
    pub(super) fn of(table: &'a RunTable) -> Result<Self, NotLoaded> {
        let values = table.values(&ColumnName::attribute("status"))?;
        let of_code = match values {
            Some(Values::Text(texts)) => texts.distinct().iter().flatten().map(end_of).collect(),
            _ => Vec::new(),
        };
        Ok(Self { values, of_code })
    }

    /// Whether a run counts; if not, it is counted as left out.
    pub(super) fn keeps(&self, row: usize, left_out: &mut RunsLeftOut) -> bool {
        let Some(Values::Text(texts)) = self.values.filter(|values| !values.is_missing(row)) else { return true };
        match self.of_code.get(texts.codes().value(row) as usize) {
            Some(End::Failed) => left_out.failed += 1,
            Some(End::Pruned) => left_out.pruned += 1,
            Some(End::Unfinished) => left_out.unfinished += 1,
            Some(End::Counts) | None => return true,
        }
        false
    }
}

/// How many runs of a table count by their status: those that did not fail, were not pruned and are not still going. Without statuses, or
/// while these are not loaded, all do.
pub fn finished_runs(table: &RunTable) -> usize {
    let Ok(ends) = Ends::of(table) else { return table.rows() };
    let mut left_out = RunsLeftOut::default();
    (0..table.rows()).filter(|row| ends.keeps(*row, &mut left_out)).count()
}

fn end_of(status: &str) -> End {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(status));
    if is(&FAILED) {
        End::Failed
    } else if is(&UNFINISHED) {
        End::Unfinished
    } else if is(&["pruned"]) {
        End::Pruned
    } else {
        End::Counts
    }
}
