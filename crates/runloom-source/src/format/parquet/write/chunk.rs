//! Column chunks: the dictionary page of texts, and one data page.

use std::fmt;

use arrow_array::Array as _;
use runloom_table::{TextValues, Value, Values};

use super::pack::Packing;
use super::statistics::Statistics;
use super::thrift::push_struct;
use super::{bits, physical_type};

const DATA_PAGE: i32 = 0;
const DICTIONARY_PAGE: i32 = 2;

pub(super) const PLAIN: i32 = 0;
pub(super) const RLE: i32 = 3;
pub(super) const RLE_DICTIONARY: i32 = 8;

/// What a footer says of a column chunk. Offsets and sizes are bytes.
#[derive(Debug)]
pub(super) struct WrittenChunk {
    pub(super) physical_type: i32,
    pub(super) values: usize,
    /// Where its dictionary page begins, if it has one.
    pub(super) dictionary_offset: Option<u64>,
    pub(super) data_offset: u64,
    /// Both with the headers of the pages.
    pub(super) unpacked_len: u64,
    pub(super) packed_len: u64,
    pub(super) statistics: Statistics,
}

/// A page is too long for the format.
#[derive(Debug)]
pub(super) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Its texts are longer than 2 GiB together, which no page of Parquet can hold")
    }
}

/// Appends the chunk of some rows of a column to a block that begins at `offset` of the file.
pub(super) fn push(
    block: &mut Vec<u8>,
    offset: u64,
    values: &Values,
    rows: &[usize],
    packing: Packing,
) -> Result<WrittenChunk, TooLarge> {
    let mut page = Vec::new();
    let nulls = push_levels(&mut page, values, rows);
    let statistics = Statistics::of_nulls(nulls);
    let here = |block: &Vec<u8>| offset + block.len() as u64;
    let mut chunk = WrittenChunk {
        physical_type: physical_type(values),
        values: rows.len(),
        dictionary_offset: None,
        data_offset: 0,
        unpacked_len: 0,
        packed_len: 0,
        statistics: Statistics::default(),
    };
    let start = here(block);
    let mut encoding = PLAIN;
    let cells = rows.iter().map(|row| values.at(*row));
    match values {
        Values::Real(_) => {
            let reals = cells.filter_map(|cell| if let Value::Real(real) = cell { Some(real) } else { None });
            reals.clone().for_each(|real| page.extend_from_slice(&real.to_le_bytes()));
            chunk.statistics = statistics.reals(reals);
        }
        Values::Integer(_) | Values::Time(_) => {
            let integers = cells.filter_map(|cell| match cell {
                Value::Integer(integer) | Value::Time(integer) => Some(integer),
                _ => None,
            });
            integers.clone().for_each(|integer| page.extend_from_slice(&integer.to_le_bytes()));
            chunk.statistics = statistics.integers(integers);
        }
        Values::Boolean(_) => {
            let truths = cells.filter_map(|cell| if let Value::Boolean(truth) = cell { Some(u32::from(truth)) } else { None });
            bits::push_packed(&mut page, truths, 1);
            chunk.statistics = statistics;
        }
        Values::Text(texts) => {
            let Dictionary { texts, numbers } = Dictionary::of(texts, rows);
            let mut plain = Vec::new();
            for text in &texts {
                plain.extend_from_slice(&u32::try_from(text.len()).map_err(|_| TooLarge)?.to_le_bytes());
                plain.extend_from_slice(text.as_bytes());
            }
            chunk.dictionary_offset = Some(start);
            chunk.unpacked_len += push_page(block, &plain, DICTIONARY_PAGE, texts.len(), PLAIN, packing)?;
            let width = bits::width_of(texts.len());
            page.push(width as u8);
            bits::push_hybrid(&mut page, numbers.iter().copied(), numbers.len(), width);
            chunk.statistics = statistics.texts(texts.iter().copied());
            encoding = RLE_DICTIONARY;
        }
    }
    chunk.data_offset = here(block);
    chunk.unpacked_len += push_page(block, &page, DATA_PAGE, rows.len(), encoding, packing)?;
    chunk.packed_len = here(block) - start;
    Ok(chunk)
}

/// Appends which rows have a value, as definition levels; returns how many have none.
fn push_levels(page: &mut Vec<u8>, values: &Values, rows: &[usize]) -> usize {
    let nulls = rows.iter().filter(|row| values.is_missing(**row)).count();
    let mut levels = Vec::new();
    if nulls == 0 {
        bits::push_ones(&mut levels, rows.len());
    } else {
        bits::push_hybrid(&mut levels, rows.iter().map(|row| u32::from(!values.is_missing(*row))), rows.len(), 1);
    }
    page.extend_from_slice(&(levels.len() as u32).to_le_bytes());
    page.extend_from_slice(&levels);
    nulls
}

/// The distinct texts of some rows.
struct Dictionary<'a> {
    /// In the order in which they first appear.
    texts: Vec<&'a str>,
    /// The place of the text of every row that has one.
    numbers: Vec<u32>,
}

impl<'a> Dictionary<'a> {
    fn of(values: &'a TextValues, rows: &[usize]) -> Self {
        let mut place_of: Vec<Option<u32>> = vec![None; values.distinct().len()];
        let mut dictionary = Self { texts: Vec::new(), numbers: Vec::with_capacity(rows.len()) };
        for row in rows {
            let (Some(text), Some(code)) = (values.get(*row), values.codes().values().get(*row)) else { continue };
            let Some(place) = place_of.get_mut(*code as usize) else { continue };
            dictionary.numbers.push(*place.get_or_insert_with(|| {
                dictionary.texts.push(text);
                (dictionary.texts.len() - 1) as u32
            }));
        }
        dictionary
    }
}

/// Appends a page with its header; returns how long both would be unpacked.
fn push_page(
    block: &mut Vec<u8>,
    page: &[u8],
    kind: i32,
    values: usize,
    encoding: i32,
    packing: Packing,
) -> Result<u64, TooLarge> {
    let unpacked_len = i32::try_from(page.len()).map_err(|_| TooLarge)?;
    let packed = packing.pack(page)?;
    let packed_len = i32::try_from(packed.len()).map_err(|_| TooLarge)?;
    let before = block.len();
    push_struct(block, |header| {
        header.i32(1, kind);
        header.i32(2, unpacked_len);
        header.i32(3, packed_len);
        let of_dictionary = kind == DICTIONARY_PAGE;
        header.structure(if of_dictionary { 7 } else { 5 }, |own| {
            own.i32(1, (values as u32).cast_signed());
            own.i32(2, encoding);
            if !of_dictionary {
                own.i32(3, RLE);
                own.i32(4, RLE);
            }
        });
    });
    let header_len = block.len() - before;
    block.extend_from_slice(&packed);
    Ok((header_len + page.len()) as u64)
}
