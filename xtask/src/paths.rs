//! Where things are in the checkout.

use std::path::{Path, PathBuf};

/// The top folder of the checkout.
pub(crate) fn root() -> PathBuf {
    // What cargo says while it runs this counts more than where this was compiled: checkouts may share a target folder.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_path_buf()
}

/// The static site: sources, styles, examples.
pub(crate) fn www() -> PathBuf {
    root().join("www")
}

/// The engine as wasm-bindgen writes it; input to the page's bundles.
pub(crate) fn generated() -> PathBuf {
    www().join("generated")
}

/// The site as it is served.
pub(crate) fn dist() -> PathBuf {
    www().join("dist")
}

/// The Playwright tests, with Node packages of their own.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests").join("browser")
}

/// The benchmark against other viewers, with Node packages of its own.
pub(crate) fn bench() -> PathBuf {
    root().join("tests").join("bench")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// `path` as it reads from the top of the checkout, for messages.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
