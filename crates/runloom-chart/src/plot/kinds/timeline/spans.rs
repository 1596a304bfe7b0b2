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
#[derive(Clone, Debug, Default)]
pub(in crate::plot) struct Spans {
    /// NaN for a run of which nobody knows when it began.
    start_ms: Vec<f64>,
    end_ms: Vec<f64>,
    ends: Vec<End>,
    pub(super) statuses: Statuses,
    /// How many of the drawn runs go on in the mean over each part of the time, where they are many.
    pub(super) at_once: Vec<f64>,
}

impl Spans {
    pub(super) fn of(table: &RunTable, spec: &PlotSpec, statuses: Statuses) -> Result<Self, NotLoaded> {
        let column = |word: &str| match spec.one(word) {
            Some(axis) => AxisData::of(table, &axis.column),
            None => Ok(None),
        };
        let (starts, ends) = (column("start")?, column("end")?);
        let finite = |data: Option<AxisData<'_>>, run: usize| data?.typed.number_at(run).filter(|moment| moment.is_finite());
        // An end that is no moment is how long the run took, in seconds.
        let is_moment = ends.is_some_and(|data| data.typed.value_type == ValueType::Time);
        let mut spans = Self { statuses, ..Self::default() };
        let mut latest_ms = f64::NEG_INFINITY;
        for run in 0..table.rows() {
            let start_ms = finite(starts, run);
            let end_ms = finite(ends, run).and_then(|end| if is_moment { Some(end) } else { Some(start_ms? + end * 1000.0) });
            latest_ms = start_ms.into_iter().chain(end_ms).fold(latest_ms, f64::max);
            spans.start_ms.push(start_ms.unwrap_or(f64::NAN));
            spans.end_ms.push(end_ms.unwrap_or(f64::NAN));
        }
        for (run, (start_ms, end_ms)) in spans.start_ms.iter().zip(&mut spans.end_ms).enumerate() {
            let is_running = spans.statuses.codes.get(run) == Some(&RUNNING);
            let end = match end_ms.is_nan() {
                false => End::Known,
                true if is_running => End::Running,
                true => End::Missing,
            };
            *end_ms = match end {
                End::Known => end_ms.max(*start_ms),
                End::Running => latest_ms,
                End::Missing => *start_ms,
            };
            spans.ends.push(end);
        }
        Ok(spans)
    }

    /// `None` for a run of which nobody knows when it began.
    pub(super) fn span(&self, run: usize) -> Option<Span> {
        let start_ms = self.start_ms.get(run).copied().filter(|start| !start.is_nan())?;
        Some(Span { run, start_ms, end_ms: *self.end_ms.get(run)?, end: *self.ends.get(run)? })
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

/// How many spans go on in the mean over each of some equal parts of a time.
pub(super) struct AtOnce {
    low_ms: f64,
    per_ms: f64,
    parts: f64,
    /// For each part, and one more: how many spans more go on from here on than before, and what those beside that cover of it.
    changes: Vec<[f64; 2]>,
}

impl AtOnce {
    /// Over so many parts of the time from `low_ms` to `high_ms`.
    pub(super) fn new(low_ms: f64, high_ms: f64, parts: usize) -> Self {
        let per_ms = if high_ms > low_ms { parts as f64 / (high_ms - low_ms) } else { 0.0 };
        Self { low_ms, per_ms, parts: parts as f64, changes: vec![[0.0; 2]; parts + 1] }
    }

    pub(super) fn add(&mut self, span: Span) {
        let place = |ms: f64| ((ms - self.low_ms) * self.per_ms).clamp(0.0, self.parts);
        let (from, to) = (place(span.start_ms), place(span.end_ms));
        let (first, last) = (from as usize, to as usize);
        let mut add = |at: usize, whole: f64, part: f64| {
            if let Some(change) = self.changes.get_mut(at) {
                *change = [change[0] + whole, change[1] + part];
            }
        };
        if first == last {
            add(first, 0.0, to - from);
        } else {
            add(first, 0.0, (first + 1) as f64 - from);
            add(first + 1, 1.0, 0.0);
            add(last, -1.0, to - last as f64);
        }
    }

    /// How many go on in each part.
    pub(super) fn finish(mut self) -> Vec<f64> {
        self.changes.pop();
        let mut whole = 0.0;
        let running = |[begun, alone]: [f64; 2]| {
            whole += begun;
            whole + alone
        };
        self.changes.into_iter().map(running).collect()
    }
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
        let counted = |low_ms, high_ms, parts| {
            let mut at_once = AtOnce::new(low_ms, high_ms, parts);
            for span in spans {
                at_once.add(span);
            }
            at_once.finish()
        };
        assert_eq!(counted(0.0, 10.0, 10), [2.0, 2.0, 2.0, 1.5, 1.0, 1.0, 1.25, 1.0, 1.0, 1.0]);
        assert_eq!(counted(4.0, 4.0, 3), [0.0, 0.0, 0.0]);
    }
}
