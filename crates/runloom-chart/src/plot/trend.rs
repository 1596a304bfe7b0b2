/// How many places the line has, and of how many runs it is found.
const STEPS: usize = 48;
const MOST_RUNS: usize = 4000;
/// The part of the runs that a place of the line is found from.
const SPAN: f64 = 0.4;
/// How strongly slopes are drawn towards none, as a part of the reach.
const RIDGE: f64 = 0.05;
/// The least part of the whole width that a place of the line is found from, so that a few values far apart bend nothing.
const LEAST_REACH: f64 = 0.3;

/// A smooth line through points: at each of its places the straight line that fits the nearest points best, weighed by the third power of
/// their distance (Cleveland 1979, "Robust locally weighted regression and smoothing scatterplots", section 2, without the robust rounds).
/// Of very many points every n-th is looked at. Nothing where all points stand at one place.
pub(super) fn trend(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let every = points.len().div_ceil(MOST_RUNS).max(1);
    let mut sample: Vec<(f64, f64)> = points.iter().step_by(every).copied().collect();
    sample.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (Some(first), Some(last)) = (sample.first(), sample.last()) else { return Vec::new() };
    let (low, high) = (first.0, last.0);
    if sample.len() < 3 || low >= high {
        return Vec::new();
    }
    let near = ((sample.len() as f64 * SPAN) as usize).max(3).min(sample.len());
    let step = (high - low) / STEPS as f64;
    (0..=STEPS)
        .filter_map(|at| {
            let x = low + step * at as f64;
            Some((x, fitted(&sample, near, x, (high - low) * LEAST_REACH)?))
        })
        .collect()
}

/// The mean of the points at each place, from left to right.
pub(super) fn means(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let places = points.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq());
    let mean =
        |place: &[(f64, f64)]| Some((place.first()?.0, place.iter().map(|point| point.1).sum::<f64>() / place.len() as f64));
    places.filter_map(mean).collect()
}

fn fitted(sample: &[(f64, f64)], near: usize, x: f64, least_reach: f64) -> Option<f64> {
    let after = sample.partition_point(|point| point.0 < x);
    let (mut from, mut to) = (after, after);
    while to - from < near {
        let left = from.checked_sub(1).and_then(|at| sample.get(at)).map(|point| x - point.0);
        let right = sample.get(to).map(|point| point.0 - x);
        match (left, right) {
            (Some(left), Some(right)) if left <= right => from -= 1,
            (Some(_), None) => from -= 1,
            (_, Some(_)) => to += 1,
            (None, None) => break,
        }
    }
    from = from.min(sample.partition_point(|point| point.0 < x - least_reach));
    to = to.max(sample.partition_point(|point| point.0 <= x + least_reach));
    let near = sample.get(from..to)?;
    let reach = near.iter().map(|point| (point.0 - x).abs()).fold(least_reach, f64::max) * 1.001;
    let (mut w, mut wx, mut wy, mut wxx, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (px, py) in near {
        let far = (px - x).abs() / reach;
        let weight = 1.0 - far * far * far;
        let weight = weight * weight * weight;
        let dx = px - x;
        (w, wx, wy) = (w + weight, wx + weight * dx, wy + weight * py);
        (wxx, wxy) = (wxx + weight * dx * dx, wxy + weight * dx * py);
    }
    if w <= 0.0 {
        return None;
    }
    // Runs at one or two places only say little of a slope: it is drawn towards none (ridge), and the line leaves the values nowhere.
    let spread = w * wxx - wx * wx + RIDGE * reach * RIDGE * reach * w * w;
    let slope = (w * wxy - wx * wy) / spread;
    let (low, high) =
        near.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| (point.1.min(low), point.1.max(high)));
    Some(((wy - slope * wx) / w).clamp(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_stays_straight() {
        let points: Vec<(f64, f64)> = (0..100).map(|x| (f64::from(x), 3.0 + 0.5 * f64::from(x))).collect();
        let line = trend(&points);
        assert_eq!(line.len(), STEPS + 1);
        assert!(line.iter().all(|(x, y)| (y - (3.0 + 0.5 * x)).abs() < 1.0), "{line:?}");
    }

    #[test]
    fn a_bend_is_followed() {
        let points: Vec<(f64, f64)> = (0..200).map(|x| (f64::from(x), (f64::from(x) - 100.0).abs())).collect();
        let line = trend(&points);
        let at = |wanted: f64| line.iter().min_by(|a, b| (a.0 - wanted).abs().total_cmp(&(b.0 - wanted).abs())).map(|at| at.1);
        assert!(at(100.0) < Some(30.0) && at(10.0) > Some(75.0) && at(190.0) > Some(75.0), "{line:?}");
    }

    #[test]
    fn each_place_has_one_mean() {
        let points = vec![(2.0, 1.0), (1.0, 4.0), (2.0, 3.0)];
        assert_eq!(means(points), [(1.0, 4.0), (2.0, 2.0)]);
    }

    #[test]
    fn two_places_are_joined() {
        let points: Vec<(f64, f64)> =
            (0..40).map(|n| (f64::from(n % 2) * 100.0, f64::from(n % 2) * 10.0 + f64::from(n) * 0.01)).collect();
        let line = trend(&points);
        assert!(line.iter().all(|(_, y)| (0.0..=10.5).contains(y)), "{line:?}");
    }

    #[test]
    fn points_at_one_place_have_no_trend() {
        assert!(trend(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]).is_empty());
        assert!(trend(&[]).is_empty());
    }
}
