use runloom_table::{History, Point, Series, sorted};

use super::curves::Curves;
use super::{HistoryX, Smoothing, smooth};
use crate::log2::Log2;

/// How the points of a metric become [`Curves`].
pub(crate) struct Reading<'a> {
    pub(crate) history: &'a History,
    pub(crate) metric: &'a str,
    pub(crate) x: &'a HistoryX,
    pub(crate) log: bool,
    pub(crate) log2: &'a Log2,
}

impl Reading<'_> {
    /// The curves as they are drawn and, where they are smoothed, as they were logged.
    pub(crate) fn curves(&self, smoothing: Smoothing) -> (Curves, Option<Curves>) {
        let (mut drawn, mut raw) = (Curves::default(), (smoothing != Smoothing::None).then(Curves::default));
        let Ok(key) = self.history.keys().binary_search_by(|key| key.as_str().cmp(self.metric)) else { return (drawn, raw) };
        let starts = if *self.x == HistoryX::Relative { self.starts() } else { Vec::new() };
        for series in self.history.series().iter().filter(|series| series.key as usize == key) {
            let (xs, values) = self.places(series, &starts);
            match &mut raw {
                Some(raw) => {
                    drawn.push(series.run, &xs, &smooth(&values, smoothing), self);
                    raw.push(series.run, &xs, &values, self);
                }
                None => drawn.push(series.run, &xs, &values, self),
            }
        }
        (drawn, raw)
    }

    fn points(&self, series: &Series) -> &[Point] {
        self.history.points().get(series.points.clone()).unwrap_or_default()
    }

    /// The places and values of a run's points, from left to right; those without a place first, at NaN.
    fn places(&self, series: &Series, starts: &[i64]) -> (Vec<f64>, Vec<f64>) {
        let points = self.points(series);
        let mut xs: Vec<f64> = match self.x {
            HistoryX::Step => points.iter().map(|point| point.step as f64).collect(),
            HistoryX::Time => points.iter().map(|point| point.time_us.map_or(f64::NAN, |time| time as f64 / 1e3)).collect(),
            HistoryX::Relative => {
                let start = starts.get(series.run as usize).copied().unwrap_or_default();
                points
                    .iter()
                    .map(|point| point.time_us.map_or(f64::NAN, |time| time.saturating_sub(start) as f64 / 1e6))
                    .collect()
            }
            HistoryX::Metric(other) => joined(points, self.history.of(series.run, other)),
        };
        let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
        for x in &mut xs {
            if !x.is_finite() {
                *x = f64::NAN;
            }
        }
        let in_order = xs.windows(2).all(|pair| matches!(pair, [a, b] if a <= b)) && xs.first().is_none_or(|x| !x.is_nan());
        if !in_order {
            let key = |x: f64| if x.is_nan() { f64::NEG_INFINITY } else { x };
            let pairs: Vec<(f64, f64)> = xs.into_iter().zip(values).collect();
            let pairs = sorted(pairs, &mut |a, b| key(a.0).total_cmp(&key(b.0)));
            (xs, values) = pairs.into_iter().unzip();
        }
        (xs, values)
    }

    /// The first moment of each run, whatever was logged then.
    fn starts(&self) -> Vec<i64> {
        let runs = self.history.series().last().map_or(0, |series| series.run as usize + 1);
        let mut starts = vec![i64::MAX; runs];
        for series in self.history.series() {
            if let Some(start) = starts.get_mut(series.run as usize) {
                *start = self.points(series).iter().filter_map(|point| point.time_us).fold(*start, i64::min);
            }
        }
        starts
    }
}

/// The value of the other metric at the step of each point, NaN where it has none. Both are sorted by step; of several values at one step the
/// latest counts.
fn joined(points: &[Point], other: &[Point]) -> Vec<f64> {
    let mut next = 0;
    let mut value_at = |point: &Point| {
        while other.get(next + 1).is_some_and(|other| other.step <= point.step) {
            next += 1;
        }
        other.get(next).filter(|other| other.step == point.step).map_or(f64::NAN, |other| other.value)
    };
    points.iter().map(&mut value_at).collect()
}

#[cfg(test)]
mod tests {
    use runloom_table::HistoryBuilder;

    use super::*;
    use crate::history::curves::OddKind;

    fn history(points: &[(u32, &str, i64, Option<i64>, f64)]) -> History {
        let mut builder = HistoryBuilder::default();
        let keys = ["loss", "epoch"].map(|key| (key, builder.key(key)));
        for (run, key, step, time_us, value) in points {
            let code = keys.iter().find(|(name, _)| name == key).map_or(0, |(_, code)| *code);
            builder.push(*run, code, Point { step: *step, time_us: *time_us, value: *value });
        }
        builder.finish()
    }

    fn xs(curves: &Curves) -> Vec<f64> {
        curves.strands.iter().flat_map(|strand| curves.xs_of(strand)).copied().collect()
    }

    fn ys(curves: &Curves) -> Vec<f64> {
        curves.strands.iter().flat_map(|strand| curves.ys_of(strand)).copied().collect()
    }

    fn read(history: &History, x: &HistoryX, log: bool) -> Curves {
        Reading { history, metric: "loss", x, log, log2: &Log2::new() }.curves(Smoothing::None).0
    }

    #[test]
    fn runs_are_cut_where_they_have_no_place() {
        let nan = f64::NAN;
        let values = [4.0, nan, 2.0, 1.0, f64::INFINITY, 0.0, 0.5];
        let points: Vec<_> = (0..7).map(|step| (3, "loss", step, None, values[step as usize])).collect();
        let curves = read(&history(&points), &HistoryX::Step, true);
        assert_eq!(curves.strands.iter().map(|strand| strand.points.len()).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(ys(&curves), [2.0, 1.0, 0.0, -1.0]);
        let kinds: Vec<OddKind> = curves.odd.iter().map(|odd| odd.kind).collect();
        assert_eq!(kinds, [OddKind::Nan, OddKind::Above, OddKind::NotPositive]);
        assert_eq!(curves.of_row(3).len(), 3);
        assert_eq!(curves.of_row(2).len(), 0);
    }

    #[test]
    fn another_metric_is_joined_by_step() {
        let points = [
            (0, "loss", 0, None, 9.0),
            (0, "loss", 5, None, 8.0),
            (0, "loss", 10, None, 7.0),
            (0, "epoch", 0, None, 2.0),
            (0, "epoch", 10, Some(1), 1.0),
            (0, "epoch", 10, Some(0), 50.0),
        ];
        let curves = read(&history(&points), &HistoryX::Metric("epoch".to_owned()), false);
        assert_eq!((xs(&curves), ys(&curves)), (vec![1.0, 2.0], vec![7.0, 9.0]));
        assert_eq!(curves.odd.len(), 1);
    }

    #[test]
    fn relative_time_begins_with_the_run() {
        let points = [(0, "epoch", 0, Some(1_000_000), 0.0), (0, "loss", 0, Some(3_500_000), 1.0), (0, "loss", 1, None, 2.0)];
        let curves = read(&history(&points), &HistoryX::Relative, false);
        assert_eq!(xs(&curves), [2.5]);
        assert_eq!(curves.odd[0].kind, OddKind::NoX);
    }
}
