use runloom_table::{NotLoaded, RunTable, ValueType, sorted};

use super::status::{RUNNING, Statuses};
use crate::axis::AxisData;
use crate::plot::PlotSpec;

/// From when to when a run went, milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) run: usize,
    pub(super) start_ms: f64,
    pub(super) end_ms: f64,
    pub(super) end: End,
}

/// What is known of the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Known,
    /// It still goes on: the end is the latest moment that the data know.
    Running,
    /// It is over, and nobody wrote when: the end is the start.
    Missing,
}

/// When the runs of a table went.
pub(super) struct Spans<'a> {
    start: Option<AxisData<'a>>,
    end: Option<AxisData<'a>>,
    statuses: &'a Statuses,
    latest_ms: f64,
}

impl<'a> Spans<'a> {
    pub(super) fn of(table: &'a RunTable, spec: &PlotSpec, statuses: &'a Statuses) -> Result<Self, NotLoaded> {
        let column = |word: &str| match spec.one(word) {
            Some(axis) => AxisData::of(table, &axis.column),
            None => Ok(None),
        };
        let mut spans = Self { start: column("start")?, end: column("end")?, statuses, latest_ms: f64::NEG_INFINITY };
        for run in 0..table.rows() {
            let moments = spans.start_of(run).into_iter().chain(spans.end_of(run));
            spans.latest_ms = moments.fold(spans.latest_ms, f64::max);
        }
        Ok(spans)
    }

    fn start_of(&self, run: usize) -> Option<f64> {
        self.start?.typed.number_at(run).filter(|start| start.is_finite())
    }

    /// When a run ended, or its start and how long it took, in seconds.
    fn end_of(&self, run: usize) -> Option<f64> {
        let typed = self.end?.typed;
        let end = typed.number_at(run).filter(|end| end.is_finite())?;
        if typed.value_type == ValueType::Time { Some(end) } else { Some(self.start_of(run)? + end * 1000.0) }
    }

    /// `None` for a run of which nobody knows when it began.
    pub(super) fn span(&self, run: usize) -> Option<Span> {
        let start_ms = self.start_of(run)?;
        let is_running = self.statuses.codes.get(run) == Some(&RUNNING);
        let (end_ms, end) = match self.end_of(run) {
            Some(end) => (end.max(start_ms), End::Known),
            None if is_running => (self.latest_ms, End::Running),
            None => (start_ms, End::Missing),
        };
        Some(Span { run, start_ms, end_ms, end })
    }
}

/// A lane for each span so that no two in one lane overlap, the first free one for each in the order of their starts; and how many there are.
pub(super) fn lanes(spans: Vec<Span>) -> (Vec<(Span, usize)>, usize) {
    let mut free_ms: Vec<f64> = Vec::new();
    let spans = sorted(spans, &mut |a, b| a.start_ms.total_cmp(&b.start_ms).then(a.run.cmp(&b.run)));
    let mut placed = Vec::with_capacity(spans.len());
    for span in spans {
        let lane = free_ms.iter().position(|free| *free <= span.start_ms).unwrap_or(free_ms.len());
        match free_ms.get_mut(lane) {
            Some(free) => *free = span.end_ms,
            None => free_ms.push(span.end_ms),
        }
        placed.push((span, lane));
    }
    (placed, free_ms.len())
}

/// How many spans go on in the mean over each of so many equal parts of the time from `low_ms` to `high_ms`.
pub(super) fn at_once(spans: impl Iterator<Item = Span>, low_ms: f64, high_ms: f64, parts: usize) -> Vec<f64> {
    let (mut begun, mut alone) = (vec![0.0; parts + 1], vec![0.0; parts + 1]);
    let per_ms = if high_ms > low_ms { parts as f64 / (high_ms - low_ms) } else { 0.0 };
    let mut add = |at: usize, whole: f64, part: f64| {
        if let (Some(begun), Some(alone)) = (begun.get_mut(at), alone.get_mut(at)) {
            *begun += whole;
            *alone += part;
        }
    };
    for span in spans {
        let place = |ms: f64| ((ms - low_ms) * per_ms).clamp(0.0, parts as f64);
        let (from, to) = (place(span.start_ms), place(span.end_ms));
        let (first, last) = (from as usize, to as usize);
        if first == last {
            add(first, 0.0, to - from);
        } else {
            add(first, 0.0, (first + 1) as f64 - from);
            add(first + 1, 1.0, 0.0);
            add(last, -1.0, to - last as f64);
        }
    }
    let mut whole = 0.0;
    let running = |(begun, alone): (f64, f64)| {
        whole += begun;
        whole + alone
    };
    begun.into_iter().zip(alone).take(parts).map(running).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(run: usize, start_ms: f64, end_ms: f64) -> Span {
        Span { run, start_ms, end_ms, end: End::Known }
    }

    #[test]
    fn lanes_are_shared_by_runs_that_do_not_overlap() {
        let (placed, count) = lanes(vec![span(0, 5.0, 9.0), span(1, 0.0, 5.0), span(2, 1.0, 2.0), span(3, 3.0, 4.0)]);
        let lanes: Vec<(usize, usize)> = placed.iter().map(|(span, lane)| (span.run, *lane)).collect();
        assert_eq!((lanes, count), (vec![(1, 0), (2, 1), (3, 1), (0, 0)], 2));
    }

    #[test]
    fn runs_at_once_are_counted() {
        let spans = [span(0, 0.0, 10.0), span(1, 0.0, 3.5), span(2, 5.0, 5.0), span(3, 6.25, 6.5)];
        assert_eq!(at_once(spans.into_iter(), 0.0, 10.0, 10), [2.0, 2.0, 2.0, 1.5, 1.0, 1.0, 1.25, 1.0, 1.0, 1.0]);
        assert_eq!(at_once(spans.into_iter(), 4.0, 4.0, 3), [0.0, 0.0, 0.0]);
    }
}
