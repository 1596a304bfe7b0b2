//! The page that draws every other kind of chart.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::paths;

/// Puts the page into `folder`, with everything that it loads.
pub(super) fn page(folder: &Path) -> Result<()> {
    let sources = paths::bench().join("plots");
    super::bundle(&[&sources.join("engine.js")], folder, &[])?;
    fs::copy(paths::bench().join("engine_page.html"), folder.join("page.html"))?;
    Ok(())
}
