use super::Partition;
use crate::forest::Measure;

/// How much of each column lies below each cut of a partition: what turns boxes into volumes.
pub(crate) struct Space {
    /// By column, the part below the bottom (0), each cut, and the top (1).
    pub(crate) below: Vec<Vec<f64>>,
}

impl Space {
    /// The space under one measure a column.
    pub(crate) fn of<'a>(partition: &Partition, measures: impl Iterator<Item = &'a Measure>) -> Self {
        let below = |(cuts, measure): (&Vec<f64>, &Measure)| {
            let of_cuts = cuts.iter().map(|cut| measure.below(*cut));
            std::iter::once(0.0).chain(of_cuts).chain([1.0]).collect()
        };
        Self { below: partition.cuts.iter().zip(measures).map(below).collect() }
    }

    /// The part of a column between two places among its cuts.
    pub(crate) fn part(&self, column: u32, from: u32, to: u32) -> f64 {
        let below = &self.below[column as usize];
        below[to as usize] - below[from as usize]
    }
}
