use runloom_table::RowMask;

use super::bands::{self, Band};
use super::strokes::Strokes;
use crate::Palette;
use crate::raster::{Crowd, CrowdRuns, Layers, LineCanvas, Look, Pen, Raster};
use crate::run_colours::{Legend, NO_VALUE, RunColours};

/// The most runs that are drawn as lines of their own.
pub(super) const MOST_LINES: usize = 5000;

/// The most pixel columns that lines of their own may cross in all, which bounds the time they take.
const MOST_LINE_COLUMNS: usize = 4_000_000;

/// The most memory that is kept between pictures for drawing the next one sooner.
const MOST_KEPT_BYTES: usize = 96 << 20;

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
    /// All that are drawn, in colour or in grey.
    pub(crate) drawn: &'a RowMask,
    pub(crate) selected: Option<&'a RowMask>,
    pub(crate) palette: &'a Palette,
    pub(crate) pixel_ratio: f64,
    /// Whether lines are level at the axes.
    pub(crate) curved: bool,
    /// What stands over the runs in colour, if anything.
    pub(crate) bands: &'a [Band],
    /// The pixel rows that runs may reach.
    pub(crate) rows: std::ops::Range<usize>,
}

impl Runs<'_> {
    /// Draws the runs. `crowd` is what the last picture of the same runs left, if any; brushes and selection may differ.
    pub(crate) fn draw(&self, crowd: &mut Option<Crowd>) -> Raster {
        let mut canvas = LineCanvas::new(self.width, self.height);
        let (drawn, focus) = (self.drawn.count(), self.focus.count());
        let most = MOST_LINES.min(MOST_LINE_COLUMNS / self.width.max(1));
        if drawn <= most {
            self.lines(&mut canvas, &Strokes::context(self.drawn, self.focus, self.palette));
        } else {
            self.crowd(&mut canvas, focus > most && self.bands.is_empty(), crowd);
        }
        if focus <= most {
            let strokes = if self.bands.is_empty() { Strokes::focus } else { Strokes::faint };
            self.lines(&mut canvas, &strokes(self.focus, self.colours));
        }
        bands::draw(self.bands, &mut canvas, self.columns, self.curved, self.pixel_ratio);
        if let Some(selected) = self.selected
            && selected.count() <= most
        {
            self.lines(&mut canvas, &Strokes::selected(selected, self.colours));
        }
        Raster::from_premultiplied(&canvas)
    }

    fn lines(&self, canvas: &mut LineCanvas, strokes: &Strokes) {
        let width_16ths = (strokes.width_px * self.pixel_ratio * 16.0) as u16;
        for row in &strokes.rows {
            self.line(canvas, *row, Pen { colour: strokes.colour(*row, self.colours), width_16ths });
        }
    }

    /// Draws context and, where asked, focus as densities.
    fn crowd(&self, canvas: &mut LineCanvas, with_focus: bool, kept: &mut Option<Crowd>) {
        let (class_of_code, looks) = self.classes();
        let runs = CrowdRuns {
            codes: &self.colours.codes,
            class_of_code: &class_of_code,
            classes: looks.len(),
            heights: self.heights,
            columns: self.columns,
            first_row: self.rows.start,
            rows: self.rows.end.min(self.height).saturating_sub(self.rows.start).max(1),
            curved: self.curved,
            drawn: self.drawn,
        };
        let mut crowd = kept.take().unwrap_or_else(|| Crowd::new(&runs));
        crowd.show(&runs, self.focus);
        let (context, ramp) = (self.palette.context, &self.colours.table);
        Layers { context, looks: &looks, ramp, with_focus, rows: self.rows.clone() }.draw(&crowd, canvas);
        *kept = (crowd.bytes() <= MOST_KEPT_BYTES).then_some(crowd);
    }

    /// The class of each colour code, and the looks of the classes.
    fn classes(&self) -> ([u8; 256], Vec<Look>) {
        let flat = |code: usize| Look::Flat(self.colours.table.get(code).copied().unwrap_or(self.palette.bar));
        let mut class_of_code = [0; 256];
        let looks = match &self.colours.legend {
            Legend::None => vec![flat(0)],
            Legend::Ramp { .. } if self.colours.without == 0 => vec![Look::Ramp],
            Legend::Ramp { .. } => {
                class_of_code[usize::from(NO_VALUE)] = 1;
                vec![Look::Ramp, flat(usize::from(NO_VALUE))]
            }
            Legend::Categories { entries, others } => {
                let shown = entries.len() + usize::from(*others > 0);
                for (code, class) in class_of_code.iter_mut().enumerate() {
                    *class = code.min(shown) as u8;
                }
                (0..shown).chain([usize::from(NO_VALUE)]).map(flat).collect()
            }
        };
        (class_of_code, looks)
    }

    fn line(&self, canvas: &mut LineCanvas, row: usize, pen: Pen) {
        for (columns, heights) in self.columns.windows(2).zip(self.heights.windows(2)) {
            let (Some(&from), Some(&to)) = (heights[0].get(row), heights[1].get(row)) else { continue };
            canvas.course(columns[0], columns[1], from, to, pen, self.curved);
        }
    }
}
