use runloom_chart::{ParallelChart, ParallelSpec};
use runloom_query::Groups;
use runloom_report::GroupStatistic;
use runloom_table::{Column, NotLoaded, RowMask, RunTable};

use super::Session;
use super::lanes::is_by_name;
use crate::protocol::Picture;

/// What the lines of a chart of groups stand for.
#[derive(Debug)]
pub(super) struct GroupLines {
    /// One row a line: the groups as the table has them, then, in grey, what they are without brushes.
    pub(super) table: RunTable,
    /// The group of each line.
    groups: Vec<u32>,
    /// The line of each group that has matching runs.
    lines: Vec<Option<u32>>,
}

impl GroupLines {
    /// The group that a line stands for.
    pub(super) fn group_of(&self, line: usize) -> Option<usize> {
        self.groups.get(line).map(|group| *group as usize)
    }

    /// The line of a group that has matching runs.
    pub(super) fn line_of(&self, group: usize) -> Option<usize> {
        self.lines.get(group).copied().flatten().map(|line| line as usize)
    }
}

impl Session {
    /// Draws a line a group.
    pub(super) fn chart_of_groups(&self, spec: &ParallelSpec) -> Result<(ParallelChart, GroupLines), NotLoaded> {
        let members = self.groups.members();
        let mut groups = self.sorted_groups().to_vec();
        let mut rows: Vec<&[u32]> = groups.iter().map(|group| self.group_rows(*group as usize)).collect();
        let count = groups.len();
        let mut lines = vec![None; self.groups.ids.len()];
        for (line, group) in groups.iter().enumerate() {
            if let Some(slot) = lines.get_mut(*group as usize) {
                *slot = Some(line as u32);
            }
        }
        let kept = &self.kept;
        let without_brushes = (kept.matching != kept.in_filter)
            .then(|| self.groups.ids.groups(&kept.in_filter.rows().map(|row| row as u32).collect::<Vec<_>>()));
        let unbrushed = without_brushes.iter().flat_map(Groups::iter).enumerate();
        for (group, all) in unbrushed.filter(|(_, all)| !all.is_empty()) {
            if members.is_none_or(|members| members.rows(group).len() < all.len()) {
                groups.push(group as u32);
                rows.push(all);
            }
        }
        let mut table = RunTable::new(rows.len());
        for name in spec.columns() {
            let Some(column) = self.runs().column(&name) else { continue };
            let by_name = self.axes().iter().any(|axis| axis.column == name && is_by_name(axis, column));
            let values = self.group_values(column, by_name, &rows).ok_or(NotLoaded(name.clone()))?;
            table.push(Column::loaded(name, values));
        }
        let matching = RowMask::from_fn(rows.len(), |line| line < count);
        let selected = (self.selection.count() > 0).then(|| {
            let chosen = |rows: &&[u32]| rows.iter().all(|row| self.selection.contains(*row as usize));
            RowMask::from_fn(rows.len(), |line| line < count && rows.get(line).is_some_and(chosen))
        });
        let chart = ParallelChart::build_groups(self.runs(), &kept.in_filter, &table, &matching, selected.as_ref(), spec)?;
        Ok((chart, GroupLines { table, groups, lines }))
    }

    /// Says in a picture what its lines stand for.
    pub(super) fn tell_lines(&self, picture: &mut Picture) {
        let words = self.lines_words();
        picture.description = format!("{} {words}", picture.description);
        picture.left_out.insert(0, words);
    }

    /// What the lines of groups stand for.
    pub(super) fn lines_words(&self) -> String {
        let columns: Vec<String> = self.group_columns().into_iter().map(|name| name.key).collect();
        let best = self.best().map_or_else(String::new, |(name, goal)| format!(" by {} ({})", name.key, goal.word()));
        let at = match self.view.group.statistic {
            GroupStatistic::Mean => "at the means of its runs".to_owned(),
            GroupStatistic::Min => "at the smallest values of its runs".to_owned(),
            GroupStatistic::Median => "at the medians of its runs".to_owned(),
            GroupStatistic::Max => "at the largest values of its runs".to_owned(),
            GroupStatistic::Best => format!("at the values of its best run{best}"),
        };
        let columns = listed(&columns);
        format!("Each line is a group of runs with the same {columns}, {at}. Brushes choose runs before they are grouped.")
    }
}

fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
