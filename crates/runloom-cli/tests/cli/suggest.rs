//! `runloom suggest`: its shapes, what it says of real sweeps, hostile names, and what it refuses.

use serde_json::Value;

use crate::support::{Ran, file, fixture, runloom};

fn suggest(arguments: &[&str]) -> Ran {
    runloom(&[&["suggest"], arguments].concat())
}

fn sweep() -> String {
    fixture("optuna-recorded/svc-or-rf.parquet")
}

#[test]
fn json_has_the_shape_that_scripts_rely_on() {
    let source = sweep();
    let arguments = [source.as_str(), "--target", "value", "--goal", "max", "--format", "json", "-n", "4"];
    let ran = suggest(&arguments);
    let found = ran.json();
    assert_eq!((&found["target"], &found["goal"], &found["runs_used"]), (&"metrics.value".into(), &"max".into(), &150.into()));
    let of = |key: &str| found["space"].as_array().unwrap().iter().find(|param| param["param"] == key).unwrap().clone();
    let (gamma, classifier) = (of("params.svc_gamma"), of("params.classifier"));
    assert_eq!((&classifier["values"], &classifier["left_out"]), (&Value::from(vec!["svc"]), &Value::from(vec!["rf"])));
    assert_eq!((&gamma["kind"], &gamma["log"], &gamma["low_end"]), (&"range".into(), &true.into(), &"narrowed".into()));
    assert_eq!(
        (&gamma["only_when"]["param"], &gamma["only_when"]["values"]),
        (&"params.classifier".into(), &Value::from(vec!["svc"]))
    );
    assert!(gamma["low"].as_f64() > gamma["tried_low"].as_f64() && gamma["high"].as_f64() < gamma["tried_high"].as_f64());
    assert_eq!(of("params.rf_max_depth")["kind"], "left_out");
    assert!(found["region"]["best"].as_f64() >= found["region"]["last_of_best"].as_f64());
    let proposals = found["proposals"].as_array().unwrap();
    let kinds: Vec<&str> = proposals.iter().map(|proposal| proposal["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["expected-improvement", "expected-improvement", "space-filling", "space-filling"]);
    for proposal in proposals {
        let value = proposal["params"]["svc_gamma"].as_f64();
        assert!(
            gamma["low"].as_f64() <= value && value <= gamma["high"].as_f64() && proposal["reason"].as_str().unwrap().len() > 20
        );
    }
    let chances =
        found["winner"]["contenders"].as_array().unwrap().iter().map(|contender| contender["probability"].as_f64().unwrap());
    assert!((chances.sum::<f64>() - 1.0).abs() < 1e-9);
    let steps = found["best_so_far"]["steps"].as_array().unwrap();
    assert!(steps.windows(2).all(|pair| pair[0]["target"].as_f64() < pair[1]["target"].as_f64()));
    assert_eq!(steps.last().unwrap()["target"], found["region"]["best"]);
    assert_eq!(ran.stdout, suggest(&arguments).stdout);
    assert_ne!(ran.stdout, suggest(&[&arguments[..], &["--seed", "1"]].concat()).stdout);
}

#[test]
fn text_tells_the_evidence() {
    let ran = suggest(&[&sweep(), "--target", "value", "--goal", "max"]);
    for words in [
        "What to try next for metrics.value, maximised, after 150 runs",
        "Where do the best runs lie?",
        "Is the winner better than noise?",
        "Search space",
        "only used when classifier is svc",
        "Frozen",
        "Next configurations",
        "Fills a gap",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    let pruned = suggest(&[&fixture("optuna-recorded/sgd-pruned.csv"), "--target", "value"]);
    assert!(pruned.stdout.contains("31 runs (left out: 1 failed, 168 pruned)"), "{}", pruned.stdout);
}

#[test]
fn sweeps_of_other_tools() {
    let source = sweep();
    let of = |format: &str| suggest(&[&source, "--target", "value", "--goal", "max", "-n", "1", "--format", format]).stdout;
    let wandb = of("wandb");
    for line in [
        "method: bayes",
        "  name: \"value\"",
        "  goal: maximize",
        "  \"classifier\":\n    values: [\"svc\"]",
        "    distribution: log_uniform_values",
        "    # only used when classifier is svc; a sweep chooses it always",
    ] {
        assert!(wandb.contains(line), "{line}: {wandb}");
    }
    let optuna = of("optuna");
    for line in [
        "    params[\"classifier\"] = trial.suggest_categorical(\"classifier\", [\"svc\"])\n",
        "    if params.get(\"classifier\") in [\"svc\"]:\n        params[\"svc_c\"] = trial.suggest_float(\"svc_c\", ",
        ", log=True)",
        "study = optuna.create_study(direction=\"maximize\")",
        "study.enqueue_trial({\"classifier\": \"svc\", ",
    ] {
        assert!(optuna.contains(line), "{line}: {optuna}");
    }
    let ray = of("ray");
    assert!(ray.contains("    \"svc_c\": tune.loguniform(") && ray.contains("metric, mode = \"value\", \"max\""), "{ray}");
}

#[test]
fn hostile_names_stay_inside_their_strings() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "run_id,\"params.x\"\"; import os #\",\"params.o\npt\",params.a,params.a.b,params.m.n,params.same,params.seed,metrics.loss\n".to_owned();
    for run in 0..60_u32 {
        let mixed = run * 7919 % 61;
        let option = ["\"\"", "a\n- b", "'"][run as usize % 3];
        let fields = [run % 7, run % 5, run % 4].map(|value| value.to_string()).join(",");
        text.extend([format!("r{run},{mixed},\"{option}\",{fields},\"]\n#\",{run},{mixed}\n")]);
    }
    let source = file(&folder, "runs.csv", &text);
    for format in ["wandb", "optuna", "ray"] {
        let ran = suggest(&[&source, "--target", "loss", "--format", format]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains("\"x\\\"; import os #\"") && ran.stdout.contains("\"o\\u000apt\""), "{}", ran.stdout);
        assert!(ran.stdout.contains("\"]\\u000a#\"") && !ran.stdout.contains("seed"), "{}", ran.stdout);
        for line in ran.stdout.lines() {
            assert!(!line.trim_start().starts_with("- b") && !line.trim_start().starts_with("import os"), "{line}");
        }
    }
    let wandb = suggest(&[&source, "--target", "loss", "--format", "wandb"]).stdout;
    // `a` is a param of its own, so that `a.b` cannot be below it; `m.n` is nested.
    assert!(wandb.contains("\n  \"a.b\":\n") && wandb.contains("\n  \"m\":\n    parameters:\n      \"n\":\n"), "{wandb}");
}

#[test]
fn too_little_is_told_in_each_format() {
    let folder = tempfile::tempdir().unwrap();
    for (text, words) in [
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\n", "Only one run"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\ny,2,5,3\nz,4,4,3\n", "same target"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,nan\ny,2,5,inf\n", "No run can be used"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\ny,1,2,4\n", "No param differs"),
        ("run_id,params.a,params.b,metrics.m\nx,1,2,3\ny,2,2,4\n", "can be chance"),
    ] {
        let source = file(&folder, "runs.csv", text);
        let ran = suggest(&[&source, "--target", "metrics.m"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains(words) && !ran.stdout.contains("NaN"), "{words}: {}", ran.stdout);
        for format in ["json", "wandb", "optuna", "ray"] {
            let ran = suggest(&[&source, "--target", "metrics.m", "--format", format]);
            assert!(ran.code == 0 && !ran.stdout.contains("NaN") && !ran.stdout.contains("inf,"), "{format}: {}", ran.stdout);
        }
    }
}

#[test]
fn it_goes_into_a_file_and_refuses_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sweep.yaml");
    let ran = suggest(&[&sweep(), "--target", "value", "--format", "wandb", "-o", path.to_str().unwrap()]);
    assert!(ran.code == 0 && ran.stdout.is_empty() && std::fs::read_to_string(&path).unwrap().contains("method: bayes"));
    let source = sweep();
    for (arguments, words, code) in [
        (vec!["--target", "valeu"], "there is no column `valeu`", 2),
        (vec!["--target", "params.classifier"], "holds no numbers", 2),
        (vec!["--target", "value", "--filter", "metrics.value >"], "--filter", 2),
        (vec!["--target", "value", "-n", "5000"], "1000", 2),
        (vec!["--target", "value", "--format", "toml"], "wandb", 2),
        (vec![], "--target", 2),
        (vec!["--target", "value", "-o", "/nowhere/at/all.json"], "cannot be written", 1),
    ] {
        let ran = suggest(&[&[source.as_str()][..], &arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(words) && ran.stdout.is_empty(), "{words}: {}", ran.stderr);
    }
    assert_eq!(suggest(&["missing.parquet", "--target", "value"]).code, 1);
}
