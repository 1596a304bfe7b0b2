//! Curves between axes: level at both of them, steepest in the middle.

/// How much of the way is done at a part of the distance, both from 0 to 1: `3 t² − 2 t³`.
pub(crate) fn ease(part: f64) -> f64 {
    part * part * (3.0 - 2.0 * part)
}

/// The slope of [`ease`] at a part of the distance.
pub(crate) fn ease_slope(part: f64) -> f64 {
    6.0 * part * (1.0 - part)
}

/// [`ease`] at each of so many columns, so far from its left edge, and at the same place beyond the last one, in 1/65536.
pub(crate) fn eased_columns(columns: usize, from_edge: f64) -> Vec<u32> {
    let columns = columns.max(1);
    let part = |column| ((column as f64 + from_edge) / columns as f64).min(1.0);
    (0..=columns).map(|column| (ease(part(column)) * 65536.0 + 0.5) as u32).collect()
}
