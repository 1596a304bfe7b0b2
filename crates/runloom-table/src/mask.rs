use crate::pack::{bits_of, block_at};

/// A set of rows, one bit each. Bits past the last row are always 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowMask {
    words: Vec<u64>,
    len: usize,
}

impl RowMask {
    /// No row of `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every row of `len`.
    pub fn all(len: usize) -> Self {
        let mut mask = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        mask.clear_tail();
        mask
    }

    /// The rows for which `keep` is true, asked in order.
    pub fn from_fn(len: usize, mut keep: impl FnMut(usize) -> bool) -> Self {
        let mut mask = Self::none(len);
        for (index, word) in mask.words.iter_mut().enumerate() {
            let start = index * 64;
            for bit in 0..64.min(len - start) {
                *word |= u64::from(keep(start + bit)) << bit;
            }
        }
        mask
    }

    /// A mask from its words, the lowest bit of the first word being row 0.
    pub fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut mask = Self { words, len };
        mask.words.resize(len.div_ceil(64), 0);
        mask.clear_tail();
        mask
    }

    /// The number of rows, chosen or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words behind the mask, 64 rows each.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a row is chosen.
    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Chooses a row or not. Rows out of range are ignored.
    pub fn set(&mut self, row: usize, chosen: bool) {
        if row < self.len
            && let Some(word) = self.words.get_mut(row / 64)
        {
            let bit = 1 << (row % 64);
            *word = if chosen { *word | bit } else { *word & !bit };
        }
    }

    /// Whether every row is chosen.
    pub fn is_full(&self) -> bool {
        self.count() == self.len
    }

    /// How many rows are chosen.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many rows before `row` are chosen.
    pub fn count_before(&self, row: usize) -> usize {
        let whole: usize = self.words.iter().take(row / 64).map(|word| word.count_ones() as usize).sum();
        let part = self.words.get(row / 64).map_or(0, |word| word & ((1 << (row % 64)) - 1));
        whole + part.count_ones() as usize
    }

    /// Keeps the rows that `other` has too.
    pub fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds the rows of `other`.
    pub fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self.clear_tail();
    }

    /// The rows that `other` does not have.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        Self { words: self.words.iter().zip(others).map(|(word, other)| word & !other).collect(), len: self.len }
    }

    /// Turns the choice of every row round.
    pub fn not(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
    }

    /// The chosen rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    index * 64 + bit as usize
                })
            })
        })
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// Of the rows of a mask, how many have a smaller place than `own`, and those that have the same. `places`: one a row.
pub fn rows_about(mask: &RowMask, places: &[u32], own: u32) -> (usize, Vec<u32>) {
    let (mut before, mut same) = (0, Vec::new());
    for (index, word) in mask.words().iter().enumerate().filter(|(_, word)| **word != 0) {
        let start = index * 64;
        let places = block_at(places, start);
        before += (bits_of(|bit| places[bit] < own) & word).count_ones() as usize;
        let mut rest = bits_of(|bit| places[bit] == own) & word;
        while rest != 0 {
            same.push(start as u32 + rest.trailing_zeros());
            rest &= rest - 1;
        }
    }
    (before, same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prop_assert_every_other(mask: &RowMask) {
        let odd = RowMask::from_fn(mask.len() / 2, |row| row % 2 == 1);
        let expected = RowMask::from_fn(mask.len(), |row| mask.contains(row) && !odd.contains(row));
        assert_eq!(mask.without(&odd), expected);
    }

    proptest::proptest! {
        #[test]
        fn behaves_like_a_vector_of_booleans(bits in proptest::collection::vec(proptest::bool::ANY, 0..200)) {
            let mut mask = RowMask::from_fn(bits.len(), |row| bits[row]);
            let rows: Vec<usize> = (0..bits.len()).filter(|&row| bits[row]).collect();
            proptest::prop_assert_eq!(mask.rows().collect::<Vec<_>>(), rows.clone());
            proptest::prop_assert_eq!(mask.count(), rows.len());
            proptest::prop_assert_eq!(mask.is_full(), rows.len() == bits.len());
            for row in 0..=bits.len() {
                proptest::prop_assert_eq!(mask.count_before(row), rows.iter().filter(|other| **other < row).count());
            }
            prop_assert_every_other(&mask);
            mask.not();
            proptest::prop_assert_eq!(mask.count(), bits.len() - rows.len());
            mask.or(&RowMask::all(bits.len()));
            proptest::prop_assert_eq!(&mask, &RowMask::all(bits.len()));
        }
    }
}
