//! Sets of rows as 64-bit words, filled from column buffers by loops without branches.

use arrow_buffer::NullBuffer;
use runloom_table::RowMask;

/// The rows for which something holds, and the rows for which that is known.
pub(crate) struct Answer {
    /// The rows for which it holds; of unknown rows anything.
    pub(crate) holds: Vec<u64>,
    /// The rows for which all values are there; `None` where that is every row.
    pub(crate) known: Option<NullBuffer>,
    pub(crate) rows: usize,
}

impl Answer {
    /// Unknown for every row.
    pub(crate) fn unknown(rows: usize) -> Self {
        Self { holds: vec![0; rows.div_ceil(64)], known: Some(NullBuffer::new_null(rows)), rows }
    }

    /// The rows that fulfil it, or fulfil its opposite.
    pub(crate) fn mask(mut self, negated: bool) -> RowMask {
        if negated {
            for word in &mut self.holds {
                *word = !*word;
            }
        }
        if let Some(known) = &self.known {
            for (word, known) in self.holds.iter_mut().zip(known.inner().bit_chunks().iter_padded()) {
                *word &= known;
            }
        }
        RowMask::from_words(self.holds, self.rows)
    }
}

/// One bit a value: whether the test holds for it. The test must not branch for this to be fast.
pub(crate) fn pack<T: Copy>(values: &[T], test: impl Fn(T) -> bool) -> Vec<u64> {
    let mut words = Vec::with_capacity(values.len().div_ceil(64));
    let mut chunks = values.chunks_exact(64);
    for chunk in &mut chunks {
        let mut bytes = [0_u8; 64];
        for (byte, value) in bytes.iter_mut().zip(chunk) {
            *byte = u8::from(test(*value));
        }
        words.push(gather(&bytes));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut bytes = [0_u8; 64];
        for (byte, value) in bytes.iter_mut().zip(rest) {
            *byte = u8::from(test(*value));
        }
        words.push(gather(&bytes));
    }
    words
}

/// One bit a pair of values: whether the test holds for it.
pub(crate) fn pack_pairs(left: &[f64], right: &[f64], test: impl Fn(f64, f64) -> bool) -> Vec<u64> {
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

/// One bit of each of 64 bytes that are 0 or 1. The multiplication moves the lowest bits of eight bytes side by side.
fn gather(bytes: &[u8; 64]) -> u64 {
    let mut word = 0;
    for (index, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        word |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (index * 8);
    }
    word
}

/// One bit a code: the answer for the distinct value that it points to.
pub(crate) fn pack_codes(codes: &[i32], answers: &[bool]) -> Vec<u64> {
    match answers {
        [] => vec![0; codes.len().div_ceil(64)],
        answers if answers.iter().all(|answer| !answer) => vec![0; codes.len().div_ceil(64)],
        answers => pack(codes, |code| answers.get(code as usize).copied().unwrap_or(false)),
    }
}

/// One bit a row.
pub(crate) fn pack_rows(rows: usize, mut test: impl FnMut(usize) -> bool) -> Vec<u64> {
    RowMask::from_fn(rows, &mut test).words().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn packing_equals_asking_each_row(values in proptest::collection::vec(-3_i32..4, 0..300)) {
            let packed = RowMask::from_words(pack(&values, |value| value > 0), values.len());
            proptest::prop_assert_eq!(packed, RowMask::from_fn(values.len(), |row| values[row] > 0));
        }
    }
}
