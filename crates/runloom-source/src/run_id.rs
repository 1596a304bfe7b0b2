//! Ids for runs that have none: a hash of what the row says, so that the same row has the same id whichever format it comes in.
//!
//! The id is 16 hexadecimal digits of the wrapping sum, over the cells that have a value, of `splitmix64(fnv1a(column name) ^ cell)`, where a cell
//! is the bits of its number if it reads as one, else the 64-bit FNV-1a hash of its text. The order of columns does not matter. Rows that say
//! the same get `-2`, `-3`, … in order.

use std::fmt::Write;

use hashbrown::HashMap;
use runloom_table::{TextBuilder, TextValues, Values, parse_real};

/// Ids of `rows` rows from their named columns.
pub(crate) fn ids_from_content<'a>(rows: usize, columns: impl Iterator<Item = (&'a str, &'a Values)>) -> TextValues {
    let mut sums = vec![0_u64; rows];
    for (name, values) in columns {
        let seed = fnv1a(name.as_bytes());
        let mut add = |row: usize, cell: u64| {
            if let Some(sum) = sums.get_mut(row) {
                *sum = sum.wrapping_add(splitmix64(seed ^ cell));
            }
        };
        match values {
            Values::Text(texts) => {
                let cells: Vec<u64> = texts.distinct().iter().map(|text| cell_of_text(text.unwrap_or_default())).collect();
                for (row, code) in texts.codes().iter().enumerate() {
                    if let Some(cell) = code.and_then(|code| cells.get(usize::try_from(code).ok()?)) {
                        add(row, *cell);
                    }
                }
            }
            Values::Real(a) => {
                for (row, value) in a.iter().enumerate() {
                    if let Some(value) = value {
                        add(row, cell_of_number(value));
                    }
                }
            }
            Values::Integer(a) => {
                for (row, value) in a.iter().enumerate() {
                    if let Some(value) = value {
                        add(row, cell_of_number(value as f64));
                    }
                }
            }
            other => {
                for row in 0..other.len() {
                    if let Some(text) = other.text_at(row) {
                        add(row, cell_of_text(&text));
                    }
                }
            }
        }
    }
    let mut seen: HashMap<u64, u32> = HashMap::with_capacity(rows);
    let mut builder = TextBuilder::default();
    let mut id = String::new();
    for sum in sums {
        id.clear();
        let count = seen.entry(sum).and_modify(|count| *count += 1).or_insert(1);
        let written = if *count == 1 { write!(id, "{sum:016x}") } else { write!(id, "{sum:016x}-{count}") };
        builder.push(written.is_ok().then_some(id.as_str()));
    }
    builder.finish()
}

/// The ids of a column, with ids from content where it has none.
pub(crate) fn fill_missing(ids: &Values, from_content: &TextValues) -> Values {
    let mut builder = TextBuilder::default();
    for row in 0..ids.len() {
        match ids.text_at(row) {
            Some(id) => builder.push(Some(&id)),
            None => builder.push(from_content.get(row)),
        }
    }
    Values::Text(builder.finish())
}

fn cell_of_text(text: &str) -> u64 {
    parse_real(text).map_or_else(|| fnv1a(text.as_bytes()), cell_of_number)
}

fn cell_of_number(value: f64) -> u64 {
    if value == 0.0 { 0 } else { value.to_bits() }
}

/// Fowler, Noll, Vo, FNV-1a with 64 bits.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014), the output function of `SplitMix64`.
fn splitmix64(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_across_formats_and_column_orders() {
        let texts = (Values::from_texts([Some("0.10"), Some("2")]), Values::from_texts([Some("a"), None]));
        let typed = (Values::from_reals([Some(0.1), Some(2.0)]), Values::from_texts([Some("a"), None]));
        let first = ids_from_content(2, [("lr", &texts.0), ("opt", &texts.1)].into_iter());
        let second = ids_from_content(2, [("opt", &typed.1), ("lr", &typed.0)].into_iter());
        assert_eq!(first.get(0), second.get(0));
        assert_eq!(first.get(1), second.get(1));
        assert_eq!(first.get(0), Some("7fac4adc345e9156"));
    }

    #[test]
    fn equal_rows_are_numbered() {
        let same = Values::from_texts([Some("x"), Some("x"), Some("x")]);
        let ids = ids_from_content(3, [("a", &same)].into_iter());
        let first = ids.get(0).unwrap().to_owned();
        assert_eq!(ids.get(1), Some(format!("{first}-2").as_str()));
        assert_eq!(ids.get(2), Some(format!("{first}-3").as_str()));
    }
}
