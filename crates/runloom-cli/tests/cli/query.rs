//! `runloom query`: shapes, formats and exit codes over real exports and over made-up corners.

use crate::support::{command, example, file, fixture, runloom};
use serde_json::{Value, json};

fn query(arguments: &[&str]) -> crate::support::Ran {
    runloom(&[&["query"], arguments].concat())
}

#[test]
fn the_forms_of_an_export_answer_alike() {
    let answer = |form: &str, columns: &str| {
        let source = example(&format!("novabio-search/runs.{form}"));
        let filter = "metrics.val_auc > 0.99";
        query(&[&source, "--filter", filter, "--order-by", "metrics.val_auc DESC", "--columns", columns, "--format", "json"])
            .json()
    };
    let parquet = answer("parquet", "*");
    let runs = parquet.as_array().unwrap();
    assert!(runs.len() > 5 && runs.len() < 51, "{}", runs.len());
    let scores: Vec<f64> = runs.iter().map(|run| run["metrics.val_auc"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert!(runs[0]["params.max_depth"].is_string());
    assert!(runs[0]["start_time"].as_str().unwrap().ends_with('Z'));
    assert_eq!(parquet, answer("csv", "*"));
    // pandas writes ten decimals of a number into JSON.
    let exact = "run_id,run_name,status,start_time,duration,params.*,tags.*";
    assert_eq!(answer("parquet", exact), answer("json", exact));
}

#[test]
fn json_keeps_missing_and_what_json_has_no_word_for_apart() {
    let folder = tempfile::tempdir().unwrap();
    let runs = r#"[{"run_id": "a", "metrics.m": NaN, "metrics.n": 1, "params.p": ""},
                   {"run_id": "b", "metrics.m": Infinity, "metrics.n": 9007199254740993},
                   {"run_id": "c", "metrics.m": -Infinity, "metrics.n": null, "params.p": "1e400"},
                   {"run_id": "d", "metrics.m": 0.1, "metrics.n": 2, "params.p": "x"}]"#;
    let source = file(&folder, "runs.json", runs);
    let ran = query(&[&source, "--order-by", "run_id", "--columns", "metrics.m,metrics.n,params.p", "--format", "json"]);
    assert_eq!(ran.column("metrics.m"), [json!("NaN"), json!("Infinity"), json!("-Infinity"), json!(0.1)]);
    assert_eq!(ran.column("params.p"), [json!(""), Value::Null, json!("1e400"), json!("x")]);
    assert!(ran.stdout.contains("9007199254740993"), "{}", ran.stdout);
    assert_eq!(ran.json()[0].as_object().unwrap().len(), 3);
    let lines = query(&[&source, "--order-by", "run_id", "--columns", "metrics.m", "--format", "ndjson"]).stdout;
    assert_eq!(
        lines,
        "{\"metrics.m\":\"NaN\"}\n{\"metrics.m\":\"Infinity\"}\n{\"metrics.m\":\"-Infinity\"}\n{\"metrics.m\":0.1}\n"
    );
}

#[test]
fn csv_keeps_missing_and_empty_apart_and_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let runs = r#"[{"run_id": "a", "params.p": "x,\"y\"\nz", "tags.t": ""}, {"run_id": "b", "params.p": "=1+1"}]"#;
    let source = file(&folder, "runs.json", runs);
    let ran = query(&[&source, "--order-by", "run_id", "--columns", "run_id,params.p,tags.t", "--format", "csv"]);
    assert_eq!(ran.stdout, "run_id,params.p,tags.t\na,\"x,\"\"y\"\"\nz\",\"\"\nb,=1+1,\n");
}

#[test]
fn parquet_holds_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let source = example("streamflow/runs.parquet");
    let copy = folder.path().join("copy.parquet").display().to_string();
    assert_eq!(query(&[&source, "--columns", "*", "-o", &copy]).code, 0);
    let all = |source: &str| query(&[source, "--columns", "*", "--format", "json"]).json();
    assert_eq!(all(&copy), all(&source));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn columns_are_who_the_run_is_and_where_runs_differ() {
    let ran = query(&[&example("novabio-search/runs.parquet"), "--limit", "1", "--format", "json"]);
    let run = ran.json()[0].as_object().unwrap().clone();
    for name in ["run_id", "run_name", "params.max_depth", "metrics.val_auc"] {
        assert!(run.contains_key(name), "{name}");
    }
    for name in ["tags.mlflow.user", "user_id", "artifact_uri", "experiment_id"] {
        assert!(!run.contains_key(name), "{name}");
    }
}

#[test]
fn columns_may_be_named_many_at_a_time() {
    let source = example("novabio-search/runs.parquet");
    let ran =
        query(&[&source, "--limit", "1", "--columns", "metrics.*,run_id", "--columns", "metrics.val_auc", "--format", "csv"]);
    let header = ran.stdout.lines().next().unwrap();
    assert!(header.starts_with("metrics.") && header.ends_with(",run_id"), "{header}");
    assert_eq!(header.matches("metrics.val_auc").count(), 1);
}

#[test]
fn an_unknown_column_is_wrong_usage() {
    let ran = query(&[&example("novabio-search/runs.parquet"), "--columns", "run_id,metrics.val_acu"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`metrics.val_acu`") && ran.stderr.contains("did you mean `metrics.val_auc`"), "{}", ran.stderr);
    let ran = query(&[&example("novabio-search/runs.parquet"), "--columns", "val_auc"]);
    assert!(ran.stderr.contains("did you mean `metrics.val_auc`"), "{}", ran.stderr);
}

#[test]
fn a_wrong_filter_is_underlined() {
    let filter = "metrics.val_auc > 0.9 AND params.max_depth ~ 3";
    let ran = query(&["no/such/file", "--filter", filter]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stdout.is_empty());
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let at = lines.iter().position(|line| line.contains(filter)).unwrap();
    let (start, underline) = (lines[at].find(filter).unwrap(), lines[at + 1].find('^').unwrap());
    assert_eq!(underline - start, filter.find('~').unwrap(), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains("--filter"), "{}", ran.stderr);
}

#[test]
fn a_wrong_order_is_underlined() {
    let ran = query(&["no/such/file", "--order-by", "metrics.a DOWN"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains('^') && ran.stderr.contains("--order-by"), "{}", ran.stderr);
}

#[test]
fn wrong_usage_is_told_apart_from_failing_data() {
    let folder = tempfile::tempdir().unwrap();
    let source = example("novabio-search/runs.parquet");
    assert_eq!(query(&[]).code, 2);
    assert_eq!(query(&[&source, "--format", "xml"]).code, 2);
    assert_eq!(query(&[&source, "--limit", "many"]).code, 2);
    assert_eq!(query(&["no/such/file"]).code, 1);
    let nowhere = folder.path().join("no/such/folder.csv").display().to_string();
    let ran = query(&[&source, "-o", &nowhere]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("folder.csv") && ran.stderr.contains("help: "), "{}", ran.stderr);
}

#[test]
fn a_failing_query_leaves_its_output_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let kept = file(&folder, "kept.csv", "precious\n");
    assert_eq!(query(&[&example("novabio-search/runs.parquet"), "--columns", "nonsense", "-o", &kept]).code, 2);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "precious\n");
}

#[test]
fn the_table_fits_its_width() {
    for width in [40, 80, 120, 400] {
        let ran = command()
            .args(["query", &example("novabio-search/runs.parquet"), "--limit", "5"])
            .env("COLUMNS", width.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().take(7).all(|line| line.chars().count() <= width), "{text}");
        assert!(lines[0].contains("run_name") && lines[0].split_whitespace().count() > 2, "{text}");
        assert!(text.contains("5 of 51 matching runs, 51 in all"), "{text}");
        assert_eq!(text.contains("columns fit"), width < 400, "{text}");
    }
}

#[test]
fn the_table_right_aligns_numbers_and_shows_missing() {
    let folder = tempfile::tempdir().unwrap();
    let runs = r#"[{"run_id": "a", "metrics.m": 0.5, "params.p": "x"}, {"run_id": "b", "metrics.m": 10.25}]"#;
    let ran = query(&[&file(&folder, "runs.json", runs), "--order-by", "run_id", "--columns", "run_id,metrics.m,params.p"]);
    let expected =
        "run_id  metrics.m  params.p\n──────  ─────────  ────────\na             0.5  x\nb           10.25  –\n\n2 of 2 runs\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn naughty_strings_are_values_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let strings: Vec<String> =
        serde_json::from_str(&std::fs::read_to_string(fixture("strings-blns/data/blns.json")).unwrap()).unwrap();
    let runs: Vec<Value> = strings
        .iter()
        .enumerate()
        .map(|(at, text)| json!({"run_id": format!("{at:04}"), "params.text": text, "metrics.m": at}))
        .collect();
    let source = file(&folder, "runs.json", &serde_json::to_string(&runs).unwrap());
    let ran = query(&[&source, "--order-by", "run_id", "--columns", "params.text", "--format", "json"]);
    assert_eq!(ran.column("params.text"), strings.iter().map(|text| json!(text)).collect::<Vec<_>>());
    let csv = folder.path().join("copy.csv").display().to_string();
    assert_eq!(query(&[&source, "--order-by", "run_id", "--columns", "run_id,params.text", "-o", &csv]).code, 0);
    let table = query(&[&source, "--columns", "params.text"]);
    assert!(!table.stdout.chars().any(|c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)));
    assert_eq!(table.stdout.lines().count(), strings.len() + 4);
}

#[test]
fn naughty_strings_are_names_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let strings: Vec<String> =
        serde_json::from_str(&std::fs::read_to_string(fixture("strings-blns/data/blns.json")).unwrap()).unwrap();
    for text in strings.iter().filter(|text| !text.is_empty()).step_by(7) {
        let name = format!("params.{text}");
        let source =
            file(&folder, "runs.json", &json!([{"run_id": "a", (&name): "1"}, {"run_id": "b", (&name): "2"}]).to_string());
        let ran = query(&[&source, "--order-by", "run_id", "--format", "json"]);
        assert_eq!(ran.column(&name), [json!("1"), json!("2")], "{name}");
        let named = query(&[&source, "--order-by", "run_id", "--columns", &name, "--format", "json"]);
        assert_eq!(named.column(&name), [json!("1"), json!("2")], "{name}");
    }
}

#[test]
fn several_sources_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let first = file(&folder, "first.csv", "run_id,params.a,metrics.m\nx,1,0.5\ny,2,0.6\n");
    let second = file(&folder, "second.csv", "run_id,params.b,metrics.m\nz,9,0.7\n");
    let ran =
        query(&[&first, &second, "--order-by", "metrics.m DESC", "--columns", "run_id,params.a,params.b", "--format", "json"]);
    assert_eq!(ran.column("run_id"), [json!("z"), json!("y"), json!("x")]);
    assert_eq!(ran.column("params.a"), [Value::Null, json!("2"), json!("1")]);
}

#[test]
fn deleted_runs_are_left_out_until_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let run = |id: &str, stage: &str| {
        json!({"info": {"run_id": id, "run_uuid": id, "experiment_id": "1", "status": "FINISHED", "start_time": 1_700_000_000_000_i64,
                        "lifecycle_stage": stage},
               "data": {"metrics": [{"key": "m", "value": 0.5, "timestamp": 1_700_000_000_000_i64, "step": 0}]}})
    };
    let page = json!({"runs": [run("a", "active"), run("b", "deleted")]});
    let source = file(&folder, "runs.json", &page.to_string());
    let ids = |more: &[&str]| query(&[&[&source, "--columns", "run_id", "--format", "json"], more].concat()).column("run_id");
    assert_eq!(ids(&[]), [json!("a")]);
    assert_eq!(ids(&["--all"]), [json!("a"), json!("b")]);
    let info = runloom(&["info", &source, "--format", "json"]).json();
    assert_eq!((&info["runs"], &info["deleted_runs"]), (&json!(1), &json!(1)));
    assert_eq!(runloom(&["info", &source, "--all", "--format", "json"]).json()["runs"], 2);
}

#[test]
fn a_misspelt_name_is_answered_and_told() {
    let ran = query(&[&example("novabio-search/runs.parquet"), "--filter", "metrics.val_acu > 0.9", "--format", "json"]);
    assert_eq!(ran.json(), json!([]));
    assert!(ran.stderr.starts_with("warning: ") && ran.stderr.contains("did you mean"), "{}", ran.stderr);
    let ran = query(&[&example("novabio-search/runs.parquet"), "--order-by", "start_tim"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
}

#[test]
fn a_huge_wrong_filter_is_told_at_once() {
    let filter = format!("{} metrics.a ! 3", "metrics.a > 1 AND ".repeat(5_000));
    let begun = std::time::Instant::now();
    let ran = query(&["no/such/file", "--filter", &filter]);
    assert_eq!(ran.code, 2);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

#[test]
fn nothing_reaches_the_terminal_by_way_of_errors() {
    let ran = query(&["no\u{1b}[31m/such", "--columns", "x"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    let ran = query(&["no/such", "--filter", "metrics.\u{1b}[31m ! \u{202e}3"]);
    assert_eq!(ran.code, 2);
    assert!(!ran.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", ran.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::io::Read;
    let mut child = command()
        .args(["query", &example("novabio-all/runs.parquet"), "--columns", "*", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn groups_are_summarised_in_the_order_of_their_best_runs() {
    let path = example("novabio-all/runs.parquet");
    let grouped = ["--group-by", "params.model, params.seed", "--order-by", "metrics.test_auc DESC", "--format", "json"];
    let ran = query(&[&[path.as_str(), "--columns", "metrics.test_auc"], &grouped[..]].concat());
    let groups = ran.json();
    let groups = groups.as_array().unwrap();
    assert_eq!(groups.len(), 21);
    assert_eq!(groups.iter().filter_map(|group| group["runs"].as_u64()).sum::<u64>(), 847);
    let best: Vec<f64> = groups.iter().filter_map(|group| group["max(metrics.test_auc)"].as_f64()).collect();
    assert_eq!(best.len(), 20);
    assert!(best.is_sorted_by(|a, b| a >= b), "{best:?}");

    let first = &groups[0];
    let filter = format!("params.model = {} AND params.seed = {}", first["params.model"], first["params.seed"]);
    let members = query(&[&path, "--filter", &filter.replace('"', "'"), "--columns", "metrics.test_auc", "--format", "json"]);
    let values: Vec<f64> = members.column("metrics.test_auc").iter().filter_map(serde_json::Value::as_f64).collect();
    assert_eq!(first["runs"], json!(values.len()));
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    assert!((first["mean(metrics.test_auc)"].as_f64().unwrap() - mean).abs() < 1e-12);
}

#[test]
fn what_cannot_be_grouped_by_is_told() {
    let path = example("novabio-search/runs.parquet");
    let ran = query(&[&path, "--group-by", "params.max_dept"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean params.max_depth?"), "{}", ran.stderr);
    let ran = query(&[&path, "--group-by", "params.max_depth params.seed"]);
    assert!(ran.code == 2 && ran.stderr.contains("a comma is expected"), "{}", ran.stderr);
    let ran = query(&[&path, "--group-by", "params.max_depth"]);
    assert!(ran.code == 0 && ran.stdout.contains("groups of 51 runs"), "{}", ran.stdout);
}

#[test]
fn functions_of_a_history_read_its_points() {
    let sources = [example("streamflow/runs.parquet"), example("streamflow/history.parquet")];
    let names = |filter: &str, order: &str| {
        let ran = query(&[
            &sources[0],
            &sources[1],
            "--filter",
            filter,
            "--order-by",
            order,
            "--columns",
            "run_name",
            "--format",
            "json",
        ]);
        let names = ran.column("run_name").into_iter();
        names.map(|name| name.as_str().unwrap().trim_start_matches("xgb-search-")[..2].to_owned()).collect::<Vec<_>>()
    };
    let by_count = "count(metrics.val_logloss) DESC";
    assert_eq!(names("count(metrics.val_logloss) > 1", by_count), ["06", "05", "04", "03", "01", "02"]);
    assert_eq!(names("min(metrics.val_logloss) < 0.4635", by_count), ["06", "03", "01"]);
    assert_eq!(names("last(metrics.val_logloss) - min(metrics.val_logloss) > 0.0012", by_count), ["04", "01", "02"]);
    assert_eq!(names("first(metrics.val_logloss) > 0.488 OR max(metrics.train_logloss) < 0.485", by_count), ["06", "05", "02"]);
    assert_eq!(names("mean(metrics.train_logloss) < 0.425", "mean(metrics.train_logloss)"), ["05", "02"]);
    assert_eq!(names("count(metrics.train_logloss) IS NULL AND run_name LIKE 'xgb-%'", by_count), ["07"]);
}
