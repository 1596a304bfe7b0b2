use crate::OpenedSource;
use crate::classify::{FLAVOURS, Flavour, Header, expand_dictionaries, map_columns};
use crate::format::detect::Format;
use crate::format::parquet::ParquetFile;
use crate::frame::{Class, Frame};
use crate::history::{LongHistory, is_long_history};
use crate::opened::Content;
use crate::runs::RunColumns;

/// Makes a source from the table that was read: a history, or runs in one of the known kinds. `rest` says that it came as answers of MLflow's REST API.
pub(crate) fn assemble(
    name: &str,
    len: u64,
    format: Format,
    mut frame: Frame,
    parquet: Option<ParquetFile>,
    rest: bool,
) -> OpenedSource {
    let names: Vec<&str> = frame.columns.iter().map(|column| column.name.as_str()).collect();
    let history = is_long_history(&names).then(|| LongHistory::new(&frame)).flatten();
    let mut warnings = std::mem::take(&mut frame.warnings);
    let (id, label, content) = if let Some(history) = history {
        ("metric-history", "Metric history", Content::History(Box::new(history)))
    } else {
        expand_dictionaries(&mut frame);
        let header = Header::new(frame.columns.iter().map(|column| column.name.as_str()));
        let flavour = if rest { FLAVOURS.first().unwrap_or(Flavour::of(&header)) } else { Flavour::of(&header) };
        (flavour.repair)(&mut frame);
        note_nested(&frame, &mut warnings);
        let mapping = map_columns(&frame, flavour);
        let (id, label) = if rest { ("mlflow-rest", "MLflow REST answer") } else { (flavour.id, flavour.label) };
        (id, label, Content::Runs(Box::new(RunColumns::new(frame, mapping, parquet))))
    };
    OpenedSource {
        name: name.to_owned(),
        kind: format!("{id}-{}", format.id()),
        label: format!("{label} · {}", format.label()),
        len,
        deleted_runs: 0,
        warnings,
        content,
    }
}

fn note_nested(frame: &Frame, warnings: &mut Vec<String>) {
    let nested: Vec<&str> =
        frame.columns.iter().filter(|column| column.class == Class::Nested).map(|column| column.name.as_str()).collect();
    if let Some(first) = nested.first() {
        let and = if nested.len() == 1 { String::new() } else { format!(" and {} more", nested.len() - 1) };
        warnings.push(format!("{first}{and}: lists and maps are shown as JSON text"));
    }
}
