//! A look at the definition levels of flat columns before they are decoded.
//!
//! For a column whose values may be missing and that is not nested, the reader copies runs of packed bits without asking whether the page holds them,
//! and panics where it does not (`PackedDecoder` of parquet 60); it does the same with values that are split into streams of bytes
//! (`ByteStreamSplitDecoder`). The pages are unpacked once more for this, which costs a fraction of decoding them.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;

/// A stretch of a file under its own addresses.
struct Stretch {
    start: u64,
    bytes: Bytes,
}

impl Length for Stretch {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Stretch {
    type T = std::io::Cursor<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let from =
            start.checked_sub(self.start).and_then(|from| usize::try_from(from).ok()).filter(|from| *from <= self.bytes.len());
        let from = from.ok_or_else(|| ParquetError::EOF("a page lies outside of its column".to_owned()))?;
        Ok(std::io::Cursor::new(self.bytes.slice(from..)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let rest = self.get_read(start)?.into_inner();
        if length > rest.len() {
            return Err(ParquetError::EOF("a page lies outside of its column".to_owned()));
        }
        Ok(rest.slice(..length))
    }
}

/// Checks every page of the chunk of a flat column that begins at the byte `start` of the file.
///
/// # Errors
/// Where a page cannot be unpacked, its levels do not lie within it, or it has fewer values than its levels say.
pub(crate) fn check_levels(chunk: &ColumnChunkMetaData, rows: usize, start: u64, bytes: &Bytes) -> Result<(), ParquetError> {
    let defined = chunk.column_descr().max_def_level() > 0;
    let stretch = Arc::new(Stretch { start, bytes: bytes.clone() });
    let mut pages = SerializedPageReader::new(stretch, chunk, rows, None)?;
    let short = || ParquetError::EOF("a page is shorter than its levels say".to_owned());
    while let Some(page) = pages.get_next_page()? {
        let count = page.num_values() as usize;
        let (levels, values) = match &page {
            Page::DataPage { buf, .. } if !defined => (None, &buf[..]),
            Page::DataPage { buf, def_level_encoding: Encoding::RLE, .. } => {
                let (length, rest) = buf.split_first_chunk::<4>().ok_or_else(short)?;
                let (levels, values) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(short)?;
                (Some(levels), values)
            }
            Page::DataPageV2 { buf, def_levels_byte_len, .. } => {
                let (levels, values) = buf.split_at_checked(*def_levels_byte_len as usize).ok_or_else(short)?;
                (defined.then_some(levels), values)
            }
            _ if page.encoding() == Encoding::BYTE_STREAM_SPLIT => return Err(short()),
            _ => continue,
        };
        let present = levels.map_or(Some(count), |levels| present_in(levels, count)).ok_or_else(short)?;
        if page.encoding() == Encoding::BYTE_STREAM_SPLIT {
            let width = width_of(chunk);
            if width == 0 || values.len() % width != 0 || present > values.len() / width {
                return Err(short());
            }
        }
    }
    Ok(())
}

fn width_of(chunk: &ColumnChunkMetaData) -> usize {
    match chunk.column_type() {
        Type::INT32 | Type::FLOAT => 4,
        Type::INT64 | Type::DOUBLE => 8,
        Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(chunk.column_descr().type_length()).unwrap_or(0),
        _ => 0,
    }
}

/// How many of `count` levels of one bit are 1, in the hybrid encoding of runs; `None` where the runs do not lie within the bytes.
fn present_in(bytes: &[u8], count: usize) -> Option<usize> {
    let (mut at, mut left, mut present) = (0, count, 0);
    while left > 0 && at < bytes.len() {
        let (indicator, next) = varint(bytes, at)?;
        let groups = usize::try_from(indicator >> 1).unwrap_or(usize::MAX);
        if indicator & 1 == 1 {
            let run = groups.saturating_mul(8).min(left);
            let packed = bytes.get(next..)?.get(..run.div_ceil(8))?;
            let (whole, rest) = packed.split_at(run / 8);
            present += whole.iter().map(|byte| byte.count_ones() as usize).sum::<usize>();
            present += rest.first().map_or(0, |byte| (byte & ((1 << (run % 8)) - 1)).count_ones() as usize);
            at = next.saturating_add(groups);
            left -= run;
        } else {
            let run = groups.min(left);
            present += if *bytes.get(next)? == 0 { 0 } else { run };
            at = next + 1;
            left -= run;
        }
    }
    Some(present)
}

fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (place, byte) in bytes.get(at..)?.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f).checked_shl(7 * place as u32)?;
        if byte & 0x80 == 0 {
            return Some((value, at + place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_runs_have_to_be_there() {
        assert_eq!(present_in(&[0x03, 0xf0], 8), Some(4));
        assert_eq!(present_in(&[0x05, 0xff], 6), Some(6));
        assert_eq!(present_in(&[0x05, 0xff], 16), None);
        assert_eq!(present_in(&[0x03], 1), None);
        assert_eq!(present_in(&[0x10, 0x01, 0x03, 0x05], 12), Some(10));
        assert_eq!(present_in(&[0xff; 12], 12), None);
        assert_eq!(present_in(&[], 0), Some(0));
    }
}
