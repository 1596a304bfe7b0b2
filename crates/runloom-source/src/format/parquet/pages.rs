//! The pages of a column chunk, unpacked one after the other.
//!
//! A damaged file can announce gigabytes in a few bytes; so every header is compared with what the footer says of the chunk before room is made.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;

use super::page_header::{Kind, PageHeader, encoding};
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
    /// Whether values may repeat, so that there are repetition levels.
    pub(crate) repeated: bool,
}

/// Pages up to this size are let through even if the footer says that the chunk is smaller: some writers count wrongly.
const TRIFLE_BYTES: u64 = 1 << 20;

/// What is wrong with a page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct PageFault(pub(crate) String);

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
    dictionary: bool,
}

/// A page header that can be true, and where the page lies.
struct Found {
    header: PageHeader,
    start: usize,
    end: usize,
    count: u32,
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
        Ok(Self { chunk, at: 0, codec, announced, values: 0, dictionary: false })
    }

    fn look(&self) -> Result<Option<Found>, &'static str> {
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
        let count = u32::try_from(header.values.unwrap_or(0)).map_err(|_| "a page has an impossible number of values")?;
        if matches!(header.kind, Kind::Data | Kind::DataV2) {
            if header.values.is_none() {
                return Err("a page has no number of values");
            }
            if u64::from(count) > self.announced.values - self.values {
                return Err("the pages of a column hold more values than the footer says");
            }
        } else if u64::from(count) > largest.saturating_mul(8) {
            return Err("a dictionary announces more values than it can hold");
        }
        Ok(Some(Found { header, start, end, count }))
    }

    fn advance(&mut self) -> Result<Option<Page>, String> {
        while let Some(found) = self.look()? {
            self.at = found.end;
            let page = match found.header.kind {
                Kind::Other => continue,
                Kind::Dictionary => self.dictionary(&found)?,
                Kind::Data => self.data(&found)?,
                Kind::DataV2 => self.data_v2(&found)?,
            };
            if page.is_data_page() {
                self.values += u64::from(found.count);
            }
            return Ok(Some(page));
        }
        Ok(None)
    }

    fn dictionary(&mut self, found: &Found) -> Result<Page, String> {
        self.dictionary = true;
        let buf = self.unpacked(found, 0)?;
        Ok(Page::DictionaryPage { buf, num_values: found.count, encoding: coding(found)?, is_sorted: false })
    }

    fn data(&self, found: &Found) -> Result<Page, String> {
        let header = &found.header;
        let level_coding = |number: Option<i64>, there: bool| match number.and_then(encoding) {
            #[expect(deprecated, reason = "old files have it")]
            Some(known @ (Encoding::RLE | Encoding::BIT_PACKED)) => Ok(known),
            _ if !there => Ok(Encoding::RLE),
            _ => Err("the levels of a page have an encoding that levels cannot have"),
        };
        Ok(Page::DataPage {
            num_values: found.count,
            encoding: self.value_coding(found)?,
            def_level_encoding: level_coding(header.definition_coding, self.announced.deepest > 0)?,
            rep_level_encoding: level_coding(header.repetition_coding, self.announced.repeated)?,
            statistics: None,
            buf: self.unpacked(found, 0)?,
        })
    }

    fn data_v2(&self, found: &Found) -> Result<Page, String> {
        let header = &found.header;
        let size = |number: Option<i64>| u32::try_from(number.unwrap_or(0)).map_err(|_| "a page header contradicts itself");
        let (def_levels_byte_len, rep_levels_byte_len) = (size(header.definition_bytes)?, size(header.repetition_bytes)?);
        let levels = u64::from(def_levels_byte_len) + u64::from(rep_levels_byte_len);
        let levels = usize::try_from(levels).ok().filter(|levels| *levels <= found.end - found.start);
        Ok(Page::DataPageV2 {
            num_values: found.count,
            encoding: self.value_coding(found)?,
            num_nulls: size(header.missing)?,
            num_rows: size(header.rows)?,
            def_levels_byte_len,
            rep_levels_byte_len,
            is_compressed: false,
            statistics: None,
            buf: self.unpacked(found, levels.ok_or("a page header contradicts itself")?)?,
        })
    }

    fn value_coding(&self, found: &Found) -> Result<Encoding, String> {
        let coding = coding(found)?;
        if matches!(coding, Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY) && !self.dictionary {
            return Err("a page refers to a dictionary that is not there".to_owned());
        }
        Ok(coding)
    }

    /// The bytes of a page, all but the first `plain` ones unpacked.
    fn unpacked(&self, found: &Found, plain: usize) -> Result<Bytes, &'static str> {
        let body = self.chunk.slice(found.start..found.end);
        let size = usize::try_from(found.header.unpacked_bytes.unwrap_or(0)).unwrap_or(0);
        let Some(codec) = self.codec.filter(|_| !found.header.plain && body.len() > plain) else { return Ok(body) };
        let (levels, values) = body.split_at_checked(plain).ok_or("a page header contradicts itself")?;
        let size = size.checked_sub(plain).ok_or("a page header contradicts itself")?;
        let values = unpack(codec, values, size)?;
        Ok(if levels.is_empty() { values.into() } else { [levels, &values].concat().into() })
    }
}

fn coding(found: &Found) -> Result<Encoding, String> {
    let number = found.header.coding.unwrap_or(-1);
    encoding(number).ok_or_else(|| format!("encoding {number} of values is not supported"))
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        self.advance().map_err(|why| PageFault(why).into())
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        let found = self.look().map_err(|why| PageFault(why.to_owned()))?;
        Ok(found.map(|found| PageMetadata {
            num_rows: (found.header.kind == Kind::DataV2).then(|| found.header.rows.unwrap_or(0).unsigned_abs() as usize),
            num_levels: Some(found.count as usize),
            is_dict: found.header.kind == Kind::Dictionary,
        }))
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.get_next_page().map(|_| ())
    }
}

impl Iterator for Pages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNOUNCED: Announced = Announced { values: 20, unpacked_bytes: 100, deepest: 1, repeated: false };

    /// A data page header: type 0, sizes, `DataPageHeader { num_values, encoding 0, 3, 3 }`.
    fn page(unpacked: u8, packed: u8, values: u8) -> Vec<u8> {
        let zigzag = |v: u8| v << 1;
        let mut bytes = vec![0x15, 0, 0x15, zigzag(unpacked), 0x15, zigzag(packed)];
        bytes.extend([0x2c, 0x15, zigzag(values), 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
        bytes.extend(std::iter::repeat_n(9, usize::from(packed)));
        bytes
    }

    /// The number of pages, or what is wrong.
    fn count(bytes: &[u8], announced: Announced) -> Result<usize, String> {
        let pages = Pages::new(Bytes::copy_from_slice(bytes), Compression::UNCOMPRESSED, announced);
        let mut pages = pages.map_err(|error| error.to_string())?;
        let mut count = 0;
        while pages.advance()?.is_some() {
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
        lost[10] = 16;
        assert_eq!(refused(&lost, ANNOUNCED), "a page refers to a dictionary that is not there");
        lost[10] = 40;
        assert_eq!(refused(&lost, ANNOUNCED), "encoding 20 of values is not supported");
        let mut levels = page(8, 8, 10);
        levels[12] = 0;
        assert_eq!(refused(&levels, ANNOUNCED), "the levels of a page have an encoding that levels cannot have");
        assert_eq!(count(&levels, Announced { deepest: 0, ..ANNOUNCED }), Ok(1));
        let fewer = Announced { values: 15, ..ANNOUNCED };
        assert_eq!(refused(&two, fewer), "the pages of a column hold more values than the footer says");
        assert_eq!(refused(&two[..20], ANNOUNCED), "a page is longer than its column");
        assert_eq!(refused(&[0x15, 0, 0x15], ANNOUNCED), "a page header is not valid");
        let huge = [0x15, 0, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0, 0x2c, 0x15, 2, 0, 0];
        assert_eq!(refused(&huge, ANNOUNCED), "a page announces more bytes than its whole column");
    }
}
