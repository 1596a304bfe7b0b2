//! `runloom report`: what is in the file, that it opens again, and what it refuses.

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, example, file, runloom};

/// A report in a folder of its own, and its path.
fn report(folder: &TempDir, arguments: &[&str]) -> (Ran, String) {
    let path = folder.path().join("out.html").display().to_string();
    let ran = runloom(&[&["report"], arguments, &["-o", &path]].concat());
    (ran, path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn info(source: &[&str]) -> Value {
    runloom(&[&["info", "--format", "json"], source].concat()).json()
}

const QUICK: [&str; 2] = ["--view", "importance.method=correlation"];

#[test]
fn a_report_has_words_pictures_a_table_and_opens_as_what_it_was_made_of() {
    let folder = TempDir::new().unwrap();
    let (runs, history) = (example("novabio-search/runs.parquet"), example("novabio-search/history.parquet"));
    let (ran, path) = report(&folder, &[&[runs.as_str(), &history], &QUICK[..]].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let html = read(&path);
    assert!(
        html.contains("<p>51 runs. They differ in 4 params")
            && html.contains("<p>The best by val_auc is ")
            && html.contains("<p>To try next: ")
    );
    assert!(html.contains("matters"), "what importance found is told");
    for name in ["Parallel coordinates", "Parameter importance", "Metric history"] {
        assert!(html.contains(&format!("<figure aria-label=\"{name}")), "{name}");
    }
    assert_eq!(html.matches("<svg ").count(), 6);
    assert_eq!(html.matches("<tr>").count(), 51);
    let before_data = html.split("<script").next().unwrap();
    assert!(before_data.contains("</table>"), "what needs no script comes before any");
    assert!(!html.contains("artifact_uri"));
    let (made, from) = (info(&[&path]), info(&[&runs, &history]));
    for key in ["runs", "experiments", "params", "metrics", "history_points"] {
        assert_eq!(made[key], from[key], "{key}");
    }
    let (again, other) = report(&folder, &[&[runs.as_str(), &history], &QUICK[..]].concat());
    assert_eq!((again.code, read(&other)), (0, html));
}

#[test]
fn a_report_of_a_report_is_about_the_same_runs() {
    let folder = TempDir::new().unwrap();
    let runs = example("streamflow/runs.parquet");
    let (_, first) = report(&folder, &[&runs, "--filter", "status = 'FINISHED'"]);
    let other = TempDir::new().unwrap();
    let (ran, second) = report(&other, &[&first]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let query = |path: &str| {
        runloom(&["query", path, "--columns", "params.*,metrics.*", "--format", "json", "--order-by", "run_id"]).json()
    };
    assert_eq!(query(&first), query(&second));
    let chosen = runloom(&[
        "query",
        &runs,
        "--filter",
        "status = 'FINISHED'",
        "--columns",
        "params.*,metrics.*",
        "--format",
        "json",
        "--order-by",
        "run_id",
    ]);
    let (chosen, kept) = (chosen.json(), query(&second));
    assert_eq!(chosen.as_array().unwrap().len(), kept.as_array().unwrap().len());
}

#[test]
fn names_cannot_leave_their_place() {
    let folder = TempDir::new().unwrap();
    let evil = "</script><img src=x onerror=alert(1)><!--";
    let csv = format!("run_id,run_name,params.{evil},metrics.loss\n1,{evil},{evil},1\n2,b,c,2\n");
    let source = file(&folder, "runs.csv", &csv);
    let (ran, path) = report(&folder, &[&source, "--title", evil]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = read(&path);
    assert!(!html.contains("<img src=x") && html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert_eq!(info(&[&path])["runs"], 2);
}

#[test]
fn a_damaged_report_is_refused_with_the_reason() {
    let folder = TempDir::new().unwrap();
    let (_, path) = report(&folder, &[&example("streamflow/runs.parquet")]);
    let html = read(&path);
    let start = html.find("data-sha256=\"").unwrap() + "data-sha256=\"".len();
    let mut other = html.clone();
    other.replace_range(start..start + 4, "0000");
    let wrong = file(&folder, "wrong.html", &other);
    let ran = runloom(&["info", &wrong]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("checksum (SHA-256)") && ran.stderr.contains("help:"), "{}", ran.stderr);
    let cut = file(&folder, "cut.html", &html[..start + 400]);
    let ran = runloom(&["info", &cut]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("cut off"), "{}", ran.stderr);
}

#[test]
fn wrong_use_is_told_before_anything_is_read() {
    let ran = runloom(&["report", "nothing.parquet", "-o", "out.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains(".html"), "{}", ran.stderr);
    let folder = TempDir::new().unwrap();
    let (ran, _) = report(&folder, &[&example("streamflow/runs.parquet"), "--filter", "metrics.nothing >"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn a_text_gets_its_charts_and_values_from_the_runs() {
    let folder = TempDir::new().unwrap();
    let text = "# Search\n\nThe best of {{ count }} runs is {{ winner metrics.val_auc }} with {{ best metrics.val_auc }}; with depth 4 it is {{ max metrics.val_auc where params.max_depth = '4' }}.\n\n```runloom\nkind: parallel\nwhere: metrics.val_auc > 0.99\naxes: params.max_depth,metrics.val_auc\ncaption: The best ones.\n```\n";
    let text = file(&folder, "report.md", text);
    let runs = example("novabio-search/runs.parquet");
    let (ran, path) = report(&folder, &[&text, "--data", &runs]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = read(&path);
    assert!(
        html.contains("The best of 51 runs is config-025 with 0.9918; with depth 4 it is 0.9902."),
        "{}",
        &html[html.find("<article").unwrap()..][..400]
    );
    assert!(html.contains("<title>Search</title>") && html.contains("The best ones.") && html.contains("over 2 axes"));
    assert_eq!(info(&[&path])["runs"], 51);
    let (ran, _) = report(&folder, &[&text]);
    assert!(ran.code == 2 && ran.stderr.contains("--data"), "{}", ran.stderr);
    let wrong = file(&folder, "wrong.md", "# A\n\n{{ mean metrics.nothing }}\n");
    let (ran, _) = report(&folder, &[&wrong, "--data", &runs]);
    assert!(ran.code == 2 && ran.stderr.contains("line 3: there is no column `metrics.nothing`"), "{}", ran.stderr);
    let wrong = file(&folder, "wrong.md", "```runloom\nwhere: metrics.val_auc >\n```\n");
    let (ran, _) = report(&folder, &[&wrong, "--data", &runs]);
    assert!(ran.code == 2 && ran.stderr.contains("line "), "{}", ran.stderr);
}

#[test]
fn a_report_is_about_the_metric_that_is_named() {
    let folder = TempDir::new().unwrap();
    let runs = example("novabio-search/runs.parquet");
    let (ran, path) =
        report(&folder, &[&runs, "--target", "val_log_loss", "--goal", "max", "--view", "importance.method=correlation"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = read(&path);
    assert!(html.contains("<p>The best by val_log_loss is "), "{}", &html[..4000]);
    assert!(html.contains("importance.target=metrics.val_log_loss&amp;importance.goal=max&amp;importance.method=correlation"));
    let (ran, _) = report(&folder, &[&runs, "--target", "val_log_los"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("there is no column `val_log_los`"), "{}", ran.stderr);
    let text = file(&folder, "text.md", "Worst: {{ best metrics.val_log_loss }}, {{ max metrics.val_log_loss }}");
    let (ran, path) = report(&folder, &[&text, "--data", &runs, "--target", "metrics.val_log_loss", "--goal", "max"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = read(&path);
    let (_, values) = html.split_once("Worst: ").unwrap();
    let (best, rest) = values.split_once(", ").unwrap();
    assert!(rest.starts_with(best), "{best} {}", &rest[..20]);
}

const BY_SOURCE: &str = "# Two\n\n{{ count }} in all.\n\n```runloom\nsource: search.parquet\n```\n\n```runloom\nsource: more/flow.parquet\nwhere: status = 'FINISHED'\n```\n\n```runloom\nsource: ./search.parquet\n```\n";

/// A folder with a text about two files beside it.
fn two_sources() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("more")).unwrap();
    std::fs::copy(example("novabio-search/runs.parquet"), folder.path().join("search.parquet")).unwrap();
    std::fs::copy(example("streamflow/runs.parquet"), folder.path().join("more/flow.parquet")).unwrap();
    let text = file(&folder, "REPORT.md", BY_SOURCE);
    (folder, text)
}

#[test]
fn a_text_names_its_sources_by_itself() {
    let (folder, text) = two_sources();
    let (ran, path) = report(&folder, &[&text]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = read(&path);
    assert!(html.contains("60 in all."), "{}", &html[html.find("<article").unwrap()..][..200]);
    assert!(html.contains("<figure aria-label=\"Parallel coordinates of 51 of 60 runs"), "a picture of one source");
    assert!(html.contains("data-view=\"panels=parallel&amp;where=source_file%20=%20"), "a view of one source");
    assert_eq!(info(&[&path])["runs"], 60);
    let of_search = runloom(&["query", &path, "--filter", "source_file LIKE '%search.parquet'", "--format", "json"]);
    assert_eq!(of_search.stdout.matches("\"run_id\"").count(), 51, "{}", of_search.stderr);
}

#[test]
fn a_source_that_there_is_not_is_told_with_those_that_there_are() {
    let (folder, text) = two_sources();
    let flow = folder.path().join("more/flow.parquet").display().to_string();
    let search = folder.path().join("search.parquet").display().to_string();
    let (ran, _) = report(&folder, &[&text, "--data", &flow, "--data", &search]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let up = folder.path().join("more/../search.parquet").display().to_string();
    let (ran, _) = report(&folder, &[&text, "--data", &up, "--data", &flow]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (ran, _) = report(&folder, &[&text, "--data", &flow]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("REPORT.md, line 5: there is no source `search.parquet`; there are `"), "{}", ran.stderr);
    assert!(ran.stderr.contains("more/flow.parquet`"), "{}", ran.stderr);
    let around = file(&folder, "around.md", "```runloom\nsource: more/../search.parquet\n```\n");
    let (ran, _) = report(&folder, &[&around, "--data", &search, "--data", &flow]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let missing = file(&folder, "missing.md", "# One\n\n```runloom\nsource: nothing.parquet\n```\n");
    let (ran, _) = report(&folder, &[&missing]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("missing.md, line 3: there is no source nothing.parquet beside the text"), "{}", ran.stderr);
    assert!(ran.stderr.contains("there are search.parquet\n"), "{}", ran.stderr);
    let alone = file(&folder, "alone.md", "# One\n\n```runloom\nsource: flow.parquet\n```\n");
    let (ran, path) = report(&folder, &[&alone, "--data", &flow]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(read(&path).contains("data-view=\"panels=parallel\""));
}
