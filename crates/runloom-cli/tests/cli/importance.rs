//! `runloom importance`: its shape, what it says of real sweeps, and what it refuses.

use serde_json::Value;

use crate::support::{Ran, example, file, fixture, runloom};

fn importance(arguments: &[&str]) -> Ran {
    runloom(&[&["importance"], arguments].concat())
}

fn sweep() -> String {
    fixture("optuna-recorded/svc-or-rf.parquet")
}

#[test]
fn json_has_the_shape_that_scripts_rely_on() {
    let source = sweep();
    let arguments = [source.as_str(), "--target", "metrics.value", "--goal", "max", "--format", "json"];
    let ran = importance(&arguments);
    let found = ran.json();
    assert_eq!(found["target"], "metrics.value");
    assert_eq!((&found["goal"], &found["method"]), (&Value::from("max"), &Value::from("fanova")));
    assert_eq!(found["runs_used"], 150);
    assert_eq!(found["runs_left_out"]["missing"], 0);
    let params = found["params"].as_array().unwrap();
    // Four of the five exist under a condition only.
    assert_eq!(params.len(), 5);
    let mut last = f64::INFINITY;
    let mut sum = 0.0;
    for param in params {
        let number = |key: &str| param[key].as_f64().unwrap();
        assert!(param["param"].as_str().unwrap().starts_with("params."));
        assert!(number("low") <= number("importance") && number("importance") <= number("high"), "{param}");
        assert!(number("importance") <= last && number("noise_floor") > 0.0, "{param}");
        assert!(param["runs"].as_u64().is_some_and(|runs| [18, 132, 150].contains(&runs)));
        last = number("importance");
        sum += number("importance");
    }
    assert!((sum - 1.0).abs() < 1e-9);
    assert_eq!(ran.stdout, importance(&arguments).stdout);
    assert_ne!(ran.stdout, importance(&[&arguments[..], &["--seed", "1"]].concat()).stdout);
}

#[test]
fn each_method_answers() {
    for method in ["fanova", "ped-anova", "mdi", "permutation", "correlation"] {
        let source = sweep();
        let arguments = [source.as_str(), "--target", "value", "--goal", "max", "--method", method];
        let found = importance(&[&arguments[..], &["--format", "json", "--raw"]].concat()).json();
        assert_eq!((&found["method"], &found["normalised"]), (&Value::from(method), &Value::from(false)));
        assert_eq!(found["params"].as_array().unwrap().len(), 5);
        let table = importance(&arguments);
        assert!(table.stdout.starts_with(&format!("{method} for metrics.value, maximised, over 150 runs")), "{}", table.stdout);
        assert!(table.stdout.contains("svc_gamma") && table.stdout.contains("noise floor"), "{}", table.stdout);
    }
}

#[test]
fn runs_that_are_left_out_are_counted() {
    let source = fixture("optuna-recorded/sgd-pruned.csv");
    let ran = importance(&[&source, "--target", "value", "--format", "json"]);
    let found = ran.json();
    assert_eq!(found["runs_used"], 31);
    assert_eq!((&found["runs_left_out"]["failed"], &found["runs_left_out"]["pruned"]), (&Value::from(1), &Value::from(168)));
    let table = importance(&[&source, "--target", "value"]);
    assert!(table.stdout.contains("31 runs (left out: 1 failed, 168 pruned)"), "{}", table.stdout);
    let filtered = importance(&[&source, "--target", "value", "--filter", "params.penalty = 'l2'", "--format", "json"]).json();
    assert!(filtered["runs_used"].as_u64().is_some_and(|runs| runs < 31));
    let left_out = filtered["params_left_out"].as_array().unwrap();
    assert!(left_out.iter().any(|param| param["param"] == "params.penalty" && param["reason"] == "constant"), "{left_out:?}");
}

#[test]
fn too_little_data_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (text, word) in [
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\n", "Only one run"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\ny,2,5,3\nz,4,4,3\n", "same target"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,nan\ny,2,5,inf\n", "No run can be used"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\ny,1,2,4\n", "No param differs"),
    ] {
        let source = file(&folder, "runs.csv", text);
        let ran = importance(&[&source, "--target", "metrics.m"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
        let found = importance(&[&source, "--target", "metrics.m", "--format", "json"]).json();
        assert!(found["notes"].as_array().is_some_and(|notes| !notes.is_empty()));
    }
}

#[test]
fn wrong_use_says_what_to_do() {
    let source = sweep();
    for (arguments, word) in [
        (vec!["--target", "valeu"], "there is no column `valeu`"),
        (vec!["--target", "params.classifier"], "holds no numbers"),
        (vec!["--target", "value", "--filter", "metrics.value >"], "--filter"),
        (vec!["--target", "value", "--best", "2"], "0.1"),
        (vec!["--target", "value", "--method", "shap"], "ped-anova"),
        (vec![], "--target"),
    ] {
        let ran = importance(&[&[source.as_str()][..], &arguments].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(word) && ran.stdout.is_empty(), "{word}: {}", ran.stderr);
    }
}

#[test]
fn several_targets_stand_side_by_side() {
    let search = example("novabio-search/runs.parquet");
    let arguments = [search.as_str(), "--target", "val_auc", "--target", "val_log_loss", "--method", "correlation"];
    let table = importance(&arguments).stdout;
    assert!(table.starts_with("correlation for 2 targets;"), "{table}");
    assert!(table.contains("1  metrics.val_auc, maximised") && table.contains("2  metrics.val_log_loss, minimised"), "{table}");
    let both = importance(&[&arguments[..], &["--format", "json"]].concat()).json();
    for (at, target) in ["val_auc", "val_log_loss"].into_iter().enumerate() {
        let alone = [search.as_str(), "--target", target, "--method", "correlation", "--format", "json"];
        assert_eq!(both[at], importance(&alone).json());
    }
}

#[test]
fn an_expression_is_a_target() {
    let folder = tempfile::tempdir().unwrap();
    let row = |run: usize| format!("{run},{},{},{},{}", run % 5, run * 7 % 11, run % 5 + 3, run * 3 % 7);
    let rows: Vec<String> = (0..40).map(row).collect();
    let runs =
        file(&folder, "runs.csv", &format!("run_id,params.gap,params.other,metrics.train,metrics.val\n{}\n", rows.join("\n")));
    let gap = "metrics.train - metrics.val + metrics.val";
    let found = importance(&[&runs, "--target", gap, "--goal", "min", "--format", "json"]).json();
    assert_eq!((&found["target"], &found["params"][0]["param"]), (&Value::from(gap), &Value::from("params.gap")));
    assert!(found["params"][0]["importance"].as_f64().unwrap() > 0.9, "{found}");
    for (target, options, words) in [
        (gap, &[][..], "--goal min or --goal max"),
        ("metrics.train DESC", &["--goal", "min"], "--target has a direction"),
        ("metrics.train -", &["--goal", "min"], "--target"),
    ] {
        let ran = importance(&[&[runs.as_str(), "--target", target], options].concat());
        assert!(ran.code == 2 && ran.stderr.contains(words), "{target}: {}", ran.stderr);
    }
}

#[test]
fn two_objectives_are_judged_by_their_fronts() {
    let study = fixture("optuna-recorded/accuracy-vs-time.parquet");
    let arguments =
        [study.as_str(), "--target", "metrics.0", "--target", "metrics.1", "--goal", "max", "--goal", "min", "--pareto"];
    let found = importance(&[&arguments[..], &["--format", "json"]].concat()).json();
    assert_eq!((&found["target"], &found["goal"]), (&"front by metrics.0 and metrics.1".into(), &"min".into()));
    assert!(found["runs_used"].as_u64() > Some(50) && !found["params"].as_array().unwrap().is_empty());
    let suggested = runloom(&[&["suggest"], &arguments[..], &["--format", "json"]].concat()).json();
    assert_eq!(suggested["region"]["best"], 0.0);
    for (arguments, words) in [
        (&arguments[..9], "--target is given several times"),
        (&[arguments[0], "--target", "metrics.0", "--pareto"][..], "--pareto is for two targets"),
        (&[arguments[0], "--target", "metrics.0", "--goal", "max", "--goal", "min"], "--goal is given 2 times"),
    ] {
        let ran = runloom(&[&["suggest"], arguments].concat());
        assert!(ran.code == 2 && ran.stderr.contains(words), "{}", ran.stderr);
    }
}

#[test]
fn the_best_are_a_part_or_a_percentage() {
    let source = sweep();
    let of = |best: &str| importance(&[&source, "--target", "value", "--goal", "max", "--best", best, "--format", "json"]).json();
    let tenth = of("10%");
    assert_eq!((&tenth, &tenth["runs_left_out"]["not_best"]), (&of("0.1"), &125.into()));
    let ran = importance(&[&source, "--target", "value", "--best", "110%"]);
    assert!(ran.code == 2 && ran.stderr.contains("like 0.1 or 10%"), "{}", ran.stderr);
}
