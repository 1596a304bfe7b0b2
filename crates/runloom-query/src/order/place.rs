use runloom_table::{Dataset, RowMask, rows_about};

use super::OrderKey;
use super::ranks::{MISSING_FIRST, NAN, Ranks, VALUE};
use super::sort::{check_columns, distinct_keys, tie_break};
use crate::evaluate::{EvaluateError, Scope};

/// Roughly where all rows of a table stand in an order, in four bytes a row: enough to find the place of one among any others without putting
/// them in order. By default rows stand as in the table.
#[derive(Clone, Debug, Default)]
pub struct RowPlaces {
    /// Of each row; those of an earlier row are not larger. Empty where rows stand as in the table.
    coarse: Vec<u32>,
}

impl RowPlaces {
    /// The order is that of [`sort_rows`](super::sort_rows).
    ///
    /// # Errors
    /// Those of [`sort_rows`](super::sort_rows).
    pub fn of(dataset: &Dataset, keys: &[OrderKey]) -> Result<Self, EvaluateError> {
        check_columns(&dataset.runs, keys)?;
        let tie_break = tie_break(&dataset.runs);
        let rows = || 0..dataset.runs.rows() as u32;
        for key in distinct_keys(keys, &tie_break) {
            let ranks = Ranks::roughly(Scope { dataset }, key)?;
            if !ranks.leave_all_equal() {
                let ends = Ends::of(rows().map(|row| ranks.at(row)));
                let coarse = rows().map(|row| ends.coarse(ranks.at(row))).collect();
                return Ok(Self { coarse });
            }
        }
        Ok(Self::default())
    }

    /// How many rows of a mask precede a row. Time: linear in the rows of the table.
    ///
    /// # Errors
    /// Those of [`sort_rows`](super::sort_rows).
    pub fn before(&self, dataset: &Dataset, keys: &[OrderKey], mask: &RowMask, row: u32) -> Result<usize, EvaluateError> {
        let Some(own) = self.coarse.get(row as usize).copied() else {
            return Ok(mask.count_before(row as usize));
        };
        let (mut before, mut near) = rows_about(mask, &self.coarse, own);
        let tie_break = tie_break(&dataset.runs);
        for key in distinct_keys(keys, &tie_break) {
            if near.iter().all(|other| *other == row) {
                return Ok(before);
            }
            let ranks = Ranks::about(Scope { dataset }, key, row)?;
            if ranks.leave_all_equal() {
                continue;
            }
            let rank = ranks.at(row);
            near.retain(|other| {
                let other = ranks.at(*other);
                before += usize::from(other < rank);
                other == rank
            });
        }
        Ok(before + near.iter().filter(|other| **other < row).count())
    }
}

/// Between which ranks values lie.
struct Ends {
    least: u64,
    shift: u32,
}

/// Values have places between those of what is missing first, and of NaN and what is missing last.
const FIRST_VALUE: u32 = 1;
const LAST_VALUE: u32 = u32::MAX - 2;

impl Ends {
    fn of(ranks: impl Iterator<Item = u128>) -> Self {
        let values = ranks.filter_map(|rank| ((rank >> 64) as u8 == VALUE).then_some(rank as u64));
        let (least, most) = values.fold((u64::MAX, 0), |(least, most), value| (least.min(value), most.max(value)));
        let bits = u64::BITS - most.saturating_sub(least).leading_zeros();
        Self { least, shift: bits.saturating_sub(31) }
    }

    fn coarse(&self, rank: u128) -> u32 {
        match (rank >> 64) as u8 {
            MISSING_FIRST => 0,
            VALUE => (FIRST_VALUE + ((rank as u64).saturating_sub(self.least) >> self.shift) as u32).min(LAST_VALUE),
            NAN => LAST_VALUE + 1,
            _ => LAST_VALUE + 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use runloom_table::{Column, ColumnName, RunTable, Values};

    use super::*;
    use crate::sort_rows;

    #[test]
    fn a_place_among_many_rows_is_the_one_that_sorting_gives() {
        const ROWS: u32 = 3_000;
        let numbers: [fn(u32) -> f64; 3] =
            [|row| f64::from(row * 7919 % 10_007), |row| f64::from(row % 3).exp2() * 1e300, |_| 1.0];
        let texts: [fn(u32) -> String; 3] = [
            |row| format!("run-{:05}", row * 7919 % 10_007),
            |row| format!("a long beginning{}", row % 2000),
            |row| "x".repeat((row % 5) as usize),
        ];
        let some = |row: &u32| !row.is_multiple_of(11);
        let of_texts = |text: fn(u32) -> String| {
            let texts: Vec<String> = (0..ROWS).map(text).collect();
            Values::from_texts((0..ROWS).zip(&texts).map(|(row, text)| some(&row).then_some(text.as_str())))
        };
        let of_numbers = |number: fn(u32) -> f64| Values::from_reals((0..ROWS).map(|row| some(&row).then(|| number(row))));
        for values in texts.map(of_texts).into_iter().chain(numbers.map(of_numbers)) {
            let mut runs = RunTable::new(ROWS as usize);
            let name = ColumnName::metric("a");
            runs.push(Column::loaded(name.clone(), values));
            let dataset = Dataset { runs, ..Dataset::default() };
            for descending in [false, true] {
                let keys = [OrderKey::column(&name, descending)];
                let places = RowPlaces::of(&dataset, &keys).unwrap();
                for mask in [RowMask::all(ROWS as usize), RowMask::from_fn(ROWS as usize, |row| row % 7 != 2)] {
                    for (place, row) in sort_rows(&dataset, &keys, &mask).unwrap().into_iter().enumerate().step_by(97) {
                        assert_eq!(places.before(&dataset, &keys, &mask, row).unwrap(), place);
                    }
                }
            }
        }
    }
}
