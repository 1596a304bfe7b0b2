//! `runloom plot`: pictures of real exports, what is refused, and hostile names.

use std::path::Path;

use crate::support::{Ran, example, file, fixture, runloom};

struct Drawn {
    ran: Ran,
    bytes: Vec<u8>,
}

/// Plots into a file of a folder of its own.
fn plot(source: &str, name: &str, arguments: &[&str]) -> Drawn {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let path_text = path.to_str().unwrap();
    let ran = runloom(
        &[
            &["plot", source, "-o", path_text][..],
            if arguments.contains(&"--kind") { &[][..] } else { &["--kind", "parallel"] },
            arguments,
        ]
        .concat(),
    );
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, usize::from(path.exists()), "nothing half done stays");
    Drawn { ran, bytes: std::fs::read(&path).unwrap_or_default() }
}

fn svg(source: &str, arguments: &[&str]) -> String {
    let drawn = plot(source, "out.svg", arguments);
    assert_eq!(drawn.ran.code, 0, "{}", drawn.ran.stderr);
    String::from_utf8(drawn.bytes).unwrap()
}

fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_same_command_draws_the_same_bytes() {
    let source = example("novabio-search/runs.parquet");
    let draw = || svg(&source, &["--filter", "metrics.val_auc > 0.9", "--size", "1200x300"]);
    let first = draw();
    assert_eq!(first, draw());
    assert!(texts(&first).contains(&"learning_rate".to_owned()));
    assert!(first.contains("<title>Parallel coordinates of 50 of 51 runs"), "{}", &first[..900]);
    assert!(!first.contains("<script") && !first.contains("foreignObject"));
    assert_eq!(first.replace("http://www.w3.org", "").matches("http").count(), 0);
    let dark = svg(&source, &["--filter", "metrics.val_auc > 0.9", "--size", "1200x300", "--theme", "dark"]);
    assert!(dark.contains("#161a22") && !first.contains("#161a22"));
}

#[test]
fn the_forms_of_an_export_look_alike() {
    let draw = |form: &str| {
        let axes = "params.learning_rate:log,params.max_depth:inverted,metrics.val_auc";
        svg(&example(&format!("novabio-search/runs.{form}")), &["--axes", axes, "--color", "metrics.val_auc"])
    };
    assert_eq!(draw("parquet"), draw("csv"));
}

#[test]
fn importance_is_drawn_for_the_target_of_the_view() {
    let source = example("novabio-search/runs.parquet");
    let view = "importance.target=metrics.val_log_loss&importance.method=correlation&brush=params.max_depth:5..7";
    let drawn = svg(&source, &["--kind", "importance", "--view", view, "--size", "500x300"]);
    assert!(drawn.contains("<title>Parameter importance for val_log_loss by Rank correlation, with 95 % intervals</title>"));
    let texts = texts(&drawn);
    assert!(
        ["learning_rate", "log 0.03–0.1", "noise floor"].iter().filter(|text| texts.contains(&(**text).to_owned())).count() >= 2
    );
    let few = plot(&source, "out.svg", &["--kind", "importance", "--filter", "metrics.val_auc > 0.9914"]);
    assert_eq!(few.ran.code, 1);
    assert!(few.ran.stderr.contains("8 runs are needed to judge params, and"), "{}", few.ran.stderr);
}

#[test]
fn brushes_are_written_as_in_a_link() {
    let source = example("novabio-search/runs.parquet");
    let drawn = svg(&source, &["--axes", "params.max_depth,metrics.val_auc", "--brush", "params.max_depth:6..7"]);
    assert!(drawn.contains("Brushed: max_depth"), "{}", &drawn[..1500]);
    for wrong in [["--axes", "params.max_depth:sideways"], ["--brush", "params.max_depth:six"], ["--axes", ","]] {
        let refused = plot(&source, "out.svg", &wrong).ran;
        assert_eq!(refused.code, 2, "{wrong:?}: {}", refused.stderr);
        assert!(refused.stderr.contains(wrong[0]) && refused.stderr.contains("help: "), "{}", refused.stderr);
    }
}

#[test]
fn a_link_of_the_page_says_what_to_draw() {
    let source = example("novabio-search/runs.parquet");
    let link = "https://example.org/#src=other.parquet&where=metrics.val_auc > 0.985&axes=params.learning_rate:log,params.max_depth,\
                metrics.val_auc&brush=params.max_depth:6..7&color=params.max_depth&theme=dark";
    let options = ["--filter", "metrics.val_auc > 0.985", "--axes", "params.learning_rate:log,params.max_depth,metrics.val_auc"];
    let more = ["--brush", "params.max_depth:6..7", "--color", "params.max_depth", "--theme", "dark"];
    let by_options = svg(&source, &[&options[..], &more].concat());
    assert_eq!(svg(&source, &["--view", link]), by_options);
    assert_ne!(svg(&source, &["--view", link, "--theme", "light"]), by_options);
    for wrong in ["#smoth=3", "#lines=groups&group=params.max_dept", "nothing"] {
        let refused = plot(&source, "out.svg", &["--view", wrong]).ran;
        assert_eq!(refused.code, 2, "{wrong}: {}", refused.stderr);
        assert!(refused.stderr.contains("--view"), "{}", refused.stderr);
    }
}

#[test]
fn selected_runs_are_drawn_twice_the_second_time_thicker() {
    let source = example("streamflow/runs.parquet");
    let ids = runloom(&["query", &source, "--columns", "run_id", "--format", "json"]).column("run_id");
    let view = format!("select={},{}", ids[0].as_str().unwrap(), ids[1].as_str().unwrap());
    let arguments = ["--vector", "--axes", "duration,start_time"];
    let lines = |more: &[&str]| svg(&source, &[&arguments, more].concat()).matches("stroke-width=\"2.4\"").count();
    assert_eq!((lines(&[]), lines(&["--view", &view])), (0, 2));
}

#[test]
fn histories_are_drawn() {
    let source = example("streamflow");
    let folder = tempfile::tempdir().unwrap();
    let draw = |name: &str, view: &str| {
        let path = folder.path().join(name);
        let ran = runloom(&["plot", &source, "--kind", "history", "--view", view, "-o", path.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        std::fs::read_to_string(&path).unwrap()
    };
    let smooth = draw("smooth.svg", "history=metrics.val_logloss&smooth=ema:0.6");
    assert!(smooth.contains("<title>Metric history") && texts(&smooth).contains(&"val_logloss".to_owned()));
    assert_ne!(smooth, draw("raw.svg", "history=metrics.val_logloss"));
    assert!(smooth.contains("<image"));
    let none = runloom(&[
        "plot",
        &example("novabio-search/runs.csv"),
        "--kind",
        "history",
        "-o",
        folder.path().join("n.svg").to_str().unwrap(),
    ]);
    assert_eq!(none.code, 1);
    assert!(none.stderr.contains("no history"), "{}", none.stderr);
}

#[test]
fn scatter_matrices_are_drawn() {
    let source = example("novabio-search/runs.parquet");
    let folder = tempfile::tempdir().unwrap();
    let draw = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let ran = runloom(&[&["plot", &source, "--kind", "scatter-matrix", "-o", path.to_str().unwrap()], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        std::fs::read_to_string(&path).unwrap()
    };
    let columns = ["--axes", "params.max_depth,metrics.val_log_loss,metrics.val_auc"];
    let matrix = draw("a.svg", &columns);
    assert!(matrix.contains("<title>Scatter matrix"), "{}", &matrix[..900]);
    for name in ["max_depth", "val_log_loss", "val_auc"] {
        assert!(texts(&matrix).contains(&name.to_owned()), "{name}");
    }
    assert_eq!(matrix, draw("b.svg", &["--view", "matrix=params.max_depth,metrics.val_log_loss,metrics.val_auc"]));
    let brushed = draw("c.svg", &[&columns[..], &["--brush", "params.learning_rate:0.05..1"]].concat());
    assert!(
        !texts(&brushed).contains(&"learning_rate".to_owned()) && brushed != matrix,
        "a brush elsewhere counts, and is no column"
    );
    assert!(!draw("d.svg", &["--vector"]).contains("<image"));
}

#[test]
fn each_run_can_be_a_line_of_its_own() {
    let source = example("novabio-search/runs.parquet");
    let lines = svg(&source, &["--vector", "--axes", "params.max_depth,metrics.val_auc"]);
    assert!(!lines.contains("<image"));
    assert_eq!(lines.matches("stroke-linejoin=\"round\" stroke=").count(), 51);
    assert!(svg(&source, &[]).contains("<image"));
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..6000).map(|row| format!("r{row},{},{}\n", row % 7, row % 11)).collect();
    let many = file(&folder, "many.csv", &format!("run_id,params.a,metrics.b\n{}", rows.concat()));
    let refused = plot(&many, "out.svg", &["--vector"]);
    assert_eq!(refused.ran.code, 1);
    assert!(refused.ran.stderr.contains("too many runs") && refused.bytes.is_empty(), "{}", refused.ran.stderr);
}

#[test]
fn png_has_the_size_that_was_asked_for() {
    let source = fixture("mlflow-streamflow/runs.parquet");
    for scale in ["1", "2"] {
        let arguments = ["--size", "400x200", "--scale", scale, "--axes", "start_time,duration"];
        let drawn = plot(&source, "out.png", &arguments);
        assert_eq!(drawn.ran.code, 0, "{}", drawn.ran.stderr);
        let picture = image::load_from_memory(&drawn.bytes).unwrap().into_rgba8();
        let scale: u32 = scale.parse().unwrap();
        assert_eq!(picture.dimensions(), (400 * scale, 200 * scale));
        let colourful = picture.pixels().filter(|pixel| pixel.0[0].abs_diff(pixel.0[2]) > 60).count();
        let dark = picture.pixels().filter(|pixel| pixel.0.iter().take(3).all(|channel| *channel < 90)).count();
        assert!(colourful > 300 && dark > 100, "runs: {colourful} pixels, letters: {dark} pixels");
        assert_eq!(drawn.bytes, plot(&source, "out.png", &arguments).bytes);
    }
}

#[test]
fn impossible_sizes_are_refused_in_words() {
    let source = example("novabio-search/runs.parquet");
    for size in ["0x0", "100000x100000", "1200", "-5x400", "1200x", "99999999999999999999x400", "NaNx1", "119x400", "axb", ""] {
        let refused = plot(&source, "out.svg", &["--size", size]);
        assert_eq!(refused.ran.code, 2, "{size}: {}", refused.ran.stderr);
        let says = &refused.ran.stderr;
        assert!(says.contains("--size") && (says.contains("120 to 16384") || says.contains("like 1200x400")), "{size}: {says}");
        assert!(refused.bytes.is_empty());
    }
    let huge = plot(&source, "out.png", &["--size", "16384x16384", "--scale", "3"]).ran;
    assert_eq!(huge.code, 1);
    assert!(huge.stderr.contains("too large") && huge.stderr.contains("help: "), "{}", huge.stderr);
}

#[test]
fn a_plot_without_a_column_says_which_and_how_to_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let source = file(&folder, "names.csv", "run_id,params.a\nr1,x\nr2,y\n");
    let refused = plot(&source, "out.svg", &["--kind", "pareto"]).ran;
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("no column for “across”"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--axes names its columns, in this order: x, y"), "{}", refused.stderr);
}

#[test]
fn wrong_usage_says_what_there_is() {
    let source = example("novabio-search/runs.parquet");
    let unknown = runloom(&["plot", &source, "--kind", "pie", "-o", "x.svg"]);
    assert_eq!(unknown.code, 2);
    for kind in ["parallel", "scatter-matrix", "history"] {
        assert!(unknown.stderr.contains(kind), "{}", unknown.stderr);
    }
    assert!(!Path::new("x.svg").exists());
    for (name, arguments, words) in [
        ("out.gif", &[][..], "ends in .svg, .png, .csv or .parquet"),
        ("out.svg", &["--scale", "2"], "sharp at every size"),
        ("out.png", &["--scale", "4"], "1..=3"),
        ("out.csv", &["--scale", "2"], "for pictures"),
        ("out.parquet", &["--vector"], "for pictures"),
        ("out.svg", &["--color", "metrics.val_acu"], "metrics.val_auc"),
        ("out.svg", &["--axes", "params.max_dept"], "params.max_depth"),
        ("out.svg", &["--filter", "metrics.val_auc >"], "--filter"),
        ("out.svg", &["--group-by", "params.max_dept"], "did you mean"),
        ("out.svg", &["--group-by", ""], "a column is expected"),
        ("out.svg", &["--group-by", "params.max_depth", "--kind", "scatter-matrix"], "choose --kind parallel or history"),
    ] {
        let refused = plot(&source, name, arguments);
        assert_eq!(refused.ran.code, 2, "{arguments:?}: {}", refused.ran.stderr);
        assert!(refused.ran.stderr.contains(words), "{arguments:?}: {}", refused.ran.stderr);
        assert!(refused.bytes.is_empty());
    }
}

#[test]
fn data_is_what_a_query_for_the_chart_answers() {
    let source = example("novabio-search/runs.parquet");
    let arguments =
        ["--filter", "metrics.val_auc > 0.9", "--axes", "params.max_depth,metrics.val_log_loss", "--color", "metrics.val_auc"];
    let ordered = [&arguments[..], &["--view", "order=metrics.val_auc DESC"]].concat();
    let drawn = plot(&source, "out.csv", &ordered);
    let columns = "run_id,run_name,params.max_depth,metrics.val_log_loss,metrics.val_auc";
    let query =
        ["query", &source, "--filter", "metrics.val_auc > 0.9", "--order-by", "metrics.val_auc DESC", "--columns", columns];
    let asked = runloom(&[&query[..], &["--format", "csv"]].concat());
    assert_eq!(String::from_utf8(drawn.bytes).unwrap(), asked.stdout);
    assert!(asked.stdout.lines().count() > 10);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("asked.parquet").display().to_string();
    assert_eq!(runloom(&[&query[..], &["-o", &file]].concat()).code, 0);
    let drawn = plot(&source, "out.parquet", &ordered);
    assert_eq!(drawn.ran.code, 0, "{}", drawn.ran.stderr);
    assert!(drawn.bytes == std::fs::read(&file).unwrap());
}

#[test]
fn what_has_no_picture_says_why() {
    let source = example("novabio-search/runs.parquet");
    let none = plot(&source, "out.svg", &["--filter", "metrics.val_auc > 2"]);
    assert_eq!(none.ran.code, 1);
    assert!(none.ran.stderr.contains("No run matches the filter"), "{}", none.ran.stderr);
    assert!(none.bytes.is_empty());
    let nowhere = runloom(&["plot", &source, "--kind", "parallel", "-o", "/no/such/folder/out.svg"]);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.stderr.contains("cannot be written"), "{}", nowhere.stderr);
}

#[test]
fn hostile_names_end_up_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "</script><img onerror=alert(1)>",
        "<img src=x>",
        "a\\u0000b\\u001b[31m",
        "\\u202eevil\\ufffe",
        "]]>&amp;<!--",
        "  two  spaces ",
    ];
    let rows: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(row, name)| format!(r#"{{"run_name":"{name}","params.p":"{name}","metrics.<b>":{row}}}"#))
        .collect();
    let source = file(&folder, "runs.json", &format!("[{}]", rows.join(",")));
    let drawn = svg(&source, &["--axes", "params.p", "--axes", "metrics.<b>", "--color", "params.p"]);
    let texts = texts(&drawn);
    for expected in
        ["</script>…", "<img src=x>", "a\u{fffd}b\u{fffd}[31m", "\u{202e}evil\u{fffd}", "]]>&amp;<!--", "  two  spaces ", "<b>"]
    {
        assert!(texts.iter().any(|text| text.starts_with(expected)), "{expected:?} is not in {texts:?}");
    }
    assert!(!drawn.contains("<img") && !drawn.contains('\0') && !drawn.contains("<script"));
    assert!(!drawn.contains(char::is_control) || drawn.chars().filter(|c| c.is_control()).all(|c| c == '\n'));
}
