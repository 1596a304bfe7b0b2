//! What unpacks Brotli and Zstandard, as a Wasm module of its own: most files are packed otherwise, and the dictionary of Brotli alone is 120 KB.

use std::io::Read;

use wasm_bindgen::prelude::*;

/// Unpacks bytes that give exactly `size` bytes; nothing where they do not, or where the codec is neither `brotli` nor `zstd`.
#[wasm_bindgen]
pub fn unpack(codec: &str, packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    unpacked.try_reserve_exact(size).ok()?;
    unpacked.resize(size, 0);
    let whole = match codec {
        "brotli" => {
            let mut reader = brotli_decompressor::Decompressor::new(packed, 4096);
            reader.read_exact(&mut unpacked).ok()?;
            matches!(reader.read(&mut [0]), Ok(0))
        }
        "zstd" => zstd_safe::DCtx::try_create()?.decompress(&mut unpacked[..], packed).ok()? == size,
        _ => false,
    };
    whole.then_some(unpacked)
}

fn main() {}
