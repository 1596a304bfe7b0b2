//! Tests of whole columns, one bit a value and 64 values a word, by loops without branches. [`crate::RowMask::from_words`] takes the words;
//! bits past the last value mean nothing.
//!
//! Every comparison with a fixed number is a range, or what lies outside of one, so that few loops serve all of them.

/// The values from `low` to `high`, both included. NaN lies in no range, and no value does in one that begins or ends with NaN.
#[expect(clippy::float_cmp, reason = "filters compare exactly")]
pub fn pack_reals(values: &[f64], low: f64, high: f64) -> Vec<u64> {
    if low == high {
        return pack(values, |value| value == low);
    }
    pack(values, |value| (low..=high).contains(&value))
}

/// The values from `low` to `high`, both included.
pub fn pack_integers(values: &[i64], low: i64, high: i64) -> Vec<u64> {
    if low > high {
        return vec![0; values.len().div_ceil(64)];
    }
    if low == high {
        return pack(values, |value| value == low);
    }
    pack(values, |value| (low..=high).contains(&value))
}

/// The codes whose place in `chosen` is true; a code without a place is not chosen.
pub fn pack_codes(codes: &[i32], chosen: &[bool]) -> Vec<u64> {
    if !chosen.contains(&true) {
        return vec![0; codes.len().div_ceil(64)];
    }
    pack(codes, |code| chosen.get(code as usize).copied().unwrap_or(false))
}

/// The places where two columns are equal.
#[expect(clippy::float_cmp, reason = "filters compare exactly")]
pub fn pack_equal(left: &[f64], right: &[f64]) -> Vec<u64> {
    pack_pairs(left, right, |left, right| left == right)
}

/// The places where the left value is less.
pub fn pack_less(left: &[f64], right: &[f64]) -> Vec<u64> {
    pack_pairs(left, right, |left, right| left < right)
}

/// The places where the left value is less or equal.
pub fn pack_less_or_equal(left: &[f64], right: &[f64]) -> Vec<u64> {
    pack_pairs(left, right, |left, right| left <= right)
}

fn pack<T: Copy + Default>(values: &[T], test: impl Fn(T) -> bool) -> Vec<u64> {
    let (chunks, rest) = values.as_chunks::<64>();
    let mut words = Vec::with_capacity(chunks.len() + 1);
    words.extend(chunks.iter().map(|chunk| pack_chunk(chunk, &test)));
    if !rest.is_empty() {
        words.push(pack_chunk(&padded(rest), &test));
    }
    words
}

fn pack_pairs(left: &[f64], right: &[f64], test: impl Fn(f64, f64) -> bool) -> Vec<u64> {
    let mut words = Vec::with_capacity(left.len().div_ceil(64));
    for (left, right) in left.chunks(64).zip(right.chunks(64)) {
        let mut bytes = [0_u8; 64];
        for ((byte, left), right) in bytes.iter_mut().zip(left).zip(right) {
            *byte = u8::from(test(*left, *right));
        }
        words.push(gather(&bytes));
    }
    words
}

/// A loop of fixed length, once in the program for each test.
#[inline(never)]
fn pack_chunk<T: Copy>(values: &[T; 64], test: &impl Fn(T) -> bool) -> u64 {
    let mut bytes = [0_u8; 64];
    for (byte, value) in bytes.iter_mut().zip(values) {
        *byte = u8::from(test(*value));
    }
    gather(&bytes)
}

fn padded<T: Copy + Default>(rest: &[T]) -> [T; 64] {
    let mut chunk = [T::default(); 64];
    for (slot, value) in chunk.iter_mut().zip(rest) {
        *slot = *value;
    }
    chunk
}

/// The bits of 64 flags, the first as the lowest.
#[inline]
pub fn bits_of(flag: impl Fn(usize) -> bool) -> u64 {
    gather(&std::array::from_fn(|bit| u8::from(flag(bit))))
}

/// The 64 values from `start` on; what is past the end is zero.
#[inline]
pub fn block_at<T: Copy + Default>(values: &[T], start: usize) -> [T; 64] {
    let rest = values.get(start..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| padded(rest))
}

/// One bit of each of 64 bytes that are 0 or 1. The multiplication moves the lowest bits of eight bytes side by side.
#[inline]
pub(crate) fn gather(bytes: &[u8; 64]) -> u64 {
    let mut word = 0;
    for (index, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        word |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (index * 8);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RowMask;

    fn rows(words: Vec<u64>, len: usize) -> Vec<usize> {
        RowMask::from_words(words, len).rows().collect()
    }

    proptest::proptest! {
        #[test]
        fn packing_equals_asking_each_value(
            values in proptest::collection::vec(-4_i32..5, 0..300),
            others in proptest::collection::vec(-4_i32..5, 300),
            low in -4_i32..5,
            high in -4_i32..5,
        ) {
            let len = values.len();
            let which = |test: &dyn Fn(i32, i32) -> bool| -> Vec<usize> {
                (0..len).filter(|row| test(values[*row], others[*row])).collect()
            };
            let real = |value: &i32| if *value == -4 { f64::NAN } else { f64::from(*value) };
            let integers: Vec<i64> = values.iter().copied().map(i64::from).collect();
            let (reals, other_reals): (Vec<f64>, Vec<f64>) = (values.iter().map(real).collect(), others[..len].iter().map(real).collect());
            let is_number = |value: i32| value != -4;
            proptest::prop_assert_eq!(
                rows(pack_integers(&integers, low.into(), high.into()), len),
                which(&|value, _| (low..=high).contains(&value))
            );
            proptest::prop_assert_eq!(
                rows(pack_reals(&reals, real(&low), real(&high)), len),
                which(&|value, _| is_number(value) && is_number(low) && is_number(high) && (low..=high).contains(&value))
            );
            let both = |a, b| is_number(a) && is_number(b);
            proptest::prop_assert_eq!(rows(pack_equal(&reals, &other_reals), len), which(&|a, b| both(a, b) && a == b));
            proptest::prop_assert_eq!(rows(pack_less(&reals, &other_reals), len), which(&|a, b| both(a, b) && a < b));
            proptest::prop_assert_eq!(rows(pack_less_or_equal(&reals, &other_reals), len), which(&|a, b| both(a, b) && a <= b));
            let chosen = [low > 0, high > 0, true];
            proptest::prop_assert_eq!(
                rows(pack_codes(&values, &chosen), len),
                which(&|value, _| usize::try_from(value).is_ok_and(|code| chosen.get(code) == Some(&true)))
            );
        }
    }
}
