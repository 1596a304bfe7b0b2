//! What packs with Zstandard is a module of its own, which the worker fetches when a report is saved.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = runloomPack)]
    fn pack_there(bytes: &[u8]) -> Result<Option<Vec<u8>>, JsValue>;

    #[wasm_bindgen(catch, js_name = runloomBringPacker)]
    async fn bring_it() -> Result<JsValue, JsValue>;
}

/// Fetches the module, and tells the writer that it packs there.
///
/// # Errors
/// What the JavaScript side rejected with.
pub(crate) async fn bring() -> Result<(), JsValue> {
    bring_it().await?;
    runloom_source::pack_zstd_with(|bytes| pack_there(bytes).ok().flatten());
    Ok(())
}
