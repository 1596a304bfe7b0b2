use std::sync::Once;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);

    /// Provided by the worker; tells the page before the trap ends everything.
    #[wasm_bindgen(js_namespace = globalThis, js_name = runloomPanicked, catch)]
    fn runloom_panicked(message: &str) -> Result<(), JsValue>;
}

/// Makes a panic tell the page its message and place, once; the trap that follows ends the worker.
pub(crate) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let message = info.to_string();
            console_error(&message);
            let _ = runloom_panicked(&message);
        }));
    });
}
