//! Two groups of runs compared by a target, with an interval.

use runloom_analysis::{Design, DesignOptions, Difference, Goal, RunsLeftOut, Target, difference};
use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use crate::shown_number;

/// Two groups of runs, and by how much their targets differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub target: ColumnName,
    /// Which way it gets better.
    pub goal: Goal,
    /// The first group, and the second.
    pub groups: [ComparedGroup; 2],
    /// How many used runs are in both.
    pub in_both: usize,
    /// The mean of the first group less that of the second; `None` where one of them has fewer than two runs.
    pub difference: Option<Difference>,
}

/// One of the groups.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedGroup {
    /// How many runs are used.
    pub runs: usize,
    /// Why others are not.
    pub left_out: RunsLeftOut,
    /// Their mean target; `None` of none.
    pub mean: Option<f64>,
}

impl Comparison {
    /// Compares the runs of two masks; runs without a finite target, and those that did not finish, are left out and counted.
    ///
    /// # Errors
    /// [`NotLoaded`] where `status` or the target is not loaded, or the target is not there.
    pub fn of(table: &RunTable, masks: [&RowMask; 2], target: &ColumnName, goal: Goal) -> Result<Self, NotLoaded> {
        let numbers = table.column(target).ok_or_else(|| NotLoaded(target.clone()))?.typed()?;
        let options = DesignOptions { only: Some(&[]), ..DesignOptions::default() };
        let design = |rows: &RowMask| Design::of(table, rows, Target { numbers, goal: Goal::Minimise }, &options);
        let [first, second] = [design(masks[0])?, design(masks[1])?];
        let mean =
            |values: &[f64]| (!values.is_empty()).then(|| values.iter().map(|value| value / values.len() as f64).sum::<f64>());
        let group =
            |design: &Design| ComparedGroup { runs: design.runs(), left_out: design.left_out, mean: mean(&design.target) };
        Ok(Self {
            target: target.clone(),
            goal,
            groups: [group(&first), group(&second)],
            in_both: first.rows.iter().filter(|row| masks[1].contains(**row as usize)).count(),
            difference: difference(&first.target, &second.target),
        })
    }

    /// Whether the first group is better (`Some(true)`) or worse beyond chance; `None` where that cannot be told.
    pub fn is_better(&self) -> Option<bool> {
        let found = self.difference?;
        let lower = if found.high < 0.0 {
            true
        } else if found.low > 0.0 {
            false
        } else {
            return None;
        };
        Some(lower == (self.goal == Goal::Minimise))
    }

    /// The answer in a few words, then the evidence in sentences; `names` are those of the groups.
    pub fn words(&self, names: [&str; 2]) -> (String, Vec<String>) {
        let [first, second] = names;
        let answer = match self.is_better() {
            Some(true) => "Better".to_owned(),
            Some(false) => "Worse".to_owned(),
            None => "Cannot be told".to_owned(),
        };
        let group = |name: &str, group: &ComparedGroup| match group.mean {
            Some(mean) => format!("{name}: {}, mean {} {}.", group.left_out.beside(group.runs), self.target, shown_number(mean)),
            None => format!("{name}: {}.", group.left_out.beside(0)),
        };
        let told = match self.difference {
            Some(found) => format!(
                "{first} less {second}: {} (95 % interval {} to {}, Welch's).",
                shown_number(found.difference),
                shown_number(found.low),
                shown_number(found.high)
            ),
            None => "Each group needs two runs with a result, so the difference has no interval.".to_owned(),
        };
        let mut sentences = vec![told, group(first, &self.groups[0]), group(second, &self.groups[1])];
        if self.in_both > 0 {
            let (are, runs) = if self.in_both == 1 { ("is", "run") } else { ("are", "runs") };
            sentences
                .push(format!("{} {runs} {are} in both groups, so the interval is too wide for what differs.", self.in_both));
        }
        (answer, sentences)
    }
}
