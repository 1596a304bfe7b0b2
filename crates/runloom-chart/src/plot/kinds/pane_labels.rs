use super::Dress;
use crate::axis::{labels_at_the_left, labels_below};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::plot::pane::Pane;
use crate::text_width::shorten;
use crate::{Mark, Point, Rotation, Text};

impl Dress<'_> {
    /// Borders, labels and names of all panes.
    pub(super) fn panes(&mut self) {
        let (frame, palette) = (self.frame, self.frame.palette);
        for pane in &frame.panes {
            let area = pane.area;
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
    }

    /// The tick labels of a pane.
    pub(super) fn labels(&mut self, pane: &Pane) {
        let (area, soft_ink) = (pane.area, self.frame.palette.soft_ink);
        let (below, left) = pane.labelled;
        if left {
            labels_at_the_left(&mut self.scene, &pane.y.axis, &pane.y.ends, area, soft_ink, self.log2);
        }
        if below {
            labels_below(&mut self.scene, &pane.x.axis, &pane.x.ends, area, soft_ink, self.log2);
        }
    }
}
