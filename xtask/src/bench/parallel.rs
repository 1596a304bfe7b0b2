//! The pages that draw parallel coordinates: one per library, and one for the engine alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::paths;

const PAGES: [&str; 4] = ["plotly.js", "hiplot.js", "echarts.js", "engine.js"];

/// A script that finds nothing in a bundle: it leaves a variable of the page.
const HIPLOT: &str = "hiplot.bundle.js";

/// Puts the pages into `folder`, with everything that they load.
pub(super) fn pages(folder: &Path) -> Result<()> {
    let bench = paths::bench();
    let sources = bench.join("parallel");
    let version = format!("--define:HIPLOT_VERSION={}", super::installed_version("hiplot")?);
    let scripts = PAGES.map(|page| sources.join(page));
    super::bundle(&scripts.each_ref().map(PathBuf::as_path), folder, &[version])?;
    fs::copy(sources.join("page.html"), folder.join("page.html"))?;
    let hiplot: PathBuf = ["node_modules", "hiplot", "dist", HIPLOT].iter().collect();
    fs::copy(bench.join(hiplot), folder.join(HIPLOT)).context("hiplot has no bundle")?;
    Ok(())
}
