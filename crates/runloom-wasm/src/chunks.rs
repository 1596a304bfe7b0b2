//! Code that is rarely called is fetched when it is: the build moves it out of the engine's module (`xtask/src/split`).

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Provided by the worker: instantiates the chunk before it returns.
    #[wasm_bindgen(js_name = runloomBringChunk)]
    fn bring(chunk: u32);
}

/// Brings a chunk of the engine by its number. The build puts a call of this before each call into a chunk that is not there yet.
#[wasm_bindgen(js_name = bringChunk)]
pub fn bring_chunk(chunk: u32) {
    bring(chunk);
}
