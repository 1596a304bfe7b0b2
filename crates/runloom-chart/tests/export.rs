//! Figures as SVG: well formed, with every text of the scene, free of anything that runs or comes from elsewhere.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use proptest::prelude::*;
use runloom_chart::{
    Anchor, Area, AxisSpec, Baseline, Beneath, Colour, ColourScale, Figure, Mark, Palette, ParallelChart, ParallelSpec, Point,
    Raster, Rotation, Scene, Text, Weight, check_size,
};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

fn text_mark(text: &str, rotation: Rotation, halo: Option<Colour>) -> Mark {
    Mark::Text(Text {
        at: Point::new(40.0, 50.125),
        text: text.to_owned(),
        size_px: 12.0,
        weight: Weight::Bold,
        anchor: Anchor::End,
        baseline: Baseline::Top,
        rotation,
        colour: Colour::rgb(0x0012_3456).with_alpha(128),
        halo,
    })
}

fn figure(marks: Vec<Mark>) -> Figure {
    let mut scene = Scene::new(400.0, 300.0);
    scene.marks = marks;
    Figure {
        width_px: 400.0,
        height_px: 300.0,
        background: Some(Colour::rgb(0x00ff_ffff)),
        scene,
        description: "A chart of things: one; two.".to_owned(),
        ..Figure::default()
    }
}

fn svg_of(marks: Vec<Mark>) -> String {
    figure(marks).to_svg(Beneath::Pixels).unwrap()
}

/// What a reader of XML finds in the texts, halos left out.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text") && node.attribute("aria-hidden").is_none());
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

/// The marks of a file, without the lines that are in every file.
fn body(svg: &str) -> String {
    let lines = svg.lines().filter(|line| {
        !["<svg", "<title", "<desc", "</svg", "<path fill=\"#ffffff\""].iter().any(|start| line.starts_with(start))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn title_and_words_come_from_the_description() {
    let mut figure = figure(vec![]);
    figure.left_out = vec!["Two & a half runs have no <value>.".to_owned()];
    let svg = figure.to_svg(Beneath::Pixels).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let said =
        |tag: &str| document.descendants().find(|node| node.has_tag_name(tag)).and_then(|node| node.text()).unwrap().to_owned();
    assert_eq!(said("title"), "A chart of things");
    assert_eq!(said("desc"), "A chart of things: one; two. Two & a half runs have no <value>.");
    assert_eq!(document.root_element().attribute("viewBox"), Some("0 0 400 300"));
}

#[test]
fn hairlines_stand_on_whole_pixels_and_share_a_path() {
    let line = |x0: f64, y0: f64, x1: f64, y1: f64, width_px: f64| Mark::Line {
        from: Point::new(x0, y0),
        to: Point::new(x1, y1),
        width_px,
        colour: Colour::rgb(0x00ff_0000),
    };
    let svg = svg_of(vec![
        line(10.2, 90.0, 10.2, 20.0, 1.0),
        line(5.0, 33.4, 15.0, 33.4, 0.5),
        line(0.0, 50.0, 9.0, 50.0, 2.0),
        line(0.0, 0.0, 7.0, 3.5, 1.0),
    ]);
    assert_eq!(
        body(&svg),
        "<path fill=\"none\" stroke=\"#ff0000\" d=\"M10.5 20V90M5 33.5H15\"/>\n\
         <path fill=\"none\" stroke=\"#ff0000\" stroke-width=\"2\" d=\"M0 50H9\"/>\n\
         <path fill=\"none\" stroke-linejoin=\"round\" stroke=\"#ff0000\" stroke-width=\"1\" d=\"M0 0L7 3.5\"/>"
    );
}

#[test]
fn shapes_keep_their_places_and_colours() {
    let svg = svg_of(vec![
        Mark::Rect {
            area: Area::new(1.4, 2.0, 10.0, 5.0),
            radius_px: 3.0,
            fill: Some(Colour::rgb(0x00ff).with_alpha(51)),
            border: Some(Colour::rgb(0)),
        },
        Mark::Circle { centre: Point::new(-3.005, 4.25), radius_px: 1.5, colour: Colour::rgb(0) },
        Mark::Gradient { area: Area::new(0.0, 0.0, 10.0, 90.0), colours: vec![Colour::rgb(0), Colour::rgb(0x00ff_ffff)] },
    ]);
    let (rect, rest) = body(&svg).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(
        rect,
        "<rect x=\"1.5\" y=\"2.5\" width=\"10\" height=\"5\" rx=\"3\" fill=\"#0000ff\" fill-opacity=\"0.2\" stroke=\"#000000\"/>"
    );
    assert!(rest.starts_with("<circle cx=\"-3.01\" cy=\"4.25\" r=\"1.5\" fill=\"#000000\"/>"), "{rest}");
    let document = roxmltree::Document::parse(&svg).unwrap();
    let stops: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("stop"))
        .map(|stop| stop.attribute("stop-color").unwrap())
        .collect();
    assert_eq!(stops, ["#000000", "#ffffff"]);
}

#[test]
fn a_halo_is_beneath_its_text_and_hidden_from_readers() {
    let svg = svg_of(vec![text_mark("auc", Rotation::Upwards, Some(Colour::rgb(0x00ff_ffff)))]);
    let lines: Vec<String> = body(&svg).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("aria-hidden") && lines[0].contains("stroke=\"#ffffff\""));
    assert_eq!(
        lines[1],
        "<text transform=\"translate(50.2 50.13) rotate(-90)\" font-size=\"12\" font-weight=\"700\" text-anchor=\"end\" fill=\"#123456\" fill-opacity=\"0.5\">auc</text>"
    );
}

#[test]
fn hostile_texts_are_texts() {
    let hostile = [
        ("</script><img src=x onerror=alert(1)>", "</script><img src=x onerror=alert(1)>"),
        ("]]></text><script>alert(1)</script>", "]]></text><script>alert(1)</script>"),
        ("a\0b\u{1b}[31m\u{7f}\u{85}", "a\u{fffd}b\u{fffd}[31m\u{fffd}\u{fffd}"),
        ("\u{202e}evil\u{2066}\u{ffff}", "\u{202e}evil\u{2066}\u{fffd}"),
        ("  two  spaces ", "  two  spaces "),
        ("line\nbreak\ttab\r", "line break tab "),
        ("&amp;&#0;&lt;", "&amp;&#0;&lt;"),
        ("\" onload=\"x", "\" onload=\"x"),
        ("שלום 日本語 🦀", "שלום 日本語 🦀"),
    ];
    let marks = hostile.iter().map(|(text, _)| text_mark(text, Rotation::None, Some(Colour::rgb(0)))).collect();
    let mut figure = figure(marks);
    figure.description = hostile.iter().map(|(text, _)| *text).collect();
    let svg = figure.to_svg(Beneath::Pixels).unwrap();
    assert_eq!(texts(&svg), hostile.map(|(_, shown)| shown.to_owned()));
    let kept: Vec<&str> =
        svg.lines().filter(|line| line.contains("xml:space")).filter_map(|line| line.split('>').nth(1)).collect();
    assert_eq!(kept, ["  two  spaces </text", "  two  spaces </text", "line break tab </text", "line break tab </text"]);
    assert_free(&svg);
}

fn assert_free(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let known = ["svg", "title", "desc", "path", "rect", "circle", "text", "image", "defs", "linearGradient", "stop"];
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{attribute:?}");
            if attribute.name() == "href" {
                assert!(attribute.value().starts_with("data:image/png;base64,"));
            }
        }
    }
    assert!(!svg.contains(|c: char| c.is_control() && c != '\n'));
}

#[test]
fn sizes_that_no_picture_has_are_refused_in_words() {
    for (width_px, height_px) in
        [(0.0, 0.0), (100_000.0, 100_000.0), (f64::NAN, 400.0), (400.0, f64::INFINITY), (-400.0, 400.0), (119.0, 400.0)]
    {
        let refused = check_size(width_px, height_px).unwrap_err();
        assert!(refused.to_string().contains("120 to 16384"), "{refused}");
        let unfit = Figure { width_px, height_px, ..figure(vec![]) };
        assert_eq!(unfit.to_svg(Beneath::Pixels), Err(refused));
    }
    assert_eq!(check_size(120.0, 16_384.0), Ok(()));
}

#[test]
fn what_has_no_picture_says_why() {
    let none = Figure { note: Some("No run matches.".to_owned()), ..figure(vec![]) };
    assert_eq!(none.to_svg(Beneath::Pixels).unwrap_err().why, "No run matches.");
    assert!(figure(vec![]).to_svg(Beneath::Marks).unwrap_err().why.contains("too many runs"));
}

#[test]
fn pixels_are_one_embedded_png() {
    let with = Figure { pixels: Raster { width: 800, height: 600, rgba: vec![128; 800 * 600 * 4] }, ..figure(vec![]) };
    let svg = with.to_svg(Beneath::Pixels).unwrap();
    assert_eq!(svg.matches("<image width=\"400\" height=\"300\" ").count(), 1);
    assert_free(&svg);
    assert!(!with.to_svg(Beneath::Marks).is_ok_and(|svg| svg.contains("<image")));
}

fn table() -> RunTable {
    let mut table = RunTable::new(3);
    table.push(Column::loaded(ColumnName::param("depth"), Values::from_reals([Some(4.0), Some(7.0), None])));
    table.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals([Some(0.5), Some(0.75), Some(f64::NAN)])));
    table.push(Column::loaded(ColumnName::tag("<b>kind & co"), Values::from_texts([Some("</text>"), Some("\u{0}"), Some("c")])));
    table
}

fn parallel(axes: &[&str], selected: Option<&RowMask>) -> ParallelChart {
    let table = table();
    let spec = ParallelSpec {
        axes: axes.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect(),
        colour: Some(ColumnName::metric("auc")),
        colour_scale: ColourScale::Automatic,
        curves: false,
        bands: None,
        width_px: 640.0,
        height_px: 320.0,
        device_pixel_ratio: 2.0,
        palette: Palette::DARK,
    };
    let matching = RowMask::from_fn(3, |row| row != 0);
    ParallelChart::build(&table, &matching, &RowMask::all(3), selected, &spec).unwrap()
}

#[test]
fn every_text_of_a_chart_is_in_its_file() {
    let chart = parallel(&["params.depth", "metrics.auc", "tags.<b>kind & co"], None);
    let scene = chart.scene.clone();
    let wanted: Vec<String> = scene
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.text.replace('\0', "\u{fffd}")) } else { None })
        .collect();
    let svg = chart.into_figure().to_svg(Beneath::Pixels).unwrap();
    assert!(wanted.len() > 10);
    assert_eq!(texts(&svg), wanted);
    assert_free(&svg);
}

#[test]
fn exact_lines_stand_where_the_chart_says() {
    let selected = RowMask::from_fn(3, |row| row == 1);
    let chart = parallel(&["params.depth", "metrics.auc"], Some(&selected));
    let expected: Vec<Vec<(f64, f64)>> = (0..3)
        .map(|row| chart.describe_row(&table(), row).unwrap().values.iter().map(|value| (value.x_px, value.y_px)).collect())
        .collect();
    let marks = chart.into_figure().exact.unwrap();
    let lines: Vec<(Vec<(f64, f64)>, f64)> = marks
        .iter()
        .map(|mark| match mark {
            Mark::Polyline { points, width_px, .. } => (points.iter().map(|point| (point.x, point.y)).collect(), *width_px),
            other => panic!("{other:?}"),
        })
        .collect();
    // Grey first; then in colour, the run without a colour value first; then the picked one, thicker.
    let widths: Vec<f64> = lines.iter().map(|(_, width)| *width).collect();
    assert_eq!(widths, [1.0, 1.4, 1.4, 2.4]);
    assert_eq!(
        lines.into_iter().map(|(points, _)| points).collect::<Vec<_>>(),
        [0, 2, 1, 1].map(|row: usize| expected[row].clone())
    );
}

#[test]
fn a_chart_of_one_axis_has_short_strokes() {
    let marks = parallel(&["params.depth"], None).into_figure().exact.unwrap();
    let Some(Mark::Polyline { points, .. }) = marks.first() else { panic!("{marks:?}") };
    assert_eq!(points.len(), 2);
    assert!((points[1].x - points[0].x - 24.0).abs() < 1e-9);
}

proptest! {
    #[test]
    fn any_text_and_any_place_is_well_formed(text: String, x: f64, y in -1e12..1e12f64, size in 0.0..1e9f64, alpha: u8) {
        let mut marks = vec![text_mark(&text, Rotation::Upwards, None)];
        marks.push(Mark::Circle { centre: Point::new(x, y), radius_px: size, colour: Colour::rgb(7).with_alpha(alpha) });
        marks.push(Mark::Rect { area: Area::new(x, y, size, x), radius_px: y, fill: None, border: None });
        marks.push(Mark::Line { from: Point::new(x, y), to: Point::new(y, x), width_px: size, colour: Colour::rgb(7) });
        marks.push(Mark::Gradient { area: Area::new(y, x, size, size), colours: vec![] });
        let mut figure = figure(marks);
        figure.description = text;
        let svg = figure.to_svg(Beneath::Pixels).unwrap();
        prop_assert!(roxmltree::Document::parse(&svg).is_ok(), "{}", svg);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf\""));
    }
}
