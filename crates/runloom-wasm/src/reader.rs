use std::ops::Range;

use bytes::Bytes;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::protocol::EngineError;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r"
/** A file that the engine may read parts of: a dropped File, a URL with Range requests, bytes in memory. */
export interface FileHandle {
  readonly name: string;
  readonly url: string | null;
  readonly len: number;
  /** Bytes `start` to `end` (exclusive). Rejects with an EngineError. */
  read(start: number, end: number): Promise<Uint8Array>;
}
/** Resolves when the engine may go on; rejects to cancel. */
export type OnProgress = (progress: Progress) => Promise<void>;
";

#[wasm_bindgen]
extern "C" {
    /// A file on the JavaScript side.
    #[wasm_bindgen(typescript_type = "FileHandle")]
    #[derive(Clone, Debug)]
    pub type FileHandle;

    /// The name to show and to detect the format by.
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &FileHandle) -> String;

    /// Where it came from, if from a URL.
    #[wasm_bindgen(method, getter)]
    pub fn url(this: &FileHandle) -> Option<String>;

    /// Its size in bytes.
    #[wasm_bindgen(method, getter)]
    pub fn len(this: &FileHandle) -> f64;

    #[wasm_bindgen(method, catch, js_name = read)]
    async fn read_js(this: &FileHandle, start: f64, end: f64) -> Result<JsValue, JsValue>;

    /// Called with a progress; its promise says when to go on.
    #[wasm_bindgen(typescript_type = "OnProgress")]
    pub type OnProgress;
}

/// Reads part of a file.
///
/// # Errors
/// What the JavaScript side rejected with, or an [`EngineError`] where it gave something other than the bytes asked for.
pub(crate) async fn read(file: &FileHandle, range: Range<u64>) -> Result<Bytes, JsValue> {
    let value = file.read_js(range.start as f64, range.end as f64).await?;
    let array: Uint8Array = value.dyn_into().map_err(|_| wrong(file, "the reader gave something other than bytes"))?;
    if u64::from(array.length()) != range.end - range.start {
        let why = format!("{} bytes from {} were asked for, {} came", range.end - range.start, range.start, array.length());
        return Err(wrong(file, &why));
    }
    Ok(Bytes::from(array.to_vec()))
}

fn wrong(file: &FileHandle, why: &str) -> JsValue {
    EngineError {
        what: "The file could not be read.".into(),
        place: file.name(),
        why: format!("{why}."),
        hint: "Open it again; it may have changed or been removed meanwhile.".into(),
    }
    .to_js()
}
