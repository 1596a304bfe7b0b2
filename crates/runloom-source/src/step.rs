use std::ops::Range;

/// What a task that reads a source wants next. Each call of `step` does a bounded piece of work: about one record batch or a megabyte of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T, N = Range<u64>> {
    /// These bytes of the source have to be pushed before the next step.
    Need(Vec<N>),
    /// A piece of work was done; there is more.
    Working(Progress),
    /// The task is finished.
    Done(T),
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// How much of it is done.
    pub done: u64,
    /// How much there is in all, as far as is known.
    pub total: u64,
    /// What `done` and `total` count.
    pub unit: Unit,
}

/// What a task is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Bytes are being fetched.
    Reading,
    /// Bytes are being turned into values.
    Decoding,
}

/// What a [`Progress`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of the source.
    Bytes,
    /// Rows of the table.
    Rows,
}

/// What a task may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory for the decoded values of one source, in bytes. What announces more is refused before anything is taken.
    pub memory_bytes: u64,
}

impl Default for Limits {
    /// 3 GiB: what fits the address space of 32-bit Wasm beside the engine.
    fn default() -> Self {
        Self { memory_bytes: 3 << 30 }
    }
}
