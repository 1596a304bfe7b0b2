use runloom_table::RowMask;

use super::colours::RunColours;
use crate::raster::{LineCanvas, Pen, Raster};
use crate::{Colour, Palette};

/// The runs of a chart, ready to be drawn: one list of heights an axis.
pub(crate) struct Runs<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The columns of the axes.
    pub(crate) columns: &'a [usize],
    /// Heights in sixteenths of a device pixel, one list an axis.
    pub(crate) heights: &'a [Vec<u16>],
    pub(crate) colours: &'a RunColours,
    pub(crate) focus: &'a RowMask,
    pub(crate) context: &'a RowMask,
    pub(crate) selected: Option<&'a RowMask>,
    pub(crate) palette: &'a Palette,
    pub(crate) pixel_ratio: f64,
}

impl Runs<'_> {
    pub(crate) fn draw(&self) -> Raster {
        let mut canvas = LineCanvas::new(self.width, self.height);
        let context = self.context.rows().collect::<Vec<_>>();
        let opacity = opacity(context.len(), 255, 110);
        for row in &context {
            self.line(&mut canvas, *row, self.pen(self.palette.context, opacity, 1.1));
        }
        let focus = self.in_drawing_order(self.focus);
        let opacity = opacity_of_focus(focus.len());
        for row in &focus {
            self.line(&mut canvas, *row, self.pen(self.colours.colour(*row), opacity, 1.4));
        }
        if let Some(selected) = self.selected {
            for row in self.in_drawing_order(selected) {
                self.line(&mut canvas, row, self.pen(self.colours.colour(row), 255, 2.4));
            }
        }
        Raster::from_premultiplied(&canvas)
    }

    fn pen(&self, colour: Colour, opacity: u8, width_px: f64) -> Pen {
        Pen { colour: colour.with_alpha(opacity), width_16ths: (width_px * self.pixel_ratio * 16.0) as u16 }
    }

    fn line(&self, canvas: &mut LineCanvas, row: usize, pen: Pen) {
        for (columns, heights) in self.columns.windows(2).zip(self.heights.windows(2)) {
            let (Some(&from), Some(&to)) = (heights[0].get(row), heights[1].get(row)) else { continue };
            canvas.segment(columns[0], columns[1], from, to, pen);
        }
    }

    /// The rows with the best last: by colour, then by row.
    fn in_drawing_order(&self, rows: &RowMask) -> Vec<usize> {
        let mut order: Vec<usize> = rows.rows().collect();
        let code = |row: &usize| self.colours.codes.get(*row).copied().unwrap_or_default();
        if self.colours.lowest_is_best {
            order.sort_by_key(|row| std::cmp::Reverse(code(row)));
        } else {
            order.sort_by_key(|row| if code(row) == super::colours::NO_VALUE { 0 } else { u16::from(code(row)) + 1 });
        }
        order
    }
}

fn opacity_of_focus(lines: usize) -> u8 {
    opacity(lines, 240, 110)
}

/// `most` for up to 60 lines, less for more, at least `least`.
fn opacity(lines: usize, most: u8, least: u8) -> u8 {
    let crowd = (60.0 / lines.max(60) as f64).sqrt().sqrt();
    ((f64::from(most) * crowd) as u8).max(least)
}
