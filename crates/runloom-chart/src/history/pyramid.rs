use std::ops::Range;

use super::lanes::{Ends, lesser};

/// The points of a block at the first level; at each further one as many blocks of the level before.
const FACTOR: usize = 4;
/// Curves with fewer blocks than this are read at a finer level.
const LEAST_BLOCKS: usize = 256;

/// The smallest and the largest height of every 4, 16, 64, ... points of each curve, so that a frame need not read them all.
///
/// Blocks take less than 16 / 3 bytes a point in all; curves of less than 1,024 points have none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pyramid {
    levels: Vec<Level>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    ends: Vec<Ends>,
    /// Where the blocks of each curve begin.
    starts: Vec<usize>,
}

/// The points in a block of a level; level 0 is the points themselves.
pub(crate) fn block_points(level: usize) -> usize {
    FACTOR.pow(level as u32)
}

const NO_ENDS: Ends = Ends([f64::INFINITY; 2]);

/// The ends of some heights; infinities where there are none.
pub(crate) fn ends_of(heights: &[f64]) -> Ends {
    heights.iter().fold(NO_ENDS, |ends, height| lesser(ends, Ends([*height, -*height])))
}

/// The ends of what some blocks hold.
pub(crate) fn ends_of_blocks(blocks: &[Ends]) -> Ends {
    blocks.iter().fold(NO_ENDS, |ends, block| lesser(ends, *block))
}

impl Pyramid {
    /// Adds the next curve: the one of this number.
    pub(crate) fn push(&mut self, number: usize, heights: &[f64]) {
        for level in 1.. {
            if heights.len() / block_points(level) < LEAST_BLOCKS {
                break;
            }
            if self.levels.len() < level {
                self.levels.push(Level::default());
            }
            let (finer, coarser) = self.levels.split_at_mut(level - 1);
            let Some(own) = coarser.first_mut() else { break };
            own.starts.resize(number + 1, own.ends.len());
            match finer.last() {
                None => own.ends.extend(heights.chunks(FACTOR).map(ends_of)),
                Some(finer) => own.ends.extend(finer.of(number).chunks(FACTOR).map(ends_of_blocks)),
            }
        }
    }

    /// The blocks of a curve at a level from 1 on; none where it has not got so many.
    pub(crate) fn blocks(&self, level: usize, number: usize) -> &[Ends] {
        level.checked_sub(1).and_then(|level| self.levels.get(level)).map_or(&[], |level| level.of(number))
    }

    /// The smallest and the largest of some of a curve's heights; the first larger than the second where there are none.
    pub(crate) fn range_of(&self, number: usize, heights: &[f64], points: Range<usize>) -> (f64, f64) {
        let level = (1..=self.levels.len()).rev().find(|level| !self.blocks(*level, number).is_empty()).unwrap_or(0);
        let size = block_points(level);
        let (first, last) = (points.start.div_ceil(size), points.end / size);
        let part = |points: Range<usize>| ends_of(heights.get(points).unwrap_or_default());
        let Ends([low, below]) = if level == 0 || first >= last {
            part(points)
        } else {
            let within = ends_of_blocks(self.blocks(level, number).get(first..last).unwrap_or_default());
            ends_of_blocks(&[part(points.start..first * size), within, part(last * size..points.end)])
        };
        (low, -below)
    }
}

impl Level {
    fn of(&self, number: usize) -> &[Ends] {
        let Some(&start) = self.starts.get(number) else { return &[] };
        let end = self.starts.get(number + 1).copied().unwrap_or(self.ends.len());
        self.ends.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_the_ends_of_their_points() {
        let heights = |count: usize| (0..count).map(|at| ((at * 7919) % 6131) as f64).collect::<Vec<f64>>();
        let curves = [heights(5000), heights(10), heights(1 << 14), heights(1023), heights(20_001)];
        let mut pyramid = Pyramid::default();
        curves.iter().enumerate().for_each(|(number, heights)| pyramid.push(number, heights));
        for (number, heights) in curves.iter().enumerate() {
            for level in 1..8 {
                let blocks = pyramid.blocks(level, number);
                assert_eq!(!blocks.is_empty(), heights.len() / block_points(level) >= LEAST_BLOCKS, "{number} {level}");
                let expected = heights.chunks(block_points(level)).map(ends_of);
                assert!(blocks.is_empty() || blocks.iter().copied().eq(expected), "{number} {level}");
            }
            let end = heights.len();
            for points in [0..end, 3..end - 1, end / 3..end / 2, 5..6, 7..7] {
                let Ends([low, below]) = ends_of(&heights[points.clone()]);
                assert_eq!(pyramid.range_of(number, heights, points), (low, -below));
            }
        }
    }
}
