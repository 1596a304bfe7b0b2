use std::cell::OnceCell;

use runloom_query::{Diagnostic, EvaluateError, GroupBy, GroupIds, Groups, OrderKey, parse_group_by};
use runloom_report::{Goal, GroupStatistic};
use runloom_table::{ColumnName, RowMask};

use super::Session;
use super::filter::problem;
use super::group_cells::GroupCells;
use crate::protocol::{BestBy, Grouping, Intent};

/// How runs are grouped.
#[derive(Debug, Default)]
pub(super) struct GroupState {
    /// The text of the view, read; `None` where it is empty.
    read: Option<Result<GroupBy, Diagnostic>>,
    /// The text and the data that `ids` belong to.
    key: Option<(String, u32)>,
    /// The group of every run.
    pub(super) ids: GroupIds,
    /// The groups that show their runs.
    expanded: RowMask,
    now: Option<Now>,
}

/// The groups of the matching runs.
#[derive(Debug)]
struct Now {
    matching: RowMask,
    /// Their runs, in the order of the data; empty for groups that no matching run is in.
    members: Groups,
    count: usize,
    /// What `sorted` belongs to besides.
    sorted_by: SortedBy,
    /// The groups in the order of the table. Found when it is first asked for, as are the next two.
    sorted: OnceCell<Vec<u32>>,
    /// Behind which row of the table each of them ends.
    ends: OnceCell<Vec<usize>>,
    /// Their runs, in the order of the table.
    in_order: OnceCell<Groups>,
    cells: GroupCells,
}

/// The order of the runs, the statistic, and what the best run is best by.
type SortedBy = (Vec<String>, GroupStatistic, Option<(ColumnName, Goal)>);

/// What stands in a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A run.
    Run(u32),
    /// A group, by its number.
    Group(usize),
}

impl GroupState {
    /// The groups that are there now, in no order; `None` where nothing is grouped.
    pub(super) fn members(&self) -> Option<&Groups> {
        self.now.as_ref().map(|now| &now.members)
    }

    /// The cells of groups that were asked for lately.
    pub(super) fn cells(&self) -> Option<&GroupCells> {
        self.now.as_ref().map(|now| &now.cells)
    }

    pub(super) fn is_expanded(&self, group: usize) -> bool {
        self.expanded.contains(group)
    }
}

impl Session {
    /// Takes new columns to group by, as text.
    pub(super) fn set_group(&mut self, text: &str) {
        let text = text.trim();
        text.clone_into(&mut self.view.group.by);
        self.groups.read = (!text.is_empty()).then(|| parse_group_by(text));
    }

    /// Carries out an intent about groups.
    pub(super) fn change_groups(&mut self, intent: Intent) {
        match intent {
            Intent::Group { text } => self.set_group(&text),
            Intent::GroupBy { columns } => {
                let keys = columns.iter().map(|name| OrderKey::column(&ColumnName::parse(name), false).to_string());
                let text = keys.collect::<Vec<_>>().join(", ");
                self.set_group(&text);
            }
            Intent::GroupStatistic { statistic } => self.view.group.statistic = statistic.into(),
            Intent::GroupBest { column, goal } => {
                self.view.group.best = column.map(|name| (ColumnName::parse(&name), goal.into()));
            }
            Intent::Lines { lines } => self.view.group.lines = lines.into(),
            Intent::Expand { position, on } => {
                if let Some(Shown::Group(group)) = self.shown_at(position) {
                    self.groups.expanded.set(group, on);
                }
            }
            Intent::ExpandAll { on } => {
                let groups = self.groups.ids.len();
                self.groups.expanded = if on { RowMask::all(groups) } else { RowMask::none(groups) };
            }
            _ => {}
        }
    }

    /// The columns that runs are to be grouped by, each once; none where nothing is grouped.
    pub(super) fn group_columns(&self) -> Vec<ColumnName> {
        let Some(Ok(group_by)) = &self.groups.read else { return Vec::new() };
        let mut names: Vec<ColumnName> = Vec::new();
        for name in group_by.names(self.dataset()).unwrap_or_default() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The columns that groups need besides those they are shown in.
    pub(super) fn columns_for_groups(&self) -> Vec<ColumnName> {
        let mut needed = self.group_columns();
        if self.view.group.statistic == GroupStatistic::Best && !needed.is_empty() {
            needed.extend(self.best().map(|(name, _)| name));
        }
        needed
    }

    /// Puts the matching runs into groups. What neither the columns nor the matching runs change is kept.
    pub(super) fn evaluate_groups(&mut self) {
        let key = (self.view.group.by.clone(), self.kept.data_version);
        let Some(Ok(read)) = &self.groups.read else {
            self.groups.now = None;
            return;
        };
        if self.groups.key.as_ref() != Some(&key) {
            self.groups.now = None;
            let Ok(ids) = read.ids(self.workspace.dataset()) else {
                self.groups.key = None;
                return;
            };
            self.groups.expanded = RowMask::none(ids.len());
            self.groups.ids = ids;
            self.groups.key = Some(key);
        }
        let sorted_by = (self.view.order.clone(), self.view.group.statistic, self.best());
        let matching = &self.kept.matching;
        let members = match self.groups.now.take() {
            Some(mut now) if now.matching == *matching => {
                now.ends = OnceCell::new();
                if now.sorted_by != sorted_by {
                    now.sorted_by = sorted_by;
                    now.sorted = OnceCell::new();
                    now.in_order = OnceCell::new();
                    now.cells = GroupCells::default();
                }
                self.groups.now = Some(now);
                return;
            }
            _ => self.groups.ids.groups(&matching.rows().map(|row| row as u32).collect::<Vec<_>>()),
        };
        self.groups.now = Some(Now {
            matching: matching.clone(),
            count: members.iter().filter(|rows| !rows.is_empty()).count(),
            members,
            sorted_by,
            sorted: OnceCell::new(),
            ends: OnceCell::new(),
            in_order: OnceCell::new(),
            cells: GroupCells::default(),
        });
    }

    /// The groups in the order of the table.
    pub(super) fn sorted_groups(&self) -> &[u32] {
        let Some(now) = &self.groups.now else { return &[] };
        now.sorted.get_or_init(|| self.sort_groups(&now.members))
    }

    /// Where each of [`Session::sorted_groups`] ends in the table.
    fn group_ends(&self) -> &[usize] {
        let Some(now) = &self.groups.now else { return &[] };
        now.ends.get_or_init(|| {
            let mut end = 0;
            let ends = self.sorted_groups().iter().map(|group| {
                let group = *group as usize;
                end += 1 + if self.groups.is_expanded(group) { now.members.rows(group).len() } else { 0 };
                end
            });
            ends.collect()
        })
    }

    /// The runs of a group in the order of the table.
    fn group_in_order(&self, group: usize) -> &[u32] {
        let Some(now) = &self.groups.now else { return &[] };
        now.in_order.get_or_init(|| self.groups.ids.groups(self.order())).rows(group)
    }

    /// How many rows the table has.
    pub(super) fn shown_rows(&self) -> usize {
        match &self.groups.now {
            None => self.kept.matching.count(),
            Some(now) if self.groups.expanded.count() == 0 => now.count,
            Some(_) => self.group_ends().last().copied().unwrap_or(0),
        }
    }

    /// What stands in a row of the table.
    pub(super) fn shown_at(&self, position: usize) -> Option<Shown> {
        if self.groups.now.is_none() {
            return self.run_at(position).map(Shown::Run);
        }
        let ends = self.group_ends();
        let rank = ends.partition_point(|end| *end <= position);
        let group = *self.sorted_groups().get(rank)? as usize;
        let start = rank.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        match (position - start).checked_sub(1) {
            None => Some(Shown::Group(group)),
            Some(within) => self.group_in_order(group).get(within).copied().map(Shown::Run),
        }
    }

    /// The row of the table that shows a run: its own, or that of its group.
    pub(super) fn position_of(&self, row: usize) -> Option<usize> {
        if self.groups.now.is_none() {
            return self.order_place_of(row);
        }
        let group = self.groups.ids.of_row(row as u32)?;
        let start = self.position_of_group(group)?;
        if !self.groups.is_expanded(group) {
            return Some(start);
        }
        let within = self.group_in_order(group).iter().position(|&other| other as usize == row)?;
        Some(start + 1 + within)
    }

    /// The row of the table that shows a group.
    pub(super) fn position_of_group(&self, group: usize) -> Option<usize> {
        let rank = self.sorted_groups().iter().position(|&other| other as usize == group)?;
        Some(rank.checked_sub(1).and_then(|before| self.group_ends().get(before)).copied().unwrap_or(0))
    }

    /// What the controls of grouping show.
    pub(super) fn grouping(&self) -> Grouping {
        let group = &self.view.group;
        let problem = |diagnostic: &Diagnostic| vec![problem(&group.by, diagnostic)];
        let problems = match &self.groups.read {
            Some(Err(diagnostic)) => problem(diagnostic),
            Some(Ok(group_by)) if !self.runs().columns().is_empty() => match group_by.names(self.dataset()) {
                Err(EvaluateError::Refused(diagnostic)) => problem(&diagnostic),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let now = self.groups.now.as_ref();
        let expanded =
            now.map_or(0, |now| self.groups.expanded.rows().filter(|group| !now.members.rows(*group).is_empty()).count());
        Grouping {
            text: group.by.clone(),
            columns: now.iter().flat_map(|_| self.group_columns()).map(|name| name.to_string()).collect(),
            problems,
            groups: now.map_or(0, |now| now.count),
            expanded,
            rows: self.shown_rows(),
            statistic: group.statistic.into(),
            best: self.best().map(|(column, goal)| BestBy {
                column: column.to_string(),
                goal: goal.into(),
                chosen: group.best.as_ref().is_some_and(|(name, _)| *name == column),
            }),
            lines: group.lines.into(),
        }
    }
}
