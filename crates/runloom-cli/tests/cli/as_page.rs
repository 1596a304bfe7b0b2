//! The command line draws and writes what the page's Export does, byte for byte. The page runs natively here.

use runloom_chart::Palette;
use runloom_wasm::protocol::{self, ExportForm, ExportRequest, PictureRequest, SuggestFormatName};

use crate::page::Page;
use crate::support::{example, runloom};

const SIZE: (f64, f64) = (1000.0, 360.0);

/// The colours of the page, which are those of the command line.
fn colours(palette: Palette) -> protocol::Palette {
    protocol::Palette {
        background: palette.background.to_string(),
        panel: palette.panel.to_string(),
        hairline: palette.hairline.to_string(),
        ink: palette.ink.to_string(),
        soft_ink: palette.soft_ink.to_string(),
        axis: palette.axis.to_string(),
        context: palette.context.to_string(),
        accent: palette.accent.to_string(),
        bar: palette.bar.to_string(),
    }
}

/// What the page exports of a panel of a view.
fn of_page(page: &mut Page, view: &str, kind: &str, form: ExportForm) -> Vec<u8> {
    page.restore(view);
    let palette = if view.contains("theme=dark") { Palette::DARK } else { Palette::LIGHT };
    let picture = PictureRequest { width_px: SIZE.0, height_px: SIZE.1, device_pixel_ratio: 2.0, palette: colours(palette) };
    let request = ExportRequest { panel: kind.to_owned(), form, picture };
    let needed = page.session.columns_for_export(&request);
    page.load(&needed);
    page.session.export(&request).unwrap()
}

/// What the command line writes of the same.
fn of_command(sources: &[String], kind: &str, ending: &str, options: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("out.{ending}")).display().to_string();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    let ran = runloom(&[&["plot"][..], &sources, &["--kind", kind, "--size", "1000x360", "-o", &path], options].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    std::fs::read(path).unwrap()
}

/// Compares the SVG with pixels and without, and the data.
fn agree(page: &mut Page, sources: &[String], kind: &str, view: &str, options: &[&str]) -> String {
    let svg = of_page(page, view, kind, ExportForm::Svg);
    assert!(svg == of_command(sources, kind, "svg", options), "{kind} {view}: SVG");
    let vector = of_page(page, view, kind, ExportForm::Vector);
    assert!(vector == of_command(sources, kind, "svg", &[options, &["--vector"]].concat()), "{kind} {view}: vector");
    let csv = of_page(page, view, kind, ExportForm::Csv);
    assert!(csv == of_command(sources, kind, "csv", options), "{kind} {view}: CSV");
    String::from_utf8(vector).unwrap()
}

/// Groups in several orders, by statistics and best runs, with brushes and selected runs.
const GROUPS: [&str; 8] = [
    "group=params.max_depth",
    "group=params.model,params.n_estimators&where=experiment_id = '9'&order=metrics.test_auc DESC",
    "group=status,params.model&statistic=median&brush=metrics.val_auc:0.66..&theme=dark",
    "group=params.model&statistic=best&order=metrics.val_log_loss ASC&axes=params.max_depth,start_time,metrics.val_auc",
    "group=params.model&statistic=best&best=metrics.val_log_loss:min&axes=params.max_depth:category,metrics.val_log_loss",
    "group=params.max_depth&statistic=max&axes=params.max_depth:category,metrics.val_auc:inverted&color=params.model",
    "group=params.seed,params.seed&axes=params.model,metrics.test_auc&color=none&brush=params.model:=rf",
    "group=params.model&statistic=min&where=metrics.val_auc > 2 OR params.model = 'rf'&axes=metrics.val_auc,metrics.test_auc",
];

#[test]
fn lines_of_groups() {
    let name = "novabio-all/runs.parquet";
    let (mut page, sources) = (Page::open(name), [example(name)]);
    for view in GROUPS {
        let view = format!("{view}&lines=groups");
        let drawn = agree(&mut page, &sources, "parallel", &view, &["--view", &view]);
        assert!(drawn.contains("Each line is a group of runs with the same"), "{view}");
        agree(&mut page, &sources, "scatter-matrix", &view, &["--view", &view]);
    }
    let view = "group=params.model, params.seed&lines=groups&where=experiment_id = '9'&axes=params.model,metrics.test_auc";
    let axes = ["--filter", "experiment_id = '9'", "--axes", "params.model,metrics.test_auc"];
    agree(&mut page, &sources, "parallel", view, &[&["--group-by", "params.model, params.seed"][..], &axes].concat());
    let ids = runloom(&["query", &sources[0], "--columns", "run_id", "--limit", "1", "--format", "json"]).column("run_id");
    let selected = format!("group=run_id&lines=groups&select={}", ids[0].as_str().unwrap());
    let drawn = agree(&mut page, &sources, "parallel", &selected, &["--view", &selected]);
    assert_eq!(drawn.matches("stroke-width=\"2.4\"").count(), 1);
}

#[test]
fn means_of_groups_in_histories() {
    let mut page = Page::with_history("streamflow");
    let sources = ["runs", "history"].map(|file| example(&format!("streamflow/{file}.parquet")));
    for view in [
        "history=metrics.val_logloss&group=params.max_depth&lines=groups&color=metrics.val_logloss",
        "history=metrics.val_logloss&group=params.max_depth&history-mean=std",
        "history=metrics.val_logloss&group=params.max_depth",
        "history=metrics.val_logloss&history-mean=minmax",
    ] {
        agree(&mut page, &sources, "history", view, &["--view", view]);
    }
    let view = "history=metrics.val_logloss&group=params.max_depth&lines=groups";
    agree(&mut page, &sources, "history", view, &["--group-by", "params.max_depth", "--view", "history=metrics.val_logloss"]);
}

#[test]
fn what_to_try_next() {
    let name = "novabio-search/runs.parquet";
    let source = example(name);
    for (view, options) in [
        ("panels=suggest", &["--target", "val_auc"][..]),
        (
            "importance.target=metrics.val_log_loss&where=params.max_depth > 4",
            &["--target", "val_log_loss", "--filter", "params.max_depth > 4"],
        ),
    ] {
        let mut page = Page::open(name);
        page.restore(view);
        page.suggest();
        for (format, word) in [
            (SuggestFormatName::Wandb, "wandb"),
            (SuggestFormatName::Optuna, "optuna"),
            (SuggestFormatName::Ray, "ray"),
            (SuggestFormatName::Json, "json"),
        ] {
            let ran = runloom(&[&["suggest", &source, "--format", word], options].concat());
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            assert!(page.session.suggest_file(format).unwrap() == ran.stdout.as_bytes(), "{view}: {word}");
        }
    }
}
