use runloom_table::RowMask;

/// Bandwidths of the mean, as parts of a side: of few runs more, of many less.
const WIDEST: f64 = 0.09;
const NARROWEST: f64 = 0.025;
/// How far from a run the surface reaches, in bandwidths.
const REACH: f64 = 1.4;

/// The cells along a side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    /// Where the first begins.
    pub(super) first_px: f64,
    pub(super) length_px: f64,
    pub(super) count: usize,
    /// Whether each is a category, which tells nothing of the next.
    pub(super) names: bool,
    /// The least bandwidth, as a part of the side, where its values stand apart.
    pub(super) least: f64,
}

impl Cells {
    fn at(&self, px: f64) -> usize {
        (((px - self.first_px) / self.length_px).max(0.0) as usize).min(self.count.saturating_sub(1))
    }
}

/// The cell of a run that is in none.
const NONE: u16 = u16::MAX;

/// Where runs stand in a grid, and how high.
#[derive(Clone, Debug)]
pub(in crate::plot) struct Field {
    pub(super) x: Cells,
    pub(super) y: Cells,
    cells: Vec<u16>,
    heights: Vec<f64>,
}

impl Field {
    /// So many runs, none of which stands anywhere yet. There have to be fewer than 65535 cells.
    pub(super) fn new(x: Cells, y: Cells, runs: usize) -> Self {
        Self { x, y, cells: vec![NONE; runs], heights: vec![0.0; runs] }
    }

    /// Puts a run at a place of the pane.
    pub(super) fn put(&mut self, run: usize, x_px: f64, y_px: f64, height: f64) {
        let at = self.y.at(y_px) * self.x.count + self.x.at(x_px);
        if let (Some(cell), Some(of_run)) = (self.cells.get_mut(run), self.heights.get_mut(run)) {
            (*cell, *of_run) = (u16::try_from(at).unwrap_or(NONE), height);
        }
    }

    /// Column, row and height of every cell near enough to one of some runs.
    pub(super) fn surface(&self, chosen: &RowMask) -> Vec<(usize, usize, f64)> {
        let mut sums = vec![(0.0, 0.0); self.x.count * self.y.count];
        let mut runs = 0;
        for run in chosen.rows() {
            let (Some(cell), Some(height)) = (self.cells.get(run), self.heights.get(run)) else { continue };
            if let Some((sum, count)) = sums.get_mut(usize::from(*cell)) {
                (*sum, *count) = (*sum + height, *count + 1.0);
                runs += 1;
            }
        }
        let (sums, counts) = sums.into_iter().unzip();
        Surface { x: self.x, y: self.y, runs, sums, counts }.finish()
    }
}

/// A local mean over a grid (Nadaraya 1964, "On estimating regression", with Gaussian weights): the runs are summed in cells, the sums
/// and counts spread to the cells nearby along sides of numbers, and divided.
struct Surface {
    x: Cells,
    y: Cells,
    runs: usize,
    sums: Vec<f64>,
    counts: Vec<f64>,
}

impl Surface {
    /// The bandwidth, as a part of a side.
    fn width(&self) -> f64 {
        (0.2 * libm::pow(self.runs.max(1) as f64, -1.0 / 6.0)).clamp(NARROWEST, WIDEST)
    }

    /// Column, row and value of every cell near enough to a run.
    fn finish(self) -> Vec<(usize, usize, f64)> {
        let width = self.width();
        let (columns, rows) = (self.x.count, self.y.count);
        let widths = [self.x, self.y].map(|cells| if cells.names { 0.0 } else { width.max(cells.least) * cells.count as f64 });
        let reached = reached(&self.counts, columns, rows, widths.map(|width| width * REACH));
        let [sums, counts] = [self.sums, self.counts].map(|grid| {
            let grid = spread(&grid, columns, rows, 1, columns, widths[0]);
            spread(&grid, rows, columns, columns, 1, widths[1])
        });
        let cell = |at: usize| {
            let (sum, count) = (*sums.get(at)?, *counts.get(at)?);
            (reached.get(at) == Some(&true) && count > 0.0).then(|| (at % columns, at / columns, sum / count))
        };
        (0..columns * rows).filter_map(cell).collect()
    }
}

/// Which cells lie no farther from one with a run than so many cells along each side.
fn reached(counts: &[f64], columns: usize, rows: usize, reach: [f64; 2]) -> Vec<bool> {
    let mut reached = vec![false; counts.len()];
    let far = reach.map(|reach| reach as usize);
    for at in (0..counts.len()).filter(|at| counts.get(*at).is_some_and(|count| *count > 0.0)) {
        let (column, row) = (at % columns, at / columns);
        for y in row.saturating_sub(far[1])..=(row + far[1]).min(rows - 1) {
            for x in column.saturating_sub(far[0])..=(column + far[0]).min(columns - 1) {
                let part = |distance: usize, reach: f64| if distance == 0 { 0.0 } else { distance as f64 / reach };
                let (across, up) = (part(x.abs_diff(column), reach[0]), part(y.abs_diff(row), reach[1]));
                if across * across + up * up <= 1.0
                    && let Some(cell) = reached.get_mut(y * columns + x)
                {
                    *cell = true;
                }
            }
        }
    }
    reached
}

/// Spreads numbers along lines of `count` cells, `step` apart, of which there are `lines`, `between` apart.
fn spread(grid: &[f64], count: usize, lines: usize, step: usize, between: usize, width: f64) -> Vec<f64> {
    if width <= 0.0 {
        return grid.to_vec();
    }
    let weights: Vec<f64> = (0..count).map(|far| libm::exp(-0.5 * (far as f64 / width) * (far as f64 / width))).collect();
    let mut out = vec![0.0; grid.len()];
    for line in 0..lines {
        for from in 0..count {
            let Some(value) = grid.get(line * between + from * step).filter(|value| **value != 0.0) else { continue };
            for to in 0..count {
                let weight = weights.get(from.abs_diff(to)).copied().unwrap_or_default();
                if let Some(cell) = out.get_mut(line * between + to * step) {
                    *cell += value * weight;
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: Cells = Cells { first_px: 10.0, length_px: 10.0, count: 48, names: false, least: 0.0 };

    fn surface(runs: &[(f64, f64, f64)], x: Cells) -> Vec<(usize, usize, f64)> {
        let mut field = Field::new(x, SIDE, runs.len());
        for (run, (x, y, value)) in runs.iter().enumerate() {
            field.put(run, *x, *y, *value);
        }
        field.surface(&RowMask::all(runs.len()))
    }

    #[test]
    fn one_run_claims_only_what_is_near() {
        let cells = surface(&[(250.0, 250.0, 0.3)], SIDE);
        assert!((20..250).contains(&cells.len()), "{}", cells.len());
        assert!(cells.iter().all(|(x, y, value)| x.abs_diff(24) < 8 && y.abs_diff(24) < 8 && (value - 0.3).abs() < 1e-9));
    }

    #[test]
    fn a_slope_stays_a_slope() {
        let runs: Vec<(f64, f64, f64)> = (0..48 * 48)
            .map(|at| (f64::from(at % 48) * 10.0 + 15.0, f64::from(at / 48) * 10.0 + 15.0, f64::from(at % 48) / 47.0))
            .collect();
        let cells = surface(&runs, SIDE);
        assert_eq!(cells.len(), 48 * 48);
        let inner = cells.iter().filter(|(x, ..)| (8..40).contains(x));
        assert!(inner.clone().all(|(x, _, value)| (value - *x as f64 / 47.0).abs() < 1e-3));
    }

    #[test]
    fn categories_say_nothing_of_each_other() {
        let names = Cells { first_px: 0.0, length_px: 100.0, count: 3, names: true, least: 0.0 };
        let cells = surface(&[(50.0, 250.0, 0.0), (150.0, 250.0, 1.0)], names);
        assert!(cells.iter().all(|(x, _, value)| *x < 2 && (value - *x as f64).abs() < 1e-9));
    }
}
