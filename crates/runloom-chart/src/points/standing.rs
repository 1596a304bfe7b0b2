use arrow_array::Array;
use runloom_table::RowMask;

use crate::axis::{Axis, AxisData, AxisScale};

/// Where the runs stand along one side, and which of them have a place there.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'a> {
    /// A place a run, in sixteenths of a device pixel from the corner of its cell.
    pub(crate) at: &'a [u16],
    pub(crate) known: &'a RowMask,
}

impl Standing<'_> {
    pub(crate) fn of(&self, run: usize) -> Option<u16> {
        self.at.get(run).copied().filter(|_| self.known.contains(run))
    }
}

/// A number for every run that looks random, so that points which share a value stand apart without showing an order that is none.
pub(crate) fn scattered(rows: usize, salt: u32) -> Vec<u16> {
    let mixed = |row: usize| {
        let bits = (row as u32).wrapping_add(1).wrapping_mul(salt);
        ((bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d) >> 16) as u16
    };
    (0..rows).map(mixed).collect()
}

/// The runs whose value lies between the ends of an axis.
pub(crate) fn known(axis: &Axis, data: Option<AxisData<'_>>, rows: usize) -> RowMask {
    let Some(data) = data else { return RowMask::none(rows) };
    match &axis.scale {
        AxisScale::Empty => RowMask::none(rows),
        AxisScale::Categories(categories) => {
            let rank_of = categories.rank_of_rows(data);
            RowMask::from_fn(rows, |row| rank_of(row).is_some())
        }
        AxisScale::Numeric(scale) => {
            let (numbers, nulls) = (data.typed.numbers.values(), data.typed.numbers.nulls());
            let has_place = |number: f64| number.is_finite() && !(scale.log && number <= 0.0);
            RowMask::from_fn(rows, |row| {
                nulls.is_none_or(|nulls| nulls.is_valid(row)) && numbers.get(row).is_some_and(|number| has_place(*number))
            })
        }
    }
}
