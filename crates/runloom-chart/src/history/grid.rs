/// The nearest whole number, for numbers below 2³¹: what is added leaves no room for a fraction. Faster than a cast, of many at once.
fn whole(value: f64) -> i32 {
    const NO_FRACTION: f64 = 6_755_399_441_055_744.0;
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
    /// Half of the lowest height.
    half_low: f64,
    /// Sixteenths of a pixel half a unit of heights.
    per_height: f64,
    /// The lower edge in sixteenths of a pixel, and how far heights may go.
    bottom: f64,
    reach: (f64, f64),
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
            half_low: range.0 * 0.5,
            per_height: finite(height / (range.1 * 0.5 - range.0 * 0.5)),
            bottom: top + height,
            reach: (top - beyond, top + height + beyond),
        }
    }

    /// The place of a value from left to right, in columns.
    pub(crate) fn column(&self, x: f64) -> f64 {
        self.base + (x * 0.5 - self.window.0 * 0.5) * self.per_half
    }

    /// The value at a column.
    pub(crate) fn x_at(&self, column: f64) -> f64 {
        2.0 * (self.window.0 * 0.5 + column * self.half_step)
    }

    pub(crate) fn y(&self, height: f64) -> i32 {
        let y = self.bottom - (height * 0.5 - self.half_low) * self.per_height;
        let y = if y > self.reach.0 { y } else { self.reach.0 };
        whole(if y < self.reach.1 { y } else { self.reach.1 })
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
}
