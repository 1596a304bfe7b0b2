use arrow_array::Array;
use runloom_table::RowMask;

use super::{Axis, AxisData, AxisScale};
use crate::log2::Log2;
use crate::run_colours::RunColours;
use crate::scale::{AT_ONCE, Mapper, all_finite};

/// Heights of runs are counted in sixteenths of a device pixel.
pub(crate) const PER_PIXEL: f64 = 16.0;

/// How far lines that share a value are spread to either side, in css pixels.
const SPREAD_PX: f64 = 5.0;

/// The heights of the places for values that an axis cannot hold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Lanes {
    pub(crate) above: Option<f64>,
    pub(crate) below: Option<f64>,
    pub(crate) nan: Option<f64>,
    pub(crate) missing: Option<f64>,
}

/// From places between 0 and 1 to heights, and the other way, for one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ends {
    /// The height of place 0 in css pixels.
    pub(crate) zero_px: f64,
    /// The height of place 1.
    pub(crate) one_px: f64,
    /// The lanes, as values see them: on an inverted axis positive infinity is below.
    pub(crate) lanes: Lanes,
}

impl Ends {
    /// `low_px` is where the smallest value stands, unless the axis is inverted; `lanes` are as the picture has them.
    pub(crate) fn new(low_px: f64, high_px: f64, lanes: Lanes, inverted: bool) -> Self {
        if inverted {
            let lanes = Lanes { above: lanes.below, below: lanes.above, ..lanes };
            return Self { zero_px: high_px, one_px: low_px, lanes };
        }
        Self { zero_px: low_px, one_px: high_px, lanes }
    }

    pub(crate) fn height_px(&self, place: f64) -> f64 {
        self.zero_px + (self.one_px - self.zero_px) * place
    }

    pub(crate) fn place(&self, height_px: f64) -> f64 {
        (height_px - self.zero_px) / (self.one_px - self.zero_px)
    }
}

/// A rank between 0 and 65535 for every run, by which lines that share a value are spread: by colour, then by a hash of the row.
pub(crate) fn spread_ranks(colours: &RunColours, drawn: &RowMask) -> Vec<u16> {
    let mut below = [0u64; 257];
    for row in drawn.rows() {
        if let Some(code) = colours.codes.get(row) {
            below[usize::from(*code) + 1] += 1;
        }
    }
    for code in 0..256 {
        below[code + 1] += below[code];
    }
    let total = below[256].max(1);
    let per_total = 1.0 / total as f64;
    colours
        .codes
        .iter()
        .enumerate()
        .map(|(row, code)| {
            let (low, high) = (below[usize::from(*code)], below[usize::from(*code) + 1]);
            let hash = u64::from((row as u32).wrapping_add(1).wrapping_mul(2_654_435_769));
            let within = ((high - low) * hash) >> 16;
            divided(((low << 16) + within).min((total << 16) - 1), total, per_total) as u16
        })
        .collect()
}

/// `number / by`, given the reciprocal, which is several times as fast. Exact for numbers below 2^52 with quotients below 2^32.
fn divided(number: u64, by: u64, reciprocal: f64) -> u64 {
    let near = (number as f64 * reciprocal) as u64;
    near + u64::from((near + 1) * by <= number) - u64::from(near * by > number)
}

/// The height of every run at one axis, in sixteenths of a device pixel.
pub(crate) fn heights(
    axis: &Axis,
    data: Option<AxisData<'_>>,
    ends: &Ends,
    ranks: &[u16],
    pixel_ratio: f64,
    log2: &Log2,
) -> Vec<u16> {
    let units = |height_px: f64| (height_px * pixel_ratio * PER_PIXEL + 0.5) as i32;
    let fixed = |lane: Option<f64>| units(lane.unwrap_or(ends.zero_px));
    let (missing, nan) = (fixed(ends.lanes.missing), fixed(ends.lanes.nan));
    let (above, below) = (fixed(ends.lanes.above), fixed(ends.lanes.below));
    let spread_px = SPREAD_PX.min(spacing_px(axis, ends) * 0.35);
    let spread = (spread_px * pixel_ratio * PER_PIXEL) as i32;
    let spread_of = |rank: u16| ((i32::from(rank) - 32768) * spread) >> 15;
    let lane_spread = (SPREAD_PX * pixel_ratio * PER_PIXEL) as i32;
    let in_lane = |lane: i32, rank: u16| (lane + (((i32::from(rank) - 32768) * lane_spread) >> 15)).clamp(0, 65535) as u16;
    let few = axis.has_few_values();
    let Some(data) = data else {
        return ranks.iter().map(|rank| in_lane(missing, *rank)).collect();
    };
    match &axis.scale {
        AxisScale::Categories(categories) => {
            let place: Vec<i32> = (0..categories.len()).map(|rank| units(ends.height_px(categories.place(rank)))).collect();
            let rank_of = categories.rank_of_rows(data);
            let height = |(row, rank): (usize, &u16)| match rank_of(row).and_then(|rank| place.get(rank)) {
                Some(height) => (height + spread_of(*rank)).clamp(0, 65535) as u16,
                None => in_lane(missing, *rank),
            };
            ranks.iter().enumerate().map(height).collect()
        }
        scale => {
            let (numbers, nulls) = (data.typed.numbers.values(), data.typed.numbers.nulls());
            let (mapper, log) = match scale {
                AxisScale::Numeric(scale) => (Some(scale.mapper(log2)), scale.log),
                _ => (None, false),
            };
            let (zero, span) =
                (ends.zero_px * pixel_ratio * PER_PIXEL + 0.5, (ends.one_px - ends.zero_px) * pixel_ratio * PER_PIXEL);
            let odd_height = |(row, (number, rank)): (usize, (&f64, &u16))| {
                if nulls.is_some_and(|nulls| nulls.is_null(row)) {
                    return in_lane(missing, *rank);
                }
                if number.is_nan() {
                    return in_lane(nan, *rank);
                }
                if *number == f64::INFINITY {
                    return in_lane(above, *rank);
                }
                if *number == f64::NEG_INFINITY || (log && *number <= 0.0) {
                    return in_lane(below, *rank);
                }
                let place = mapper.as_ref().map_or(0.5, |mapper| mapper.place(*number));
                let height = (zero + span * place) as i32;
                (if few { height + spread_of(*rank) } else { height }).clamp(0, 65535) as u16
            };
            let spread = if few { spread } else { 0 };
            let linear = mapper.as_ref().and_then(Mapper::linear).filter(|_| nulls.is_none());
            let mut heights = vec![0; ranks.len()];
            let blocks = numbers.chunks(AT_ONCE).zip(ranks.chunks(AT_ONCE)).zip(heights.chunks_mut(AT_ONCE));
            let mut wholes = [0; AT_ONCE];
            for (index, ((numbers, ranks), heights)) in blocks.enumerate() {
                let Some(linear) = linear.filter(|_| all_finite(numbers)) else {
                    let odd = numbers.iter().zip(ranks).enumerate().map(|(at, pair)| odd_height((index * AT_ONCE + at, pair)));
                    heights.iter_mut().zip(odd).for_each(|(height, odd)| *height = odd);
                    continue;
                };
                linear.wholes(numbers, zero, span, &mut wholes);
                if spread == 0 {
                    heights.iter_mut().zip(&wholes).for_each(|(height, whole)| *height = (*whole).min(65535) as u16);
                } else {
                    for ((height, whole), rank) in heights.iter_mut().zip(&wholes).zip(ranks) {
                        *height = (*whole + (((i32::from(*rank) - 32768) * spread) >> 15)).clamp(0, 65535) as u16;
                    }
                }
            }
            heights
        }
    }
}

/// The least distance between two neighbouring values of an axis with few of them.
fn spacing_px(axis: &Axis, ends: &Ends) -> f64 {
    let length = (ends.one_px - ends.zero_px).abs();
    match (&axis.scale, &axis.survey.distinct) {
        (AxisScale::Categories(categories), _) => length / categories.len().saturating_sub(1).max(1) as f64,
        (AxisScale::Numeric(scale), Some(distinct)) => {
            let log2 = Log2::new();
            let least = distinct.windows(2).map(|pair| scale.place(pair[1], &log2) - scale.place(pair[0], &log2));
            least.fold(1.0, f64::min) * length
        }
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn quotients_are_exact(number in 0u64..1 << 44, by in 1u64..1 << 24) {
            let number = number % (by << 16);
            prop_assert_eq!(divided(number, by, 1.0 / by as f64), number / by);
            prop_assert_eq!(divided(number / by * by, by, 1.0 / by as f64), number / by);
        }
    }
}
