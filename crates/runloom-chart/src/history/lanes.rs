//! Numbers that one instruction works on at once. Said outright for Wasm, where compilers do not find it; the results are the same everywhere.

#[cfg(target_arch = "wasm32")]
pub(crate) use simd::{lesser, minus, plus, times};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use single::{lesser, minus, plus, times};

/// Sums that wrap.
pub(crate) type Sums = [u32; 4];

#[cfg(target_arch = "wasm32")]
mod simd {
    use core::arch::wasm32::{
        f64x2, f64x2_extract_lane, f64x2_pmin, u32x4, u32x4_add, u32x4_extract_lane, u32x4_mul, u32x4_splat, u32x4_sub, v128,
    };

    use super::Sums;

    fn vector([a, b, c, d]: Sums) -> v128 {
        u32x4(a, b, c, d)
    }

    fn array(lanes: v128) -> Sums {
        [
            u32x4_extract_lane::<0>(lanes),
            u32x4_extract_lane::<1>(lanes),
            u32x4_extract_lane::<2>(lanes),
            u32x4_extract_lane::<3>(lanes),
        ]
    }

    #[inline]
    pub(crate) fn lesser(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
        let least = f64x2_pmin(f64x2(a[0], a[1]), f64x2(b[0], b[1]));
        [f64x2_extract_lane::<0>(least), f64x2_extract_lane::<1>(least)]
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
    use super::Sums;

    /// The lesser of each, without a jump: of random numbers every second one is foreseen wrongly. None is NaN.
    #[inline]
    pub(crate) fn lesser(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
        [if b[0] < a[0] { b[0] } else { a[0] }, if b[1] < a[1] { b[1] } else { a[1] }]
    }

    #[inline]
    pub(crate) fn plus(a: Sums, b: Sums) -> Sums {
        std::array::from_fn(|lane| a[lane].wrapping_add(b[lane]))
    }

    #[inline]
    pub(crate) fn minus(a: Sums, b: Sums) -> Sums {
        std::array::from_fn(|lane| a[lane].wrapping_sub(b[lane]))
    }

    #[inline]
    pub(crate) fn times(a: Sums, factor: u32) -> Sums {
        a.map(|lane| lane.wrapping_mul(factor))
    }
}
