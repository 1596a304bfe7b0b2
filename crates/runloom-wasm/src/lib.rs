//! The engine (in a worker) and the painter (in the page), behind wasm-bindgen.
//!
//! The only crate that knows wasm-bindgen, web-sys and js-sys. [`Engine`] owns the data and the whole view; it takes
//! intents and files and gives updates, rows and pictures, all defined in [`protocol`]. [`Painter`] draws scenes on a canvas.
//! Everything that is not about crossing into JavaScript lives in [`session`], which runs natively too:
//!
//! ```
//! use runloom_wasm::session::Session;
//!
//! let session = Session::default();
//! assert_eq!(session.total(), 0);
//! ```
//!
//! This crate must never know how a format is parsed, a filter evaluated or a chart laid out.

mod chunks;
mod engine;
mod highlight;
mod link;
mod opening;
mod packer;
mod painter;
mod panic_report;
pub mod protocol;
mod rare_codecs;
mod reader;
mod report_file;
pub mod session;
mod utf16;

pub use chunks::bring_chunk;
pub use engine::Engine;
pub use highlight::highlight;
pub use painter::Painter;
pub use reader::{FileHandle, OnProgress};
pub use report_file::{ReportFilePart, ReportFileParts, is_report, report_parts, unpack_part};
