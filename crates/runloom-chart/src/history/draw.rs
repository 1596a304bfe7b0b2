use super::curves::{Curves, OddKind};
use super::layout::LANE_PX;
use super::scale::{self, Mark as Label};
use super::{HistoryData, HistorySpec, HistoryX, PaneGeometry};
use crate::calendar;
use crate::legend::small_text;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Mark, Palette, Point, Scene, Text, Weight};

const NAME_SIZE_PX: f64 = 12.0;
const SMALL_SIZE_PX: f64 = 10.5;
const ROOM_A_LABEL_PX: f64 = 36.0;
const APART_PX: f64 = 10.0;

/// The labels of an axis of values in a plot of a certain height.
pub(crate) fn value_labels(range: (f64, f64), log: bool, height_px: f64) -> Vec<Label> {
    let mut labels = scale::value_marks(range, log, ((height_px / ROOM_A_LABEL_PX) as usize).max(2));
    labels.retain(|label| (range.0..=range.1).contains(&label.at));
    labels
}

/// The width of the widest of some labels.
pub(crate) fn widest<'a>(labels: impl Iterator<Item = &'a str>) -> f64 {
    labels.map(|label| text_width(label, SMALL_SIZE_PX, false)).fold(0.0, f64::max)
}

/// What is written and ruled in one pane.
pub(crate) struct PaneScene<'a> {
    pub(crate) plot: &'a PaneGeometry,
    pub(crate) detail: &'a str,
    pub(crate) range: (f64, f64),
    pub(crate) curves: &'a Curves,
    /// The labels of the values.
    pub(crate) values: &'a [Label],
    pub(crate) palette: &'a Palette,
}

impl PaneScene<'_> {
    fn y(&self, height: f64) -> f64 {
        let (low, high) = self.range;
        let part = (height * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5);
        self.plot.top_px + self.plot.height_px * (1.0 - part)
    }

    fn x(&self, at: f64) -> f64 {
        let (low, high) = (self.plot.x_low, self.plot.x_high);
        let part = (at * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5);
        self.plot.left_px + self.plot.width_px * if part.is_finite() { part } else { 0.5 }
    }

    pub(crate) fn draw(&self, data: &HistoryData<'_>, spec: &HistorySpec, header_y: f64, scene: &mut Scene) {
        let (plot, palette) = (self.plot, self.palette);
        let (left, right) = (plot.left_px, plot.left_px + plot.width_px);
        let bottom = plot.top_px + plot.height_px;
        let mut rule = |from: Point, to: Point, colour| scene.marks.push(Mark::Line { from, to, width_px: 1.0, colour });
        let mut texts = Vec::new();
        for label in self.values {
            let at = Point::new(left - 7.0, self.y(label.at));
            texts.push(Text { at, text: label.text.clone(), anchor: Anchor::End, ..small_text(palette.soft_ink) });
        }
        rule(Point::new(left, bottom), Point::new(right, bottom), palette.axis);
        let most = ((plot.width_px / 70.0) as usize).clamp(1, 12);
        let (places, unit) = scale::place_marks((plot.x_low, plot.x_high), &spec.x, most);
        let mut free_from = f64::NEG_INFINITY;
        for label in places {
            let x = self.x(label.at);
            let half = text_width(&label.text, SMALL_SIZE_PX, false) / 2.0;
            let middle = x.min(right + 8.0 - half);
            if !(left - 1.0..=right + 1.0).contains(&x) || middle - half < free_from {
                continue;
            }
            free_from = middle + half + APART_PX;
            rule(Point::new(x, bottom), Point::new(x, bottom + 4.0), palette.axis);
            texts.push(Text {
                at: Point::new(middle, bottom + self.below_px(data) + 12.0),
                text: label.text,
                ..small_text(palette.soft_ink)
            });
        }
        let zoomed = if plot.x_low > plot.x_all.0 || plot.x_high < plot.x_all.1 { "zoomed" } else { "" };
        let days = if spec.x == HistoryX::Time { days(plot.x_low as i64, plot.x_high as i64) } else { String::new() };
        let mut name = super::words::x_name(&spec.x).to_owned();
        for part in [days.as_str(), unit, zoomed].into_iter().filter(|part| !part.is_empty()) {
            name.push_str(" · ");
            name.push_str(part);
        }
        let text = shorten(&name, SMALL_SIZE_PX, false, plot.width_px);
        let at = Point::new(right, bottom + self.below_px(data) + 26.0);
        texts.push(Text { at, text, anchor: Anchor::End, ..small_text(palette.soft_ink) });
        self.header(header_y, &mut texts);
        self.lanes(data, &mut texts);
        scene.marks.extend(texts.into_iter().map(Mark::Text));
    }

    fn header(&self, y: f64, texts: &mut Vec<Text>) {
        let (plot, palette) = (self.plot, self.palette);
        let text = shorten(&plot.metric, NAME_SIZE_PX, true, plot.width_px * 0.75);
        let behind = text_width(&text, NAME_SIZE_PX, true) + 8.0;
        let detail = shorten(self.detail, SMALL_SIZE_PX, false, plot.width_px - behind);
        let name = Text {
            at: Point::new(plot.left_px, y),
            text,
            size_px: NAME_SIZE_PX,
            weight: Weight::Bold,
            ..small_text(palette.ink)
        };
        texts.push(Text { anchor: Anchor::Start, ..name });
        if plot.width_px > behind + 30.0 {
            let at = Point::new(plot.left_px + behind, y + 0.5);
            texts.push(Text { at, text: detail, anchor: Anchor::Start, ..small_text(palette.soft_ink) });
        }
    }

    /// How much lower the labels stand because of a lane.
    fn below_px(&self, data: &HistoryData<'_>) -> f64 {
        if lanes(self.curves, data).1.is_empty() { 0.0 } else { LANE_PX }
    }

    fn lanes(&self, data: &HistoryData<'_>, texts: &mut Vec<Text>) {
        let (above, below) = lanes(self.curves, data);
        let bottom = self.plot.top_px + self.plot.height_px;
        for (text, y) in [(above, self.plot.top_px - LANE_PX / 2.0), (below, bottom + LANE_PX / 2.0)] {
            if !text.is_empty() {
                let at = Point::new(self.plot.left_px - 7.0, y);
                texts.push(Text { at, text, anchor: Anchor::End, ..small_text(self.palette.soft_ink) });
            }
        }
    }
}

/// The days from one moment to another.
fn days(low: i64, high: i64) -> String {
    let (first, last) = (calendar::tell(low, calendar::Unit::Day), calendar::tell(high, calendar::Unit::Day));
    if first == last { first } else { format!("{first} to {last}") }
}

/// What the lanes above and below a plot are called; empty where nothing needs them.
pub(crate) fn lanes(curves: &Curves, data: &HistoryData<'_>) -> (String, String) {
    let has = |kind: OddKind| curves.odd.iter().any(|odd| odd.kind == kind && data.in_filter.contains(odd.row as usize));
    let above = if has(OddKind::Above) { "∞".to_owned() } else { String::new() };
    let below = [(OddKind::Nan, "NaN"), (OddKind::Below, "−∞"), (OddKind::NotPositive, "≤ 0")];
    let below: Vec<&str> = below.into_iter().filter(|(kind, _)| has(*kind)).map(|(_, name)| name).collect();
    (above, below.join(" "))
}
