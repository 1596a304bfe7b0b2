use runloom_table::RowMask;

use super::bands::{self, Band};
use super::strokes::{CONTEXT_PX, Strokes, context_opacity, without};
use crate::Palette;
use crate::raster::{Canvas, Course, Crowd, CrowdRuns, Greys, Layers, LineCanvas, Look, Pen, Raster};
use crate::run_colours::{Legend, NO_VALUE, RunColours};

/// The most runs that are drawn as lines of their own.
pub(super) const MOST_LINES: usize = 5000;

/// The most pixel columns that lines of their own may cross in all, which bounds the time they take.
const MOST_LINE_COLUMNS: usize = 4_000_000;

/// The most memory that is kept between pictures for drawing the next one sooner.
const MOST_KEPT_BYTES: usize = 96 << 20;

/// What a picture leaves for the next one of the same runs, where only brushes and selection differ.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    crowd: Option<Crowd>,
    context: Option<ContextLines>,
}

/// The lines in grey, and whose they are.
#[derive(Clone, Debug)]
struct ContextLines {
    lines: Greys,
    runs: RowMask,
}

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
    /// Draws the runs. `kept` is what the last picture of the same runs left.
    pub(crate) fn draw(&self, kept: &mut Kept) -> Raster {
        let (drawn, focus) = (self.drawn.count(), self.focus.count());
        let most = MOST_LINES.min(MOST_LINE_COLUMNS / self.width.max(1));
        let selected = self.selected.filter(|selected| selected.count() <= most);
        let mut canvas = if drawn <= most {
            self.context(&mut kept.context)
        } else {
            let picture = self.crowd(focus > most && self.bands.is_empty(), &mut kept.crowd);
            if focus > most && self.bands.is_empty() && selected.is_none() {
                return Raster::from_premultiplied(&picture);
            }
            LineCanvas::over(&picture)
        };
        if focus <= most {
            let strokes = if self.bands.is_empty() { Strokes::focus } else { Strokes::faint };
            self.lines(&mut canvas, &strokes(self.focus, self.colours));
        }
        bands::draw(self.bands, &mut canvas, self.columns, self.curved, self.pixel_ratio);
        if let Some(selected) = selected {
            self.lines(&mut canvas, &Strokes::selected(selected, self.colours));
        }
        Raster::from_lines(&canvas)
    }

    fn lines(&self, canvas: &mut LineCanvas, strokes: &Strokes) {
        let width_16ths = self.width_16ths(strokes.width_px);
        for gap in 0..self.columns.len() {
            for row in &strokes.rows {
                let Some(course) = self.course(*row, gap) else { continue };
                canvas.course(course, Pen { colour: strokes.colour(*row, self.colours), width_16ths });
            }
        }
    }

    /// The runs in grey. Lines that are there from the picture before stay.
    fn context(&self, kept: &mut Option<ContextLines>) -> LineCanvas {
        let runs = without(self.drawn, self.focus);
        let before = kept.take().filter(|kept| without(&kept.runs, &runs).count() <= runs.count());
        let mut before = before
            .unwrap_or_else(|| ContextLines { lines: Greys::new(self.width, self.height), runs: RowMask::none(runs.len()) });
        let width_16ths = self.width_16ths(CONTEXT_PX);
        let courses = |row| (0..self.columns.len()).filter_map(move |gap| self.course(row, gap));
        for row in without(&runs, &before.runs).rows() {
            courses(row).for_each(|course| before.lines.add(course, width_16ths));
        }
        for row in without(&before.runs, &runs).rows() {
            courses(row).for_each(|course| before.lines.remove(course, width_16ths));
        }
        let canvas = if runs.count() > 0 {
            before.lines.draw(self.palette.context.with_alpha(context_opacity(runs.count())))
        } else {
            LineCanvas::new(self.width, self.height)
        };
        *kept = Some(ContextLines { runs, ..before });
        canvas
    }

    fn width_16ths(&self, width_px: f64) -> u16 {
        (width_px * self.pixel_ratio * 16.0) as u16
    }

    /// Draws context and, where asked, focus as densities.
    fn crowd(&self, with_focus: bool, kept: &mut Option<Crowd>) -> Canvas {
        let mut canvas = Canvas::new(self.width, self.height);
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
        Layers { context, looks: &looks, ramp, with_focus, rows: self.rows.clone() }.draw(&crowd, &mut canvas);
        *kept = (crowd.bytes() <= MOST_KEPT_BYTES).then_some(crowd);
        canvas
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

    /// A run between an axis and the next.
    fn course(&self, row: usize, gap: usize) -> Option<Course> {
        let height = |axis: usize| self.heights.get(axis)?.get(row).copied();
        let (x0, x1) = (*self.columns.get(gap)?, *self.columns.get(gap + 1)?);
        Some(Course { x0, x1, y0: height(gap)?, y1: height(gap + 1)?, curved: self.curved })
    }
}
