use runloom_table::{Dataset, RowMask};

use super::ranks::{Class, Ranks};
use super::{OrderKey, default_order};
use crate::check::unknown_column;
use crate::evaluate::EvaluateError;

/// The rows of a mask in order.
///
/// Of each key values come first, then NaN, then missing, in both directions. Rows that all keys leave equal stand by `start_time`,
/// the youngest first, then by `run_id`, then as in the table.
///
/// # Errors
/// [`EvaluateError::Refused`] where a key names an attribute that the table does not have, [`EvaluateError::NotLoaded`] where values are
/// not in memory; see [`order_columns`](super::order_columns).
pub fn sort_rows(dataset: &Dataset, keys: &[OrderKey], mask: &RowMask) -> Result<Vec<u32>, EvaluateError> {
    for key in keys {
        let mut columns = key.expression.columns().into_iter();
        if let Some(refused) = columns.find_map(|(column, span)| unknown_column(column, span, &dataset.runs)) {
            return Err(EvaluateError::Refused(refused));
        }
    }
    let mut rows: Vec<u32> = mask.rows().map(|row| row as u32).collect();
    let tie_break = default_order();
    let mut all: Vec<&OrderKey> = Vec::new();
    for key in keys.iter().chain(&tie_break) {
        if !all.iter().any(|other| other.expression == key.expression) {
            all.push(key);
        }
    }
    refine(dataset, &all, &mut [(0, rows.len())], &mut rows)?;
    Ok(rows)
}

/// Puts groups of rows that are equal so far in the order of the first key, then what is still equal in the order of the rest.
fn refine(dataset: &Dataset, keys: &[&OrderKey], groups: &mut [(usize, usize)], rows: &mut [u32]) -> Result<(), EvaluateError> {
    let mut groups: Vec<(usize, usize)> = groups.to_vec();
    let mut keyed: Vec<(Class, u64, u32)> = Vec::new();
    for key in keys {
        groups.retain(|(start, end)| end - start > 1);
        if groups.is_empty() {
            return Ok(());
        }
        let ranks = Ranks::of(dataset, key)?;
        let mut finer = Vec::new();
        for (start, end) in &groups {
            let Some(group) = rows.get_mut(*start..*end) else { continue };
            keyed.clear();
            keyed.extend(group.iter().map(|row| {
                let (class, place) = ranks.at(*row);
                (class, place, *row)
            }));
            keyed.sort_unstable();
            let mut from = *start;
            for (offset, pair) in keyed.windows(2).enumerate() {
                if let [a, b] = pair
                    && (a.0, a.1) != (b.0, b.1)
                {
                    finer.push((from, start + offset + 1));
                    from = start + offset + 1;
                }
            }
            finer.push((from, *end));
            for (slot, (_, _, row)) in group.iter_mut().zip(&keyed) {
                *slot = *row;
            }
        }
        groups = finer;
    }
    Ok(())
}
