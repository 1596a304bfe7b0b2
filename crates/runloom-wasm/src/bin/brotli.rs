//! What unpacks Brotli, as a Wasm module of its own: few files are packed so, and the dictionary alone is 120 KB.

use std::io::Read;

use wasm_bindgen::prelude::*;

/// Unpacks bytes that give exactly `size` bytes; nothing where they do not.
#[wasm_bindgen]
pub fn unbrotli(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    unpacked.try_reserve_exact(size).ok()?;
    unpacked.resize(size, 0);
    let mut reader = brotli_decompressor::Decompressor::new(packed, 4096);
    reader.read_exact(&mut unpacked).ok()?;
    matches!(reader.read(&mut [0]), Ok(0)).then_some(unpacked)
}

fn main() {}
