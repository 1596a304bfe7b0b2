use super::Dress;
use crate::axis::{AxisScale, labels_at_the_left, labels_below};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::plot::layout::NAME_PX;
use crate::plot::pane::Pane;
use crate::text_width::shorten;
use crate::{Anchor, Mark, Point, Rotation, Text};

/// Where labels may begin at the left where no name of the side stands there.
const EDGE_PX: f64 = 2.0;
/// The least distance between the names of bands.
const LEAST_APART_PX: f64 = 13.0;

impl Dress<'_> {
    /// Borders, labels and names of all panes.
    pub(super) fn panes(&mut self) {
        for pane in &self.frame.panes {
            self.pane(pane);
        }
    }

    /// Border, labels and names of a pane.
    pub(super) fn pane(&mut self, pane: &Pane) {
        let (area, palette) = (pane.area, self.frame.palette);
        self.scene.marks.push(Mark::Rect { area, radius_px: 4.0, fill: None, border: Some(palette.hairline) });
        self.labels_from(NAME_PX, pane);
        let (below, left) = pane.labelled;
        if left {
            let at = Point::new(8.0, area.y + area.height / 2.0);
            let text = shorten(&pane.y.title, SMALL_SIZE_PX, false, area.height);
            let text = Text { at, text, rotation: Rotation::Upwards, ..small_text(palette.ink) };
            self.scene.marks.push(Mark::Text(text));
        }
        if below {
            let at = Point::new(area.x + area.width / 2.0, area.y + area.height + 27.0);
            let text = shorten(&pane.x.title, SMALL_SIZE_PX, false, area.width);
            self.scene.marks.push(Mark::Text(Text { at, text, ..small_text(palette.ink) }));
        }
    }

    /// The tick labels of a pane that has no names.
    pub(super) fn labels(&mut self, pane: &Pane) {
        self.labels_from(EDGE_PX, pane);
    }

    fn labels_from(&mut self, from_px: f64, pane: &Pane) {
        let (area, soft_ink) = (pane.area, self.frame.palette.soft_ink);
        let (below, left) = pane.labelled;
        if left && !pane.y.bands.is_empty() {
            self.band_labels(pane);
        } else if left {
            labels_at_the_left(&mut self.scene, &pane.y.axis, &pane.y.ends, (from_px, area), soft_ink, self.log2);
        }
        if below {
            labels_below(&mut self.scene, &pane.x.axis, &pane.x.ends, area, soft_ink, self.log2);
        }
    }

    /// The names of bands at the left, as many as stand apart.
    fn band_labels(&mut self, pane: &Pane) {
        let AxisScale::Categories(categories) = &pane.y.axis.scale else { return };
        let mut free_px = f64::NEG_INFINITY;
        for (band, name) in categories.texts().iter().enumerate() {
            let y = pane.area.y + pane.y.band_px(band);
            if y < free_px {
                continue;
            }
            free_px = y + LEAST_APART_PX;
            let text = shorten(name, SMALL_SIZE_PX, false, pane.area.x - 6.0 - NAME_PX);
            let at = Point::new(pane.area.x - 6.0, y);
            self.scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(self.frame.palette.soft_ink) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

    use crate::text_width::text_width;
    use crate::{Anchor, AxisSpec, ColourScale, Mark, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec, Rotation, Text};

    /// Kinds with names at the left, and the roles of a column of names, a column of names and a metric.
    const KINDS: [(PlotKind, [&str; 3]); 6] = [
        (PlotKind::Scatter, ["x", "y", "size"]),
        (PlotKind::Rank, ["x", "y", "target"]),
        (PlotKind::Contour, ["x", "y", "target"]),
        (PlotKind::Slice, ["params", "target", "order"]),
        (PlotKind::Box, ["by", "other", "value"]),
        (PlotKind::Histogram, ["x", "by", "other"]),
    ];

    fn chart(kind: PlotKind, roles: [&'static str; 3], names: &[String], size_px: (f64, f64)) -> PlotChart {
        let rows = names.len() * 6;
        let mut runs = RunTable::new(rows);
        let named =
            |step: usize| Values::from_texts((0..rows).map(|row| names.get(row * step % names.len()).map(String::as_str)));
        let columns = ["params.of_the_architecture", "params.of_the_optimizer", "metrics.loss_of_the_validation_set"];
        let numbers = Values::from_reals((0..rows).map(|row| Some(row as f64 * 1234.5)));
        for (name, values) in columns.into_iter().zip([named(1), named(5), numbers]) {
            runs.push(Column::loaded(ColumnName::parse(name), values));
        }
        let axes = columns.map(|name| vec![AxisSpec::new(ColumnName::parse(name))]);
        let spec = PlotSpec {
            kind,
            roles: roles.into_iter().zip(axes).collect(),
            options: PlotOptions::default(),
            colour: None,
            colour_scale: ColourScale::Automatic,
            width_px: size_px.0,
            height_px: Some(size_px.1),
            device_pixel_ratio: 1.0,
            palette: Palette::LIGHT,
        };
        let all = RowMask::all(rows);
        PlotChart::build(&runs, &all, &all, None, &spec).unwrap()
    }

    /// Left, top, right and bottom of a text, somewhat less high than its line.
    fn sides(text: &Text) -> [f64; 4] {
        let (width, height) = (text_width(&text.text, text.size_px, false), text.size_px * 0.8);
        let from = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (x, y) = (text.at.x, text.at.y);
        match text.rotation {
            Rotation::None => [x - from, y - height / 2.0, x - from + width, y + height / 2.0],
            Rotation::Upwards => [x - height / 2.0, y - width / 2.0, x + height / 2.0, y + width / 2.0],
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn labels_meet_neither_names_nor_each_other(
            which in 0..KINDS.len(),
            names in proptest::collection::vec("[a-zA-Z0-9_]{1,60}", 2..14),
            width_px in 420.0..1200.0f64,
            height_px in 200.0..700.0f64,
        ) {
            let (kind, roles) = KINDS[which];
            let chart = chart(kind, roles, &names, (width_px, height_px));
            let texts: Vec<&Text> = chart.scene.marks.iter().filter_map(|mark| match mark {
                Mark::Text(text) => Some(text),
                _ => None,
            }).collect();
            prop_assert!(texts.len() > 2);
            for (at, one) in texts.iter().enumerate() {
                let [left, top, right, bottom] = sides(one);
                for other in &texts[at + 1..] {
                    let [a, b, c, d] = sides(other);
                    let apart = right <= a || c <= left || bottom <= b || d <= top;
                    prop_assert!(apart, "{kind:?}: {:?} over {:?}", one, other);
                }
            }
        }
    }
}
