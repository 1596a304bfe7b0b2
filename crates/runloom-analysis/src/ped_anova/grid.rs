use crate::design::{Domain, Feature};

/// As many cells has the grid of a param at most.
const MOST_CELLS: usize = 50;

/// In the place of a cell: the run has no value.
pub(super) const NO_CELL: u16 = u16::MAX;

/// The cells that the values of a param are counted in.
pub(super) struct Grid {
    low: f64,
    step: f64,
    cells: usize,
    log: bool,
}

impl Grid {
    /// The grid of a domain: one cell a category or a possible value, 50 where there are more, evenly spaced on the param's scale. Whole
    /// numbers on a logarithmic scale have one cell a doubling.
    pub(super) fn of(domain: &Domain) -> Self {
        let &Domain::Numeric { low, high, log, step } = domain else {
            let cells = domain.categories().map_or(0, <[String]>::len);
            return Self { low: 0.0, step: 1.0, cells, log: false };
        };
        let most = MOST_CELLS as f64;
        let cells = match step {
            Some(_) if log => libm::fmin(libm::ceil(libm::log(high - low + 1.0) / libm::log(2.0)) + 1.0, most),
            Some(step) => libm::fmin(libm::round((high - low) / step) + 1.0, most),
            None => most,
        };
        let (low, high) = if log { (libm::log(low), libm::log(high)) } else { (low, high) };
        Self { low, step: (high - low) / (cells - 1.0), cells: cells as usize, log }
    }

    /// The cell of each run, [`NO_CELL`] where it has no value. A value half way between two cells is in the lower.
    pub(super) fn cells_of(&self, feature: &Feature) -> Vec<u16> {
        let last = self.cells.saturating_sub(1);
        let cell = |value: &f64| {
            if value.is_nan() {
                return NO_CELL;
            }
            let value = if self.log { libm::log(*value) } else { *value };
            // Where the range overflows, the step is infinite and all lie in one cell; where it is next to nothing, it may be zero.
            let place = (value - self.low) / self.step - 0.5;
            let below = (place as usize).min(last);
            (below + usize::from(place > below as f64)).min(last) as u16
        };
        feature.values.iter().map(cell).collect()
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells
    }
}
