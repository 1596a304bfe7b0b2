use arrow_array::Int32Array;

use crate::{TextValues, Value, Values};

impl Values {
    /// The cells of some rows, in the order given; `None` is missing. Texts keep their codes.
    #[must_use]
    pub fn pick(&self, rows: &[Option<u32>]) -> Self {
        let at = |row: &Option<u32>| row.map_or(Value::Missing, |row| self.at(row as usize));
        match self {
            Self::Real(_) => Self::from_reals(rows.iter().map(|row| match at(row) {
                Value::Real(value) => Some(value),
                _ => None,
            })),
            Self::Integer(_) => {
                let whole = |row| match at(row) {
                    Value::Integer(value) => Some(value),
                    _ => None,
                };
                Self::Integer(rows.iter().map(whole).collect())
            }
            Self::Boolean(_) => Self::from_truths(rows.iter().map(|row| match at(row) {
                Value::Boolean(value) => Some(value),
                _ => None,
            })),
            Self::Time(_) => Self::from_times(rows.iter().map(|row| match at(row) {
                Value::Time(value) => Some(value),
                _ => None,
            })),
            Self::Text(texts) => {
                let code = |row: &Option<u32>| {
                    row.filter(|row| !self.is_missing(*row as usize)).map(|row| texts.codes().value(row as usize))
                };
                let codes: Int32Array = rows.iter().map(code).collect();
                Self::Text(TextValues::new(&codes, texts.distinct().clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picked_cells_are_those_of_the_rows() {
        let columns = [
            Values::from_reals([Some(0.5), None, Some(f64::INFINITY)]),
            Values::Integer([Some(i64::MAX), None, Some(-1)].into_iter().collect()),
            Values::from_truths([Some(true), None, Some(false)]),
            Values::from_times([Some(1), None, Some(-5)]),
            Values::from_texts([Some("a"), None, Some("b")]),
        ];
        for values in columns {
            let rows = [Some(2), None, Some(1), Some(0), Some(9)];
            let picked = values.pick(&rows);
            let expected = rows.map(|row| row.map_or(Value::Missing, |row| values.at(row as usize)));
            assert_eq!([0, 1, 2, 3, 4].map(|row| picked.at(row)), expected);
        }
    }
}
