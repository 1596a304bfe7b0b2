//! Views to fragments and back, and fragments as people, browsers and chat programs write them.

use proptest::prelude::*;
use runloom_analysis::Method;
use runloom_chart::{Band, Bands, ColourScale, HistoryX, PlotKind, PlotOptions, Smoothing, Statistic};
use runloom_report::{
    AxisInterval, AxisScale, AxisView, ColumnsView, Goal, GroupStatistic, GroupView, HistoryView, ImportanceView, Lines, Panel,
    PanelFrame, PanelKind, Place, PlotView, SourceRef, Theme, VIEW_VERSION, View,
};
use runloom_table::{ColumnKind, ColumnName};

fn read(fragment: &str) -> View {
    let (view, notes) = View::from_fragment(fragment);
    assert!(notes.is_empty(), "{notes:?}");
    view
}

fn notes(fragment: &str) -> Vec<String> {
    View::from_fragment(fragment).1.iter().map(ToString::to_string).collect()
}

#[test]
fn the_example_of_the_design_is_read_and_written() {
    let typed = "#src=runs.parquet&where=metrics.val_auc > 0.88&order=metrics.val_auc DESC\
                 &axes=params.lr:log,params.max_depth:inverted,metrics.val_auc&brush=params.max_depth:6..7\
                 &color=metrics.val_auc&theme=dark";
    let view = read(typed);
    assert_eq!(view.sources, [SourceRef::Url("runs.parquet".into())]);
    assert_eq!(view.order, ["metrics.val_auc DESC"]);
    let axes = view.axes.as_ref().unwrap();
    assert_eq!(axes[0].scale, Some(AxisScale::Log));
    assert!(axes[1].inverted);
    assert_eq!(axes[1].intervals, [AxisInterval::Numeric { low: 6.0, high: 7.0 }]);
    assert_eq!(view.colour, Some(ColumnName::metric("val_auc")));
    assert_eq!(view.theme, Theme::Dark);
    let as_in_a_browser = typed.trim_start_matches('#').replace(' ', "%20").replace('>', "%3E");
    assert_eq!(view.to_fragment(), as_in_a_browser);
}

#[test]
fn defaults_are_written_as_nothing() {
    assert_eq!(View::default().to_fragment(), "");
    assert_eq!(read(""), View::default());
    assert_eq!(read("#"), View::default());
    let panels = [PanelKind::Plot(PlotKind::ScatterMatrix), PanelKind::Table].map(Panel::from).to_vec();
    let panels = View { panels: Some(panels), ..View::default() };
    assert_eq!(panels.to_fragment(), "panels=scatter-matrix,table");
}

#[test]
fn what_is_asked_about_params_is_read_and_written() {
    let fragment = "importance.target=metrics.val_auc&importance.goal=min&importance.method=ped-anova&importance.best=10&importance.pair=params.lr,params.a%2Cb&importance.title=What%20matters";
    let view = read(fragment);
    let asked = ImportanceView {
        target: Some(ColumnName::metric("val_auc")),
        goal: Some(Goal::Min),
        method: Method::PedAnova,
        best_percent: Some(10),
        pair: Some([ColumnName::param("lr"), ColumnName::param("a,b")]),
    };
    assert_eq!(view.importance, asked);
    assert_eq!(read(&view.to_fragment()), view);
    assert_eq!(read("importance.best=25%").importance.best_percent, Some(25));
    assert_eq!(
        notes("importance.best=100&importance.method=guess&importance.goal=up&importance.seed=3&importance.pair=params.a"),
        [
            "importance.best: `100` should be a percentage of the runs from 1 to 99",
            "importance.method: `guess` should be one of fanova, ped-anova, mdi, permutation, correlation",
            "importance.goal: `up` should be one of max, min",
            "importance.seed: this key is not known and was ignored",
            "importance.pair: `params.a` should be two params as `params.lr,params.depth`",
        ]
    );
}

#[test]
fn encoded_twice_is_the_same_view() {
    let view = read("src=a b.csv&where=params.x LIKE '%20%' AND metrics.y > 1&axes=params.a%2Cb,params.ü");
    let once = view.to_fragment();
    let twice = once.replace('%', "%25");
    let whole = once.replace('%', "%25").replace('=', "%3D").replace('&', "%26").replace(',', "%2C");
    for text in [&once, &twice, &whole, &format!("?{once}")] {
        assert_eq!(&read(text), &view, "{text}");
    }
}

#[test]
fn notes_name_the_key_and_keep_the_rest() {
    let fragment = "where=x > 1&nonsense=1&theme=pink&axes=params.lr:logg,params.b&widths=params.a&panels=table,3d&where=y";
    let (view, _) = View::from_fragment(fragment);
    assert_eq!(view.filter, "x > 1");
    assert_eq!(view.axes.map(|axes| axes.len()), Some(2));
    assert_eq!(view.panels, Some(vec![PanelKind::Table.into()]));
    let notes = notes(fragment);
    for (note, start) in
        notes.iter().zip(["nonsense: ", "theme: `pink`", "axes: `logg`", "widths: ", "panels: `3d`", "where: given twice"])
    {
        assert!(note.starts_with(start), "{note}");
    }
    assert_eq!(notes.len(), 6);
}

#[test]
fn a_brush_brings_its_axis() {
    let (view, notes) = View::from_fragment("axes=params.a&brush=params.b:..1:missing");
    let axes = view.axes.unwrap();
    assert_eq!(axes[1].column, ColumnName::param("b"));
    assert!(axes[1].missing);
    assert_eq!(notes.len(), 1);
}

#[test]
fn a_brush_alone_leaves_the_choice_of_axes_to_the_chart() {
    let fragment = "brush=params.b:..1:missing,metrics.auc:0.9..";
    let (view, notes) = View::from_fragment(fragment);
    assert_eq!((view.axes.as_ref(), view.brushes.len(), notes.len()), (None, 2, 0));
    assert_eq!(view.to_fragment(), fragment);
}

#[test]
fn groups_are_typed_as_the_query_language_has_them() {
    let typed = "group=params.lr,params.`batch size`&statistic=median&best=metrics.loss:min&lines=groups";
    let view = read(typed);
    assert_eq!(view.group.by, "params.lr,params.`batch size`");
    assert_eq!((view.group.statistic, view.group.lines), (GroupStatistic::Median, Lines::Groups));
    assert_eq!(view.group.best, Some((ColumnName::metric("loss"), Goal::Min)));
    assert_eq!(view.to_fragment(), typed.replace('`', "%60").replace(' ', "%20"));
    assert_eq!(read("best=metrics.auc").group.best, Some((ColumnName::metric("auc"), Goal::Max)));
    let (wrong, _) = View::from_fragment("statistic=mode&best=metrics.auc:up&lines=3&group=");
    assert_eq!(wrong.group, GroupView::default());
    assert_eq!(notes("statistic=mode&best=metrics.auc:up&lines=3").len(), 3);
}

#[test]
fn histories_are_typed_in_plain_words() {
    let typed = "history=metrics.loss,metrics.val_loss&history-x=metrics.epoch&history-y=log&smooth=ema:0.6&history-mean=std\
                 &history-outliers=cut&history-zoom=100..160";
    let view = read(typed);
    assert_eq!(view.history.metrics, ["loss", "val_loss"]);
    assert_eq!(view.history.x, HistoryX::Metric("epoch".into()));
    assert_eq!((view.history.smoothing, view.history.mean), (Smoothing::Ema(0.6), Some(Band::Std)));
    assert_eq!((view.history.log, view.history.cut_outliers, view.history.zoom), (true, true, Some((100.0, 160.0))));
    assert_eq!(view.to_fragment(), typed);
    assert_eq!(read("history=loss&history-x=relative&smooth=mean:5").history.metrics, ["loss"]);
    let wrong = "history=params.lr&history-x=tags.a&smooth=ema&history-mean=max&history-zoom=all&history-y=cubic";
    assert_eq!((View::from_fragment(wrong).0.history, notes(wrong).len()), (HistoryView::default(), 6));
}

#[test]
fn panels_have_titles_and_places() {
    let typed = "panels=parallel,scatter-2&parallel.at=0,0,12,8&scatter-2.title=Depth & rate&scatter-2.at=0,6,6,5";
    let view = read(&typed.replace(" & ", " %26 "));
    let scatter = Panel::read("scatter-2").unwrap();
    let frame = view.frame(scatter).unwrap();
    assert_eq!((frame.title.as_str(), frame.place), ("Depth & rate", Some(Place::new(0, 6, 6, 5))));
    assert_eq!(view.frame(Panel::from(PanelKind::Parallel)).unwrap().place, Some(Place::new(0, 0, 12, 8)));
    assert_eq!(view.to_fragment(), typed.replace(" & ", "%20%26%20"));
}

#[test]
fn places_outside_the_grid_are_put_inside() {
    let place = |text: &str| View::from_fragment(&format!("table.at={text}")).0.frames.first().and_then(|(_, frame)| frame.place);
    for (text, [x, y, w, h]) in
        [("3,0,12,4", [0, 0, 12, 4]), ("11,4294967295,4,0", [8, 9_999, 4, 1]), ("0,0,0,4294967295", [0, 0, 1, 100])]
    {
        assert_eq!(place(text), Some(Place::new(x, y, w, h)), "{text}");
        assert_eq!(place(text).unwrap().numbers(), [x, y, w, h]);
    }
    for text in ["", "1,2,3", "1,2,3,4,5", "-1,0,6,5", "0,0,6,1e9", "0,0,6,99999999999", "a,b,c,d"] {
        assert_eq!((place(text), notes(&format!("table.at={text}")).len()), (None, 1), "{text}");
    }
    assert_eq!(notes("scatter.place=1"), ["scatter.place: this plot has x, y, size, goal, goal-x, trend and statistic"]);
    let long = View::from_fragment(&format!("table.title={}", "a ".repeat(4_000))).0;
    assert!(long.frames[0].1.title.len() <= 200);
}

#[test]
fn an_ampersand_in_a_filter_is_explained() {
    assert!(notes("where=params.x = 'a & b'")[0].contains("%26"));
}

#[test]
fn hostile_lengths_are_bounded() {
    let long = format!("where=x&select={}", "a,".repeat(2_000_000));
    let (view, notes) = View::from_fragment(&long);
    assert_eq!(view.filter, "x");
    assert!(!notes.is_empty());
    let many = format!("hide={}", "params.a,".repeat(20_000));
    let (view, notes) = View::from_fragment(&many);
    assert_eq!(view.columns.hidden.len(), 10_000);
    assert_eq!(notes.len(), 1);
    assert!(View::from_fragment(&"x&".repeat(400_000)).1.len() <= 50);
}

#[test]
fn a_compact_form_is_read_and_a_damaged_one_refused_in_words() {
    assert_eq!(read("#v1.eNorz0gtSrVNBAALgwK6").filter, "a");
    assert!(notes("#v1.abc")[0].contains("was changed on its way"));
    assert!(notes("#v7.abc")[0].contains("newer"));
}

#[test]
fn links_of_every_version_open_for_ever() {
    for line in include_str!("../../../tests/fixtures/links.txt").lines().filter(|line| !line.starts_with('#')) {
        let (compact, readable) = line.split_once(' ').unwrap();
        let (view, notes) = View::from_fragment(compact);
        assert_eq!(notes, [], "{compact}");
        assert_eq!(view, read(readable), "{compact}");
    }
}

#[test]
fn the_guide_names_the_keys_that_are_read() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/docs/links.md")).unwrap();
    let keys: Vec<&str> =
        guide.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(key, _)| key).collect();
    assert_eq!(keys.len(), 41);
    for key in keys {
        assert!(!notes(&format!("{key}=")).iter().any(|note| note.contains("not known")), "{key}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{1,12}", "\\PC{1,6}", r#"[a,:|&=%#" `.\n\t25ü]{1,10}"#, Just("%2520".to_owned()), Just("…\u{0}".to_owned())]
}

fn column() -> impl Strategy<Value = ColumnName> {
    let kinds = prop_oneof![Just(ColumnKind::Param), Just(ColumnKind::Metric), Just(ColumnKind::Tag)];
    prop_oneof![(kinds, text()).prop_map(|(kind, key)| ColumnName::new(kind, key)), "[a-z_]{1,8}".prop_map(ColumnName::attribute)]
}

fn columns() -> impl Strategy<Value = Vec<ColumnName>> {
    proptest::collection::vec(column(), 0..4)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![proptest::num::f64::ANY, Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(-0.0)]
}

fn interval() -> impl Strategy<Value = AxisInterval> {
    prop_oneof![
        (number(), number()).prop_map(|(low, high)| AxisInterval::Numeric { low, high }),
        proptest::collection::vec(prop_oneof![text(), Just(String::new())], 0..3).prop_map(AxisInterval::Categories),
    ]
}

fn axis() -> impl Strategy<Value = AxisView> {
    let scale = proptest::option::of(proptest::sample::select(AxisScale::ALL.to_vec()));
    (column(), scale, any::<bool>(), proptest::collection::vec(interval(), 0..3), any::<(bool, bool)>()).prop_map(
        |(column, scale, inverted, intervals, (missing, nan))| AxisView { column, scale, inverted, intervals, missing, nan },
    )
}

fn axes() -> impl Strategy<Value = Vec<AxisView>> {
    proptest::collection::vec(axis(), 0..4).prop_map(|mut axes| {
        let mut seen = std::collections::BTreeSet::new();
        axes.retain(|axis| seen.insert(axis.column.clone()));
        axes
    })
}

/// Axes that a user chose, or brushes on axes that nobody chose.
fn axes_or_brushes() -> impl Strategy<Value = (Option<Vec<AxisView>>, Vec<AxisView>)> {
    (any::<bool>(), axes()).prop_map(|(chosen, mut axes)| {
        if chosen {
            return (Some(axes), Vec::new());
        }
        axes.retain(AxisView::is_brushed);
        for axis in &mut axes {
            (axis.scale, axis.inverted) = (None, false);
        }
        (None, axes)
    })
}

fn trimmed() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.trim().to_owned()).prop_filter("empty", |text| !text.is_empty())
}

fn columns_view() -> impl Strategy<Value = ColumnsView> {
    let widths = proptest::collection::vec((column(), any::<u32>()), 0..3);
    (columns(), columns(), columns(), widths, any::<bool>()).prop_map(|(hidden, pinned, order, widths_px, only_differing)| {
        ColumnsView { hidden, pinned, order, widths_px, only_differing }
    })
}

fn group_view() -> impl Strategy<Value = GroupView> {
    let statistic = proptest::sample::select(GroupStatistic::ALL.to_vec());
    let best = proptest::option::of((column(), proptest::sample::select(Goal::ALL.to_vec())));
    let lines = proptest::sample::select(Lines::ALL.to_vec());
    (prop_oneof![text(), Just(String::new())], statistic, best, lines).prop_map(|(by, statistic, best, lines)| GroupView {
        by,
        statistic,
        best,
        lines,
    })
}

fn history_view() -> impl Strategy<Value = HistoryView> {
    let metrics = proptest::collection::vec(text(), 0..3);
    let x = prop_oneof![Just(HistoryX::Step), Just(HistoryX::Time), Just(HistoryX::Relative), text().prop_map(HistoryX::Metric)];
    let smoothing = prop_oneof![
        Just(Smoothing::None),
        number().prop_map(Smoothing::Ema),
        number().prop_map(Smoothing::Gaussian),
        any::<u32>().prop_map(Smoothing::Mean),
    ];
    let mean = proptest::option::of(proptest::sample::select(vec![Band::MinMax, Band::Std]));
    let zoom = proptest::option::of((number(), number()));
    (metrics, x, any::<(bool, bool)>(), smoothing, mean, zoom).prop_map(
        |(metrics, x, (log, cut_outliers), smoothing, mean, zoom)| HistoryView {
            metrics,
            x,
            log,
            smoothing,
            mean,
            cut_outliers,
            zoom,
        },
    )
}

fn panel() -> impl Strategy<Value = Panel> {
    let kinds: Vec<PanelKind> = PanelKind::all().collect();
    (proptest::sample::select(kinds), 1u16..4)
        .prop_map(|(kind, number)| Panel { kind, number: if matches!(kind, PanelKind::Plot(_)) { number } else { 1 } })
}

/// What was chosen for plots, in the order in which it is written.
fn plots() -> impl Strategy<Value = Vec<(Panel, PlotView)>> {
    let kinds = proptest::sample::select(PlotKind::ALL.to_vec());
    let goal = || proptest::option::of(any::<bool>());
    let plot = (kinds, 1u16..4, proptest::collection::vec(column(), 1..3), (goal(), goal()), any::<bool>());
    let statistics = proptest::sample::select(Statistic::ALL.to_vec());
    let plot = (plot, statistics).prop_map(|((kind, number, columns, (minimise, minimise_x), trend), statistic)| {
        let mut plot = PlotView { options: PlotOptions { minimise, minimise_x, trend, statistic }, ..PlotView::default() };
        plot.set_role(kind.roles()[0].word, columns);
        (Panel { kind: PanelKind::Plot(kind), number }, plot)
    });
    proptest::collection::btree_map(Just(()), plot, 0..2).prop_map(|plots| plots.into_values().collect())
}

fn importance_view() -> impl Strategy<Value = ImportanceView> {
    let goal = proptest::sample::select(Goal::ALL.to_vec());
    let method = proptest::sample::select(Method::ALL.to_vec());
    let pair = proptest::option::of((column(), column()).prop_filter("two", |(first, second)| first != second));
    let best = proptest::option::of(1_u8..100);
    (proptest::option::of(column()), proptest::option::of(goal), method, best, pair).prop_map(
        |(target, goal, method, best_percent, pair)| {
            let pair = pair.map(|(first, second)| [first, second]);
            ImportanceView { target, goal, method, best_percent, pair }
        },
    )
}

/// The colours of the runs: of a column, automatic in some scale, or none.
fn colours() -> impl Strategy<Value = (Option<ColumnName>, ColourScale, bool)> {
    use ColourScale::{Automatic, Centred, Linear, Log, Quantile};
    let scale = prop_oneof![
        proptest::sample::select(vec![Automatic, Linear, Log, Quantile, Centred(None)]),
        proptest::num::f64::NORMAL.prop_map(|middle| Centred(Some(middle))),
    ];
    prop_oneof![
        (proptest::option::of(column()), scale).prop_map(|(column, scale)| (column, scale, false)),
        Just((None, Automatic, true)),
    ]
}

/// Titles and places, in the order in which they are written.
fn frames() -> impl Strategy<Value = Vec<(Panel, PanelFrame)>> {
    let place = (0u32..14, any::<u32>(), 0u32..14, any::<u32>()).prop_map(|(x, y, w, h)| Place::new(x, y, w, h));
    let title = prop_oneof![text(), Just(String::new())].prop_map(|text| PanelFrame::clean_title(&text));
    let frame = (title, proptest::option::of(place)).prop_map(|(title, place)| PanelFrame { title, place });
    proptest::collection::btree_map(panel(), frame, 0..3)
        .prop_map(|frames| frames.into_iter().filter(|(_, frame)| !frame.is_default()).collect())
}

fn view() -> impl Strategy<Value = View> {
    let source = prop_oneof![trimmed().prop_map(SourceRef::Url), trimmed().prop_map(SourceRef::File)];
    let kind = proptest::sample::select(ColumnKind::ALL.to_vec());
    let bands = proptest::option::of(proptest::sample::select(vec![Bands::Quartiles, Bands::MinMax]));
    let panels = proptest::option::of(
        proptest::collection::btree_set(panel(), 0..3).prop_map(|panels| panels.into_iter().collect::<Vec<_>>()).prop_shuffle(),
    );
    (
        proptest::collection::vec(source, 0..3),
        prop_oneof![text(), Just(String::new())],
        proptest::collection::vec(trimmed(), 0..3),
        (group_view(), columns_view()),
        proptest::collection::vec((column(), kind), 0..3),
        axes_or_brushes(),
        ((colours(), any::<bool>(), bands), (history_view(), importance_view()), plots(), frames()),
        proptest::collection::vec(text(), 0..3),
        panels,
        proptest::sample::select(Theme::ALL.to_vec()),
    )
        .prop_map(
            |(
                sources,
                filter,
                order,
                (group, columns),
                treat_as,
                (axes, brushes),
                (((colour, colour_scale, uncoloured), curves, bands), (history, importance), plots, frames),
                selection,
                panels,
                theme,
            )| View {
                version: VIEW_VERSION,
                sources,
                filter,
                order,
                group,
                columns,
                treat_as,
                axes,
                brushes,
                colour,
                colour_scale,
                uncoloured,
                curves,
                bands,
                history,
                importance,
                plots,
                frames,
                selection,
                panels,
                theme,
            },
        )
}

proptest! {
    #[test]
    fn a_view_survives_its_fragment(view in view()) {
        let fragment = view.to_fragment();
        let (back, notes) = View::from_fragment(&fragment);
        prop_assert!(notes.is_empty(), "{:?} in {}", notes, fragment);
        // NaN differs from itself; its text does not.
        prop_assert_eq!(format!("{back:?}"), format!("{view:?}"));
        prop_assert_eq!(back.to_fragment(), fragment);
    }

    #[test]
    fn a_fragment_encoded_again_is_the_same_view(view in view()) {
        let fragment = view.to_fragment();
        let (back, _) = View::from_fragment(&fragment.replace('%', "%25"));
        prop_assert_eq!(back.to_fragment(), fragment);
    }

    #[test]
    fn browsers_leave_a_fragment_as_it_is(view in view()) {
        let left_alone = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'`' | b'#');
        prop_assert!(view.to_fragment().bytes().all(left_alone));
    }

    #[test]
    fn any_text_is_read(fragment in "\\PC*") {
        let (view, _) = View::from_fragment(&fragment);
        let (again, _) = View::from_fragment(&view.to_fragment());
        prop_assert_eq!(again.to_fragment(), view.to_fragment());
    }

    #[test]
    fn any_text_of_our_own_words_is_read(parts in proptest::collection::vec(proptest::sample::select(vec![
        "src", "where", "axes", "matrix", "table.", "scatter-2.", "at", "title", "6", "brush", "color", "widths", "treat", "panels", "theme", "order", "group", "best", "lines", "history", "history-x", "history-zoom", "importance.target", "importance.method", "importance.best", "smooth", "ema", "=", "&", ",", ":", "|", "..", "%", "%25", "%3D", "25",
        "params.a", "log", "inverted", "missing", "none", "1", "nan", "inf", " ", "ü",
    ]), 0..40)) {
        let (view, _) = View::from_fragment(&parts.concat());
        let (again, _) = View::from_fragment(&view.to_fragment());
        prop_assert_eq!(format!("{again:?}"), format!("{view:?}"));
    }

    #[test]
    fn a_view_survives_serde(mut view in view()) {
        for axis in view.axes.iter_mut().flatten().chain(&mut view.brushes) {
            axis.intervals.retain(|interval| !matches!(interval, AxisInterval::Numeric { low, high } if !(low.is_finite() && high.is_finite())));
        }
        view.history.zoom = view.history.zoom.filter(|(low, high)| low.is_finite() && high.is_finite());
        if matches!(view.history.smoothing, Smoothing::Ema(x) | Smoothing::Gaussian(x) if !x.is_finite()) {
            view.history.smoothing = Smoothing::None;
        }
        let json = serde_json::to_string(&view).unwrap();
        prop_assert_eq!(serde_json::from_str::<View>(&json).unwrap(), view);
    }
}
