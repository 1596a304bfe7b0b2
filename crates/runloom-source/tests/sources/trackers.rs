//! Tables of other trackers and of no tracker.

use crate::support::{column, fixtures, names, text};
use runloom_table::{ColumnKind, ColumnName, Values};

#[test]
fn optuna_trials_are_runs() {
    for path in ["optuna-recorded/sgd-pruned.csv", "optuna-recorded/sgd-pruned.parquet"] {
        let workspace = fixtures(&[path]);
        let dataset = workspace.dataset();
        assert_eq!(dataset.runs.rows(), 200);
        let expected = [
            "run_id",
            "run_name",
            "status",
            "start_time",
            "end_time",
            "duration",
            "metrics.value",
            "params.alpha",
            "params.eta0",
            "params.penalty",
            "params.schedule",
            "tags.system_attrs.tpe:relative_params:0",
        ];
        assert_eq!(names(dataset), expected, "{path}");
        assert_eq!((column(dataset, "run_name")[1].as_str(), column(dataset, "duration")[1].as_str()), ("1", "3.87255"));
        assert_eq!(column(dataset, "start_time")[0], "2026-11-20T23:47:31.916829Z");
        assert_eq!(column(dataset, "params.alpha")[0], "0.00015134724182275548");
    }
}

#[test]
fn the_optuna_dashboard_export_is_read() {
    let workspace = text(
        "t.csv",
        "Number,State,Objective 0,Objective 1,Param lr,UserAttribute host\n0,Complete,0.5,2,0.1,a\n1,Fail,,,0.2,b\n",
    );
    assert_eq!(
        names(workspace.dataset()),
        ["run_id", "run_name", "status", "metrics.Objective 0", "metrics.Objective 1", "params.lr", "tags.host"]
    );
}

#[test]
fn the_wandb_table_falls_into_config_and_summary() {
    let workspace = fixtures(&["wandb-table-mjlab/wandb_export.csv"]);
    let dataset = workspace.dataset();
    assert_eq!(dataset.runs.rows(), 16);
    let of_kind = |kind| dataset.runs.of_kind(kind).count();
    assert_eq!((of_kind(ColumnKind::Param), of_kind(ColumnKind::Metric), of_kind(ColumnKind::Tag)), (469, 23, 3));
    assert_eq!(column(dataset, "duration")[0], "12125");
    assert_eq!(column(dataset, "start_time")[0], "2026-08-13T01:43:36Z");
    assert_eq!(column(dataset, "tags.notes")[0], "∅");
    assert_eq!(column(dataset, "params.train_cfg.seed").len(), 16);
    assert!(dataset.runs.column(&ColumnName::metric("Loss/learning_rate")).is_some());
}

#[test]
fn the_wandb_api_recipe_is_taken_apart() {
    let csv = concat!(
        ",summary,config,name\n",
        "0,\"{'loss': 0.5, '_wandb': {'runtime': 3}, 'best': nan, 'note': \"\"it's\"\"}\",\"{'lr': 0.1, 'model': {'depth': 3, 'act': None}}\",run-a\n",
        "1,\"{'loss': inf, '_step': 7}\",\"{'lr': 0.2, 'layers': [1, 2]}\",run-b\n"
    );
    let workspace = text("project.csv", csv);
    let dataset = workspace.dataset();
    assert_eq!(dataset.kinds, ["wandb-api-csv"]);
    assert_eq!(column(dataset, "run_name"), ["run-a", "run-b"]);
    assert_eq!(column(dataset, "metrics.loss"), ["0.5", "Infinity"]);
    assert_eq!(column(dataset, "metrics.best"), ["NaN", "∅"]);
    assert_eq!(column(dataset, "tags.note"), ["it's", "∅"]);
    assert_eq!(column(dataset, "params.model.depth"), ["3", "∅"]);
    assert_eq!(column(dataset, "params.layers"), ["∅", "[1,2]"]);
    assert!(!names(dataset).iter().any(|name| name.contains("_wandb")), "{:?}", names(dataset));
}

#[test]
fn ray_tune_results_are_read() {
    let csv = "trial_id,training_iteration,mean_accuracy,done,config/lr,config/opt\nab_0,3,0.9,True,0.1,adam\nab_1,4,0.8,False,0.2,sgd\n";
    let workspace = text("results.csv", csv);
    assert_eq!(
        names(workspace.dataset()),
        ["run_id", "metrics.training_iteration", "metrics.mean_accuracy", "tags.done", "params.lr", "params.opt"]
    );
}

#[test]
fn hiplot_experiments_are_read() {
    let workspace = fixtures(&["hiplot-exp-pytorch/hiplot_experiment.json"]);
    let dataset = workspace.dataset();
    assert!(dataset.runs.rows() > 10);
    assert_eq!(dataset.kinds, ["hiplot-json"]);
    assert!(dataset.warnings.is_empty(), "{:?}", dataset.warnings);
    let workspace = text("a.csv", "uid,from_uid,dropout,valid ppl\n1_1,,0.3,1.5\n1_2,1_1,0.4,1.25\n");
    assert_eq!(names(workspace.dataset()), ["run_id", "parent_run_id", "params.dropout", "metrics.valid ppl"]);
}

#[test]
fn other_tables_are_placed_by_name_and_content() {
    let cars = fixtures(&["parcoords-cars/cars.csv"]);
    assert_eq!(column(cars.dataset(), "run_name")[0], "AMC Ambassador Brougham");
    assert_eq!(cars.dataset().runs.of_kind(ColumnKind::Param).count(), 7);
    let timm = text(
        "results.csv",
        "model,img_size,top1,top1_err,param_count,interpolation,url,sha\n\
         vit_a,224,82.5,17.5,305.08,bicubic,https://a.example/x,3fa9c1d27e\nvit_b,448,83,17,10.5,bilinear,https://a.example/y,9b1c0d2e4f\n",
    );
    assert_eq!(
        names(timm.dataset()),
        [
            "run_id",
            "run_name",
            "params.img_size",
            "metrics.top1",
            "metrics.top1_err",
            "params.param_count",
            "params.interpolation",
            "tags.url",
            "tags.sha"
        ]
    );
}

#[test]
fn the_user_can_correct_where_a_column_belongs() {
    let mut workspace = text("a.csv", "name,speed,lr\na,0.10,1\nb,fast,2\n");
    let speed = ColumnName::param("speed");
    let now = workspace.treat_as(&speed, ColumnKind::Metric).unwrap();
    assert_eq!(now, ColumnName::metric("speed"));
    assert_eq!(column(workspace.dataset(), "metrics.speed"), ["0.1", "∅"]);
    assert!(workspace.dataset().warnings.iter().any(|w| w.message.contains("1 values of metrics.speed could not be read")));
    assert_eq!(workspace.treat_as(&now, ColumnKind::Param), Some(speed.clone()));
    assert_eq!(column(workspace.dataset(), "params.speed"), ["0.10", "fast"]);
    assert_eq!(workspace.treat_as(&ColumnName::param("nothing"), ColumnKind::Tag), None);
    workspace.treat_as(&ColumnName::param("lr"), ColumnKind::Metric);
    workspace.add(crate::support::open("b.csv", b"name,lr\nc,3\n").unwrap());
    assert_eq!(column(workspace.dataset(), "metrics.lr"), ["1", "2", "3"]);
}

#[test]
fn several_files_are_one_table() {
    let sources = [
        ("a.csv", b"run_id,params.lr,metrics.loss\nx,0.1,1\ny,0.2,2\n".to_vec()),
        ("b.json", b"[{\"run_id\": \"z\", \"metrics.loss\": 9007199254740993, \"params.depth\": 3}]".to_vec()),
        ("c.parquet", crate::support::bytes("mlflow-streamflow/runs.parquet")),
    ];
    let mut workspace = crate::support::workspace(&sources).unwrap();
    let dataset = workspace.dataset();
    assert_eq!(dataset.runs.rows(), 12);
    assert_eq!(column(dataset, "source_file")[..4], ["a.csv", "a.csv", "b.json", "c.parquet"]);
    assert_eq!(column(dataset, "metrics.loss")[..4], ["1", "2", "9007199254740993", "∅"]);
    assert_eq!(column(dataset, "params.depth")[..3], ["∅", "∅", "3"]);
    assert_eq!(column(dataset, "metrics.val_auc")[6], "0.6654014750002161");
    let first = workspace.sources().next().unwrap().0;
    assert!(workspace.remove(first) && !workspace.remove(first));
    assert_eq!(workspace.dataset().runs.rows(), 10);
    assert_eq!(column(workspace.dataset(), "metrics.val_auc")[4], "0.6654014750002161");
}

#[test]
fn ids_are_made_kept_and_counted() {
    let workspace = text("a.csv", "run_id,lr,metrics.x\nsame,1,1\nsame,2,2\n,3,3\n");
    let ids = column(workspace.dataset(), "run_id");
    assert_eq!(ids[..2], ["same", "same"]);
    assert_eq!(ids[2].len(), 16);
    assert!(workspace.dataset().warnings[0].message.starts_with("1 rows have a run id that an earlier row has too"));
}

#[test]
fn duplicate_and_hostile_names_stay_apart() {
    let workspace = text("a.csv", "lr,lr,lr,__proto__,<script>\n1,2,3,4,5\n");
    assert_eq!(
        names(workspace.dataset()),
        ["run_id", "params.lr", "params.lr (2)", "params.lr (3)", "params.__proto__", "params.<script>"]
    );
}

#[test]
fn wide_tables_open_quickly() {
    let header: Vec<String> = (0..12_000).map(|i| format!("metrics.m{i}")).chain((0..3000).map(|_| "same".to_owned())).collect();
    let row: Vec<String> = (0..15_000).map(|i| i.to_string()).collect();
    let csv = format!("{}\n{}\n{}\n", header.join(","), row.join(","), row.join(","));
    let started = std::time::Instant::now();
    let workspace = text("wide.csv", &csv);
    assert_eq!(workspace.dataset().runs.columns().len(), 15_001);
    assert!(matches!(workspace.dataset().runs.columns()[5].values().unwrap(), Values::Real(_)));
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
