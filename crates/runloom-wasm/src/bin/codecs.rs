//! What unpacks Brotli and Zstandard, as a Wasm module of its own: most files are packed otherwise, and the dictionary of Brotli alone is 120 KB.

use std::fmt;
use std::io::{Cursor, Read};

use brotli_decompressor::Decompressor;
use wasm_bindgen::prelude::*;

/// Packed bytes that are taken at a time.
const STEP_BYTES: usize = 4096;

/// Unpacks bytes that give exactly `size` bytes; nothing where they do not, or where the codec is neither `brotli` nor `zstd`.
#[wasm_bindgen]
pub fn unpack(codec: &str, packed: Vec<u8>, size: usize) -> Option<Vec<u8>> {
    match codec {
        "brotli" => {
            let mut stream = BrotliStream::new(packed);
            stream.next(size).filter(|_| stream.is_over())
        }
        "zstd" => {
            let mut unpacked = zeros(size)?;
            let whole = zstd_safe::DCtx::try_create()?.decompress(&mut unpacked[..], &packed).ok()? == size;
            whole.then_some(unpacked)
        }
        _ => None,
    }
}

/// Several files that were packed by Brotli as one: what they have in common is in it once. They are unpacked one after the other, each when it is needed.
#[wasm_bindgen]
pub struct BrotliStream {
    reader: Decompressor<Cursor<Vec<u8>>>,
}

#[wasm_bindgen]
impl BrotliStream {
    /// A stream of which nothing is unpacked.
    #[wasm_bindgen(constructor)]
    pub fn new(packed: Vec<u8>) -> Self {
        Self { reader: Decompressor::new(Cursor::new(packed), STEP_BYTES) }
    }

    /// The next `size` bytes; nothing where the stream is damaged or ends before.
    pub fn next(&mut self, size: usize) -> Option<Vec<u8>> {
        let mut unpacked = zeros(size)?;
        self.reader.read_exact(&mut unpacked).ok()?;
        Some(unpacked)
    }

    fn is_over(&mut self) -> bool {
        matches!(self.reader.read(&mut [0]), Ok(0))
    }
}

impl fmt::Debug for BrotliStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrotliStream").finish_non_exhaustive()
    }
}

fn zeros(size: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).ok()?;
    bytes.resize(size, 0);
    Some(bytes)
}

fn main() {}
