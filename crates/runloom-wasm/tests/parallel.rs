//! What can be done to parallel coordinates, over real exports.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use runloom_wasm::protocol::{BandsName, ColourScaleName, Intent, Lane, ScaleName, Update};
use support::Page;

fn search() -> Page {
    let mut page = Page::open("novabio-search/runs.parquet");
    page.restore("axes=params.max_depth,params.learning_rate,metrics.val_auc");
    page
}

fn names(page: &mut Page) -> Vec<String> {
    let cells = page.rows(&["run_id"]).into_iter().flat_map(|row| row.cells);
    let mut names: Vec<String> = cells.flatten().collect();
    names.sort();
    names
}

/// Keeps what the brushes of a view leave, and excludes it; both together are all runs, none twice.
fn kept_and_excluded(file: &str, fragment: &str) -> (String, String) {
    let mut page = Page::open(file);
    let all = {
        page.restore("");
        names(&mut page)
    };
    page.restore(fragment);
    let brushed = names(&mut page);
    assert!(!brushed.is_empty() && brushed.len() < all.len(), "{fragment}: {}", brushed.len());
    let update = page.apply(Intent::BrushToFilter { axis: None, interval: None, lane: None });
    assert!(update.chips.is_empty());
    assert_eq!(names(&mut page), brushed, "{}", update.view.filter);
    let kept = update.view.filter;
    page.restore(fragment);
    let update = page.apply(Intent::ExcludeBrushed);
    assert_eq!((update.brush_problem, update.chips.len()), (None, 0));
    let excluded = names(&mut page);
    let rest: Vec<String> = all.iter().filter(|id| !brushed.contains(id)).cloned().collect();
    assert_eq!(excluded, rest, "{fragment}: {}", update.view.filter);
    (kept, update.view.filter)
}

#[test]
fn brushed_runs_are_kept_or_excluded_exactly() {
    let both = kept_and_excluded(
        "novabio-search/runs.parquet",
        "axes=params.max_depth,metrics.val_auc&brush=params.max_depth:6..7,metrics.val_auc:0.988..",
    );
    assert_eq!(both.0, "params.max_depth BETWEEN 6 AND 7 AND metrics.val_auc >= 0.988");
    let all = "novabio-all/runs.parquet";
    let (_, excluded) = kept_and_excluded(all, "axes=metrics.val_auc&brush=metrics.val_auc:0.5..0.9");
    assert_eq!(excluded, "(NOT metrics.val_auc BETWEEN 0.5 AND 0.9 OR metrics.val_auc IS NULL)");
    kept_and_excluded(all, "axes=metrics.val_auc&brush=metrics.val_auc:missing");
    kept_and_excluded(all, "axes=metrics.val_auc,params.max_depth&brush=metrics.val_auc:0.5..0.9:missing,params.max_depth:..6");
    kept_and_excluded(all, "axes=metrics.val_auc,params.max_depth&brush=metrics.val_auc:0.5..0.9:0.95..,params.max_depth:..6");
    kept_and_excluded(all, "axes=status&brush=status:=FINISHED");
}

#[test]
fn what_is_excluded_follows_the_filter_and_odd_values() {
    let text = "run_id,params.lr,metrics.loss\n1,0.1,1\n2,auto,NaN\n3,,Infinity\n4,None,\n5,1e-3,-Infinity\n6,0.5,3\n7,nan,2\n";
    for brush in [
        "params.lr:0..0.2",
        "params.lr:missing",
        "params.lr:nan",
        "params.lr:0..0.2:nan",
        "metrics.loss:1..2",
        "metrics.loss:..",
        "metrics.loss:nan:missing",
        "metrics.loss:2..:missing",
    ] {
        for scale in [":linear", ":category"] {
            if scale == ":category" && brush.contains("..") {
                continue;
            }
            let (column, _) = brush.split_once(':').unwrap();
            let view = format!("axes={column}{scale}&brush={brush}");
            let mut page = Page::of("odd.csv", text.as_bytes().to_vec());
            page.restore(&view);
            let brushed = names(&mut page);
            let update = page.apply(Intent::ExcludeBrushed);
            let excluded = names(&mut page);
            if brushed.is_empty() {
                continue;
            }
            assert_eq!(update.brush_problem, None, "{view}");
            let expected: Vec<String> = (1..=7).map(|id| id.to_string()).filter(|id| !brushed.contains(id)).collect();
            assert_eq!(excluded, expected, "{view}: {}", update.view.filter);
        }
    }
    let mut page = search();
    let few = page
        .restore("where=params.max_depth > 4 OR params.max_depth < 3&axes=metrics.val_auc&brush=metrics.val_auc:0.988..")
        .matching;
    let filtered = page.restore("where=params.max_depth > 4 OR params.max_depth < 3").matching;
    page.restore("where=params.max_depth > 4 OR params.max_depth < 3&axes=metrics.val_auc&brush=metrics.val_auc:0.988..");
    let update = page.apply(Intent::ExcludeBrushed);
    assert_eq!(update.matching, filtered - few);
    assert!(update.view.filter.starts_with("(params.max_depth > 4 OR params.max_depth < 3) AND (NOT "), "{}", update.view.filter);
}

fn type_brush(page: &mut Page, axis: usize, text: &str) -> Update {
    page.apply(Intent::TypeBrush { axis, text: text.to_owned(), interval: None })
}

#[test]
fn brushes_can_be_typed() {
    let mut page = search();
    for (text, chip, filter) in [
        ("6..7", "max_depth 6 – 7", "params.max_depth BETWEEN 6 AND 7"),
        (" >= 6 ", "max_depth ≥ 6", "params.max_depth >= 6"),
        ("≤5", "max_depth ≤ 5", "params.max_depth <= 5"),
        ("> 6", "max_depth ≥ 7", "params.max_depth > 6"),
        ("<6", "max_depth ≤ 5", "params.max_depth < 6"),
        ("= 6", "max_depth 6", "params.max_depth = 6"),
        ("7", "max_depth 7", "params.max_depth = 7"),
        ("..6", "max_depth ≤ 6", "params.max_depth <= 6"),
    ] {
        let update = type_brush(&mut page, 0, text);
        assert_eq!(update.chips.iter().map(|chip| chip.label.as_str()).collect::<Vec<_>>(), [chip], "{text}");
        assert_eq!(update.brush_problem, None);
        let matching = update.matching;
        let kept = page.apply(Intent::BrushToFilter { axis: None, interval: None, lane: None });
        assert_eq!((kept.view.filter.as_str(), kept.matching), (filter, matching), "{text}");
        page.apply(Intent::Filter { text: String::new() });
    }
    assert_eq!(type_brush(&mut page, 2, "> 0.988").chips[0].label, "val_auc > 0.988");
    page.apply(Intent::ClearBrushes);
    for (text, part) in [
        ("", "Write `0.1..0.5`"),
        ("big", "`big` is no number"),
        ("7..6", "ends before it begins"),
        (">= nan", "is no number"),
        ("1..2..3", "`2..3` is no number"),
    ] {
        let update = type_brush(&mut page, 0, text);
        assert!(
            update.brush_problem.as_ref().is_some_and(|problem| problem.contains(part)),
            "{text}: {:?}",
            update.brush_problem
        );
        assert!(update.chips.is_empty());
    }
    assert_eq!(page.apply(Intent::ClearBrushes).brush_problem, None);
    page.apply(Intent::TypeBrush { axis: 0, text: "6..7".into(), interval: None });
    let replaced = page.apply(Intent::TypeBrush { axis: 0, text: "3..4".into(), interval: Some(0) });
    assert_eq!(replaced.chips.len(), 1);
    assert_eq!(replaced.chips[0].label, "max_depth 3 – 4");
    let lane = type_brush(&mut page, 0, "Missing");
    assert_eq!(lane.chips[1].lane, Some(Lane::Missing));
}

#[test]
fn names_and_days_can_be_typed() {
    let text = "run_id,params.kernel,start_time\n1,rbf,2026-01-01T10:00:00Z\n2,linear,2026-01-02T10:00:00Z\n3,poly,1960-05-06T00:00:00Z\n4,a|b,2026-01-03T10:00:00Z\n";
    let mut page = Page::of("kernels.csv", text.as_bytes().to_vec());
    page.restore("axes=params.kernel,start_time");
    assert_eq!(type_brush(&mut page, 0, "=rbf | linear").matching, 2);
    page.apply(Intent::ClearBrushes);
    assert_eq!(type_brush(&mut page, 0, "poly").matching, 1);
    page.apply(Intent::ClearBrushes);
    assert_eq!(type_brush(&mut page, 0, "a|b").matching, 1);
    page.apply(Intent::ClearBrushes);
    let wrong = type_brush(&mut page, 0, "sigmoid").brush_problem.unwrap();
    assert_eq!(wrong, "`sigmoid` is no value of kernel. It has rbf, linear, poly, a|b.");
    for (text, matching) in
        [("2026-01-01..2026-01-02", 2), ("2026-01-02", 1), ("< 1970-01-01", 1), ("> 2026-01-02", 1), ("1960-05-06", 1)]
    {
        assert_eq!(type_brush(&mut page, 1, text).matching, matching, "{text}");
        page.apply(Intent::ClearBrushes);
    }
    assert!(type_brush(&mut page, 1, "yesterday").brush_problem.unwrap().contains("is no date"));
}

#[test]
fn removed_axes_come_back_where_they_were() {
    let mut page = search();
    page.apply(Intent::ScaleAxis { axis: 1, scale: ScaleName::Quantile });
    page.apply(Intent::InvertAxis { axis: 1 });
    let update = page.apply(Intent::RemoveAxis { axis: 1 });
    assert_eq!(update.view.drawing.dropped, ["params.learning_rate"]);
    let update = page.apply(Intent::RestoreAxis { column: "params.learning_rate".into() });
    assert!(update.view.drawing.dropped.is_empty());
    let axes: Vec<&str> = update.view.axes.iter().map(|axis| axis.column.as_str()).collect();
    assert_eq!(axes, ["params.max_depth", "params.learning_rate", "metrics.val_auc"]);
    assert_eq!((update.view.axes[1].scale, update.view.axes[1].inverted), (Some(ScaleName::Quantile), true));
    assert!(update.fragment.contains("params.learning_rate:quantile:inverted"), "{}", update.fragment);

    page.apply(Intent::RemoveAxis { axis: 0 });
    let back = page.restore("axes=params.max_depth,metrics.val_auc");
    assert!(back.view.drawing.dropped.is_empty(), "an axis in view is not said to be dropped");
    page.apply(Intent::TypeBrush { axis: 1, text: ">= 0.988".into(), interval: None });
    let proposed = page.apply(Intent::ProposeAxes);
    assert!(proposed.view.drawing.axes_automatic && proposed.view.axes.len() > 2);
    assert_eq!(proposed.chips.len(), 1, "brushes stay");
    assert!(!proposed.fragment.contains("axes="), "{}", proposed.fragment);

    let mut page = Page::of("same.csv", b"run_id,params.a,params.b,metrics.c,tags.d\n1,1,5,2,x\n2,2,5,2,x\n".to_vec());
    assert_eq!(page.restore("").view.drawing.folded, 2);
    assert_eq!(page.apply(Intent::AddAxis { column: "params.b".into(), before: None }).view.drawing.folded, 1);
}

#[test]
fn brushes_keep_their_values_when_the_scale_changes() {
    let mut page = search();
    type_brush(&mut page, 2, "0.986..0.99");
    let before = page.apply(Intent::ScaleAxis { axis: 2, scale: ScaleName::Linear });
    let after = page.apply(Intent::ScaleAxis { axis: 2, scale: ScaleName::Quantile });
    assert_eq!((before.matching, before.chips.len()), (after.matching, after.chips.len()));
    let picture = page.picture();
    assert_eq!(picture.axes[2].scale, ScaleName::Quantile);
    assert_eq!(picture.axes[2].brushes.len(), 1);
    assert!(picture.description.contains("quantile"), "{}", picture.description);
    assert!(page.apply(Intent::ScaleAxis { axis: 2, scale: ScaleName::Category }).chips.is_empty());
}

#[test]
fn colours_are_automatic_chosen_or_none() {
    let mut page = search();
    let update = page.restore("axes=params.max_depth,metrics.val_auc");
    assert!(update.view.drawing.colour_automatic && update.view.colour.is_some());
    let coloured = page.picture();
    let update = page.apply(Intent::NoColour);
    assert_eq!((update.view.colour.as_deref(), update.view.drawing.colour_automatic), (None, false));
    assert!(update.fragment.contains("color=none"), "{}", update.fragment);
    let plain = page.picture();
    assert_ne!(plain.pixels, coloured.pixels);
    assert!(!plain.description.contains("Coloured"));
    let update = page.apply(Intent::Colour { column: Some("metrics.val_auc".into()) });
    assert!(!update.view.drawing.colour_automatic);
    for (scale, centre, key, words) in [
        (ColourScaleName::Log, None, "color=metrics.val_auc:log", ", log"),
        (ColourScaleName::Quantile, None, "color=metrics.val_auc:quantile", ", by rank"),
        (ColourScaleName::Centred, Some(0.75), "color=metrics.val_auc:centred:0.75", ", around 0.75"),
        (ColourScaleName::Centred, None, "color=metrics.val_auc:centred", ", around 0."),
    ] {
        let update = page.apply(Intent::ColourScale { scale, centre });
        assert!(update.fragment.contains(key), "{}", update.fragment);
        assert_eq!((update.view.drawing.colour_scale, update.view.drawing.colour_centre), (scale, centre));
        let picture = page.picture();
        assert!(picture.description.contains(words), "{}", picture.description);
        assert_ne!(picture.pixels, coloured.pixels);
        let again = page.restore(&update.fragment);
        assert_eq!(again.fragment, update.fragment);
    }
    let other = page.apply(Intent::Colour { column: Some("params.max_depth".into()) });
    assert_eq!(other.view.drawing.colour_scale, ColourScaleName::Automatic, "a scale belongs to its column");
    assert!(page.apply(Intent::Colour { column: None }).view.drawing.colour_automatic);
}

#[test]
fn curves_and_bands_are_part_of_the_link() {
    let mut page = Page::open("novabio-all/runs.parquet");
    page.restore("axes=params.max_depth,metrics.val_auc&color=params.model");
    let straight = page.picture();
    let update = page.apply(Intent::Draw { curves: true, bands: Some(BandsName::Quartiles) });
    assert!(update.fragment.contains("curves=on&bands=quartiles"), "{}", update.fragment);
    assert!(update.view.drawing.curves && update.view.drawing.bands == Some(BandsName::Quartiles));
    let curved = page.picture();
    assert_ne!(curved.pixels, straight.pixels);
    assert!(curved.description.contains("middle half"), "{}", curved.description);
    let again = page.restore(&update.fragment);
    assert_eq!(again.fragment, update.fragment);
}

#[test]
fn the_same_axes_are_proposed_whatever_the_format() {
    let axes = |path: &str| {
        let mut page = Page::open(path);
        let update = page.restore("");
        page.picture();
        let again = page.apply(Intent::OnlyDiffering { on: false });
        let names = |update: &Update| update.view.axes.iter().map(|axis| axis.column.clone()).collect::<Vec<_>>();
        assert_eq!(names(&update), names(&again), "axes stay as they were proposed");
        names(&update)
    };
    assert_eq!(axes("novabio-search/runs.parquet"), axes("novabio-search/runs.csv"));
}
