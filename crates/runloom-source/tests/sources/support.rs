//! What the tests over fixtures share.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use runloom_source::{ByteSource, Limits, MemorySource, OpenedSource, SourceError, Workspace};
use runloom_table::{ColumnName, Dataset};

/// A path below `tests/fixtures`.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(path)
}

/// Every file below a folder of fixtures, sorted.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![fixture(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The bytes of a fixture.
pub(crate) fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(fixture(path)).unwrap()
}

/// Opens bytes under a name.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Result<OpenedSource, SourceError> {
    runloom_source::open(&MemorySource::new(bytes.to_vec()), name, Limits::default(), &mut |_| {})
}

/// Opens several sources and loads every column of theirs.
pub(crate) fn workspace(sources: &[(&str, Vec<u8>)]) -> Result<Workspace, SourceError> {
    let mut workspace = Workspace::default();
    let mut readers = Vec::new();
    for (name, bytes) in sources {
        readers.push((workspace.add(open(name, bytes)?), MemorySource::new(bytes.clone())));
    }
    let columns: Vec<ColumnName> = workspace.dataset().runs.columns().iter().map(|c| c.name().clone()).collect();
    runloom_source::load(
        &mut workspace,
        &columns,
        &mut |id, range| readers.iter().find(|(own, _)| *own == id).unwrap().1.read(range),
        &mut |_| {},
    )
    .map_err(|error| error.error)?;
    Ok(workspace)
}

/// Opens fixtures with all their columns.
pub(crate) fn fixtures(paths: &[&str]) -> Workspace {
    let sources: Vec<(&str, Vec<u8>)> = paths.iter().map(|path| (*path, bytes(path))).collect();
    workspace(&sources).unwrap()
}

/// Opens text with all its columns.
pub(crate) fn text(name: &str, text: &str) -> Workspace {
    workspace(&[(name, text.as_bytes().to_vec())]).unwrap()
}

/// A column as texts, missing ones as `∅`.
pub(crate) fn column(dataset: &Dataset, name: &str) -> Vec<String> {
    let found = dataset.runs.column(&ColumnName::parse(name)).unwrap_or_else(|| panic!("no column {name}: {:?}", names(dataset)));
    let values = found.values().unwrap();
    (0..values.len()).map(|row| values.text_at(row).map_or_else(|| "∅".to_owned(), std::borrow::Cow::into_owned)).collect()
}

/// The names of all columns, in order.
pub(crate) fn names(dataset: &Dataset) -> Vec<String> {
    dataset.runs.columns().iter().map(|c| c.name().to_string()).collect()
}

/// A data set as text: one line a column, with the type of its values.
pub(crate) fn dump(dataset: &Dataset) -> String {
    let mut text = String::new();
    for found in dataset.runs.columns() {
        let kind = match found.values().unwrap() {
            runloom_table::Values::Real(_) => "real",
            runloom_table::Values::Integer(_) => "integer",
            runloom_table::Values::Boolean(_) => "boolean",
            runloom_table::Values::Time(_) => "time",
            runloom_table::Values::Text(_) => "text",
        };
        let name = found.name().to_string();
        writeln!(text, "{name} {kind} {:?}", column(dataset, &name)).unwrap();
    }
    text
}
