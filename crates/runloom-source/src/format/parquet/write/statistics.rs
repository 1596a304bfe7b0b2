use super::thrift::Fields;

/// Texts that are longer bound nothing.
const MOST_BYTES: usize = 64;

/// What a footer says of the values of a chunk.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    pub(super) nulls: usize,
    /// The smallest and the largest value, as they are written in pages.
    range: Option<(Vec<u8>, Vec<u8>)>,
}

impl Statistics {
    pub(super) fn of_nulls(nulls: usize) -> Self {
        Self { nulls, range: None }
    }

    /// With the range of some whole numbers.
    pub(super) fn integers(self, values: impl Iterator<Item = i64> + Clone) -> Self {
        let range = values.clone().min().zip(values.max());
        Self { range: range.map(|(low, high)| (low.to_le_bytes().into(), high.to_le_bytes().into())), ..self }
    }

    /// With the range of some numbers that are not NaN; a zero counts as both zeros (`parquet.thrift`, `ColumnOrder`).
    pub(super) fn reals(self, values: impl Iterator<Item = f64>) -> Self {
        let grown = |range: Option<(f64, f64)>, value: f64| match range {
            Some((low, high)) => Some((low.min(value), high.max(value))),
            None => Some((value, value)),
        };
        let range = values.filter(|value| !value.is_nan()).fold(None, grown).map(|(low, high)| {
            let low = if low == 0.0 { -0.0 } else { low };
            let high = if high == 0.0 { 0.0 } else { high };
            (low.to_le_bytes().into(), high.to_le_bytes().into())
        });
        Self { range, ..self }
    }

    /// With the range of some texts, where none at its ends is long.
    pub(super) fn texts<'a>(self, values: impl Iterator<Item = &'a str> + Clone) -> Self {
        let range = values.clone().min().zip(values.max()).filter(|(low, high)| low.len().max(high.len()) <= MOST_BYTES);
        Self { range: range.map(|(low, high)| (low.into(), high.into())), ..self }
    }

    pub(super) fn write(&self, fields: &mut Fields<'_>) {
        fields.size(3, self.nulls as u64);
        if let Some((low, high)) = &self.range {
            fields.bytes(5, high);
            fields.bytes(6, low);
        }
    }
}
