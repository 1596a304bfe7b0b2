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
    for key in keys {
        let mut columns = key.expression.columns().into_iter();
        if let Some(refused) = columns.find_map(|(column, span)| unknown_column(column, span, &dataset.runs)) {
            return Err(EvaluateError::Refused(refused));
        }
    }
    let scope = Scope { dataset };
    let tie_break = tie_break(&dataset.runs);
    let mut distinct: Vec<&OrderKey> = Vec::new();
    for key in keys.iter().chain(&tie_break) {
        if !distinct.iter().any(|other| other.expression == key.expression) {
            distinct.push(key);
        }
    }
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

/// What puts rows in order that the keys leave equal.
pub(crate) fn tie_break(table: &RunTable) -> Vec<OrderKey> {
    let order = default_order();
    let has_times =
        order.first().is_some_and(|key| key.expression.as_column().is_some_and(|column| resolve(table, column).is_some()));
    if has_times { order } else { Vec::new() }
}

/// Drops the rows that at least `limit` others precede by the first key.
fn keep_candidates(ranks: &Ranks<'_>, rows: &mut Vec<u32>, limit: usize) {
    let mut places: Vec<u128> = rows.iter().map(|row| ranks.at(*row)).collect();
    let Some(last) = limit.checked_sub(1) else {
        rows.clear();
        return;
    };
    let (_, worst, _) = places.select_nth_unstable(last);
    let worst = *worst;
    rows.retain(|row| ranks.at(*row) <= worst);
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
