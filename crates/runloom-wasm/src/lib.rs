//! The engine and the painter behind wasm-bindgen.
