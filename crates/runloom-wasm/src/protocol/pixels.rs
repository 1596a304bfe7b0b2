//! Pixels leave in memory that the page gave back: a picture a frame in new memory has the browser collect garbage while a brush is dragged.

use serde::Serializer;

/// Serialises the pixels of a picture as a `Uint8Array`.
#[cfg(target_arch = "wasm32")]
pub(super) fn serialize<S: Serializer>(pixels: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let array = in_browser::memory_for(pixels.len());
    array.copy_from(pixels);
    serde_wasm_bindgen::preserve::serialize(&array, serializer)
}

/// Serialises the pixels of a picture as bytes.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn serialize<S: Serializer>(pixels: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serde_bytes::serialize(pixels, serializer)
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// Provided by the worker: so many bytes, whatever is in them.
        #[wasm_bindgen(js_name = runloomPixels)]
        pub(super) fn memory_for(bytes: usize) -> Uint8Array;
    }
}
