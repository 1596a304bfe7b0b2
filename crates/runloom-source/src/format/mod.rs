//! One module per format, each turning bytes into a [`crate::frame::Frame`] in bounded steps.

pub(crate) mod arrow_ipc;
pub(crate) mod codec;
pub(crate) mod csv;
pub(crate) mod detect;
pub(crate) mod encoding;
pub(crate) mod json;
pub(crate) mod parquet;
pub(crate) mod python;
pub(crate) mod unsupported;
