//! Every type and encoding of Parquet, compared with a committed list of cells.

use std::path::Path;

use crate::support::{dump, files, fixtures};

fn dump_of(name: &str) -> String {
    dump(fixtures(&[&format!("parquet-types/{name}")]).dataset())
}

#[test]
fn every_type_reads_as_listed() {
    let got = dump_of("plain.parquet");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/parquet-types.txt");
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>());
}

#[test]
fn every_encoding_gives_the_same_cells() {
    let expected = dump_of("plain.parquet");
    let mut compared = 0;
    for path in files("parquet-types") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "SOURCE.json" {
            continue;
        }
        for line in dump_of(&name).lines() {
            assert!(expected.lines().any(|other| other == line), "{name}: {line}");
            compared += 1;
        }
    }
    assert_eq!(compared, 3 * 42 + 42 + 4);
}
