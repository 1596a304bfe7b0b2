//! Brotli is rare, and its dictionary large: what unpacks it is a module of its own, which the worker fetches when a file needs it.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = runloomUnbrotli)]
    fn unbrotli(packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, JsValue>;

    #[wasm_bindgen(catch, js_name = runloomBringUnbrotli)]
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

/// Tells the readers how Brotli is unpacked.
pub(crate) fn install() {
    runloom_source::unpack_brotli_with(unpack);
}

fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    if STATE.get() == State::Here {
        return unbrotli(packed, size).ok().flatten();
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
