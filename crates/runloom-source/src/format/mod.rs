//! One module per format, each turning bytes into a [`crate::frame::Frame`] in bounded steps.
//!
//! The page fetches all readers but Parquet's when a file needs them (`CHUNKS` of xtask): what the task that opens a file calls of them is
//! never inlined, for then it would be part of that task.

pub(crate) mod arrow_ipc;
pub(crate) mod codec;
pub(crate) mod csv;
pub(crate) mod detect;
pub(crate) mod encoding;
pub(crate) mod json;
pub(crate) mod parquet;
pub(crate) mod python;
pub(crate) mod unsupported;
