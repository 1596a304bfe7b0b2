use runloom_table::RowMask;

use super::crowd::CrowdRuns;
use super::joint::{Fineness, JointHistogram, Pair, Sign};

/// Runs that come or go.
pub(super) enum Taken<'a> {
    /// Few, with their codes and, one list an axis, their heights: what lies far apart is fetched once.
    Few { codes: Vec<u8>, heights: Vec<Vec<u16>> },
    /// Many.
    Many(&'a RowMask),
}

/// Fewer than one run in so many counts as few.
const FEW: usize = 8;

impl<'a> Taken<'a> {
    pub(super) fn of(mask: &'a RowMask, runs: &CrowdRuns<'_>) -> Self {
        if mask.count() * FEW > mask.len() {
            return Self::Many(mask);
        }
        let rows: Vec<usize> = mask.rows().collect();
        let of_axis = |heights: &Vec<u16>| rows.iter().map(|row| heights.get(*row).copied().unwrap_or_default()).collect();
        Self::Few {
            codes: rows.iter().map(|row| runs.codes.get(*row).copied().unwrap_or_default()).collect(),
            heights: runs.heights.iter().map(of_axis).collect(),
        }
    }

    /// Counts the runs between an axis and the next.
    pub(super) fn count(&self, axis: usize, sign: Sign, runs: &CrowdRuns<'_>, fineness: Fineness, joint: &mut JointHistogram) {
        let heights = if let Self::Few { heights, .. } = self { heights } else { runs.heights };
        let (Some(left), Some(right)) = (heights.get(axis), heights.get(axis + 1)) else { return };
        let pair = Pair { left, right, first_row: runs.first_row };
        match self {
            Self::Few { codes, .. } => joint.add_taken(codes, pair, sign, runs, fineness),
            Self::Many(mask) => joint.add(mask, sign, runs, pair, fineness),
        }
    }
}
