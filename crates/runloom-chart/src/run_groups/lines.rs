use runloom_query::Groups;
use runloom_table::{NotLoaded, RowMask, RunTable};

use super::{RunGroups, words};
use crate::{ParallelChart, ParallelSpec};

/// What the lines of a chart of groups stand for.
#[derive(Debug)]
pub struct GroupLines {
    /// One row a line: the groups in order, then, in grey, what they are without brushes.
    pub table: RunTable,
    /// The group of each line.
    groups: Vec<u32>,
    /// The line of each group that has matching runs.
    lines: Vec<Option<u32>>,
}

impl GroupLines {
    /// The group that a line stands for.
    pub fn group_of(&self, line: usize) -> Option<usize> {
        self.groups.get(line).map(|group| *group as usize)
    }

    /// The line of a group that has matching runs.
    pub fn line_of(&self, group: usize) -> Option<usize> {
        self.lines.get(group).copied().flatten().map(|line| line as usize)
    }
}

impl ParallelChart {
    /// Draws a line a group. `matching` are the runs that are grouped, `in_filter` those whose values the axes hold; groups that brushes
    /// leave less of are drawn a second time in grey, as they are without brushes. Those of only `selected` runs are drawn thicker.
    ///
    /// # Errors
    /// As for [`ParallelChart::build`].
    pub fn of_groups(
        runs: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        groups: &RunGroups<'_>,
        spec: &ParallelSpec,
    ) -> Result<(Self, GroupLines), NotLoaded> {
        let (mut drawn, mut rows) = (groups.sorted.to_vec(), groups.rows());
        let count = drawn.len();
        let mut lines = vec![None; groups.ids.len()];
        for (line, group) in drawn.iter().enumerate() {
            if let Some(slot) = lines.get_mut(*group as usize) {
                *slot = Some(line as u32);
            }
        }
        let without_brushes =
            (matching != in_filter).then(|| groups.ids.groups(&in_filter.rows().map(|row| row as u32).collect::<Vec<_>>()));
        let unbrushed = without_brushes.iter().flat_map(Groups::iter).enumerate();
        for (group, all) in unbrushed.filter(|(_, all)| !all.is_empty()) {
            if groups.members.rows(group).len() < all.len() {
                drawn.push(group as u32);
                rows.push(all);
            }
        }
        let table = groups.table(runs, &spec.columns(), &spec.axes, &rows)?;
        let in_colour = RowMask::from_fn(rows.len(), |line| line < count);
        let chosen = selected.map(|selected| {
            let chosen = |rows: &&[u32]| rows.iter().all(|row| selected.contains(*row as usize));
            RowMask::from_fn(rows.len(), |line| line < count && rows.get(line).is_some_and(chosen))
        });
        let mut chart = Self::build_groups(runs, in_filter, &table, &in_colour, chosen.as_ref(), spec)?;
        let words = words::lines(groups);
        chart.description = format!("{} {words}", chart.description);
        chart.left_out.insert(0, words);
        Ok((chart, GroupLines { table, groups: drawn, lines }))
    }
}
