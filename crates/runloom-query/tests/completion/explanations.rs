use runloom_query::{explain, explanation_columns};

use super::data::{ODD, RECORDED};

#[test]
fn words_are_explained() {
    for (case, dataset, title, line) in [
        ("metrics.val|_auc > 1", &RECORDED, "metrics.val_auc", "metric · 57 runs · 0.6573 – 0.9918"),
        ("metrics.val|_auc > 1", &RECORDED, "metrics.val_auc", "790 runs have none."),
        ("params.mod|el = 'et'", &RECORDED, "params.model", "et (229), hgb (201), rf (187), lr (170)"),
        ("metrics.val_acu| > 1", &RECORDED, "metrics.val_acu", "did you mean metrics.val_auc?"),
        ("met|rics.val_auc > 1", &RECORDED, "metrics.", "A result of the run: its latest value."),
        ("sta|tus = 'x'", &RECORDED, "status", "attribute · 847 runs · 3 values"),
        ("user_id| = 'ann'", &ODD, "user_id", "Kept as tags.mlflow.user."),
        ("status = 'FINI|SHED'", &RECORDED, "'FINISHED'", "845 runs with this status."),
        ("metrics.a >|= 1", &RECORDED, ">=", "Greater or equal."),
        ("metrics.a IS NOT| NAN", &RECORDED, "IS NAN", "`metrics.loss IS NAN`"),
        ("a = 1 o|r b = 2", &RECORDED, "OR", "MLflow's own filters do not know it."),
        ("m|in(metrics.a) > 1", &RECORDED, "min(metric)", "The smallest value that a metric ever had."),
        ("duration > 9|0m", &ODD, "1h30m", "A length of time: 5400 seconds."),
        ("start_time > '2026|-11-20'", &ODD, "2026-11-20", "A moment in UTC, unless it has an offset."),
        ("xgb|", &RECORDED, "xgb", "8 runs"),
        ("datasets.na|me = 'iris'", &ODD, "datasets.name", "iris (2), wine (1)"),
    ] {
        let text = case.replacen('|', "", 1);
        let cursor = case.find('|').unwrap();
        let found = explain(&text, cursor, dataset);
        assert!(found.is_some(), "{case}");
        let found = found.unwrap();
        assert_eq!(found.title, title, "{case}");
        assert!(found.lines.iter().any(|found| found == line), "{case}: {:?}", found.lines);
        assert!(found.span.contains(&cursor) || found.span.end == cursor, "{case}");
        assert!(explanation_columns(&text, cursor, &dataset.runs).len() < 2);
    }
    for case in ["a  |  b", "|", "{\"a\": 1|}", "run_name LIKE 'x|%'"] {
        let text = case.replacen('|', "", 1);
        assert_eq!(explain(&text, case.find('|').unwrap(), &RECORDED), None, "{case}");
    }
}
