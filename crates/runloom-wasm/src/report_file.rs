//! What a saved report holds, for a worker that opens it.

use runloom_source::{ReportPart, SourceError};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::protocol::EngineError;

/// A file within a report.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ReportFilePart {
    /// Its name.
    pub name: String,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    pub bytes: Vec<u8>,
}

/// The files of a report.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ReportFileParts {
    /// In their order.
    pub parts: Vec<ReportFilePart>,
}

/// Whether a file that begins with these bytes is a report.
#[wasm_bindgen(js_name = isReport)]
pub fn is_report(head: &[u8]) -> bool {
    runloom_source::is_report(head)
}

/// The files that a report holds.
///
/// # Errors
/// [`EngineError`] where they are not what was written.
#[wasm_bindgen(js_name = reportParts)]
pub fn report_parts(name: &str, bytes: &[u8]) -> Result<Ts<ReportFileParts>, JsValue> {
    let parts = runloom_source::report_parts(name, bytes).map_err(thrown)?;
    let parts = parts.into_iter().map(|ReportPart { name, bytes }| ReportFilePart { name, bytes }).collect();
    Ts::from_rust(&ReportFileParts { parts }).map_err(|error| JsValue::from_str(&error.to_string()))
}

/// The bytes of a file that the page itself holds, if they are those whose SHA-256 stands beside them.
///
/// # Errors
/// [`EngineError`] where they are not.
#[wasm_bindgen(js_name = unpackPart)]
pub fn unpack_part(name: &str, packed: &str, sha256: &str) -> Result<Vec<u8>, JsValue> {
    runloom_source::unpack_part(name, packed, sha256).map_err(thrown)
}

fn thrown(error: SourceError) -> JsValue {
    EngineError { what: error.what, place: error.place, why: error.why, hint: error.hint }.to_js()
}
