use std::ops::Range;

use bytes::Bytes;
use parquet::DecodeResult;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaDataPushDecoder};

use super::ParquetFile;
use super::error::damaged;
use crate::frame::Frame;
use crate::{Limits, SourceError, Step};

/// Reads the footer of a Parquet file.
#[derive(Debug)]
pub(crate) struct ParquetOpen {
    name: String,
    len: u64,
    limits: Limits,
    decoder: ParquetMetaDataPushDecoder,
}

impl ParquetOpen {
    /// A task for a file of `len` bytes.
    pub(crate) fn new(name: &str, len: u64, limits: Limits) -> Result<Self, SourceError> {
        let decoder = ParquetMetaDataPushDecoder::try_new(len).map_err(|error| damaged(name, &error))?;
        let decoder = decoder.with_page_index_policy(PageIndexPolicy::Skip);
        Ok(Self { name: name.to_owned(), len, limits, decoder })
    }

    /// Does the next piece of work.
    pub(crate) fn step(&mut self) -> Result<Step<(ParquetFile, Frame)>, SourceError> {
        match self.decoder.try_decode().map_err(|error| damaged(&self.name, &error))? {
            DecodeResult::NeedsData(ranges) => {
                let needed = ranges.iter().map(|range| range.end.saturating_sub(range.start)).sum::<u64>();
                if needed > self.limits.memory_bytes / 4 {
                    return Err(SourceError::too_large(
                        &self.name,
                        "its footer",
                        needed.saturating_mul(4),
                        self.limits.memory_bytes,
                    ));
                }
                Ok(Step::Need(ranges))
            }
            DecodeResult::Data(metadata) => Ok(Step::Done(ParquetFile::open(&self.name, self.len, metadata, self.limits)?)),
            DecodeResult::Finished => Err(SourceError::unreadable(&self.name, "its footer could not be read")),
        }
    }

    /// Takes bytes that were needed, or are at hand anyway.
    pub(crate) fn push(&mut self, range: Range<u64>, bytes: Bytes) -> Result<(), SourceError> {
        self.decoder.push_range(range, bytes).map_err(|error| damaged(&self.name, &error))
    }
}
