//! Bytes to runs: what a source is, is found from its content; what it holds becomes a [`runloom_table::Dataset`].
//!
//! Nothing here does input or output. A task says which bytes it needs, is given them, and works in bounded steps, so that memory, a file,
//! `File.slice` and HTTP ranges share one path:
//!
//! ```
//! use runloom_source::{Limits, MemorySource, Workspace, open};
//!
//! let csv = MemorySource::new("name,lr,val_loss\nfirst,0.1,0.5\nsecond,0.01,0.25\n");
//! let opened = open(&csv, "results.csv", Limits::default(), &mut |_| {})?;
//! let mut workspace = Workspace::default();
//! workspace.add(opened);
//! let names: Vec<String> = workspace.dataset().runs.columns().iter().map(|c| c.name().to_string()).collect();
//! assert_eq!(names, ["run_id", "run_name", "params.lr", "metrics.val_loss"]);
//! # Ok::<(), runloom_source::SourceError>(())
//! ```
//!
//! [`ParquetWriter`] goes the other way: chosen rows and columns as a file. [`report_parts`] finds the files that a saved report holds.
//!
//! This crate must never know how a filter is written, what a chart looks like, or where bytes really come from.

mod assemble;
mod byte_source;
mod classify;
mod convert;
mod drive;
mod error;
mod format;
mod frame;
mod gather;
mod guide;
mod history;
mod open;
mod opened;
mod report_parts;
mod run_id;
mod runs;
mod step;
mod workspace;

pub use byte_source::{ByteSource, MemorySource};
pub use bytes::Bytes;
pub use drive::{load, open, run};
pub use error::SourceError;
pub use format::codec::{RareCodec, UnpackRare, unpack_rare_with};
pub use format::parquet::{PackZstd, ParquetWriter, pack_zstd_with};
pub use guide::mapping_guide;
pub use open::OpenTask;
pub use opened::{OpenedSource, SourceId};
pub use report_parts::{ReportPart, is_report, report_parts, unpack_part};
pub use step::{Limits, Phase, Progress, Step, Unit};
pub use workspace::{LoadError, SourceRange, Workspace, WorkspaceLoad};
