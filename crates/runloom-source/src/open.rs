use std::ops::Range;

use bytes::Bytes;

use crate::{Limits, OpenedSource, SourceError, Step};

/// Finds out what a source is and opens it.
#[derive(Debug)]
pub struct OpenTask {
    name: String,
    len: u64,
    limits: Limits,
    keep_deleted: bool,
}

impl OpenTask {
    /// A task for a source of `len` bytes, known to people as `name`.
    pub fn new(name: &str, len: u64, limits: Limits) -> Self {
        Self { name: name.to_owned(), len, limits, keep_deleted: false }
    }

    /// Whether runs that their tracker marks deleted are opened too. They are left out, and counted, unless this is said.
    #[must_use]
    pub fn keep_deleted_runs(mut self, keep: bool) -> Self {
        self.keep_deleted = keep;
        self
    }

    /// Does the next piece of work.
    ///
    /// # Errors
    /// When the source cannot be opened. The task is of no use after that.
    pub fn step(&mut self) -> Result<Step<OpenedSource>, SourceError> {
        Err(SourceError::unreadable(
            &self.name,
            format!("no format is supported yet ({} bytes, {:?}, {})", self.len, self.limits, self.keep_deleted),
        ))
    }

    /// Gives the task bytes that it needs.
    pub fn push(&mut self, range: Range<u64>, bytes: Bytes) {
        let _ = (range, bytes);
    }
}
