use super::Dress;
use crate::axis::{AxisScale, labels_at_the_left, labels_below};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::plot::pane::Pane;
use crate::text_width::shorten;
use crate::{Anchor, Mark, Point, Rotation, Text};

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
        self.labels(pane);
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

    /// The tick labels of a pane.
    pub(super) fn labels(&mut self, pane: &Pane) {
        let (area, soft_ink) = (pane.area, self.frame.palette.soft_ink);
        let (below, left) = pane.labelled;
        if left && !pane.y.bands.is_empty() {
            self.band_labels(pane);
        } else if left {
            labels_at_the_left(&mut self.scene, &pane.y.axis, &pane.y.ends, area, soft_ink, self.log2);
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
            let text = shorten(name, SMALL_SIZE_PX, false, pane.area.x - 26.0);
            let at = Point::new(pane.area.x - 6.0, y);
            self.scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(self.frame.palette.soft_ink) }));
        }
    }
}
