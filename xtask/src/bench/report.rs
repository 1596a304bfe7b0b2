//! Reports and embedded charts: what writes them, and the page that holds many charts.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::python;
use crate::report::{BUDGET, FILE};
use crate::{paths, process};

/// Puts the page of charts into `folder`, into which the reports are written, too.
pub(super) fn page(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::copy(paths::bench().join("report").join("embeds.html"), folder.join("embeds.html"))?;
    Ok(())
}

/// The programs that write reports and what they write them of, as JSON; built or installed if need be. The site has been built.
pub(super) fn programs(root: &Path) -> Result<String> {
    process::run(process::cargo().args(["build", "--release", "--package", "runloom-cli"]))?;
    Ok(json!({
        "runloom": paths::target().join("release").join(format!("runloom{}", std::env::consts::EXE_SUFFIX)),
        "python": python::python("report", root)?,
        "data": root.join("data"),
        "folder": root.join("report"),
        "runtime": { "bytes": fs::metadata(paths::dist().join(FILE))?.len(), "budget": BUDGET },
    })
    .to_string())
}
