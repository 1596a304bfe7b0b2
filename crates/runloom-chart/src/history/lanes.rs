//! Numbers that one instruction works on at once. Said outright for Wasm, where compilers do not find it; the results are the same everywhere.

#[cfg(target_arch = "wasm32")]
pub(crate) use simd::{lesser, minus, placed, plus, times};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use single::{lesser, minus, placed, plus, times};

/// Sums that wrap. Aligned, so that none lies in two lines of a processor's cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(16))]
pub(crate) struct Sums(pub(crate) [u32; 4]);

/// The smallest height and the opposite of the largest: so both are found by one instruction, without a jump.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(16))]
pub(crate) struct Ends(pub(crate) [f64; 2]);

/// How heights become sixteenths of a pixel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upright {
    /// Half of the lowest height.
    pub(crate) half_low: f64,
    /// Sixteenths of a pixel half a unit of heights.
    pub(crate) per_height: f64,
    /// The lower edge, and how far heights may go up and down.
    pub(crate) bottom: f64,
    pub(crate) reach: (f64, f64),
}

/// What is added to a number below 2³¹ leaves no room for a fraction; the lower half of its bits is then the nearest whole number.
pub(crate) const NO_FRACTION: f64 = 6_755_399_441_055_744.0;

#[cfg(target_arch = "wasm32")]
mod simd {
    use core::arch::wasm32::{
        f64x2, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_pmax, f64x2_pmin, f64x2_splat, f64x2_sub, i32x4_extract_lane,
        u32x4, u32x4_add, u32x4_extract_lane, u32x4_mul, u32x4_splat, u32x4_sub, v128,
    };

    use super::{Ends, NO_FRACTION, Sums, Upright};

    fn vector(Sums([a, b, c, d]): Sums) -> v128 {
        u32x4(a, b, c, d)
    }

    fn array(lanes: v128) -> Sums {
        Sums([
            u32x4_extract_lane::<0>(lanes),
            u32x4_extract_lane::<1>(lanes),
            u32x4_extract_lane::<2>(lanes),
            u32x4_extract_lane::<3>(lanes),
        ])
    }

    #[inline]
    pub(crate) fn lesser(Ends(a): Ends, Ends(b): Ends) -> Ends {
        let least = f64x2_pmin(f64x2(a[0], a[1]), f64x2(b[0], b[1]));
        Ends([f64x2_extract_lane::<0>(least), f64x2_extract_lane::<1>(least)])
    }

    #[inline]
    pub(crate) fn placed(Ends(ends): Ends, upright: &Upright) -> [i32; 2] {
        let halves = f64x2_mul(f64x2(ends[0], ends[1]), f64x2(0.5, -0.5));
        let above = f64x2_mul(f64x2_sub(halves, f64x2_splat(upright.half_low)), f64x2_splat(upright.per_height));
        let y = f64x2_sub(f64x2_splat(upright.bottom), above);
        let y = f64x2_pmin(f64x2_splat(upright.reach.1), f64x2_pmax(f64x2_splat(upright.reach.0), y));
        let y = f64x2_add(y, f64x2_splat(NO_FRACTION));
        [i32x4_extract_lane::<0>(y), i32x4_extract_lane::<2>(y)]
    }

    #[inline]
    pub(crate) fn plus(a: Sums, b: Sums) -> Sums {
        array(u32x4_add(vector(a), vector(b)))
    }

    #[inline]
    pub(crate) fn minus(a: Sums, b: Sums) -> Sums {
        array(u32x4_sub(vector(a), vector(b)))
    }

    #[inline]
    pub(crate) fn times(a: Sums, factor: u32) -> Sums {
        array(u32x4_mul(vector(a), u32x4_splat(factor)))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod single {
    use super::{Ends, NO_FRACTION, Sums, Upright};

    /// The lesser of each, without a jump: of random numbers every second one is foreseen wrongly. None is NaN.
    #[inline]
    pub(crate) fn lesser(Ends(a): Ends, Ends(b): Ends) -> Ends {
        Ends([if b[0] < a[0] { b[0] } else { a[0] }, if b[1] < a[1] { b[1] } else { a[1] }])
    }

    /// The places of a smallest height and of a largest.
    #[inline]
    pub(crate) fn placed(Ends(ends): Ends, upright: &Upright) -> [i32; 2] {
        let Upright { half_low, per_height, bottom, reach } = *upright;
        [ends[0] * 0.5, ends[1] * -0.5].map(|half| {
            let y = bottom - (half - half_low) * per_height;
            let y = if reach.0 < y { y } else { reach.0 };
            ((if y < reach.1 { y } else { reach.1 }) + NO_FRACTION).to_bits() as i32
        })
    }

    #[inline]
    pub(crate) fn plus(Sums(a): Sums, Sums(b): Sums) -> Sums {
        Sums(std::array::from_fn(|lane| a[lane].wrapping_add(b[lane])))
    }

    #[inline]
    pub(crate) fn minus(Sums(a): Sums, Sums(b): Sums) -> Sums {
        Sums(std::array::from_fn(|lane| a[lane].wrapping_sub(b[lane])))
    }

    #[inline]
    pub(crate) fn times(Sums(a): Sums, factor: u32) -> Sums {
        Sums(a.map(|lane| lane.wrapping_mul(factor)))
    }
}
