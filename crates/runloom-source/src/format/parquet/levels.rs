//! A look at the definition levels of flat columns before they are decoded.
//!
//! For a column whose values may be missing and that is not nested, the reader copies runs of packed bits without asking whether the page holds them,
//! and panics where it does not (`PackedDecoder` of parquet 60). The pages are unpacked once more for this, which costs a fraction of decoding them.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Encoding;
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

/// Checks the levels of every page of a column chunk that begins at the byte `start` of the file.
///
/// # Errors
/// Where a page cannot be unpacked, or its levels do not lie within it.
pub(crate) fn check_levels(chunk: &ColumnChunkMetaData, rows: usize, start: u64, bytes: &Bytes) -> Result<(), ParquetError> {
    let descriptor = chunk.column_descr();
    if descriptor.max_rep_level() != 0 || descriptor.max_def_level() != 1 {
        return Ok(());
    }
    let stretch = Arc::new(Stretch { start, bytes: bytes.clone() });
    let mut pages = SerializedPageReader::new(stretch, chunk, rows, None)?;
    while let Some(page) = pages.get_next_page()? {
        let (levels, count) = match &page {
            Page::DataPage { buf, num_values, def_level_encoding: Encoding::RLE, .. } => {
                let length = buf
                    .get(..4)
                    .and_then(|length| length.try_into().ok())
                    .map_or(usize::MAX, |length| u32::from_le_bytes(length) as usize);
                (buf.get(4..).and_then(|rest| rest.get(..length)), *num_values)
            }
            Page::DataPageV2 { buf, num_values, def_levels_byte_len, .. } => {
                (buf.get(..*def_levels_byte_len as usize), *num_values)
            }
            _ => continue,
        };
        if !levels.is_some_and(|levels| runs_lie_within(levels, count as usize)) {
            return Err(ParquetError::EOF("the definition levels of a page are longer than the page".to_owned()));
        }
    }
    Ok(())
}

/// Whether the runs of the hybrid encoding, for levels of one bit, lie within the bytes up to the last of `count` levels.
fn runs_lie_within(bytes: &[u8], count: usize) -> bool {
    let (mut at, mut left) = (0, count);
    while left > 0 && at < bytes.len() {
        let Some((indicator, next)) = varint(bytes, at) else { return false };
        let groups = usize::try_from(indicator >> 1).unwrap_or(usize::MAX);
        if indicator & 1 == 1 {
            let run = groups.saturating_mul(8);
            if next.saturating_add(run.min(left).div_ceil(8)) > bytes.len() {
                return false;
            }
            at = next.saturating_add(groups);
            left = left.saturating_sub(run);
        } else {
            at = next + 1;
            left = left.saturating_sub(groups);
        }
    }
    true
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
        assert!(runs_lie_within(&[0x03, 0xff], 8));
        assert!(runs_lie_within(&[0x05, 0xff], 6));
        assert!(!runs_lie_within(&[0x05, 0xff], 16));
        assert!(!runs_lie_within(&[0x03], 1));
        assert!(runs_lie_within(&[0x10, 0x01, 0x03, 0x0f], 12));
        assert!(!runs_lie_within(&[0xff; 12], 12));
        assert!(runs_lie_within(&[], 0));
    }
}
