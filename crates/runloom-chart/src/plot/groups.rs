//! Runs in groups by what they have in a column: a group a category, a group a number, or a group a range of numbers.

use runloom_table::{NotLoaded, RowMask, RunTable, ValueType, format_real, sorted};

use super::bins::Bins;
use super::pane::Side;
use crate::axis::{Axis, AxisData, AxisScale, AxisSpec, Interval};
use crate::calendar;
use crate::number_text::{count, short};
use crate::scale::NumericScale;

/// The group of runs that are in none.
const NONE: u16 = u16::MAX;

/// How a column may be divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// The most categories, or single numbers, that are groups of their own; the most frequent ones are.
    pub(super) categories: usize,
    /// The most ranges.
    pub(super) ranges: usize,
    /// With fewer runs a number than this, numbers are divided into ranges.
    pub(super) runs_a_number: usize,
    /// Whether all other categories are one more group.
    pub(super) others: bool,
}

/// The groups of a column, in the order in which they are shown.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    /// The column as an axis.
    pub(super) axis: Axis,
    pub(super) list: Vec<Group>,
    /// The edges of ranges, one more than there are groups; empty where groups are no ranges.
    pub(super) edges: Vec<f64>,
    /// Whether the groups are numbers or ranges, which keep their order.
    pub(super) ordered: bool,
    /// How many categories are not groups of their own.
    pub(super) others: usize,
    of_run: Vec<u16>,
}

/// Some runs that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) name: String,
    /// What holds them; nothing for all other categories together.
    pub(super) interval: Option<Interval>,
    /// How many of the drawn runs they are.
    pub(super) runs: usize,
}

impl Groups {
    /// The groups of the drawn runs.
    pub(super) fn of(table: &RunTable, spec: &AxisSpec, drawn: &RowMask, wish: Wish) -> Result<Self, NotLoaded> {
        let axis = Axis::resolve(table, spec, drawn)?;
        let mut groups =
            Self { axis, list: Vec::new(), edges: Vec::new(), ordered: true, others: 0, of_run: vec![NONE; table.rows()] };
        let Some(data) = AxisData::of(table, &spec.column)? else { return Ok(groups) };
        let chosen = spec.scale.is_some();
        match groups.axis.scale.clone() {
            AxisScale::Empty => {}
            AxisScale::Categories(_) if data.typed.value_type.is_numeric() => groups.by_number(data, drawn, wish),
            AxisScale::Categories(_) => groups.by_category(data, drawn, wish),
            AxisScale::Numeric(scale) => {
                let survey = &groups.axis.survey;
                let placed = drawn.count() - survey.missing - survey.nan - survey.above - survey.below;
                let few = |distinct: &Vec<f64>| {
                    distinct.len() <= wish.categories && distinct.len() * wish.runs_a_number <= placed && !chosen
                };
                if scale.low >= scale.high || survey.distinct.as_ref().is_some_and(few) {
                    groups.by_number(data, drawn, wish);
                } else {
                    groups.by_range(data, drawn, wish, &scale);
                }
            }
        }
        Ok(groups)
    }

    fn by_category(&mut self, data: AxisData<'_>, drawn: &RowMask, wish: Wish) {
        let AxisScale::Categories(categories) = &self.axis.scale else { return };
        let rank_of = categories.rank_of_rows(data);
        let mut counts = vec![0usize; categories.len()];
        for rank in drawn.rows().filter_map(&rank_of) {
            if let Some(count) = counts.get_mut(rank) {
                *count += 1;
            }
        }
        let runs = |rank: usize| counts.get(rank).copied().unwrap_or_default();
        let ranks = (0..categories.len()).rev().filter(|rank| runs(*rank) > 0).collect();
        let mut order: Vec<usize> = sorted(ranks, &mut |a, b| runs(*b).cmp(&runs(*a)));
        let all = order.len();
        order.truncate(wish.categories);
        let texts = categories.texts();
        let text = |rank: usize| texts.get(rank).cloned().unwrap_or_default();
        let group = |rank: &usize| {
            let interval = Some(Interval::Categories(vec![text(*rank)]));
            Group { name: shown(text(*rank)), interval, runs: runs(*rank) }
        };
        self.list = order.iter().map(group).collect();
        let rest = if wish.others && all > order.len() { order.len() as u16 } else { NONE };
        let mut place = vec![rest; categories.len()];
        for (group, rank) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(*rank) {
                *place = group as u16;
            }
        }
        for row in drawn.rows() {
            if let (Some(rank), Some(group)) = (rank_of(row), self.of_run.get_mut(row)) {
                *group = place.get(rank).copied().unwrap_or(NONE);
            }
        }
        drop(rank_of);
        self.ordered = false;
        self.close(all, wish);
    }

    fn by_number(&mut self, data: AxisData<'_>, drawn: &RowMask, wish: Wish) {
        let number = |row: usize| data.typed.number_at(row).filter(|number| !number.is_nan()).map(|number| number + 0.0);
        let mut numbers: Vec<f64> = drawn.rows().filter_map(number).collect();
        runloom_table::sort_reals(&mut numbers);
        let counted: Vec<(f64, usize)> =
            numbers.chunk_by(|a, b| a >= b).filter_map(|same| Some((*same.first()?, same.len()))).collect();
        let all = counted.len();
        let mut kept = sorted(counted, &mut |a, b| b.1.cmp(&a.1));
        kept.truncate(wish.categories);
        let kept = sorted(kept, &mut |a, b| a.0.total_cmp(&b.0));
        let is_time = data.typed.value_type == ValueType::Time;
        let tell = |value: f64| match format_real(value) {
            _ if is_time => calendar::tell_moment(value as i64),
            text if text.len() <= 8 => text,
            _ => short(value),
        };
        let group = |(value, runs): &(f64, usize)| {
            let interval = Some(Interval::Numbers { low: *value, high: *value });
            Group { name: tell(*value), interval, runs: *runs }
        };
        self.list = kept.iter().map(group).collect();
        let rest = if wish.others && all > kept.len() { kept.len() as u16 } else { NONE };
        for row in drawn.rows() {
            if let (Some(value), Some(group)) = (number(row), self.of_run.get_mut(row)) {
                *group = kept.binary_search_by(|known| known.0.total_cmp(&value)).map_or(rest, |at| at as u16);
            }
        }
        self.close(all, wish);
    }

    /// Adds the group of all other categories.
    fn close(&mut self, all: usize, wish: Wish) {
        self.others = all - self.list.len();
        if self.others > 0 && wish.others {
            let runs = self.of_run.iter().filter(|group| usize::from(**group) == self.list.len()).count();
            self.list.push(Group { name: ["other ", &count(self.others)].concat(), interval: None, runs });
        }
    }

    fn by_range(&mut self, data: AxisData<'_>, drawn: &RowMask, wish: Wish, scale: &NumericScale) {
        let bins = Bins::of(&self.axis, scale, data, drawn, wish.ranges);
        let last = bins.edges.len().saturating_sub(2);
        let mut counts = vec![0usize; last + 1];
        let numbers = data.typed.numbers.values();
        for row in drawn.rows() {
            let Some(number) = numbers.get(row).filter(|_| data.typed.number_at(row).is_some()) else { continue };
            if !number.is_finite() || (scale.log && *number <= 0.0) {
                continue;
            }
            let bin = bins.edges.partition_point(|edge| edge <= number).saturating_sub(1).min(last);
            if let (Some(group), Some(count)) = (self.of_run.get_mut(row), counts.get_mut(bin)) {
                *group = bin as u16;
                *count += 1;
            }
        }
        let group = |(at, runs)| {
            let (low, high) = (bins.edges.get(at).copied()?, bins.edges.get(at + 1).copied()?);
            let interval = Interval::Numbers { low, high: if at == last { high } else { high.next_down() } };
            Some(Group { name: bins.name(low, high), interval: Some(interval), runs })
        };
        self.list = counts.into_iter().enumerate().filter_map(group).collect();
        self.edges = bins.edges;
    }

    /// The same groups, ranges side by side in bands of equal width like others.
    pub(super) fn in_bands(mut self) -> Self {
        self.edges.clear();
        self
    }

    /// The group of a run.
    pub(super) fn of_run(&self, run: usize) -> Option<usize> {
        self.of_run.get(run).filter(|group| **group != NONE).map(|group| usize::from(*group))
    }

    /// The runs that are in a group.
    pub(super) fn known(&self) -> RowMask {
        RowMask::from_fn(self.of_run.len(), |run| self.of_run(run).is_some())
    }

    /// How many of some runs are in each group.
    pub(super) fn counts(&self, runs: &RowMask) -> Vec<usize> {
        let mut counts = vec![0; self.list.len()];
        for group in runs.rows().filter_map(|run| self.of_run(run)) {
            if let Some(count) = counts.get_mut(group) {
                *count += 1;
            }
        }
        counts
    }

    /// Puts groups without an order of their own in this one: places in [`Groups::list`], the first shown first.
    fn rearrange(&mut self, order: &[usize]) {
        let mut place = vec![NONE; self.list.len()];
        for (to, from) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(*from) {
                *place = to as u16;
            }
        }
        self.list = order.iter().filter_map(|from| self.list.get(*from).cloned()).collect();
        for group in &mut self.of_run {
            *group = place.get(usize::from(*group)).copied().unwrap_or(NONE);
        }
    }

    /// Puts categories in the order of what was found of them, the best first; numbers and ranges keep theirs. Gives the places that they
    /// had before.
    pub(super) fn best_first(&mut self, less_is_better: bool, found: &[Option<f64>]) -> Vec<usize> {
        if self.ordered {
            return (0..self.list.len()).collect();
        }
        let key = |group: &usize| {
            let value = found.get(*group).copied().flatten().map(|value| if less_is_better { value } else { -value });
            let is_rest = self.list.get(*group).is_none_or(|group| group.interval.is_none());
            (is_rest, value.unwrap_or(f64::INFINITY))
        };
        let order = sorted((0..self.list.len()).collect(), &mut |a: &usize, b: &usize| {
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        self.rearrange(&order);
        order
    }

    /// Why there is nothing to draw, if so: no group, or no run in one that has a number along `side`.
    pub(super) fn obstacle(&self, drawn: &RowMask, side: &Side) -> Option<String> {
        let (key, by) = (&side.axis.column.key, &self.axis.column.key);
        let lacking = if self.list.is_empty() {
            by
        } else if drawn.rows().any(|run| side.known().contains(run) && self.of_run(run).is_some()) {
            return None;
        } else {
            key
        };
        Some(
            ["No run in the filter has a value of ", lacking, " that can be drawn. Choose another column, or loosen the filter."]
                .concat(),
        )
    }

    /// What the groups are.
    pub(super) fn noun(&self) -> &'static str {
        let is_range = |group: &Group| matches!(group.interval, Some(Interval::Numbers { low, high }) if low < high);
        match self.ordered {
            true if self.list.iter().any(is_range) => "ranges",
            true => "values",
            false => "categories",
        }
    }

    /// A group more for the drawn runs that are in none, where there are any.
    pub(super) fn with_rest(mut self, drawn: &RowMask) -> Self {
        let group = self.list.len();
        let mut runs = 0;
        for run in drawn.rows() {
            if let Some(of_run) = self.of_run.get_mut(run).filter(|of_run| **of_run == NONE) {
                (*of_run, runs) = (group as u16, runs + 1);
            }
        }
        if runs > 0 {
            self.list.push(Group { name: ["no ", &self.axis.column.key].concat(), interval: None, runs });
        }
        self
    }
}

/// What an empty text is called.
fn shown(text: String) -> String {
    if text.trim().is_empty() { "(empty)".to_owned() } else { text }
}
