//! Curves between axes: level at both of them, steepest in the middle.

/// How much of the way is done at a part of the distance, both from 0 to 1: `3 t² − 2 t³`.
pub(crate) fn ease(part: f64) -> f64 {
    part * part * (3.0 - 2.0 * part)
}

/// The slope of [`ease`] at a part of the distance.
pub(crate) fn ease_slope(part: f64) -> f64 {
    6.0 * part * (1.0 - part)
}

/// [`ease`] at the left edge of each of so many columns, and at the right edge of the last one, in 1/65536.
pub(crate) fn eased_columns(columns: usize) -> Vec<u32> {
    let columns = columns.max(1);
    (0..=columns).map(|column| (ease(column as f64 / columns as f64) * 65536.0 + 0.5) as u32).collect()
}
