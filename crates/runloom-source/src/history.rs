use arrow_array::Array;
use runloom_table::{Aggregate, Column, ColumnName, History, HistoryBuilder, Point, RunTable, TextValues, Values};

use crate::classify::Header;
use crate::convert::Reading;
use crate::frame::Frame;

/// Logged points in long form, one row a point, as a source has them.
#[derive(Debug)]
pub(crate) struct LongHistory {
    runs: TextValues,
    keys: TextValues,
    steps: Option<Values>,
    times: Option<Values>,
    values: Values,
}

const RUN: [&str; 3] = ["run_id", "run_uuid", "Run ID"];
const KEY: [&str; 2] = ["key", "metric"];
const STEP: [&str; 2] = ["step", "Step"];
const TIME: [&str; 2] = ["timestamp", "time"];
const VALUE: &str = "value";
const OTHERS: [&str; 4] = ["Run", "run_name", "is_nan", "index"];

/// Whether a table of these columns holds one logged point a row: `run_id`, `key` (or `metric`), `value` and `step` or `timestamp`, and little else.
pub(crate) fn is_long_history(names: &[&str]) -> bool {
    let header = Header::new(names.iter().copied());
    let known = |name: &str| {
        [&RUN[..], &KEY, &STEP, &TIME, &[VALUE], &OTHERS].iter().any(|list| list.contains(&name))
            || name.is_empty()
            || name.starts_with("Unnamed: ")
    };
    let has = |list: &[&str]| header.count(list) == 1;
    has(&RUN) && has(&KEY) && header.has(VALUE) && (has(&STEP) || has(&TIME)) && names.iter().all(|name| known(name))
}

impl LongHistory {
    /// The history in a frame for which [`is_long_history`] holds and whose values are all in memory.
    pub(crate) fn new(frame: &Frame) -> Option<Self> {
        let find = |list: &[&str], reading: Reading| {
            let column = frame.columns.iter().find(|column| list.contains(&column.name.as_str()))?;
            column.values.as_ref().map(|values| reading.apply(values).values)
        };
        let text = |values: Values| match values {
            Values::Text(texts) => Some(texts),
            _ => None,
        };
        Some(Self {
            runs: text(find(&RUN, Reading::Text)?)?,
            keys: text(find(&KEY, Reading::Text)?)?,
            steps: find(&STEP, Reading::Number),
            times: find(&TIME, Reading::Time),
            values: find(&[VALUE], Reading::MlflowNumber)?,
        })
    }

    /// The number of points.
    pub(crate) fn points(&self) -> usize {
        self.values.len()
    }

    /// The distinct run ids, in order of appearance.
    pub(crate) fn run_ids(&self) -> impl Iterator<Item = &str> {
        self.runs.distinct().iter().flatten()
    }

    /// Adds the points to a history, `row_of` giving the row of a run. Returns how many run ids have no row.
    pub(crate) fn link(&self, builder: &mut HistoryBuilder, row_of: &dyn Fn(&str) -> Option<u32>) -> usize {
        let rows: Vec<Option<u32>> = self.runs.distinct().iter().map(|id| row_of(id.unwrap_or_default())).collect();
        let keys: Vec<u32> = self.keys.distinct().iter().map(|key| builder.key(key.unwrap_or_default())).collect();
        for at in 0..self.points() {
            let code = |texts: &TextValues| code_at(texts, at);
            let run = code(&self.runs).and_then(|code| rows.get(code).copied().flatten());
            let key = code(&self.keys).and_then(|code| keys.get(code).copied());
            let (Some(run), Some(key), Some(value)) = (run, key, self.values.real_at(at)) else { continue };
            let step = self.steps.as_ref().and_then(|steps| step_at(steps, at)).unwrap_or(0);
            let time_us = match self.times.as_ref().map(|times| times.at(at)) {
                Some(runloom_table::Value::Time(micros)) => Some(micros),
                _ => None,
            };
            builder.push(run, key, Point { step, time_us, value });
        }
        rows.iter().filter(|row| row.is_none()).count()
    }
}

fn step_at(steps: &Values, row: usize) -> Option<i64> {
    match steps.at(row) {
        runloom_table::Value::Integer(step) => Some(step),
        runloom_table::Value::Real(step) if step.is_finite() => Some(step as i64),
        _ => None,
    }
}

/// Runs made from their histories: the id and the latest value of every metric.
pub(crate) fn runs_of(history: &History, ids: &[&str]) -> RunTable {
    let mut table = RunTable::new(ids.len());
    table.push(Column::loaded(ColumnName::attribute("run_id"), Values::from_texts(ids.iter().map(|id| Some(*id)))));
    add_latest(history, &mut table);
    table
}

/// Adds the latest values of the metrics that have a history and no column.
pub(crate) fn add_latest(history: &History, table: &mut RunTable) {
    let columns: Vec<Option<ColumnName>> = history
        .keys()
        .iter()
        .map(|key| Some(ColumnName::metric(key.clone())).filter(|name| table.position(name).is_none()))
        .collect();
    let mut latest: Vec<Vec<Option<f64>>> =
        columns.iter().map(|column| vec![None; if column.is_some() { table.rows() } else { 0 }]).collect();
    for series in history.series() {
        let last = history.points().get(series.points.clone()).and_then(Aggregate::of).map(|aggregate| aggregate.last);
        if let Some(cell) = latest.get_mut(series.key as usize).and_then(|column| column.get_mut(series.run as usize)) {
            *cell = last;
        }
    }
    for (column, values) in columns.into_iter().zip(latest) {
        if let Some(name) = column {
            table.push(Column::loaded(name, Values::from_reals(values)));
        }
    }
}

fn code_at(texts: &TextValues, row: usize) -> Option<usize> {
    let codes = texts.codes();
    (row < codes.len() && codes.is_valid(row)).then(|| codes.value(row)).and_then(|code| usize::try_from(code).ok())
}
