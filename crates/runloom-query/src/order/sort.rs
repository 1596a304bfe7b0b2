use runloom_table::{Dataset, RowMask, RunTable, sort_keys};

use super::ranks::Ranks;
use super::{OrderKey, default_order};
use crate::check::unknown_column;
use crate::evaluate::{EvaluateError, Scope};
use crate::resolve::resolve;

/// The rows of a mask in order.
///
/// Of each key values come first, then NaN, then missing, in both directions. Rows that all keys leave equal stand by `start_time`,
/// the youngest first, then by `run_id`, then as in the table; without a `start_time` column as in the table at once.
///
/// # Errors
/// [`EvaluateError::Refused`] where a key names an attribute that the table does not have, [`EvaluateError::NotLoaded`] where values are
/// not in memory; see [`order_columns`](super::order_columns).
pub fn sort_rows(dataset: &Dataset, keys: &[OrderKey], mask: &RowMask) -> Result<Vec<u32>, EvaluateError> {
    first_rows(dataset, keys, mask, usize::MAX)
}

/// The first `limit` rows of a mask in order: what [`sort_rows`] begins with, without putting the rest in order.
///
/// # Errors
/// Those of [`sort_rows`].
pub fn first_rows(dataset: &Dataset, keys: &[OrderKey], mask: &RowMask, limit: usize) -> Result<Vec<u32>, EvaluateError> {
    check_columns(&dataset.runs, keys)?;
    let scope = Scope { dataset };
    let tie_break = tie_break(&dataset.runs);
    let distinct = distinct_keys(keys, &tie_break);
    let mut rows: Vec<u32> = mask.rows().map(|row| row as u32).collect();
    if let Some(first) = distinct.first()
        && limit < rows.len()
    {
        keep_candidates(&Ranks::of(scope, first, &rows)?, &mut rows, limit);
    }
    refine(scope, &distinct, &mut rows)?;
    rows.truncate(limit);
    Ok(rows)
}

/// Refuses keys with attributes that the table does not have.
pub(super) fn check_columns(runs: &RunTable, keys: &[OrderKey]) -> Result<(), EvaluateError> {
    for key in keys {
        let mut columns = key.expression.columns().into_iter();
        if let Some(refused) = columns.find_map(|(column, span)| unknown_column(column, span, runs)) {
            return Err(EvaluateError::Refused(refused));
        }
    }
    Ok(())
}

/// Keys and what follows them, each expression once.
pub(super) fn distinct_keys<'a>(keys: &'a [OrderKey], tie_break: &'a [OrderKey]) -> Vec<&'a OrderKey> {
    let mut distinct: Vec<&OrderKey> = Vec::new();
    for key in keys.iter().chain(tie_break) {
        if !distinct.iter().any(|other| other.expression == key.expression) {
            distinct.push(key);
        }
    }
    distinct
}

/// What puts rows in order that the keys leave equal.
pub(crate) fn tie_break(table: &RunTable) -> Vec<OrderKey> {
    let order = default_order();
    let has_times =
        order.first().is_some_and(|key| key.expression.as_column().is_some_and(|column| resolve(table, column).is_some()));
    if has_times { order } else { Vec::new() }
}

/// How many candidates are collected, at the least, before those that are too many are dropped.
const ROOM: usize = 1024;

/// Drops the rows that at least `limit` others precede by the first key.
fn keep_candidates(ranks: &Ranks<'_>, rows: &mut Vec<u32>, limit: usize) {
    let mut kept: Vec<(u128, u32)> = Vec::new();
    let (mut room, mut worst) = (limit.saturating_mul(2).max(ROOM), u128::MAX);
    for row in rows.iter() {
        let place = ranks.at(*row);
        if place > worst {
            continue;
        }
        if kept.len() >= room {
            worst = keep_first(&mut kept, limit);
            room = room.max(kept.len() * 2);
        }
        kept.push((place, *row));
    }
    keep_first(&mut kept, limit);
    rows.clear();
    rows.extend(kept.iter().map(|(_, row)| *row));
}

/// Drops what at least `limit` others precede, and gives the last place that is left.
fn keep_first(kept: &mut Vec<(u128, u32)>, limit: usize) -> u128 {
    let Some(last) = limit.checked_sub(1) else {
        kept.clear();
        return 0;
    };
    if last >= kept.len() {
        return u128::MAX;
    }
    let worst = kept.select_nth_unstable(last).1.0;
    kept.retain(|(place, _)| *place <= worst);
    worst
}

/// Puts rows in the order of the first key, then groups that are still equal in the order of the next.
fn refine(scope: Scope<'_>, keys: &[&OrderKey], rows: &mut [u32]) -> Result<(), EvaluateError> {
    let mut groups = vec![(0, rows.len())];
    let mut keyed: Vec<u128> = Vec::new();
    for key in keys {
        groups.retain(|(start, end)| end - start > 1);
        if groups.is_empty() {
            return Ok(());
        }
        let unsettled: Vec<u32> =
            groups.iter().flat_map(|(start, end)| rows.get(*start..*end).unwrap_or_default()).copied().collect();
        let ranks = Ranks::of(scope, key, &unsettled)?;
        let mut finer = Vec::new();
        for (start, end) in &groups {
            let Some(group) = rows.get_mut(*start..*end) else { continue };
            keyed.clear();
            keyed.extend(group.iter().map(|row| ranks.at(*row) << 32 | u128::from(*row)));
            sort_keys(&mut keyed);
            let mut from = *start;
            for (offset, pair) in keyed.windows(2).enumerate() {
                if let [a, b] = pair
                    && a >> 32 != b >> 32
                {
                    finer.push((from, start + offset + 1));
                    from = start + offset + 1;
                }
            }
            finer.push((from, *end));
            for (slot, place) in group.iter_mut().zip(&keyed) {
                *slot = *place as u32;
            }
        }
        groups = finer;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use runloom_table::{Column, ColumnName, Values};

    use super::*;

    #[test]
    fn the_first_of_many_rows_are_those_that_sorting_puts_first() {
        const ROWS: u32 = 10_000;
        let orders: [fn(u32) -> f64; 4] =
            [|row| f64::from(row), |row| -f64::from(row), |row| f64::from(row * 7919 % 10_007), |_| 1.0];
        for value in orders {
            let mut runs = RunTable::new(ROWS as usize);
            let values = (0..ROWS).map(|row| (row % 11 != 0).then(|| value(row)));
            let name = ColumnName::metric("a");
            runs.push(Column::loaded(name.clone(), Values::from_reals(values)));
            let dataset = Dataset { runs, ..Dataset::default() };
            let (keys, mask) = ([OrderKey::column(&name, false)], RowMask::all(ROWS as usize));
            let sorted = sort_rows(&dataset, &keys, &mask).unwrap();
            for limit in [0, 1, 100, 2_000, 9_500, 20_000] {
                let expected = &sorted[..limit.min(sorted.len())];
                assert_eq!(first_rows(&dataset, &keys, &mask, limit).unwrap(), expected, "{limit}");
            }
        }
    }
}
