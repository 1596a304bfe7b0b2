use super::ForestOptions;
use crate::random::Random;

/// The runs that a forest is grown from, some perhaps several times.
#[derive(Clone, Debug)]
pub(crate) struct Pool(Vec<u32>);

impl Pool {
    /// Each of some runs once.
    pub(crate) fn all(runs: usize) -> Self {
        Self((0..runs as u32).collect())
    }

    /// As many runs as there are, drawn with replacement.
    pub(crate) fn bootstrap(runs: usize, random: &mut Random) -> Self {
        Self((0..runs).map(|_| random.below(runs as u32)).collect())
    }

    /// How often each run is in the pool.
    pub(crate) fn counts(&self, runs: usize) -> Vec<u32> {
        let mut counts = vec![0; runs];
        for run in &self.0 {
            counts[*run as usize] += 1;
        }
        counts
    }

    /// How often each of `runs` runs was drawn for a tree, into `drawn`.
    pub(super) fn draw(&self, runs: usize, options: &ForestOptions, random: &mut Random, drawn: &mut Vec<u32>) {
        drawn.clear();
        drawn.resize(runs, 0);
        let wanted = self.0.len().min(options.most_draws);
        for _ in 0..wanted {
            drawn[self.0[random.below(self.0.len() as u32) as usize] as usize] += 1;
        }
    }
}
