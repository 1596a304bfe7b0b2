//! The order in which runs began.

use runloom_table::{Column, ColumnName, NotLoaded, RowMask, RunTable, Values, ordered_integer, ordered_real, sort_keys};

use crate::axis::{AxisData, AxisSpec, Interval};
use crate::number_text::count;

/// The drawn runs, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Rows of the table; those without a value come last, those that share one stand as in the table.
    pub(super) rows: Vec<u32>,
    /// What those with a value have, in ascending order.
    values: Vec<f64>,
    /// What they are ordered by, unless it is their place in the table.
    pub(super) column: Option<ColumnName>,
}

impl Order {
    /// By the finite numbers of a column.
    pub(super) fn of(table: &RunTable, drawn: &RowMask, column: Option<&AxisSpec>) -> Result<Self, NotLoaded> {
        let data = match column {
            Some(axis) => AxisData::of(table, &axis.column)?,
            None => None,
        };
        let number = |row: usize| data.and_then(|data| data.typed.number_at(row)).filter(|number| number.is_finite());
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for row in drawn.rows() {
            match number(row) {
                Some(number) => {
                    let place = ordered_integer(number + 0.0).cast_unsigned() ^ (1 << 63);
                    with.push((u128::from(place) << 32) | row as u128);
                }
                None => without.push(row as u32),
            }
        }
        sort_keys(&mut with);
        let value = |key: &u128| ordered_real(((key >> 32) as u64 ^ (1 << 63)).cast_signed());
        let values: Vec<f64> = with.iter().map(value).collect();
        let rows = with.into_iter().map(|key| key as u32).chain(without).collect();
        Ok(Self { rows, column: column.map(|axis| axis.column.clone()).filter(|_| !values.is_empty()), values })
    }

    /// `in the order of start_time`.
    pub(super) fn words(&self) -> String {
        ["in the order of ", self.column.as_ref().map_or("the table", |column| &column.key)].concat()
    }

    /// What is not quite known about the order, if anything.
    pub(super) fn doubts(&self) -> Option<String> {
        let column = self.column.as_ref()?;
        let without = self.rows.len() - self.values.len();
        let tied = self.values.windows(2).filter(|pair| matches!(pair, [a, b] if a >= b)).count();
        let mut parts = Vec::new();
        if without > 0 {
            parts.push(format!("{} runs without {} come last", count(without), column.key));
        }
        if tied > 0 {
            parts.push(format!("{} runs share their {} with the one before", count(tied), column.key));
        }
        (!parts.is_empty()).then(|| [&parts.join(", and "), "; these stand in the order of the table."].concat())
    }

    /// A table of as many rows with the positions of the runs, from 1 on, and the column that holds them.
    pub(super) fn positions(&self, rows: usize) -> (RunTable, ColumnName) {
        let mut positions = vec![None; rows];
        for (at, row) in self.rows.iter().enumerate() {
            if let Some(position) = positions.get_mut(*row as usize) {
                *position = Some((at + 1) as f64);
            }
        }
        let name = self.column.clone().unwrap_or_else(|| ColumnName::attribute("order"));
        let mut table = RunTable::new(rows);
        table.push(Column::loaded(name.clone(), Values::from_reals(positions)));
        (table, name)
    }

    /// What some positions mean for the column.
    pub(super) fn values_between(&self, positions: &Interval) -> Option<Interval> {
        let Interval::Numbers { low, high } = positions else { return None };
        let first = (libm::ceil(*low) as usize).saturating_sub(1);
        let last = (libm::floor(*high) as usize).min(self.values.len()).checked_sub(1).filter(|last| *last >= first)?;
        Some(Interval::Numbers { low: *self.values.get(first)?, high: *self.values.get(last)? })
    }

    /// Where the runs stand that an interval of the column holds: half a position before the first and after the last.
    pub(super) fn positions_of(&self, interval: &Interval) -> Option<(f64, f64)> {
        let Interval::Numbers { low, high } = interval else { return None };
        let (first, end) = (self.values.partition_point(|value| value < low), self.values.partition_point(|value| value <= high));
        (first < end).then_some((first as f64 + 0.5, end as f64 + 0.5))
    }
}
