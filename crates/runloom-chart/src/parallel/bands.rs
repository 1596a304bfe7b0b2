use runloom_table::RowMask;
use serde::{Deserialize, Serialize};

use crate::axis::PER_PIXEL;
use crate::colour_scale::CATEGORY_COLOURS;
use crate::raster::{Course, LineCanvas, Pen, ease};
use crate::run_colours::{Legend, NO_VALUE, RunColours};
use crate::{Colour, Mark, Point};

/// How finely heights are counted, in sixteenths of a device pixel.
const CELL: usize = 4;

const FILL: u8 = 44;
const EDGE: u8 = 110;
const EDGE_PX: f64 = 1.0;
const MIDDLE_PX: f64 = 2.6;

/// What the band of a category of runs holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bands {
    /// The half of its runs in the middle.
    Quartiles,
    /// All of its runs.
    MinMax,
}

/// The band of one category: at each axis the upper end, the median and the lower end of its runs, in sixteenths of a device pixel; `None` where no
/// run of it has a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Band {
    colour: Colour,
    at: Vec<Option<[u16; 3]>>,
}

/// What bands are made from.
pub(super) struct BandRuns<'a> {
    pub(super) heights: &'a [Vec<u16>],
    pub(super) colours: &'a RunColours,
    pub(super) focus: &'a RowMask,
    /// The heights between which a run has a value, in sixteenths of a device pixel.
    pub(super) ends: (u16, u16),
}

/// The codes of colours that can have bands: those of categories with a colour of their own, or of a few numbers.
pub(super) fn banded_codes(colours: &RunColours, drawn: &RowMask) -> Vec<u8> {
    match &colours.legend {
        Legend::None => Vec::new(),
        Legend::Categories { entries, .. } => (0..entries.len() as u8).collect(),
        Legend::Ramp { .. } => {
            let mut used = [false; NO_VALUE as usize];
            for code in drawn.rows().filter_map(|row| colours.codes.get(row)) {
                if let Some(used) = used.get_mut(usize::from(*code)) {
                    *used = true;
                }
            }
            let codes: Vec<u8> = (0..NO_VALUE).filter(|code| used[usize::from(*code)]).collect();
            if codes.len() > CATEGORY_COLOURS { Vec::new() } else { codes }
        }
    }
}

impl BandRuns<'_> {
    /// A band for each of the codes.
    pub(super) fn bands(&self, codes: &[u8], bands: Bands) -> Vec<Band> {
        let colour = |code: &u8| self.colours.table.get(usize::from(*code)).copied();
        let mut found: Vec<Band> = codes.iter().filter_map(colour).map(|colour| Band { colour, at: Vec::new() }).collect();
        let mut class_of = [usize::MAX; 256];
        for (class, code) in codes.iter().enumerate() {
            class_of[usize::from(*code)] = class;
        }
        let cells = usize::from(self.ends.1) / CELL + 1;
        let mut counts = vec![0u32; codes.len() * cells];
        for heights in self.heights {
            counts.fill(0);
            for row in self.focus.rows() {
                let (Some(height), Some(code)) = (heights.get(row), self.colours.codes.get(row)) else { continue };
                let class = class_of[usize::from(*code)];
                if class < codes.len()
                    && (self.ends.0..=self.ends.1).contains(height)
                    && let Some(count) = counts.get_mut(class * cells + usize::from(*height) / CELL)
                {
                    *count += 1;
                }
            }
            for (band, counts) in found.iter_mut().zip(counts.chunks_exact(cells)) {
                band.at.push(spread(counts, bands));
            }
        }
        found
    }
}

/// The upper end, the median and the lower end of what was counted.
fn spread(counts: &[u32], bands: Bands) -> Option<[u16; 3]> {
    let runs: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let last = runs.checked_sub(1)?;
    let ranks = match bands {
        Bands::Quartiles => [(last + 2) / 4, last.div_ceil(2), (3 * last + 2) / 4],
        Bands::MinMax => [0, last.div_ceil(2), last],
    };
    Some(ranks.map(|rank| {
        let mut below = 0;
        let found = counts.iter().position(|count| {
            below += u64::from(*count);
            below > rank
        });
        (found.unwrap_or(0) * CELL + CELL / 2) as u16
    }))
}

/// Draws bands, their edges and the lines of their medians between axes at these pixel columns.
pub(super) fn draw(bands: &[Band], canvas: &mut LineCanvas, columns: &[usize], curved: bool, pixel_ratio: f64) {
    let gaps = |band: &Band| -> Vec<(usize, usize, [u16; 3], [u16; 3])> {
        let both = columns.windows(2).zip(band.at.windows(2));
        both.filter_map(|(x, at)| Some((x[0], x[1], at[0]?, at[1]?))).collect()
    };
    for band in bands {
        for (left, right, from, to) in gaps(band) {
            let width = right.saturating_sub(left).max(1) as f64;
            for x in left..right {
                let part = (x - left) as f64 / width;
                let part = if curved { ease(part) } else { part };
                let at = |end: usize| f64::from(from[end]) + (f64::from(to[end]) - f64::from(from[end])) * part;
                fill(canvas, x, at(0) as u32, at(2) as u32, band.colour.with_alpha(FILL));
            }
        }
    }
    for (line, alpha, width_px) in [(0, EDGE, EDGE_PX), (2, EDGE, EDGE_PX), (1, 255, MIDDLE_PX)] {
        for band in bands {
            let pen = Pen { colour: band.colour.with_alpha(alpha), width_16ths: (width_px * pixel_ratio * PER_PIXEL) as u16 };
            for (left, right, from, to) in gaps(band) {
                canvas.course(Course { x0: left, x1: right, y0: from[line], y1: to[line], curved }, pen);
            }
        }
    }
}

/// Fills a pixel column between two heights in sixteenths of a pixel.
fn fill(canvas: &mut LineCanvas, x: usize, top: u32, bottom: u32, colour: Colour) {
    if x >= canvas.width {
        return;
    }
    for row in top / 16..=bottom / 16 {
        let covered = (bottom.min(row * 16 + 16)).saturating_sub(top.max(row * 16));
        canvas.blend(x, row as usize, colour, covered * 16);
    }
}

/// The same as lines, without what fills the bands: edges first, then medians. `course` gives the points of a line between axes.
pub(super) fn marks(bands: &[Band], units: f64, course: impl Fn(&[(usize, f64)]) -> Vec<Point>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (line, alpha, width_px) in [(0, EDGE, EDGE_PX), (2, EDGE, EDGE_PX), (1, 255, MIDDLE_PX)] {
        for band in bands {
            let places: Vec<Option<(usize, f64)>> =
                band.at.iter().enumerate().map(|(axis, at)| at.map(|at| (axis, f64::from(at[line]) / units))).collect();
            for part in places.split(Option::is_none).filter(|part| part.len() > 1) {
                let points = course(&part.iter().copied().flatten().collect::<Vec<_>>());
                marks.push(Mark::Polyline { points, width_px, colour: band.colour.with_alpha(alpha) });
            }
        }
    }
    marks
}
