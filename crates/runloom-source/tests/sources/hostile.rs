//! Files that were made to break readers, and real files broken at random: data or one clear error, never a panic.

use std::fmt::Write;
use std::path::Path;

use crate::support::{dump, files, workspace};
use proptest::prelude::*;
use runloom_source::{Limits, MemorySource, SourceError};

/// Opens a file with every column; the number of runs and columns, or the error.
fn read(name: &str, bytes: Vec<u8>) -> Result<(usize, usize), SourceError> {
    let workspace = workspace(&[(name, bytes)])?;
    let dataset = workspace.dataset();
    dump(dataset);
    for column in dataset.runs.columns() {
        column.summary();
        column.typed().unwrap();
    }
    Ok((dataset.runs.rows(), dataset.runs.columns().len()))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Reads every file below a folder and compares what comes out with a committed list.
fn check_suite(folder: &str, snapshot: &str) {
    let mut lines = String::new();
    for path in files(folder) {
        let name = name_of(&path);
        if name == "SOURCE.json" || name.starts_with("UPSTREAM") {
            continue;
        }
        let outcome = match read(&name, std::fs::read(&path).unwrap()) {
            Ok((rows, columns)) => format!("{rows} runs, {columns} columns"),
            Err(error) => {
                assert!(!error.why.is_empty() && error.what.contains(&name), "{error:?}");
                format!("refused: {}", error.why)
            }
        };
        writeln!(lines, "{name}: {outcome}").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(snapshot);
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (got, expected) in lines.lines().zip(expected.lines()) {
        assert_eq!(got, expected);
    }
    assert_eq!(lines.lines().count(), expected.lines().count());
}

#[test]
fn the_parquet_suite_gives_data_or_errors() {
    check_suite("parquet-apache-testing", "parquet-apache-testing.txt");
}

#[test]
fn the_json_suite_gives_data_or_errors() {
    check_suite("json-nst-testsuite", "json-nst-testsuite.txt");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused_or_read() {
    for path in [
        "mlflow-streamflow/runs.parquet",
        "parquet-codecs/feather-zstd.arrow",
        "mlflow-streamflow/runs.json",
        "mlflow-streamflow/runs.csv",
    ] {
        let whole = crate::support::bytes(path);
        for part in 0..60 {
            let cut = whole.len() * part / 60;
            let outcome = read(path, whole[..cut].to_vec());
            assert!(outcome.is_err() || path.ends_with("csv"), "{path} cut at {cut}: {outcome:?}");
        }
    }
}

#[test]
fn known_files_that_are_no_tables_are_named() {
    for (name, head, words) in [
        ("mlflow.db", &b"SQLite format 3\0\x10\0"[..], "SQLite database"),
        ("run-x.wandb", b":W&B\xe1\xbe\0", "offline W&B run"),
        (
            "events.out.tfevents.1.host",
            b"\x18\0\0\0\0\0\0\0\xa3\x7f\x4b\x22\x09\0\0\xc0\x25\xdd\x75\xd5\x41\x1a\x0dbrain.Event:2",
            "TensorBoard",
        ),
        ("runs.zip", b"PK\x03\x04\x14\0\0\0\x08\0", "zip archive"),
        ("runs.xlsx", b"PK\x03\x04\x14\0\x06\0", "Excel workbook"),
        ("runs.csv.gz", b"\x1f\x8b\x08\0\0\0", "gzip"),
        ("runs.pkl", b"\x80\x05\x95\0\0", "pickle"),
        ("runs.csv", b"\n<!DOCTYPE html><html><head>", "web page"),
        ("runs.csv", b"", "empty"),
        ("runs.csv", b" \n\t\n", "white space"),
        ("runs.parquet", b"PAR1\x15\x04\x15\x10", "cut off"),
        ("runs.bin", b"\x01\x02\0\0\x03", "neither text nor a format"),
        (
            "journal.log",
            b"{\"op_code\": 0, \"worker_id\": \"a\", \"study_name\": \"s\"}\n{\"op_code\": 4, \"worker_id\": \"a\"}",
            "Optuna journal",
        ),
        ("notes.md", b"# Notes\nOne, two, three.\n\nFour, five, six, seven, eight.\nNine\n- ten, eleven\n", "no table"),
    ] {
        let error = crate::support::open(name, head).err().unwrap_or_else(|| panic!("{name} opened"));
        assert!(error.to_string().contains(words), "{name}: {error}");
        assert!(!error.hint.is_empty(), "{name}: {error}");
    }
}

#[test]
fn what_does_not_fit_the_memory_is_refused_with_both_sizes() {
    let limits = Limits { memory_bytes: 100_000 };
    for path in ["mlflow-novabio/all.csv", "parquet-codecs/pyarrow-none.parquet", "optuna-recorded/sgd-pruned.csv"] {
        let source = MemorySource::new(crate::support::bytes(path));
        let result = runloom_source::open(&source, path, limits, &mut |_| {});
        match result {
            Err(error) => assert!(error.why.contains("MiB of memory, and 0.1 MiB may be used"), "{error}"),
            Ok(opened) => assert!(opened.len() < 50_000, "{path}"),
        }
    }
}

/// `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

const SEEDS: [&str; 24] = [
    "mlflow-streamflow/runs.parquet",
    "mlflow-streamflow/history.parquet",
    "mlflow-streamflow/runs.csv",
    "mlflow-streamflow/runs.json",
    "mlflow-streamflow/rest_runs_search.json",
    "parquet-codecs/pyarrow-zstd.parquet",
    "parquet-codecs/pyarrow-none.parquet",
    "parquet-codecs/pyarrow-nested.parquet",
    "parquet-codecs/pyarrow-v2-pages.parquet",
    "parquet-codecs/duckdb-uncompressed.parquet",
    "parquet-types/dictionary.parquet",
    "parquet-types/plain.parquet",
    "parquet-types/delta.parquet",
    "parquet-types/delta-v2.parquet",
    "parquet-codecs/polars-snappy.parquet",
    "parquet-codecs/feather-uncompressed.arrow",
    "parquet-codecs/feather-lz4.arrow",
    "parquet-codecs/stream.arrows",
    "arrow-types/types.arrow",
    "arrow-types/types-zstd.arrows",
    "arrow-types/dictionaries.arrows",
    "arrow-types/unions.arrow",
    "parquet-apache-testing/data/nonnullable.impala.parquet",
    "parquet-apache-testing/data/alltypes_plain.parquet",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0..8_usize) {
        let starts: [&[u8]; 8] = [b"", b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff\x10\0\0\0", b"[{\"a\":", b"{\"a\":{", b"a,b\n", b"\xff\xfe"];
        let _ = read("random", [starts[start], &bytes].concat());
        let _ = read("random.json", [starts[start], &bytes].concat());
        let _ = read("random", [starts[start], &bytes, b"PAR1"].concat());
    }

    #[test]
    fn broken_files_never_panic(
        seed in 0..SEEDS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        near_end in any::<bool>(),
    ) {
        let mut bytes = crate::support::bytes(SEEDS[seed]);
        for (at, byte) in changes {
            let from = if near_end { bytes.len().saturating_sub(2000) } else { 0 };
            let at = from + at.index(bytes.len() - from);
            bytes[at] = byte;
        }
        let _ = read(SEEDS[seed], bytes);
    }

    #[test]
    fn broken_structure_of_json_never_panics(text in "[\\[\\]{}\",:0-9eE.+\\-a-z \\\\nu]{0,80}") {
        let _ = read("random.json", text.into_bytes());
    }
}
