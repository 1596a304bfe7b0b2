use runloom_table::{ColumnKind, ColumnName, sorted};

use super::generic::{is_index_name, kind_by_content, place_by_content};
use super::profile::Profile;
use super::rules::{Flavour, Place, Rest};
use crate::convert::Reading;
use crate::frame::{Class, Frame};

/// Where the columns of a frame belong in the run table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping {
    /// The columns of the run table: attributes in their usual order, then the rest in the order of the file.
    pub(crate) columns: Vec<MappedColumn>,
}

/// One column of the run table and what it is made from.
#[derive(Clone, Debug)]
pub(crate) struct MappedColumn {
    /// Its name.
    pub(crate) name: ColumnName,
    /// What it is made from.
    pub(crate) origin: Origin,
    /// How the values are read.
    pub(crate) reading: Reading,
}

/// What a column of the run table is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// This column of the frame.
    Column(usize),
    /// The seconds between two columns of moments.
    Seconds {
        /// The column of starts.
        from: usize,
        /// The column of ends.
        to: usize,
    },
    /// Ids: those of a column where it has any, else made from the row's content.
    RunId(Option<usize>),
}

const ATTRIBUTE_ORDER: [&str; 15] = [
    "run_id",
    "run_name",
    "experiment",
    "experiment_id",
    "status",
    "start_time",
    "end_time",
    "duration",
    "parent_run_id",
    "source",
    "user_id",
    "artifact_uri",
    "lifecycle_stage",
    "dataset",
    "source_file",
];

/// Tags of MLflow that say what an attribute would, and the attribute.
const FROM_TAGS: [(&str, &str); 4] = [
    ("mlflow.runName", "run_name"),
    ("mlflow.user", "user_id"),
    ("mlflow.source.name", "source"),
    ("mlflow.parentRunId", "parent_run_id"),
];

/// Finds the place of every column of a frame.
pub(crate) fn map_columns(frame: &Frame, flavour: &Flavour) -> Mapping {
    let mut columns = Vec::with_capacity(frame.columns.len() + 4);
    let mut rest = Vec::new();
    for (at, column) in frame.columns.iter().enumerate() {
        match flavour.rule(&column.name) {
            Some((rule, key)) => columns.extend(placed(frame, at, rule.to, key, rule.reading)),
            None => rest.push(at),
        }
    }
    place_rest(frame, flavour, &rest, &mut columns);
    derive(frame, &mut columns);
    let place = |column: &MappedColumn| {
        let attribute = column.name.kind == ColumnKind::Attribute;
        let kind = attribute.then_some((column.name.kind, attribute_rank(&column.name)));
        (!attribute, kind, order_of(column))
    };
    Mapping { columns: sorted(columns, &mut |a, b| place(a).cmp(&place(b))) }
}

fn attribute_rank(name: &ColumnName) -> usize {
    ATTRIBUTE_ORDER.iter().position(|known| *known == name.key).unwrap_or(ATTRIBUTE_ORDER.len())
}

fn order_of(column: &MappedColumn) -> usize {
    match column.origin {
        Origin::Column(at) | Origin::Seconds { to: at, .. } => at,
        Origin::RunId(_) => 0,
    }
}

fn placed(frame: &Frame, at: usize, place: Place, key: &str, reading: Reading) -> Option<MappedColumn> {
    let column = frame.columns.get(at)?;
    let name = match place {
        Place::Attribute(name) => ColumnName::attribute(name),
        Place::Param => ColumnName::param(key),
        Place::Metric => ColumnName::metric(key),
        Place::Tag => ColumnName::tag(key),
        Place::TagNamed(name) if name.ends_with('.') => ColumnName::tag(format!("{name}{key}")),
        Place::TagNamed(name) => ColumnName::tag(name),
        Place::MetricOrTag => ColumnName::new(metric_or_tag(&Profile::of(column)), key),
        Place::Nowhere => return None,
    };
    let reading = if place == Place::MetricOrTag { reading_of(name.kind) } else { reading };
    Some(MappedColumn { name, origin: Origin::Column(at), reading })
}

fn metric_or_tag(profile: &Profile) -> ColumnKind {
    if profile.numeric && !profile.note { ColumnKind::Metric } else { ColumnKind::Tag }
}

/// How values are read where only the kind of the column is known.
pub(crate) fn reading_of(kind: ColumnKind) -> Reading {
    if kind == ColumnKind::Metric { Reading::Number } else { Reading::Natural }
}

fn place_rest(frame: &Frame, flavour: &Flavour, rest: &[usize], columns: &mut Vec<MappedColumn>) {
    let named: Vec<(usize, Option<ColumnName>)> = match flavour.rest {
        Rest::ByContent => {
            let taken = |key: &str| columns.iter().any(|c| c.name.kind == ColumnKind::Attribute && c.name.key == key);
            place_by_content(frame, rest, &taken)
        }
        Rest::MetricOrTag => with_profiles(frame, rest, |_, _, profile| metric_or_tag(profile)),
        Rest::TwoAlphabets => {
            let border = border_of(frame, rest);
            with_profiles(frame, rest, |place, name, profile| match border {
                _ if name.starts_with('_') => metric_or_tag(profile),
                Some(border) if place < border => ColumnKind::Param,
                Some(_) => metric_or_tag(profile),
                None => kind_by_content(name, profile),
            })
        }
    };
    for (at, name) in named {
        if let Some(name) = name {
            let reading = match name.kind {
                ColumnKind::Attribute => Reading::Text,
                kind => reading_of(kind),
            };
            columns.push(MappedColumn { name, origin: Origin::Column(at), reading });
        }
    }
}

fn with_profiles(
    frame: &Frame,
    rest: &[usize],
    kind: impl Fn(usize, &str, &Profile) -> ColumnKind,
) -> Vec<(usize, Option<ColumnName>)> {
    let place = |(place, &at): (usize, &usize)| {
        let column = frame.columns.get(at)?;
        let profile = Profile::of(column);
        let index = is_index_name(&column.name) && (profile.counts_rows || profile.empty);
        Some((at, (!index).then(|| ColumnName::new(kind(place, &column.name, &profile), column.name.clone()))))
    };
    rest.iter().enumerate().filter_map(place).collect()
}

/// The place in `rest` where the alphabet starts again, if it does so once.
fn border_of(frame: &Frame, rest: &[usize]) -> Option<usize> {
    let names: Vec<String> =
        rest.iter().filter_map(|&at| frame.columns.get(at)).map(|column| column.name.to_lowercase()).collect();
    let mut descents = names.windows(2).enumerate().filter(|(_, pair)| pair[0] > pair[1]).map(|(at, _)| at + 1);
    let border = descents.next();
    if descents.next().is_some() { None } else { border }
}

/// Attributes that other columns imply: names and owners from MLflow's tags, durations from start and end, ids from content.
fn derive(frame: &Frame, columns: &mut Vec<MappedColumn>) {
    let find = |columns: &[MappedColumn], name: &ColumnName| {
        columns.iter().find(|column| column.name == *name).map(|column| column.origin)
    };
    for (tag, attribute) in FROM_TAGS {
        let name = ColumnName::attribute(attribute);
        if let (None, Some(origin)) = (find(columns, &name), find(columns, &ColumnName::tag(tag))) {
            columns.push(MappedColumn { name, origin, reading: Reading::Text });
        }
    }
    let moment = |key: &str| match find(columns, &ColumnName::attribute(key)) {
        Some(Origin::Column(at)) => Some(at),
        _ => None,
    };
    let duration = ColumnName::attribute("duration");
    if let (None, Some(from), Some(to)) = (find(columns, &duration), moment("start_time"), moment("end_time")) {
        columns.push(MappedColumn { name: duration, origin: Origin::Seconds { from, to }, reading: Reading::Natural });
    }
    let run_id = ColumnName::attribute("run_id");
    match columns.iter_mut().find(|column| column.name == run_id) {
        Some(column) => {
            if let Origin::Column(at) = column.origin {
                column.origin = Origin::RunId(Some(at));
            }
        }
        None if frame.rows > 0 => {
            columns.push(MappedColumn { name: run_id, origin: Origin::RunId(None), reading: Reading::Natural });
        }
        None => {}
    }
    for column in columns.iter_mut() {
        let class = match column.origin {
            Origin::Column(at) => frame.columns.get(at).map(|c| c.class),
            _ => None,
        };
        if class == Some(Class::Nested) && column.reading == Reading::Number {
            column.reading = Reading::Natural;
        }
    }
}
