use std::collections::BTreeSet;

use arrow_array::Array;
use runloom_table::{NotLoaded, RowMask, RunTable, TypedView, Value, Values, pack_reals};

use super::{AxisSpec, Interval};

/// The runs that every brushed axis holds: any of an axis' intervals or lanes, all of the axes.
///
/// Runs without a value match only where the axis' missing lane is brushed, NaN only where its lane is; infinities match numeric
/// intervals with an infinite end. An axis whose column is not in the table holds nothing but its missing lane.
///
/// # Errors
/// [`NotLoaded`] names a brushed column whose values are not in memory.
pub fn brush_mask(table: &RunTable, axes: &[AxisSpec]) -> Result<RowMask, NotLoaded> {
    let mut mask = RowMask::all(table.rows());
    for axis in axes.iter().filter(|axis| axis.is_brushed()) {
        mask.and(&axis_mask(table, axis)?);
    }
    Ok(mask)
}

fn axis_mask(table: &RunTable, axis: &AxisSpec) -> Result<RowMask, NotLoaded> {
    let rows = table.rows();
    let Some(column) = table.column(&axis.column) else {
        return Ok(if axis.missing { RowMask::all(rows) } else { RowMask::none(rows) });
    };
    let (values, typed) = (column.values()?, column.typed()?);
    let mut mask = RowMask::none(rows);
    if axis.missing {
        mask.or(&missing_mask(values, typed, axis, rows));
    }
    if axis.nan {
        mask.or(&RowMask::from_fn(rows, |row| typed.number_at(row).is_some_and(f64::is_nan)));
    }
    let numbers: Vec<(f64, f64)> = axis
        .intervals
        .iter()
        .filter_map(|interval| match interval {
            Interval::Numbers { low, high } => Some((*low, *high)),
            Interval::Categories(_) => None,
        })
        .collect();
    if !numbers.is_empty() {
        mask.or(&number_mask(typed, &numbers, rows));
    }
    let categories: BTreeSet<&str> = axis
        .intervals
        .iter()
        .flat_map(|interval| match interval {
            Interval::Numbers { .. } => [].iter(),
            Interval::Categories(categories) => categories.iter(),
        })
        .map(String::as_str)
        .collect();
    if !categories.is_empty() {
        mask.or(&category_mask(values, &categories, rows));
    }
    Ok(mask)
}

/// Runs that stand in the missing lane: no cell, or, where the axis counts, a cell that is no number.
fn missing_mask(values: &Values, typed: &TypedView, axis: &AxisSpec, rows: usize) -> RowMask {
    if axis.is_by_name(typed.value_type) {
        RowMask::from_fn(rows, |row| values.is_missing(row))
    } else {
        RowMask::from_fn(rows, |row| typed.number_at(row).is_none())
    }
}

fn number_mask(typed: &TypedView, intervals: &[(f64, f64)], rows: usize) -> RowMask {
    let mut mask = RowMask::none(rows);
    for (low, high) in intervals {
        mask.or(&RowMask::from_words(pack_reals(typed.numbers.values(), *low, *high), rows));
    }
    if let Some(nulls) = typed.numbers.nulls() {
        mask.and(&RowMask::from_fn(rows, |row| row < nulls.len() && nulls.is_valid(row)));
    }
    mask
}

fn category_mask(values: &Values, categories: &BTreeSet<&str>, rows: usize) -> RowMask {
    if let Values::Text(texts) = values {
        let held: Vec<bool> = texts.distinct().iter().map(|text| text.is_some_and(|text| categories.contains(text))).collect();
        return RowMask::from_fn(rows, |row| {
            !values.is_missing(row)
                && usize::try_from(texts.codes().value(row)).ok().and_then(|code| held.get(code).copied()).unwrap_or(false)
        });
    }
    RowMask::from_fn(rows, |row| match values.at(row) {
        Value::Missing => false,
        value => value.to_text().is_some_and(|text| categories.contains(text.as_ref())),
    })
}
