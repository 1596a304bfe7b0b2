use runloom_table::{RowMask, sorted};

use super::coarse::Coarse;
use super::curves::{Curves, OddKind};
use super::density::{self, Density, Finished, Share};
use super::grid::Grid;
use super::lanes::Sums;
use super::layout::LANE_PX;
use super::means::Means;
use super::strokes::Strokes;
use super::trace::Tracer;
use super::{HistoryData, PaneGeometry};
use crate::parallel::opacity;
use crate::raster::{Canvas, LineCanvas, Pen};
use crate::run_colours::{NO_VALUE, RunColours};
use crate::{Colour, Palette};

/// The most runs that are drawn as lines of their own.
pub(crate) const MOST_LINES: usize = 3000;
/// The most pixel columns that lines of their own may cross in all, which bounds the time they take.
const MOST_LINE_COLUMNS: usize = 600_000;
/// The most groups with a band.
pub(crate) const MOST_BANDS: usize = 12;
/// The rows above and below a plot that lines may reach before they are cut.
const BEYOND: usize = 40;

pub(crate) const LINE_PX: f64 = 1.4;
pub(crate) const SELECTED_PX: f64 = 2.6;
pub(crate) const MEAN_PX: f64 = 2.0;

/// What is drawn in one pane.
pub(crate) struct PanePixels<'a> {
    pub(crate) curves: &'a Curves,
    /// The same as they were logged, where they are smoothed.
    pub(crate) raw: Option<&'a Curves>,
    pub(crate) means: Option<&'a Means>,
    pub(crate) plot: &'a PaneGeometry,
    pub(crate) range: (f64, f64),
    pub(crate) colours: &'a RunColours,
    pub(crate) palette: &'a Palette,
    pub(crate) pixel_ratio: f64,
    /// Whether crowds are drawn coarsely.
    pub(crate) coarse: bool,
    /// The heights of labels, which a thin line beneath the runs leads to.
    pub(crate) rules: &'a [f64],
}

/// How many runs may be drawn as lines in a plot of so many columns.
pub(crate) fn most_lines(columns: usize) -> usize {
    MOST_LINES.min(MOST_LINE_COLUMNS / columns.max(1))
}

/// The rows that have a curve, the best last: by colour, then by row.
pub(crate) fn in_drawing_order(curves: &Curves, colours: &RunColours, rows: &RowMask) -> Vec<u32> {
    let mut found: Vec<u32> = curves.strands.iter().map(|strand| strand.row).filter(|row| rows.contains(*row as usize)).collect();
    found.dedup();
    let place = |row: &u32| {
        let code = colours.codes.get(*row as usize).copied().unwrap_or_default();
        match (colours.lowest_is_best, code) {
            (true, code) => u16::from(u8::MAX - code),
            (false, NO_VALUE) => 0,
            (false, code) => u16::from(code) + 1,
        }
    };
    sorted(found, &mut |a, b| place(a).cmp(&place(b)))
}

impl PanePixels<'_> {
    fn px(&self, css: f64) -> usize {
        libm::round(css * self.pixel_ratio) as usize
    }

    pub(crate) fn columns(&self) -> usize {
        (self.px(self.plot.left_px + self.plot.width_px) - self.px(self.plot.left_px)).max(1)
    }

    fn rows(&self) -> usize {
        (self.px(self.plot.top_px + self.plot.height_px) - self.px(self.plot.top_px)).max(1)
    }

    fn grid(&self) -> Grid {
        let sixteenths = |rows: usize| (rows * 16) as f64;
        let upright = (sixteenths(BEYOND), sixteenths(self.rows()), sixteenths(BEYOND - 4));
        Grid::new((self.plot.x_low, self.plot.x_high), self.columns(), self.range, upright)
    }

    /// Draws into the picture of all panes.
    pub(crate) fn draw(&self, data: &HistoryData<'_>, picture: &mut Canvas) {
        let mut canvas = LineCanvas::new(self.columns(), self.rows() + 2 * BEYOND);
        let grid = self.grid();
        let mut context = data.matching.clone();
        context.not();
        context.and(data.in_filter);
        let context = self.with_curves(&context);
        if let Some(means) = self.means {
            self.runs(&mut canvas, &grid, &context, &[]);
            self.groups(&mut canvas, &grid, means);
        } else {
            self.runs(&mut canvas, &grid, &context, &self.with_curves(data.matching));
            self.selected(&mut canvas, &grid, data);
        }
        canvas.put(BEYOND, self.rows(), picture, (self.px(self.plot.left_px), self.px(self.plot.top_px)));
        self.rules(&grid, picture);
        if self.means.is_none() {
            self.lanes(&grid, data.matching, picture);
        }
    }

    fn selected(&self, canvas: &mut LineCanvas, grid: &Grid, data: &HistoryData<'_>) {
        let Some(selected) = data.selected else { return };
        let mut selected = selected.clone();
        selected.and(data.in_filter);
        let selected = self.with_curves(&selected);
        if selected.len() <= most_lines(grid.columns) {
            self.lines(canvas, grid, self.curves, &selected, None, 255, SELECTED_PX);
        }
    }

    fn with_curves(&self, rows: &RowMask) -> Vec<u32> {
        in_drawing_order(self.curves, self.colours, rows)
    }

    fn runs(&self, canvas: &mut LineCanvas, grid: &Grid, context: &[u32], focus: &[u32]) {
        let most = most_lines(grid.columns);
        let (greys, lines) = (context.len() + focus.len() <= most, focus.len() <= most);
        if greys {
            self.lines(canvas, grid, self.curves, context, Some(self.palette.context), opacity(context.len(), 200, 90), 1.0);
        } else {
            let grey = self.palette.context;
            let only = match self.colours.table.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
            let coarse = if self.coarse { Coarse::of(grid.columns, context.len() + focus.len()) } else { Coarse::FINE };
            let grid = &grid.widened(coarse.wide);
            let (context, focus) = (coarse.some_of(context), coarse.some_of(focus));
            let beneath = (!context.is_empty()).then(|| self.density::<u32>(grid, &context));
            let above = (!lines).then(|| match only {
                Some(_) => self.density::<u32>(grid, &focus),
                None => self.density::<Sums>(grid, &focus),
            });
            let above = above.as_ref().map(|above| (above, only.unwrap_or(grey)));
            density::draw(beneath.as_ref().map(|beneath| (beneath, grey)), above, canvas, coarse.wide, BEYOND, self.rows());
        }
        if lines {
            if let Some(raw) = self.raw {
                self.lines(canvas, grid, raw, focus, None, opacity(focus.len(), 64, 14), 1.0);
            }
            let width = if focus.len() > 200 { 1.0 } else { LINE_PX };
            self.lines(canvas, grid, self.curves, focus, None, opacity(focus.len(), 245, 110), width);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a private call with all that a line looks like")]
    fn lines(
        &self,
        canvas: &mut LineCanvas,
        grid: &Grid,
        curves: &Curves,
        rows: &[u32],
        colour: Option<Colour>,
        alpha: u8,
        width: f64,
    ) {
        let mut tracer = Tracer::default();
        for row in rows {
            let colour = colour.unwrap_or_else(|| self.colours.colour(*row as usize));
            let pen = Pen { colour: colour.with_alpha(alpha), width_16ths: (width * self.pixel_ratio * 16.0) as u16 };
            let mut strokes = Strokes { canvas, pen };
            for strand in curves.of_row(*row) {
                tracer.trace(curves, strand, grid).draw(&mut strokes);
            }
        }
    }

    fn density<S: Share>(&self, grid: &Grid, runs: &[u32]) -> Finished {
        let mut density = Density::<S>::new(grid.columns, self.rows() + 2 * BEYOND, runs.len());
        let mut tracer = Tracer::default();
        for row in runs {
            density.pen(self.colours.colour(*row as usize));
            for strand in self.curves.of_row(*row) {
                density.add(&tracer.trace(self.curves, strand, grid));
            }
        }
        density.finish(BEYOND, self.rows())
    }

    fn groups(&self, canvas: &mut LineCanvas, grid: &Grid, means: &Means) {
        let all: Vec<u32> = (0..means.runs.len() as u32).collect();
        if all.len() <= MOST_BANDS {
            for group in &all {
                self.band(canvas, grid, means, *group, if all.len() == 1 { 60 } else { 40 });
            }
        }
        self.lines(canvas, grid, &means.curves, &all, None, opacity(all.len(), 255, 140), MEAN_PX);
    }

    /// Fills a band column by column, straight between the places of the mean.
    fn band(&self, canvas: &mut LineCanvas, grid: &Grid, means: &Means, group: u32, alpha: u8) {
        let pen = Pen { colour: self.colours.colour(group as usize).with_alpha(alpha), width_16ths: 0 };
        let mut strokes = Strokes { canvas, pen };
        for strand in means.curves.of_row(group) {
            let xs = means.curves.xs_of(strand);
            let ends = means.ends_of(strand);
            let mut right = 0;
            for column in 0..grid.columns {
                let x = grid.x_at(column as f64);
                while xs.get(right).is_some_and(|other| *other < x) {
                    right += 1;
                }
                let (Some(&x1), Some(&to)) = (xs.get(right), ends.get(right)) else { break };
                let (x0, from) = match right.checked_sub(1) {
                    Some(left) => (xs.get(left).copied().unwrap_or(x1), ends.get(left).copied().unwrap_or(to)),
                    None if (grid.column(x1) - column as f64).abs() < 0.5 => (x1, to),
                    None => continue,
                };
                let part = if x1 > x0 { (x - x0) / (x1 - x0) } else { 1.0 };
                let mix = |a: f64, b: f64| a * (1.0 - part) + b * part;
                strokes.bar(column, grid.y(mix(from.1, to.1)), grid.y(mix(from.0, to.0)));
            }
        }
    }

    /// Marks the points that the axis cannot hold above and below the plot.
    fn lanes(&self, grid: &Grid, rows: &RowMask, picture: &mut Canvas) {
        let left = self.px(self.plot.left_px);
        let (above, below) = (self.plot.top_px - LANE_PX / 2.0, self.plot.top_px + self.plot.height_px + LANE_PX / 2.0);
        let (half, width) = (self.px(3.0), self.px(1.5).max(1));
        let mut last = None;
        for odd in self.curves.odd.iter().filter(|odd| odd.kind != OddKind::NoX && rows.contains(odd.row as usize)) {
            if !(grid.window.0..=grid.window.1).contains(&odd.x) {
                continue;
            }
            let column = grid.column(odd.x).max(0.0) as usize;
            let is_above = odd.kind == OddKind::Above;
            if last.replace((odd.row, column, is_above)) == Some((odd.row, column, is_above)) {
                continue;
            }
            let y = (if is_above { above } else { below }) * self.pixel_ratio - half as f64;
            for row in y.max(0.0) as usize..y.max(0.0) as usize + 2 * half {
                for off in left + column..left + column + width {
                    picture.blend(row * picture.width + off, self.colours.colour(odd.row as usize), 256);
                }
            }
        }
    }

    /// Thin lines beneath everything that is drawn already.
    fn rules(&self, grid: &Grid, picture: &mut Canvas) {
        let Colour { r, g, b, .. } = self.palette.hairline;
        let (left, top, thick) = (self.px(self.plot.left_px), self.px(self.plot.top_px), self.px(1.0).max(1));
        for height in self.rules {
            let below = (grid.y(*height).max(0) as usize / 16 + 1).saturating_sub(BEYOND);
            for row in top + below.saturating_sub(thick)..top + below {
                let start = row * picture.width + left;
                for pixel in picture.pixels.get_mut(start..start + grid.columns).unwrap_or_default() {
                    let [red, green, blue, alpha] = pixel.to_le_bytes();
                    let under =
                        |above: u8, beneath: u8| above.saturating_add((u32::from(beneath) * u32::from(255 - alpha) / 255) as u8);
                    *pixel = u32::from_le_bytes([under(red, r), under(green, g), under(blue, b), 255]);
                }
            }
        }
    }
}
