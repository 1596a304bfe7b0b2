use crate::design::{Domain, Feature};

/// As many cells has the grid of a param at most.
const MOST_CELLS: usize = 50;

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

    /// How many runs of each cell there are, and how many of these are among the best.
    pub(super) fn count(&self, feature: &Feature, is_best: &[bool], is_in_region: &[bool]) -> Counts {
        let mut counts = Counts { best: vec![0; self.cells], region: vec![0; self.cells] };
        let last = self.cells.saturating_sub(1);
        for ((value, best), in_region) in feature.values.iter().zip(is_best).zip(is_in_region) {
            if value.is_nan() || !in_region {
                continue;
            }
            let value = if self.log { libm::log(*value) } else { *value };
            // Where the range overflows the step is infinite and all lie in one cell. A value half way between two cells is in the lower.
            let place = (value - self.low) / self.step - 0.5;
            let below = place as usize;
            let cell = (below + usize::from(place > below as f64)).min(last);
            if let (Some(region), Some(of_best)) = (counts.region.get_mut(cell), counts.best.get_mut(cell)) {
                *region += 1;
                *of_best += u32::from(*best);
            }
        }
        counts
    }
}

/// Runs by cell.
pub(super) struct Counts {
    /// Those among the best.
    pub(super) best: Vec<u32>,
    /// All in the region.
    pub(super) region: Vec<u32>,
}
