//! `runloom info`: what it says of real exports, and of what is none.

use crate::support::{example, file, runloom};

#[test]
fn an_export_and_its_histories_are_counted() {
    let ran = runloom(&["info", &example("streamflow/runs.parquet"), &example("streamflow/history.parquet"), "--format", "json"]);
    let info = ran.json();
    assert_eq!(info["runs"], 9);
    assert_eq!(info["experiments"], 1);
    assert_eq!(info["models"], 0);
    assert_eq!(info["deleted_runs"], 0);
    assert!(info["history_points"].as_u64().unwrap() > 100, "{info}");
    for key in ["params", "metrics", "tags"] {
        assert!(info[key].as_u64().unwrap() > 3, "{key}");
    }
    assert!(info["kinds"].as_array().unwrap()[0].as_str().unwrap().contains("mlflow"));
    assert!(info["warnings"].is_array());
}

#[test]
fn the_forms_of_an_export_hold_the_same() {
    let count = |name: &str| {
        let info = runloom(&["info", &example(name), "--format", "json"]).json();
        ["runs", "experiments", "params", "metrics"].map(|key| info[key].clone())
    };
    assert_eq!(count("novabio-search/runs.parquet"), count("novabio-search/runs.csv"));
    assert_eq!(count("novabio-search/runs.parquet"), count("novabio-search/runs.json"));
}

#[test]
fn text_names_sources_and_columns() {
    let ran = runloom(&["info", &example("novabio-search/runs.parquet")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for part in ["runs.parquet", "51 runs", "1 experiment", "learning_rate", "val_auc", "the same for all runs"] {
        assert!(ran.stdout.contains(part), "{part} is not in\n{}", ran.stdout);
    }
}

#[test]
fn a_folder_opens_each_run_once() {
    let ran = runloom(&["info", &example("novabio-search"), "--format", "json"]);
    let info = ran.json();
    assert_eq!(info["runs"], 51);
    let warnings = info["warnings"].to_string();
    assert!(warnings.contains("runs.csv: the same runs"), "{warnings}");
    assert!(info["history_points"].as_u64().unwrap() > 0);
}

#[test]
fn a_bad_file_in_a_folder_is_told_and_the_rest_opens() {
    let folder = tempfile::tempdir().unwrap();
    file(&folder, "good.csv", "name,lr,val_loss\na,0.1,0.5\nb,0.2,0.4\n");
    file(&folder, "bad.parquet", "PAR1 nothing");
    file(&folder, "notes.md", "no table");
    let info = runloom(&["info", folder.path().to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(info["runs"], 2);
    assert!(info["warnings"].to_string().contains("bad.parquet"));
}

#[test]
fn a_folder_without_tables_says_what_is_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    let ran = runloom(&["info", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("help: ") && ran.stderr.contains("inner"), "{}", ran.stderr);
}

#[test]
fn failing_sources_say_what_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = file(&folder, "empty.csv", "");
    let cut = file(&folder, "cut.parquet", "PAR1\u{0}\u{0}\u{0}\u{0}PAR1");
    let json = file(&folder, "broken.json", "[{\"a\": 1},\n {\"a\": }]");
    for source in ["/no/such/file.parquet", &empty, &cut, &json, "s3://bucket/runs.parquet"] {
        let ran = runloom(&["info", source]);
        assert_eq!(ran.code, 1, "{source}: {}", ran.stderr);
        assert!(ran.stdout.is_empty());
        assert!(
            ran.stderr.starts_with("error: ") && ran.stderr.contains("why: ") && ran.stderr.contains(source),
            "{}",
            ran.stderr
        );
    }
    assert!(runloom(&["info", &json]).stderr.contains("line 2"));
}
