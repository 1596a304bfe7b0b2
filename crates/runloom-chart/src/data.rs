//! What charts show, as sheets of numbers.

use runloom_table::{ColumnName, Dataset, NotLoaded, RunTable, Sheet, TextBuilder, Values};

use crate::{NoPicture, ParallelSpec, RunGroups, group_name};

/// The most logged points of a sheet.
const MOST_POINTS: usize = 2_000_000;

/// The columns that say which run a line is about.
pub fn columns_of_runs() -> [ColumnName; 2] {
    [ColumnName::attribute("run_id"), ColumnName::attribute("run_name")]
}

/// Some runs in order, each with its id, its name and these columns, which have to be loaded.
///
/// # Errors
/// [`NotLoaded`].
pub fn sheet_of_runs<'a>(runs: &RunTable, columns: &[ColumnName], rows: &'a [u32]) -> Result<Sheet<'a>, NotLoaded> {
    Sheet::of_table(runs, columns_of_runs().iter().chain(columns).cloned(), rows)
}

/// Groups of runs in order, each with what its runs share, how many they are, and what stands for it in the columns of a chart.
///
/// # Errors
/// [`NotLoaded`].
#[inline(never)]
pub fn sheet_of_groups(runs: &RunTable, groups: &RunGroups<'_>, spec: &ParallelSpec) -> Result<Sheet<'static>, NotLoaded> {
    let rows = groups.rows();
    let table = groups.table(runs, &spec.columns(), &spec.axes, &rows)?;
    let name = |rows: &&[u32]| group_name(runs, &groups.keys, rows.first().copied().unwrap_or(0) as usize);
    let names: Vec<String> = rows.iter().map(name).collect();
    let mut sheet = Sheet::new((0..rows.len() as u32).collect::<Vec<_>>());
    sheet.push("group", Values::from_texts(names.iter().map(|name| Some(name.as_str()))));
    sheet.push("runs", Values::Integer(rows.iter().map(|rows| Some((rows.len() as u64).cast_signed())).collect()));
    for column in table.columns() {
        sheet.push(column.name().to_string(), column.values()?.clone());
    }
    Ok(sheet)
}

/// The logged points of some metrics of some runs in order, as they were logged: what is called a long history.
///
/// # Errors
/// Where there are too many of them, or where the columns of [`columns_of_runs`] are not loaded.
#[inline(never)]
pub fn sheet_of_points(dataset: &Dataset, metrics: &[String], rows: &[u32]) -> Result<Sheet<'static>, NoPicture> {
    let history = &dataset.history;
    let series = || rows.iter().flat_map(|row| metrics.iter().map(move |metric| (*row, metric)));
    let count: usize = series().map(|(row, metric)| history.of(row, metric).len()).sum();
    if count > MOST_POINTS {
        let why = format!("The runs in view have {count} points; at most {MOST_POINTS} can be exported.");
        return Err(NoPicture { why, hint: "Filter the runs, or show fewer metrics.".to_owned() });
    }
    let [id, name] = columns_of_runs();
    let (ids, names) = (dataset.runs.values(&id)?, dataset.runs.values(&name)?);
    let text = |values: Option<&Values>, row: u32| values.and_then(|values| values.text_at(row as usize).map(String::from));
    let mut texts = [TextBuilder::default(), TextBuilder::default(), TextBuilder::default()];
    let (mut steps, mut times_us, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
    for (row, metric) in series() {
        let points = history.of(row, metric);
        if points.is_empty() {
            continue;
        }
        for (builder, text) in texts.iter_mut().zip([text(ids, row), text(names, row), Some(metric.clone())]) {
            let code = text.map(|text| builder.intern(&text));
            for _ in points {
                builder.push_code(code);
            }
        }
        steps.extend(points.iter().map(|point| Some(point.step)));
        times_us.extend(points.iter().map(|point| point.time_us));
        values.extend(points.iter().map(|point| Some(point.value)));
    }
    let mut sheet = Sheet::new((0..count as u32).collect::<Vec<_>>());
    for (name, texts) in [id.to_string(), name.to_string(), "metric".to_owned()].into_iter().zip(texts) {
        sheet.push(name, Values::Text(texts.finish()));
    }
    sheet.push("step", Values::Integer(steps.into_iter().collect()));
    sheet.push("time", Values::from_times(times_us));
    sheet.push("value", Values::from_reals(values));
    Ok(sheet)
}
