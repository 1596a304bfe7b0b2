/// Why a batch cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It contradicts itself or its schema, in words.
    Damaged(&'static str),
    /// It takes this much memory, which is more than may be used.
    TooLarge { needed_bytes: u64 },
}

/// The memory that a file may still take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    used_bytes: u64,
    limit_bytes: u64,
}

impl Budget {
    /// A budget of which nothing is used.
    pub(crate) fn new(limit_bytes: u64) -> Self {
        Self { used_bytes: 0, limit_bytes }
    }

    /// Notes memory before it is taken.
    ///
    /// # Errors
    /// Where it is more than is left.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), Fault> {
        let needed_bytes = self.used_bytes.saturating_add(bytes);
        if needed_bytes > self.limit_bytes {
            return Err(Fault::TooLarge { needed_bytes });
        }
        self.used_bytes = needed_bytes;
        Ok(())
    }

    /// Whether so much more could be taken.
    ///
    /// # Errors
    /// Where it could not.
    pub(crate) fn check(&self, bytes: u64) -> Result<(), Fault> {
        let mut budget = *self;
        budget.take(bytes)
    }
}
