//! The pages of a column chunk, unpacked one after the other.
//!
//! A damaged file can announce gigabytes in a few bytes; so every header is compared with what the footer says of the chunk before room is made.

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::errors::ParquetError;

use super::encoding::Wrong;
use super::page_header::{Coding, Kind, PageHeader};
use crate::format::codec::{Codec, unpack};

/// What the footer says of a column chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Announced {
    /// All values, missing ones included.
    pub(crate) values: u64,
    /// The size of all pages when they are unpacked.
    pub(crate) unpacked_bytes: u64,
    /// The highest definition level: 0 where no value may be missing, more than 1 in nested columns.
    pub(crate) deepest: i16,
    /// The highest repetition level: 0 where nothing repeats.
    pub(crate) repeats: i16,
}

/// Pages up to this size are let through even if the footer says that the chunk is smaller: some writers count wrongly.
const TRIFLE_BYTES: u64 = 1 << 20;

/// A page, unpacked.
#[derive(Debug)]
pub(crate) enum Page {
    /// The values that others point to.
    Dictionary { values: Bytes, count: usize },
    /// Values and gaps.
    Data { repetitions: Bytes, definitions: Bytes, values: Bytes, coding: Coding, count: usize },
}

/// What is wrong with a page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct PageFault(Wrong);

impl From<Wrong> for PageFault {
    fn from(why: Wrong) -> Self {
        Self(why)
    }
}

impl From<PageFault> for ParquetError {
    fn from(fault: PageFault) -> Self {
        Self::External(Box::new(fault))
    }
}

/// Reads the pages of one column chunk.
#[derive(Debug)]
pub(crate) struct Pages {
    chunk: Bytes,
    at: usize,
    codec: Option<Codec>,
    announced: Announced,
    values: u64,
}

/// A page header that can be true, and where the page lies.
struct Found {
    header: PageHeader,
    start: usize,
    end: usize,
    count: usize,
}

impl Pages {
    /// A reader of the bytes of a whole chunk.
    ///
    /// # Errors
    /// Where the chunk is packed in a way that no reader knows.
    pub(crate) fn new(chunk: Bytes, compression: Compression, announced: Announced) -> Result<Self, ParquetError> {
        let codec = match compression {
            Compression::UNCOMPRESSED => None,
            Compression::SNAPPY => Some(Codec::Snappy),
            Compression::GZIP(_) => Some(Codec::Gzip),
            Compression::BROTLI(_) => Some(Codec::Brotli),
            Compression::LZ4 => Some(Codec::Lz4Hadoop),
            Compression::LZ4_RAW => Some(Codec::Lz4Block),
            Compression::ZSTD(_) => Some(Codec::Zstd),
            other @ Compression::LZO => return Err(ParquetError::NYI(format!("{other} compression"))),
        };
        Ok(Self { chunk, at: 0, codec, announced, values: 0 })
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub(crate) fn next(&mut self) -> Result<Option<Page>, Wrong> {
        while let Some(found) = self.look()? {
            self.at = found.end;
            if found.header.kind == Kind::Other {
                continue;
            }
            if found.header.kind == Kind::Dictionary {
                return Ok(Some(Page::Dictionary { values: self.unpacked(&found, 0)?, count: found.count }));
            }
            self.values += found.count as u64;
            return if found.header.kind == Kind::Data { self.data(&found) } else { self.data_v2(&found) }.map(Some);
        }
        Ok(None)
    }

    fn look(&self) -> Result<Option<Found>, Wrong> {
        if self.at >= self.chunk.len() || self.values >= self.announced.values {
            return Ok(None);
        }
        let (header, start) = PageHeader::read(&self.chunk, self.at).ok_or("a page header is not valid")?;
        let (packed, unpacked) =
            (header.packed_bytes.ok_or("a page has no size")?, header.unpacked_bytes.ok_or("a page has no size")?);
        let end =
            usize::try_from(packed).ok().and_then(|packed| start.checked_add(packed)).filter(|end| *end <= self.chunk.len());
        let end = end.ok_or("a page is longer than its column")?;
        let largest = self.announced.unpacked_bytes.max(TRIFLE_BYTES);
        if u64::try_from(unpacked).map_or(true, |unpacked| unpacked > largest) {
            return Err("a page announces more bytes than its whole column");
        }
        let count = usize::try_from(header.values.unwrap_or(0)).map_err(|_| "a page has an impossible number of values")?;
        if matches!(header.kind, Kind::Data | Kind::DataV2) {
            if header.values.is_none() {
                return Err("a page has no number of values");
            }
            if count as u64 > self.announced.values - self.values {
                return Err("the pages of a column hold more values than the footer says");
            }
        } else if count as u64 > largest.saturating_mul(8) {
            return Err("a dictionary announces more values than it can hold");
        }
        Ok(Some(Found { header, start, end, count }))
    }

    fn data(&self, found: &Found) -> Result<Page, Wrong> {
        let header = &found.header;
        let mut rest = self.unpacked(found, 0)?;
        let mut levels = |number: Option<i64>, highest: i16| {
            if highest == 0 {
                return Ok(Bytes::new());
            }
            if number.and_then(Coding::from_number) != Some(Coding::Runs) {
                return Err("the levels of a page have an encoding that is not supported");
            }
            let length = rest.split_first_chunk::<4>().map(|(length, _)| u32::from_le_bytes(*length) as usize);
            let end = length.and_then(|length| length.checked_add(4)).filter(|end| *end <= rest.len());
            let end = end.ok_or("a page is shorter than its levels")?;
            let levels = rest.slice(4..end);
            rest = rest.slice(end..);
            Ok(levels)
        };
        let repetitions = levels(header.repetition_coding, self.announced.repeats)?;
        let definitions = levels(header.definition_coding, self.announced.deepest)?;
        Ok(Page::Data { repetitions, definitions, values: rest, coding: coding(found)?, count: found.count })
    }

    fn data_v2(&self, found: &Found) -> Result<Page, Wrong> {
        const CONTRADICTION: Wrong = "a page header contradicts itself";
        let size = |number: Option<i64>| usize::try_from(number.unwrap_or(0)).map_err(|_| CONTRADICTION);
        let (definitions, repetitions) = (size(found.header.definition_bytes)?, size(found.header.repetition_bytes)?);
        let levels = definitions.checked_add(repetitions).filter(|levels| *levels <= found.end - found.start);
        let levels = levels.ok_or(CONTRADICTION)?;
        let page = self.unpacked(found, levels)?;
        Ok(Page::Data {
            repetitions: page.slice(..repetitions),
            definitions: page.slice(repetitions..levels),
            values: page.slice(levels..),
            coding: coding(found)?,
            count: found.count,
        })
    }

    /// The bytes of a page, all but the first `plain` ones unpacked.
    fn unpacked(&self, found: &Found, plain: usize) -> Result<Bytes, Wrong> {
        let body = self.chunk.slice(found.start..found.end);
        let size = usize::try_from(found.header.unpacked_bytes.unwrap_or(0)).unwrap_or(0);
        let Some(codec) = self.codec.filter(|_| !found.header.plain && body.len() > plain) else { return Ok(body) };
        let (levels, values) = body.split_at_checked(plain).ok_or("a page header contradicts itself")?;
        let size = size.checked_sub(plain).ok_or("a page header contradicts itself")?;
        let values = unpack(codec, values, size)?;
        Ok(if levels.is_empty() { values.into() } else { [levels, &values].concat().into() })
    }
}

fn coding(found: &Found) -> Result<Coding, Wrong> {
    found.header.coding.and_then(Coding::from_number).ok_or("its values have an encoding that is not supported")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNOUNCED: Announced = Announced { values: 20, unpacked_bytes: 100, deepest: 1, repeats: 0 };

    /// A data page header: type 0, sizes, `DataPageHeader { num_values, encoding 0, 3, 3 }`.
    fn page(unpacked: u8, packed: u8, values: u8) -> Vec<u8> {
        let zigzag = |v: u8| v << 1;
        let mut bytes = vec![0x15, 0, 0x15, zigzag(unpacked), 0x15, zigzag(packed)];
        bytes.extend([0x2c, 0x15, zigzag(values), 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
        bytes.extend(std::iter::repeat_n(0, usize::from(packed)));
        bytes
    }

    /// The number of pages, or what is wrong.
    fn count(bytes: &[u8], announced: Announced) -> Result<usize, String> {
        let pages = Pages::new(Bytes::copy_from_slice(bytes), Compression::UNCOMPRESSED, announced);
        let mut pages = pages.map_err(|error| error.to_string())?;
        let mut count = 0;
        while pages.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn honest_pages_pass_and_others_do_not() {
        let two = [page(8, 8, 10), page(8, 8, 10)].concat();
        assert_eq!(count(&two, ANNOUNCED), Ok(2));
        let refused = |bytes: &[u8], announced| count(bytes, announced).err().unwrap_or_default();
        let mut lost = page(8, 8, 10);
        lost[10] = 40;
        assert_eq!(refused(&lost, ANNOUNCED), "its values have an encoding that is not supported");
        let mut levels = page(8, 8, 10);
        levels[12] = 0;
        assert_eq!(refused(&levels, ANNOUNCED), "the levels of a page have an encoding that is not supported");
        assert_eq!(count(&levels, Announced { deepest: 0, ..ANNOUNCED }), Ok(1));
        let fewer = Announced { values: 15, ..ANNOUNCED };
        assert_eq!(refused(&two, fewer), "the pages of a column hold more values than the footer says");
        assert_eq!(refused(&two[..20], ANNOUNCED), "a page is longer than its column");
        assert_eq!(refused(&[0x15, 0, 0x15], ANNOUNCED), "a page header is not valid");
        let huge = [0x15, 0, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0, 0x2c, 0x15, 2, 0, 0];
        assert_eq!(refused(&huge, ANNOUNCED), "a page announces more bytes than its whole column");
    }
}
