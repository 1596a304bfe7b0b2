use runloom_table::{Dataset, RowMask};

use super::OrderKey;
use super::ranks::Ranks;
use super::sort::{check_columns, distinct_keys, tie_break};
use crate::evaluate::{EvaluateError, Scope};

/// Roughly where all rows of a table stand in an order, in two bytes a row: enough to find the place of one among any others without putting
/// them in order.
#[derive(Clone, Debug)]
pub struct RowPlaces {
    /// Of each row; those of an earlier row are not larger. Empty where rows stand as in the table.
    coarse: Vec<u16>,
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
                let ends = Ends::of(rows().filter_map(|row| ranks.value_at(row)));
                let coarse = rows().map(|row| ends.coarse(ranks.value_at(row), ranks.at(row))).collect();
                return Ok(Self { coarse });
            }
        }
        Ok(Self { coarse: Vec::new() })
    }

    /// How many rows of a mask precede a row. Time: linear in the rows of the table.
    ///
    /// # Errors
    /// Those of [`sort_rows`](super::sort_rows).
    pub fn before(&self, dataset: &Dataset, keys: &[OrderKey], mask: &RowMask, row: u32) -> Result<usize, EvaluateError> {
        let Some(own) = self.coarse.get(row as usize).copied() else {
            return Ok(rows_before(mask, row as usize));
        };
        let mut near = Vec::new();
        let mut before = 0;
        for (index, (word, coarse)) in mask.words().iter().zip(self.coarse.chunks(64)).enumerate() {
            if *word == u64::MAX {
                before += coarse.iter().map(|place| u16::from(*place < own)).sum::<u16>() as usize;
            } else if *word != 0 {
                before += (bits(coarse, |place| place < own) & word).count_ones() as usize;
            }
            if *word != 0 && coarse.iter().map(|place| u16::from(*place == own)).sum::<u16>() > 0 {
                let mut rest = bits(coarse, |place| place == own) & word;
                while rest != 0 {
                    near.push((index * 64) as u32 + rest.trailing_zeros());
                    rest &= rest - 1;
                }
            }
        }
        let tie_break = tie_break(&dataset.runs);
        for key in distinct_keys(keys, &tie_break) {
            near.retain(|other| *other != row);
            if near.is_empty() {
                return Ok(before);
            }
            near.push(row);
            let ranks = Ranks::of(Scope { dataset }, key, &near)?;
            if ranks.leave_all_equal() {
                continue;
            }
            let rank = ranks.at(row);
            before += near.iter().filter(|other| ranks.at(**other) < rank).count();
            near.retain(|other| ranks.at(*other) == rank);
        }
        Ok(before + near.iter().filter(|other| **other < row).count())
    }
}

fn rows_before(mask: &RowMask, row: usize) -> usize {
    let whole: u32 = mask.words().iter().take(row / 64).map(|word| word.count_ones()).sum();
    let part = mask.words().get(row / 64).map_or(0, |word| (word & ((1 << (row % 64)) - 1)).count_ones());
    (whole + part) as usize
}

/// Of up to 64 rows those whose place is such.
#[inline]
fn bits(coarse: &[u16], holds: impl Fn(u16) -> bool) -> u64 {
    coarse.iter().enumerate().map(|(bit, place)| u64::from(holds(*place)) << bit).sum()
}

/// Between which ranks values lie.
struct Ends {
    least: u64,
    shift: u32,
}

/// Values have places between those of what is missing first, and of NaN and what is missing last.
const FIRST_VALUE: u16 = 1;
const LAST_VALUE: u16 = u16::MAX - 2;

impl Ends {
    fn of(values: impl Iterator<Item = u64>) -> Self {
        let (least, most) = values.fold((u64::MAX, 0), |(least, most), value| (least.min(value), most.max(value)));
        let bits = u64::BITS - most.saturating_sub(least).leading_zeros();
        Self { least, shift: bits.saturating_sub(15) }
    }

    fn coarse(&self, value: Option<u64>, rank: u128) -> u16 {
        match (value, (rank >> 64) as u8) {
            (Some(value), _) => (FIRST_VALUE + (value.saturating_sub(self.least) >> self.shift) as u16).min(LAST_VALUE),
            (None, super::ranks::MISSING_FIRST) => 0,
            (None, super::ranks::NAN) => LAST_VALUE + 1,
            (None, _) => LAST_VALUE + 2,
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
