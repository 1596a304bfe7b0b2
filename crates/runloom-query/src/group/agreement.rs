use std::collections::BTreeMap;

use hashbrown::HashSet;
use runloom_table::{Values, sorted};

use super::keys::code_of;

/// What the cells of a group in one column have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many runs have a value; of [`Agreement::MOST`] different ones, how many have one of these.
    pub present: usize,
    /// How many different values they have, counted up to [`Agreement::MOST`].
    pub distinct: usize,
    /// The first row that has a value.
    pub first: Option<u32>,
}

impl Agreement {
    /// More different values than this are not counted: it would take time and tell nobody anything.
    pub const MOST: usize = 1000;

    /// Looks at the cells of some rows.
    pub fn of(values: &Values, rows: &[u32]) -> Self {
        let mut present = rows.iter().copied().filter(|row| !values.is_missing(*row as usize));
        let Some(first) = present.next() else { return Self::default() };
        let mut found = Self { present: 1, distinct: 1, first: Some(first) };
        let code = code_of(values, first as usize);
        let mut others: HashSet<u64> = HashSet::new();
        for row in present {
            found.present += 1;
            let other = code_of(values, row as usize);
            if other != code && others.insert(other) {
                found.distinct += 1;
                if found.distinct == Self::MOST {
                    break;
                }
            }
        }
        found
    }

    /// The row that holds the value of all of `rows` runs; `None` where some have another one or none.
    pub fn common(&self, rows: usize) -> Option<u32> {
        self.first.filter(|_| self.distinct == 1 && self.present == rows)
    }
}

/// The values of some rows, the most frequent first: a row that holds it, and how many do. Missing cells do not count.
pub fn value_counts(values: &Values, rows: &[u32]) -> Vec<(u32, usize)> {
    let mut counts: BTreeMap<u64, (u32, usize)> = BTreeMap::new();
    for row in rows.iter().copied().filter(|row| !values.is_missing(*row as usize)) {
        counts.entry(code_of(values, row as usize)).or_insert((row, 0)).1 += 1;
    }
    sorted(counts.into_values().collect(), &mut |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_cells_are_no_values() {
        let values = Values::from_texts([Some("a"), None, Some("b"), Some("a"), Some("a")]);
        assert_eq!(Agreement::of(&values, &[0, 1, 2, 3]), Agreement { present: 3, distinct: 2, first: Some(0) });
        assert_eq!(Agreement::of(&values, &[1]), Agreement::default());
        let agreed = |rows: &[u32]| Agreement::of(&values, rows).common(rows.len());
        assert_eq!([agreed(&[3, 4]), agreed(&[1, 3]), agreed(&[2, 3])], [Some(3), None, None]);
        let many = Values::from_reals((0..5000).map(|value| Some(f64::from(value))));
        assert_eq!(Agreement::of(&many, &(0..5000).collect::<Vec<_>>()).distinct, Agreement::MOST);
        assert_eq!(value_counts(&values, &[2, 0, 1, 3]), [(0, 2), (2, 1)]);
    }
}
