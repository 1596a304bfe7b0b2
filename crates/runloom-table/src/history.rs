use std::ops::Range;

use crate::sort_places;

/// One logged point of one metric of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The step it was logged at.
    pub step: i64,
    /// When it was logged, microseconds since 1970, if known.
    pub time_us: Option<i64>,
    /// The value.
    pub value: f64,
}

/// The points of one metric of one run, as a range of [`History::points`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The row of the run in the run table.
    pub run: u32,
    /// The metric, as an index into [`History::keys`].
    pub key: u32,
    /// Its points, by step then time.
    pub points: Range<usize>,
}

/// All logged points of all runs, sorted by run, metric, step and time.
#[derive(Clone, Debug, Default)]
pub struct History {
    keys: Vec<String>,
    series: Vec<Series>,
    points: Vec<Point>,
}

/// A summary of one series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aggregate {
    /// The value of the largest step, then time, then value: what MLflow calls the latest.
    pub last: f64,
    /// The value of the smallest step and time.
    pub first: f64,
    /// The smallest value that is not NaN, or NaN.
    pub min: f64,
    /// The largest value that is not NaN, or NaN.
    pub max: f64,
    /// The mean of the values that are not NaN, or NaN.
    pub mean: f64,
    /// The number of points.
    pub count: usize,
}

impl History {
    /// The names of the metrics, sorted.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Every series, sorted by run, then metric.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// Every point.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The points of one metric of one run; empty where there are none.
    pub fn of(&self, run: u32, key: &str) -> &[Point] {
        let Ok(key) = self.keys.binary_search_by(|k| k.as_str().cmp(key)) else { return &[] };
        let found = self.series.binary_search_by_key(&(run, key as u32), |s| (s.run, s.key));
        found.ok().and_then(|at| self.points.get(self.series[at].points.clone())).unwrap_or(&[])
    }
}

impl Aggregate {
    /// The summary of a series; `None` for an empty one.
    pub fn of(points: &[Point]) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        let numbers = || points.iter().map(|p| p.value).filter(|v| !v.is_nan());
        let count = numbers().count();
        Some(Self {
            first: first.value,
            last: last.value,
            min: numbers().reduce(f64::min).unwrap_or(f64::NAN),
            max: numbers().reduce(f64::max).unwrap_or(f64::NAN),
            mean: if count == 0 { f64::NAN } else { numbers().sum::<f64>() / count as f64 },
            count: points.len(),
        })
    }
}

/// Collects points in any order.
#[derive(Clone, Debug, Default)]
pub struct HistoryBuilder {
    keys: Vec<String>,
    points: Vec<(u32, u32, Point)>,
}

impl HistoryBuilder {
    /// The code of a metric, to be used with [`HistoryBuilder::push`]. Call it once a metric.
    pub fn key(&mut self, key: impl Into<String>) -> u32 {
        self.keys.push(key.into());
        (self.keys.len() - 1) as u32
    }

    /// Adds a point to the metric `key` of the run in row `run`.
    pub fn push(&mut self, run: u32, key: u32, point: Point) {
        self.points.push((run, key, point));
    }

    /// Sorts the points and finds their series.
    pub fn finish(self) -> History {
        let key_at = |place: u32| self.keys.get(place as usize).map_or("", String::as_str);
        let mut places: Vec<u32> = (0..self.keys.len() as u32).collect();
        sort_places(&mut places, &mut |a, b| key_at(a).cmp(key_at(b)));
        places.dedup_by(|a, b| key_at(*a) == key_at(*b));
        let keys: Vec<String> = places.into_iter().map(|place| key_at(place).to_owned()).collect();
        let code_of: Vec<u32> = self.keys.iter().map(|k| keys.partition_point(|other| other < k) as u32).collect();
        let mut points = self.points;
        for point in &mut points {
            point.1 = code_of.get(point.1 as usize).copied().unwrap_or(u32::MAX);
        }
        points.retain(|point| point.1 != u32::MAX);
        points.sort_by(|a, b| {
            (a.0, a.1, a.2.step, a.2.time_us).cmp(&(b.0, b.1, b.2.step, b.2.time_us)).then(a.2.value.total_cmp(&b.2.value))
        });
        let mut series: Vec<Series> = Vec::new();
        for (at, (run, key, _)) in points.iter().enumerate() {
            match series.last_mut() {
                Some(last) if last.run == *run && last.key == *key => last.points.end = at + 1,
                _ => series.push(Series { run: *run, key: *key, points: at..at + 1 }),
            }
        }
        History { keys, series, points: points.into_iter().map(|(_, _, point)| point).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_sorted_and_found() {
        let mut builder = HistoryBuilder::default();
        let (loss, acc) = (builder.key("loss"), builder.key("acc"));
        for (run, key, step, value) in [(1, loss, 2, 0.1), (0, acc, 0, 9.0), (1, loss, 0, f64::NAN), (1, loss, 1, 0.3)] {
            builder.push(run, key, Point { step, time_us: None, value });
        }
        let history = builder.finish();
        assert_eq!(history.keys(), ["acc", "loss"]);
        assert_eq!(history.of(1, "loss").iter().map(|p| p.step).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(history.of(0, "loss").is_empty());
        let aggregate = Aggregate::of(history.of(1, "loss")).unwrap();
        assert_eq!((aggregate.last, aggregate.min, aggregate.max, aggregate.count), (0.1, 0.1, 0.3, 3));
        assert!((aggregate.mean - 0.2).abs() < 1e-12);
    }
}
