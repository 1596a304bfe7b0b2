use runloom_table::sort_reals;

/// How many values are looked at to tell whether a param is judged on its logarithm.
const SAMPLE: usize = 1024;

/// Whether finite values suggest a logarithmic scale where none is declared: all are positive and the middle nine tenths span more than a
/// factor of 100, as `HiPlot` decides it. Of many values, evenly spaced ones are looked at.
pub(super) fn suits_log(values: &[f64]) -> bool {
    let stride = values.len().div_ceil(SAMPLE).max(1);
    let mut sample: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).step_by(stride).collect();
    sort_reals(&mut sample);
    let at = |percent: usize| sample.get((sample.len().saturating_sub(1) * percent + 50) / 100).copied();
    let positive = values.iter().all(|v| v.is_nan() || *v > 0.0);
    positive && at(5).zip(at(95)).is_some_and(|(low, high)| high / low > 100.0)
}
