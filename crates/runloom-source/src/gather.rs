use std::ops::Range;

use bytes::{Bytes, BytesMut};

use crate::{Phase, Progress, SourceError, Step, Unit};

const CHUNK_BYTES: u64 = 4 << 20;

/// Fetches a whole source, chunk by chunk.
#[derive(Debug)]
pub(crate) struct Gather {
    name: String,
    len: u64,
    head: Bytes,
    rest: BytesMut,
}

impl Gather {
    /// A gatherer that has the first bytes already.
    pub(crate) fn new(name: &str, len: u64, head: Bytes) -> Self {
        Self { name: name.to_owned(), len, head, rest: BytesMut::new() }
    }

    fn have(&self) -> u64 {
        if self.rest.is_empty() { self.head.len() as u64 } else { self.rest.len() as u64 }
    }

    /// What is needed next, or all of the bytes.
    pub(crate) fn step(&mut self) -> Step<Bytes> {
        if self.have() >= self.len {
            let whole =
                if self.rest.is_empty() { std::mem::take(&mut self.head) } else { std::mem::take(&mut self.rest).freeze() };
            return Step::Done(whole);
        }
        let from = self.have();
        Step::Need(std::iter::once(from..self.len.min(from + CHUNK_BYTES)).collect())
    }

    /// Takes the bytes that were needed.
    pub(crate) fn push(&mut self, range: &Range<u64>, bytes: &Bytes) -> Result<Progress, SourceError> {
        if range.start != self.have() || bytes.len() as u64 != range.end - range.start {
            return Err(SourceError::short_read(&self.name, range, bytes.len() as u64));
        }
        if self.rest.is_empty() {
            self.rest.reserve(self.len as usize);
            self.rest.extend_from_slice(&std::mem::take(&mut self.head));
        }
        self.rest.extend_from_slice(bytes);
        Ok(Progress { phase: Phase::Reading, done: self.have(), total: self.len, unit: Unit::Bytes })
    }
}
