//! The page whose charts are compared.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::paths;

/// Puts the page into `folder`.
pub(super) fn peers(folder: &Path) -> Result<()> {
    let bench = paths::bench();
    super::bundle(&[&bench.join("peers").join("peer.js")], folder, &[])?;
    fs::copy(bench.join("peers").join("index.html"), folder.join("index.html"))?;
    let wasm: PathBuf = ["node_modules", "parquet-wasm", "esm", "parquet_wasm_bg.wasm"].iter().collect();
    fs::copy(bench.join(wasm), folder.join("parquet_wasm_bg.wasm")).context("parquet-wasm has no Wasm file")?;
    Ok(())
}
