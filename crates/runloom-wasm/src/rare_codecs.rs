//! Brotli and Zstandard are not what most files are packed with, and large: what unpacks them is a module of its own, which the worker
//! fetches when a file needs it.

use std::cell::Cell;

use runloom_source::RareCodec;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = runloomUnpack)]
    fn unpack_there(codec: &str, packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, JsValue>;

    #[wasm_bindgen(catch, js_name = runloomBringCodecs)]
    async fn bring() -> Result<JsValue, JsValue>;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    NotWanted,
    Wanted,
    Here,
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::NotWanted) };
}

/// Tells the readers how these codecs are unpacked.
pub(crate) fn install() {
    runloom_source::unpack_rare_with(unpack);
}

fn unpack(codec: RareCodec, packed: &[u8], size: usize) -> Option<Vec<u8>> {
    if STATE.get() == State::Here {
        let codec = match codec {
            RareCodec::Brotli => "brotli",
            RareCodec::Zstd => "zstd",
        };
        return unpack_there(codec, packed, size).ok().flatten();
    }
    STATE.set(State::Wanted);
    None
}

/// Fetches the module if something failed for want of it; then it is worth trying again.
///
/// # Errors
/// What the JavaScript side rejected with.
pub(crate) async fn bring_if_wanted() -> Result<bool, JsValue> {
    if STATE.get() != State::Wanted {
        return Ok(false);
    }
    STATE.set(State::NotWanted);
    bring().await?;
    STATE.set(State::Here);
    Ok(true)
}
