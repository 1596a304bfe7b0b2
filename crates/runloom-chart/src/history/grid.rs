use super::lanes::{Ends, NO_FRACTION, Upright, placed};

/// The nearest whole number, for numbers below 2³¹. Faster than a cast, of many at once.
fn whole(value: f64) -> i32 {
    (value + NO_FRACTION).to_bits() as i32
}

/// From places and heights to the pixels of one pane. Halves keep differences of extreme numbers finite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// The places of the first and the last pixel column.
    pub(crate) window: (f64, f64),
    pub(crate) columns: usize,
    /// The place of everything on an axis of one place, else 0.
    base: f64,
    /// Columns half a unit of places.
    per_half: f64,
    /// Half of the places from column to column.
    half_step: f64,
    /// How far right of the window's left end the middle of the first column is, in columns.
    inset: f64,
    upright: Upright,
}

impl Grid {
    /// `range` are the heights of the lower and the upper edge; `upright` the upper edge, the height of the plot and how far heights may go
    /// beyond it, in sixteenths of a pixel.
    pub(crate) fn new(window: (f64, f64), columns: usize, range: (f64, f64), upright: (f64, f64, f64)) -> Self {
        let (top, height, beyond) = upright;
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let last = columns.saturating_sub(1) as f64;
        let half_span = window.1 * 0.5 - window.0 * 0.5;
        let per_half = finite(last / half_span);
        Self {
            window,
            columns,
            base: if per_half == 0.0 { last / 2.0 } else { 0.0 },
            per_half,
            half_step: half_span / last.max(1.0),
            inset: 0.0,
            upright: Upright {
                half_low: range.0 * 0.5,
                per_height: finite(height / (range.1 * 0.5 - range.0 * 0.5)),
                bottom: top + height,
                reach: (top - beyond, top + height + beyond),
            },
        }
    }

    /// The same with columns so many times as wide.
    pub(crate) fn widened(&self, wide: usize) -> Self {
        let times = wide.max(1) as f64;
        Self {
            columns: self.columns.div_ceil(wide.max(1)),
            base: (self.base + 0.5) / times - 0.5,
            per_half: self.per_half / times,
            half_step: self.half_step * times,
            inset: 0.5 - 0.5 / times,
            ..*self
        }
    }

    /// The place of a value from left to right, in columns.
    pub(crate) fn column(&self, x: f64) -> f64 {
        self.base + (x * 0.5 - self.window.0 * 0.5) * self.per_half
    }

    /// The value at a column.
    pub(crate) fn x_at(&self, column: f64) -> f64 {
        2.0 * (self.window.0 * 0.5 + (column + self.inset) * self.half_step)
    }

    /// The place of a height from the top, in sixteenths of a pixel.
    pub(crate) fn y(&self, height: f64) -> i32 {
        placed(Ends([height, -height]), &self.upright)[0]
    }

    /// The places of a smallest height and of a largest: the lower one first.
    pub(crate) fn y_of_ends(&self, ends: Ends) -> [i32; 2] {
        placed(ends, &self.upright)
    }

    /// The pixel column of a place; the first or the last for those beyond.
    pub(crate) fn column_of(&self, x: f64) -> u32 {
        (whole(self.column(x)).max(0) as u32).min(self.columns.saturating_sub(1) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(window: (f64, f64), range: (f64, f64)) -> Grid {
        Grid::new(window, 50, range, (512.0, 1600.0, 400.0))
    }

    #[test]
    fn extreme_places_have_columns() {
        let wide = grid((-1.7e308, 1.7e308), (-1.7e308, 1.7e308));
        assert!((wide.column(0.0) - 24.5).abs() < 1e-6);
        assert_eq!(wide.y(0.0), 512 + 800);
        let single = grid((3.0, 3.0), (0.0, 1.0));
        assert!((single.column(3.0) - 24.5).abs() < 1e-6);
    }

    #[test]
    fn columns_become_one() {
        let fine = grid((-3.0, 17.0), (0.0, 1.0));
        for wide in [1, 2, 4] {
            let widened = fine.widened(wide as usize);
            assert_eq!(widened.columns, 50usize.div_ceil(wide as usize));
            for x in (-300..=1700).map(|x| f64::from(x) / 100.0) {
                assert_eq!(widened.column_of(x), fine.column_of(x) / wide, "{x}");
            }
            let middle = fine.x_at(f64::from(wide) * 5.0 + f64::from(wide - 1) / 2.0);
            assert!((widened.x_at(5.0) - middle).abs() < 1e-9);
        }
    }
}
