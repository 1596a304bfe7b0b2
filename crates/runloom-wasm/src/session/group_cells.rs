use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use runloom_chart::group_name;
use runloom_query::{Aggregate, Agreement, Spread, Statistic, Summary, value_counts};
use runloom_table::{Column, ColumnName, TypedView, Value, ValueType, Values};

use super::Session;
use super::format::{NumberFormat, cell};
use super::groups::Shown;
use crate::protocol::{CellSummary, GroupKey, NamedText, RowGroup, ValueCount};

/// The most cells that are kept.
const MOST_KEPT: usize = 20_000;

/// Cells of groups by group and column, because a screen of large groups takes as long as a look at every value of its columns.
#[derive(Debug, Default)]
pub(super) struct GroupCells(RefCell<BTreeMap<(usize, usize), Option<String>>>);

impl GroupCells {
    fn get(&self, group: usize, position: usize, find: impl FnOnce() -> Option<String>) -> Option<String> {
        if let Some(known) = self.0.borrow().get(&(group, position)) {
            return known.clone();
        }
        let cell = find();
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST_KEPT {
            known.clear();
        }
        known.insert((group, position), cell.clone());
        cell
    }
}

/// The most values that [`Session::summary`] lists.
const MOST_VALUES: usize = 8;

impl Session {
    /// The runs of a group that match, in the order of the data.
    pub(super) fn group_rows(&self, group: usize) -> &[u32] {
        self.groups.members().map(|members| members.rows(group)).unwrap_or_default()
    }

    /// What a group is called.
    pub(super) fn name_of_group(&self, group: usize, columns: &[ColumnName]) -> String {
        group_name(self.runs(), columns, self.first_of_group(group))
    }

    /// What hovering says of a group.
    pub(super) fn told_group(&self, group: usize) -> String {
        format!("{} ({} runs)", self.name_of_group(group, &self.group_columns()), self.group_rows(group).len())
    }

    fn first_of_group(&self, group: usize) -> usize {
        self.group_rows(group).first().copied().or_else(|| self.groups.ids.first_row(group)).unwrap_or(0) as usize
    }

    /// What the first cell of a group's row says.
    pub(super) fn row_group(&self, group: usize, columns: &[ColumnName]) -> RowGroup {
        let (rows, first) = (self.group_rows(group), self.first_of_group(group));
        let text = |name: &ColumnName| self.runs().values(name).ok()??.text_at(first).map(Cow::into_owned);
        RowGroup {
            keys: columns.iter().map(|name| GroupKey { label: name.key.clone(), text: text(name) }).collect(),
            size: rows.len(),
            selected: rows.iter().filter(|row| self.selection.contains(**row as usize)).count(),
            expanded: self.groups.is_expanded(group),
        }
    }

    /// The cell of a group as the table shows it.
    pub(super) fn shown_group_cell(&self, position: usize, group: usize) -> Option<String> {
        if !self.runs().columns().get(position)?.is_loaded() {
            return None;
        }
        self.groups.cells()?.get(group, position, || self.group_cell(position, group, false))
    }

    /// The cell of a group: what stands for its numbers, or what its runs agree on. Behind it, in brackets, for how many runs it
    /// speaks where that is not all of them.
    pub(super) fn group_cell(&self, position: usize, group: usize, exact: bool) -> Option<String> {
        let column = self.runs().columns().get(position)?;
        let (values, typed) = (column.values().ok()?, column.typed().ok()?);
        let rows = self.group_rows(group);
        let of_run = |row: u32| if exact { exact_cell(values, row) } else { self.cell(position, row as usize) };
        let statistic = match self.aggregate() {
            Aggregate::Statistic(statistic) => statistic,
            Aggregate::Best(best) => return of_run(best?.of(rows)?),
        };
        let of = |text: String, count: usize| if count < rows.len() { format!("{text} ({count})") } else { text };
        if let Some(spread) = Spread::of(typed, rows).filter(|_| typed.value_type.is_numeric()) {
            if spread.std.is_none_or(|std| std == 0.0)
                && let Some(text) = rows.iter().find(|row| is_number(typed, **row)).and_then(|row| of_run(*row))
            {
                return Some(of(text, spread.count));
            }
            let format = if exact { NumberFormat::Exact } else { self.statistic_format(position, column, statistic) };
            let tell = |number| number_cell(number, typed.value_type, format);
            let std = spread.std.filter(|std| std.is_finite() && typed.value_type != ValueType::Time);
            let text = match (statistic, std) {
                (Statistic::Mean, Some(std)) => format!("{} ± {}", tell(spread.mean)?, tell(std)?),
                (statistic, _) => tell(statistic.of(typed, rows)?)?,
            };
            return Some(of(text, spread.count));
        }
        let agreed = Agreement::of(values, rows);
        match agreed.distinct {
            0 => None,
            1 => agreed.first.and_then(of_run).map(|text| of(text, agreed.present)),
            Agreement::MOST.. => Some(format!("{}+ values", Agreement::MOST)),
            many => Some(format!("{many} values")),
        }
    }

    /// Everything about the cells of a group in a column; `None` where there is no group at that place.
    pub fn summary(&self, position: usize, column: &ColumnName) -> Option<CellSummary> {
        let Some(Shown::Group(group)) = self.shown_at(position) else { return None };
        let rows = self.group_rows(group);
        let at = self.runs().position(column)?;
        let column = self.runs().columns().get(at)?;
        let (values, typed) = (column.values().ok()?, column.typed().ok()?);
        let mut told = CellSummary {
            column: column.name().to_string(),
            runs: rows.len(),
            count: 0,
            statistics: Vec::new(),
            values: Vec::new(),
            others: 0,
        };
        let Some(summary) = Summary::of(typed, rows).filter(|_| typed.value_type.is_numeric()) else {
            let counts = value_counts(values, rows);
            told.count = counts.iter().map(|(_, runs)| runs).sum();
            told.others = counts.len().saturating_sub(MOST_VALUES);
            let text = |row: u32| self.cell(at, row as usize).unwrap_or_default();
            told.values =
                counts.iter().take(MOST_VALUES).map(|(row, runs)| ValueCount { text: text(*row), runs: *runs }).collect();
            return Some(told);
        };
        told.count = summary.count;
        let std = summary.std.filter(|_| typed.value_type != ValueType::Time);
        let statistics = [
            ("mean", Statistic::Mean, Some(summary.mean)),
            ("std", Statistic::Mean, std),
            ("min", Statistic::Min, Some(summary.min)),
            ("median", Statistic::Median, Some(summary.median)),
            ("max", Statistic::Max, Some(summary.max)),
        ];
        let named = |(name, statistic, number): (&str, Statistic, Option<f64>)| {
            let format = self.statistic_format(at, column, statistic);
            Some(NamedText { name: name.to_owned(), text: number_cell(number?, typed.value_type, format)? })
        };
        told.statistics = statistics.into_iter().filter_map(named).collect();
        Some(told)
    }

    /// How a statistic of a column is written: as its numbers, but means of whole ones with decimals.
    fn statistic_format(&self, position: usize, column: &Column, statistic: Statistic) -> NumberFormat {
        match self.formats.of(position, column) {
            NumberFormat::Exact | NumberFormat::Decimals(0) if statistic == Statistic::Mean => {
                let summary = column.summary();
                let largest = summary.max.unwrap_or(0.0).abs().max(summary.min.unwrap_or(0.0).abs());
                let digits = if largest >= 1.0 { 3 - libm::floor(libm::log10(largest)) as i32 } else { 3 };
                NumberFormat::Decimals(digits.clamp(0, 3) as usize)
            }
            NumberFormat::Decimals(0) => NumberFormat::Exact,
            format => format,
        }
    }
}

fn is_number(typed: &TypedView, row: u32) -> bool {
    typed.number_at(row as usize).is_some_and(|number| !number.is_nan())
}

fn exact_cell(values: &Values, row: u32) -> Option<String> {
    values.text_at(row as usize).map(Cow::into_owned)
}

/// A statistic as text; of times, which are milliseconds here, as a moment.
fn number_cell(number: f64, value_type: ValueType, format: NumberFormat) -> Option<String> {
    match value_type {
        ValueType::Time => cell(Value::Time((number * 1000.0) as i64), format),
        _ => cell(Value::Real(number), format),
    }
}
