//! Runloom beside other ways to see the same file: builds both, generates the files, serves them, measures, writes the results.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::doctor::{self, CHROMIUM_VARIABLE};
use crate::engine::Profile;
use crate::serve::{Options as ServeOptions, Server};
use crate::{node_packages, paths, process, site, sizes};

/// The generated files and how many runs each holds.
const FILES: [(&str, &str); 2] = [("runs-100k.parquet", "100000"), ("runs-1m.parquet", "1000000")];

/// How thoroughly is measured.
#[derive(Args)]
pub(crate) struct Options {
    /// One sample of each figure, written to target/bench: shows that everything still runs.
    #[arg(long)]
    quick: bool,
}

/// `cargo xtask bench`.
pub(crate) fn run(options: &Options) -> Result<()> {
    doctor::ensure(doctor::TO_TEST)?;
    site::build(Profile::Dist)?;
    let bench = paths::bench();
    node_packages::ensure(&bench)?;
    let root = paths::target().join("bench");
    site::copy_folder(&paths::dist(), &root.join("runloom"))?;
    peers(&root.join("peers"))?;
    generate(&root.join("data"))?;

    let server = Server::bind(ServeOptions::of(root.clone()))?;
    let origin = format!("http://{}", server.address());
    thread::spawn(move || server.serve());
    let results = if options.quick { root.join("RESULTS.md") } else { bench.join("RESULTS.md") };
    let mut node = Command::new("node");
    node.current_dir(&bench).arg("measure/main.mjs").arg(origin).arg(results).arg(sizes::download_gzip()?.to_string());
    if let Some(chromium) = doctor::chromium() {
        node.env(CHROMIUM_VARIABLE, chromium);
    }
    process::run(node.args(options.quick.then_some("--quick")))
}

/// Bundles the page to compare with, as small as its authors' tools make it.
fn peers(folder: &Path) -> Result<()> {
    let bench = paths::bench();
    fs::create_dir_all(folder)?;
    let mut esbuild = process::node_tool(&paths::www(), "esbuild");
    esbuild.arg(bench.join("peers").join("peer.js")).args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
    esbuild.args(["--log-level=error", "--legal-comments=none"]);
    process::run(esbuild.arg(format!("--outfile={}", folder.join("peer.js").display())))?;
    fs::copy(bench.join("peers").join("index.html"), folder.join("index.html"))?;
    let wasm: PathBuf = ["node_modules", "parquet-wasm", "esm", "parquet_wasm_bg.wasm"].iter().collect();
    fs::copy(bench.join(wasm), folder.join("parquet_wasm_bg.wasm")).context("parquet-wasm has no Wasm file")?;
    Ok(())
}

fn generate(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, runs) in FILES {
        let file = folder.join(name);
        if file.exists() {
            continue;
        }
        let unfinished = folder.join(format!("{name}.part"));
        let mut cargo = process::cargo();
        cargo.args(["run", "--quiet", "--release", "--package", "runloom-bench", "--", "--runs", runs]);
        process::run(cargo.arg(&unfinished))?;
        fs::rename(unfinished, file)?;
    }
    Ok(())
}
