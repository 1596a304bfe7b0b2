//! What holds for every file: it is read, or refused with a reason.

use runloom_source::{Limits, MemorySource, OpenedSource, Workspace};
use runloom_table::ColumnName;

/// Opens a file and loads every column. The first byte says what it is called, the rest is its content.
pub(crate) fn source(data: &[u8]) {
    let Some((name, content)) = data.split_first() else { return };
    let names = ["runs.parquet", "runs.arrow", "runs.csv", "runs.json", "runs.ndjson", "runs"];
    let name = names[usize::from(*name) % names.len()];
    let file = MemorySource::new(content.to_vec());
    let limits = Limits { memory_bytes: 256 << 20 };
    match runloom_source::open(&file, name, limits, &mut |_| {}) {
        Ok(opened) => load(opened, &file),
        Err(error) => assert!(!error.why.is_empty() && !error.what.is_empty(), "{error:?}"),
    }
}

fn load(opened: OpenedSource, file: &MemorySource) {
    let mut workspace = Workspace::default();
    workspace.add(opened);
    let names: Vec<ColumnName> = workspace.dataset().runs.columns().iter().map(|column| column.name().clone()).collect();
    let mut read = |_, range| runloom_source::ByteSource::read(file, range);
    if runloom_source::load(&mut workspace, &names, &mut read, &mut |_| {}).is_err() {
        return;
    }
    for column in workspace.dataset().runs.columns() {
        let values = column.values().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(values.len(), workspace.dataset().runs.rows());
        column.summary();
    }
}
