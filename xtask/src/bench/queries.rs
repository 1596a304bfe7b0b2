//! What filters and orders are asked of: a page for each engine, and programs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;

use super::python;
use crate::{paths, process};

/// One page for each engine, and one for the parser alone.
const PAGES: [&str; 4] = ["runloom.js", "duckdb.js", "arquero.js", "parse.js"];

/// The bundle of DuckDB-Wasm that is fastest without cross-origin isolation.
const DUCKDB: [&str; 2] = ["duckdb-eh.wasm", "duckdb-browser-eh.worker.js"];

const PARSER: &str = "parse.wasm";

/// Puts the pages into `folder`, with everything that they load.
pub(super) fn pages(folder: &Path) -> Result<()> {
    let bench = paths::bench();
    let sources = bench.join("queries");
    let version = format!("--define:ARQUERO_VERSION={}", super::installed_version("arquero")?);
    let scripts = PAGES.map(|page| sources.join(page));
    super::bundle(&scripts.each_ref().map(PathBuf::as_path), folder, &[version])?;
    fs::copy(sources.join("page.html"), folder.join("page.html"))?;
    let duckdb: PathBuf = ["node_modules", "@duckdb", "duckdb-wasm", "dist"].iter().collect();
    for file in DUCKDB {
        fs::copy(bench.join(&duckdb).join(file), folder.join(file)).with_context(|| format!("DuckDB-Wasm has no {file}"))?;
    }
    let target = "wasm32-unknown-unknown";
    let mut cargo = process::cargo();
    cargo.args(["build", "--profile", "dist", "--package", "runloom-speed", "--bin", "parse", "--target", target]);
    process::run(&mut cargo)?;
    fs::copy(paths::target().join(target).join("dist").join(PARSER), folder.join(PARSER))?;
    Ok(())
}

/// The programs that are timed, as JSON; built or installed if need be.
pub(super) fn programs(root: &Path) -> Result<String> {
    process::run(process::cargo().args(["build", "--release", "--package", "runloom-speed", "--package", "runloom-cli"]))?;
    let built = |name: &str| paths::target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Ok(json!({
        "runloom": built("runloom"),
        "evaluate": built("evaluate"),
        "parse": built("parse"),
        "python": python::python("mlflow", root)?,
        "database": root.join("mlflow.db"),
    })
    .to_string())
}
