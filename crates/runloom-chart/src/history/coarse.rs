/// The most columns of runs in all while a window moves: a few milliseconds.
const MOST_COLUMNS: usize = 500_000;
/// The widest columns, in pixels.
const WIDEST: usize = 4;

/// How coarsely a crowd is drawn while its window moves: first in wider columns, then of fewer runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coarse {
    /// The width of a column in pixels.
    pub(crate) wide: usize,
    /// Of so many runs one is drawn.
    pub(crate) every: usize,
}

impl Coarse {
    /// All of it, as a window at rest shows it.
    pub(crate) const FINE: Self = Self { wide: 1, every: 1 };

    pub(crate) fn of(columns: usize, runs: usize) -> Self {
        let held = |wide: usize| columns.div_ceil(wide).saturating_mul(runs);
        let wide = (1..=WIDEST).find(|wide| held(*wide) <= MOST_COLUMNS).unwrap_or(WIDEST);
        Self { wide, every: held(wide).div_ceil(MOST_COLUMNS).max(1) }
    }

    /// Those of some runs that are drawn.
    pub(crate) fn some_of(self, runs: &[u32]) -> Vec<u32> {
        runs.iter().copied().step_by(self.every).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_is_bounded() {
        assert_eq!(Coarse::of(1300, 380), Coarse::FINE);
        assert_eq!(Coarse::of(1300, 500), Coarse { wide: 2, every: 1 });
        assert_eq!(Coarse::of(1300, 1000), Coarse { wide: 3, every: 1 });
        assert_eq!(Coarse::of(2600, 1000), Coarse { wide: 4, every: 2 });
        assert_eq!(Coarse::of(1300, 10_000), Coarse { wide: 4, every: 7 });
        assert_eq!(Coarse { wide: 4, every: 3 }.some_of(&[5, 6, 7, 8]), [5, 8]);
    }
}
