use runloom_table::{NotLoaded, RowMask, RunTable};

use super::layout::INSET_PX;
use crate::axis::{AxisData, AxisScale};
use crate::log2::Log2;
use crate::plot::pane::Side;
use crate::{Area, Mark, Palette, Scene};

/// How many bars a column of numbers has.
const BARS: usize = 24;
/// The room above the bars, for the name of the column.
const HEAD_PX: f64 = 36.0;

/// How the values of a column are spread, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    /// Runs that are drawn.
    all: Vec<usize>,
    /// Those of them in focus.
    focus: Vec<usize>,
}

impl Spread {
    pub(super) fn of(table: &RunTable, side: &Side, drawn: &RowMask, focus: &RowMask) -> Result<Self, NotLoaded> {
        let Some(data) = AxisData::of(table, &side.axis.column)? else {
            return Ok(Self { all: Vec::new(), focus: Vec::new() });
        };
        let log2 = Log2::new();
        let (bars, bar_of): (usize, Box<dyn Fn(usize) -> Option<usize> + '_>) = match &side.axis.scale {
            AxisScale::Empty => (1, Box::new(|_| None)),
            AxisScale::Categories(categories) => {
                let bars = categories.len().clamp(1, BARS);
                let rank_of = categories.rank_of_rows(data);
                (bars, Box::new(move |row| Some(rank_of(row)? * bars / categories.len())))
            }
            AxisScale::Numeric(scale) => {
                let (mapper, numbers) = (scale.mapper(&log2), data.typed.numbers.values());
                let bars = if scale.low < scale.high { BARS } else { 1 };
                let bar = move |row: usize| Some((mapper.place(*numbers.get(row)?) * bars as f64) as usize);
                (bars, Box::new(bar))
            }
        };
        let count = |runs: &RowMask| {
            let mut counts = vec![0; bars];
            let mut runs = runs.clone();
            runs.and(side.known());
            for row in runs.rows() {
                let bar =
                    bar_of(row).map(|bar| if side.axis.inverted { bars - 1 - bar.min(bars - 1) } else { bar.min(bars - 1) });
                if let Some(count) = bar.and_then(|bar| counts.get_mut(bar)) {
                    *count += 1;
                }
            }
            counts
        };
        Ok(Self { all: count(drawn), focus: count(focus) })
    }

    /// Draws bars in the lower part of a cell: grey for all runs, and coloured before them.
    pub(super) fn draw(&self, scene: &mut Scene, area: Area, palette: &Palette) {
        let most = self.all.iter().copied().max().unwrap_or_default().max(1) as f64;
        let room = (area.height - HEAD_PX - INSET_PX).max(8.0);
        let step = (area.width - 2.0 * INSET_PX) / self.all.len().max(1) as f64;
        for (counts, colour) in [(&self.all, palette.context), (&self.focus, palette.bar)] {
            for (bar, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let height = (*count as f64 / most * room).max(1.0);
                let (x, y) = (area.x + INSET_PX + bar as f64 * step + 0.5, area.y + area.height - INSET_PX - height);
                let place = Area::new(x, y, (step - 1.0).max(1.0), height);
                scene.marks.push(Mark::Rect { area: place, radius_px: 0.0, fill: Some(colour), border: None });
            }
        }
    }
}
