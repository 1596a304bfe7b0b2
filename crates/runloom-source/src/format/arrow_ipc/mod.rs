//! Arrow IPC: the stream form, and the file form (Feather version 2), which is a stream between a magic word and a footer.
//!
//! The reader in `arrow-ipc` takes the sizes in a message at their word. Here every message is looked at first, so that it only sees messages whose
//! buffers lie within them and fit the memory that may be used.

mod layout;
mod message;
mod read;

pub(crate) use read::ArrowRead;
