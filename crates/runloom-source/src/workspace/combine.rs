use std::collections::BTreeMap;

use hashbrown::HashMap;
use runloom_table::{Column, ColumnKind, ColumnName, ColumnSummary, Dataset, History, HistoryBuilder, RunTable, Values, Warning};

use super::union::{Stretch, concatenate};
use crate::history::{LongHistory, add_latest, runs_of};
use crate::opened::Content;
use crate::runs::RunColumns;
use crate::{OpenedSource, SourceId};

/// A column of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The source.
    pub(super) source: SourceId,
    /// The place of the column in the source's mapping.
    pub(super) place: usize,
}

/// The data set of several sources.
pub(super) struct Combined {
    pub(super) dataset: Dataset,
    /// For each column of the data set, the columns of sources that it consists of.
    pub(super) cells: Vec<Vec<Cell>>,
    /// Whether histories are linked to runs, or there are none.
    pub(super) linked: bool,
}

type Sources = [(SourceId, OpenedSource)];

/// Builds the data set of the sources.
pub(super) fn combine(sources: &Sources, corrections: &BTreeMap<ColumnName, ColumnKind>) -> Combined {
    let mut dataset = Dataset { kinds: sources.iter().map(|(_, source)| source.kind.clone()).collect(), ..Dataset::default() };
    for (_, source) in sources {
        dataset
            .warnings
            .extend(source.warnings.iter().map(|message| Warning { source: source.name.clone(), message: message.clone() }));
    }
    let runs: Vec<(SourceId, &str, &RunColumns)> = sources
        .iter()
        .filter_map(|(id, source)| match &source.content {
            Content::Runs(runs) => Some((*id, source.name.as_str(), runs.as_ref())),
            Content::History(_) => None,
        })
        .collect();
    let mut cells = Vec::new();
    if runs.is_empty() {
        (dataset.runs, dataset.history) = runs_from_histories(sources);
        return Combined { dataset, cells, linked: true };
    }
    let (names, places) = united_columns(&runs, corrections);
    dataset.runs = RunTable::new(runs.iter().map(|(_, _, runs)| runs.rows()).sum());
    for (name, of_column) in names.into_iter().zip(places) {
        let column = joined(&runs, &name, &of_column, &mut dataset.warnings);
        dataset.runs.push(column);
        cells.push(of_column);
    }
    if runs.len() > 1 && dataset.runs.column(&ColumnName::attribute("source_file")).is_none() {
        dataset.runs.push(source_file(&runs));
        cells.push(Vec::new());
    }
    for (_, name, runs) in &runs {
        warn_of_repeated_ids(name, runs, &mut dataset.warnings);
    }
    let linked = link(sources, &mut dataset);
    Combined { dataset, cells, linked }
}

/// The distinct names over all sources in order of appearance, and where each comes from.
fn united_columns(
    runs: &[(SourceId, &str, &RunColumns)],
    corrections: &BTreeMap<ColumnName, ColumnKind>,
) -> (Vec<ColumnName>, Vec<Vec<Cell>>) {
    let corrected = |name: &ColumnName| corrections.get(name).copied();
    let mut names: Vec<ColumnName> = Vec::new();
    let mut places: Vec<Vec<Cell>> = Vec::new();
    let mut index: HashMap<ColumnName, usize> = HashMap::new();
    for (source, _, runs) in runs {
        for (place, name) in runs.names(&corrected).into_iter().enumerate() {
            let cell = Cell { source: *source, place };
            if let Some(of_column) = index.get(&name).and_then(|&at| places.get_mut(at)) {
                of_column.push(cell);
            } else {
                index.insert(name.clone(), names.len());
                names.push(name);
                places.push(vec![cell]);
            }
        }
    }
    (names, places)
}

/// One column of the run table from its columns in the sources: loaded where all of them are.
pub(super) fn joined(
    runs: &[(SourceId, &str, &RunColumns)],
    name: &ColumnName,
    of_column: &[Cell],
    warnings: &mut Vec<Warning>,
) -> Column {
    if runs.len() > 1 && !is_ready(runs, of_column) {
        return Column::pending(name.clone(), joined_summary(runs, of_column));
    }
    let mut parts: Vec<(usize, Option<Column>)> = Vec::with_capacity(runs.len());
    for (source, source_name, runs) in runs {
        let part = of_column.iter().find(|cell| cell.source == *source).map(|cell| {
            let (column, unread) = runs.column(cell.place, name.clone());
            if unread > 0 {
                let message =
                    format!("{unread} values of {name} could not be read as what the column is and are taken as missing");
                warnings.push(Warning { source: (*source_name).to_owned(), message });
            }
            column
        });
        parts.push((runs.rows(), part));
    }
    if let [(_, part)] = parts.as_mut_slice() {
        return part.take().unwrap_or_else(|| Column::pending(name.clone(), ColumnSummary::default()));
    }
    let stretches: Vec<Stretch<'_>> = parts
        .iter()
        .map(|(rows, part)| Stretch { rows: *rows, values: part.as_ref().and_then(|part| part.values().ok()) })
        .collect();
    Column::loaded(name.clone(), concatenate(&stretches))
}

/// Whether every source that has the column has its values.
pub(super) fn is_ready(runs: &[(SourceId, &str, &RunColumns)], of_column: &[Cell]) -> bool {
    of_column
        .iter()
        .all(|cell| runs.iter().any(|(source, _, runs)| *source == cell.source && runs.lacking(cell.place).is_empty()))
}

fn joined_summary(runs: &[(SourceId, &str, &RunColumns)], of_column: &[Cell]) -> ColumnSummary {
    let of_source = |source: SourceId, runs: &RunColumns| {
        of_column.iter().find(|cell| cell.source == source).map(|cell| runs.summary(cell.place))
    };
    let all: Vec<(usize, Option<ColumnSummary>)> =
        runs.iter().map(|(source, _, runs)| (runs.rows(), of_source(*source, runs))).collect();
    let missing = all.iter().map(|(rows, summary)| summary.map_or(Some(*rows), |summary| summary.missing)).sum();
    let given = || all.iter().filter_map(|(_, summary)| *summary);
    let differs = given().any(|summary| summary.differs == Some(true)).then_some(true);
    ColumnSummary {
        missing,
        differs,
        varies: given().any(|summary| summary.varies == Some(true)).then_some(true),
        min: given().filter_map(|summary| summary.min).reduce(f64::min),
        max: given().filter_map(|summary| summary.max).reduce(f64::max),
    }
}

fn source_file(runs: &[(SourceId, &str, &RunColumns)]) -> Column {
    let names = runs.iter().flat_map(|(_, name, runs)| std::iter::repeat_n(Some(*name), runs.rows()));
    Column::loaded(ColumnName::attribute("source_file"), Values::from_texts(names))
}

pub(super) fn warn_of_repeated_ids(source: &str, runs: &RunColumns, warnings: &mut Vec<Warning>) {
    let repeated = runs.repeated_ids();
    if repeated > 0 {
        let message =
            format!("{repeated} rows have a run id that an earlier row has too; all of them are kept as runs of their own");
        let warning = Warning { source: source.to_owned(), message };
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}

fn histories(sources: &Sources) -> impl Iterator<Item = (&str, &LongHistory)> {
    sources.iter().filter_map(|(_, source)| match &source.content {
        Content::History(history) => Some((source.name.as_str(), history.as_ref())),
        Content::Runs(_) => None,
    })
}

fn runs_from_histories(sources: &Sources) -> (RunTable, History) {
    let mut rows: HashMap<&str, u32> = HashMap::new();
    let mut ids: Vec<&str> = Vec::new();
    for id in histories(sources).flat_map(|(_, history)| history.run_ids()) {
        rows.entry(id).or_insert_with(|| {
            ids.push(id);
            (ids.len() - 1) as u32
        });
    }
    let mut builder = HistoryBuilder::default();
    for (_, history) in histories(sources) {
        history.link(&mut builder, &|id| rows.get(id).copied());
    }
    let history = builder.finish();
    (runs_of(&history, &ids), history)
}

/// Links histories to the runs by id; metrics that only histories have become columns of their latest values. Returns `false`, and does nothing, while the ids are not loaded.
pub(super) fn link(sources: &Sources, dataset: &mut Dataset) -> bool {
    if histories(sources).next().is_none() {
        return true;
    }
    let Ok(Some(ids)) = dataset.runs.values(&ColumnName::attribute("run_id")) else { return false };
    let mut rows: HashMap<String, u32> = HashMap::with_capacity(ids.len());
    for row in 0..ids.len() {
        if let Some(id) = ids.text_at(row) {
            rows.entry_ref(id.as_ref()).or_insert(row as u32);
        }
    }
    let mut builder = HistoryBuilder::default();
    for (name, history) in histories(sources) {
        let unknown = history.link(&mut builder, &|id| rows.get(id).copied());
        if unknown > 0 {
            let message = format!("{unknown} of the runs that have a history are not among the runs; their points are left out");
            dataset.warnings.push(Warning { source: name.to_owned(), message });
        }
    }
    dataset.history = builder.finish();
    add_latest(&dataset.history, &mut dataset.runs);
    true
}
