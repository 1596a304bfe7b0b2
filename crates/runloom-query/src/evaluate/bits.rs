//! Sets of rows as 64-bit words.

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
            self.holds = turned(self.holds);
        }
        if let Some(known) = &self.known {
            for (word, known) in self.holds.iter_mut().zip(known.inner().bit_chunks().iter_padded()) {
                *word &= known;
            }
        }
        RowMask::from_words(self.holds, self.rows)
    }
}

/// One bit a row.
pub(crate) fn pack_rows(rows: usize, test: &dyn Fn(usize) -> bool) -> Vec<u64> {
    RowMask::from_fn(rows, test).words().to_vec()
}

/// Every bit turned round.
pub(crate) fn turned(mut words: Vec<u64>) -> Vec<u64> {
    for word in &mut words {
        *word = !*word;
    }
    words
}
