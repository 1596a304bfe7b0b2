//! Arrow IPC: the stream form, and the file form (Feather version 2), which is a stream between a magic word and a footer.
//!
//! Of `arrow-ipc` only the layout of the messages is used. Batches are decoded here, straight to the values of the run table, and each length, place
//! and offset in them is checked against what is there. Apache Arrow, "Columnar format", version 1.5, "Serialization and interprocess communication".

mod batch;
mod budget;
mod column;
mod dictionary;
mod json;
mod message;
mod nested;
mod read;
mod scalar;
mod text;

pub(crate) use read::ArrowRead;
