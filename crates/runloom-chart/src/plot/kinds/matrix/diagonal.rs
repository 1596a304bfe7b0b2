use runloom_table::{NotLoaded, RowMask};

use super::layout::INSET_PX;
use crate::axis::{AxisData, AxisScale};
use crate::plot::frame::Ground;
use crate::plot::pane::Side;
use crate::{Area, Mark, Palette, Scene};

/// How many bars a column of numbers has.
const BARS: usize = 24;
/// The room above the bars, for the name of the column.
const HEAD_PX: f64 = 36.0;

/// The bar of runs that have none.
const NONE: u8 = u8::MAX;

/// How the values of a column are spread, from left to right.
#[derive(Clone, Debug)]
pub(in crate::plot) struct Spread {
    /// The bar of each run.
    bars: Vec<u8>,
    /// How many of the drawn runs each bar stands for.
    all: Vec<usize>,
}

impl Spread {
    pub(super) fn of(ground: &Ground<'_>, side: &Side) -> Result<Self, NotLoaded> {
        let Some(data) = AxisData::of(ground.table, &side.axis.column)? else {
            return Ok(Self { bars: Vec::new(), all: Vec::new() });
        };
        let rows = ground.table.rows();
        let place = |bar: usize, bars: usize| {
            let bar = bar.min(bars - 1);
            (if side.axis.inverted { bars - 1 - bar } else { bar }) as u8
        };
        let (count, mut bars): (usize, Vec<u8>) = match &side.axis.scale {
            AxisScale::Empty => (1, vec![NONE; rows]),
            AxisScale::Categories(categories) => {
                let count = categories.len().clamp(1, BARS);
                let rank_of = categories.rank_of_rows(data);
                let bar = |row: usize| rank_of(row).map_or(NONE, |rank| place(rank * count / categories.len(), count));
                (count, (0..rows).map(bar).collect())
            }
            AxisScale::Numeric(scale) => {
                let mapper = scale.mapper(ground.log2);
                let count = if scale.low < scale.high { BARS } else { 1 };
                let bar = |number: &f64| place((mapper.place(*number) * count as f64) as usize, count);
                (count, data.typed.numbers.values().iter().map(bar).collect())
            }
        };
        let mut known = side.known().clone();
        known.not();
        for run in known.rows() {
            if let Some(bar) = bars.get_mut(run) {
                *bar = NONE;
            }
        }
        let mut spread = Self { bars, all: vec![0; count] };
        spread.all = spread.counts(ground.drawn);
        Ok(spread)
    }

    /// How many of some runs each bar stands for.
    fn counts(&self, runs: &RowMask) -> Vec<usize> {
        let mut counts = [0usize; 256];
        for run in runs.rows() {
            counts[usize::from(self.bars.get(run).copied().unwrap_or(NONE))] += 1;
        }
        counts.iter().take(self.all.len()).copied().collect()
    }

    /// Draws bars in the lower part of a cell: grey for all runs, and coloured before them.
    pub(super) fn draw(&self, scene: &mut Scene, area: Area, palette: &Palette, focus: &RowMask) {
        let most = self.all.iter().copied().max().unwrap_or_default().max(1) as f64;
        let room = (area.height - HEAD_PX - INSET_PX).max(8.0);
        let step = (area.width - 2.0 * INSET_PX) / self.all.len().max(1) as f64;
        for (counts, colour) in [(&self.all, palette.context), (&self.counts(focus), palette.bar)] {
            for (bar, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let height = (*count as f64 / most * room).max(1.0);
                let (x, y) = (area.x + INSET_PX + bar as f64 * step + 0.5, area.y + area.height - INSET_PX - height);
                let place = Area::new(x, y, (step - 1.0).max(1.0), height);
                scene.marks.push(Mark::Rect { area: place, radius_px: 0.0, fill: Some(colour), border: None });
            }
        }
    }
}
