use crate::ranks::dense_ranks;

/// One column by its order, sorted once for all trees.
pub(crate) struct SortedColumn {
    /// The different values, ascending.
    pub(crate) values: Vec<f64>,
    /// Of each run, the index of its value.
    pub(crate) codes: Vec<u32>,
    /// The runs by value, then by number.
    pub(crate) order: Vec<u32>,
}

impl SortedColumn {
    /// `given` has no NaN.
    pub(crate) fn of(given: &[f64]) -> Self {
        let codes: Vec<u32> = dense_ranks(given).into_iter().map(Option::unwrap_or_default).collect();
        let distinct = codes.iter().max().map_or(0, |most| *most as usize + 1);
        let mut values = vec![0.0; distinct];
        // A counting sort: how many runs lie below each value, then each run at the next place of its value.
        let mut next = vec![0_u32; distinct + 1];
        for (code, value) in codes.iter().zip(given) {
            values[*code as usize] = *value;
            next[*code as usize + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let mut order = vec![0; given.len()];
        for (run, code) in codes.iter().enumerate() {
            let place = &mut next[*code as usize];
            order[*place as usize] = run as u32;
            *place += 1;
        }
        Self { values, codes, order }
    }
}
