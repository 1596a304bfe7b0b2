use std::ops::Range;

use bytes::Bytes;

use crate::SourceError;

/// Something that has bytes which can be read by range: memory, a file, a resource behind HTTP ranges.
pub trait ByteSource {
    /// The number of bytes.
    fn len(&self) -> u64;

    /// Whether there are no bytes.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of a range that lies within `0..len`.
    fn read(&self, range: Range<u64>) -> Result<Bytes, SourceError>;
}

/// Bytes in memory.
#[derive(Clone, Debug)]
pub struct MemorySource {
    bytes: Bytes,
}

impl MemorySource {
    /// A source over these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into() }
    }
}

impl ByteSource for MemorySource {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read(&self, range: Range<u64>) -> Result<Bytes, SourceError> {
        let within = range.start <= range.end && range.end <= self.len();
        if !within {
            return Err(SourceError::short_read("memory", &range, self.len().saturating_sub(range.start)));
        }
        Ok(self.bytes.slice(range.start as usize..range.end as usize))
    }
}
