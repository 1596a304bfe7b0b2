//! Runloom beside other ways to see and search the same file: builds all of them, generates the files, serves them, measures, writes the results.

mod charts;
mod mlflow;
mod queries;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::doctor::{self, CHROMIUM_VARIABLE};
use crate::engine::Profile;
use crate::serve::{Options as ServeOptions, Server};
use crate::{node_packages, paths, process, site, sizes};

/// The generated files and how many runs each holds.
const FILES: [(&str, &str); 2] = [("runs-100k.parquet", "100000"), ("runs-1m.parquet", "1000000")];

/// What is measured, and how thoroughly.
#[derive(Args)]
pub(crate) struct Options {
    /// One part alone; the results of the other stay as they are.
    part: Option<Part>,
    /// One sample of each figure, written to target/bench: shows that everything still runs.
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Filters and orders, beside DuckDB-Wasm, arquero and MLflow.
    Query,
    /// Opening a file, charts and the table, beside plotly.js.
    Chart,
}

/// `cargo xtask bench`.
pub(crate) fn run(options: &Options) -> Result<()> {
    doctor::ensure(doctor::TO_TEST)?;
    site::build(Profile::Dist)?;
    let bench = paths::bench();
    node_packages::ensure(&bench)?;
    let root = paths::target().join("bench");
    site::copy_folder(&paths::dist(), &root.join("runloom"))?;
    charts::peers(&root.join("peers"))?;
    generate(&root.join("data"))?;

    let mut node = Command::new("node");
    let results = if options.quick { root.join("RESULTS.md") } else { bench.join("RESULTS.md") };
    node.current_dir(&bench).arg("measure/main.mjs").arg("--results").arg(results);
    if options.part != Some(Part::Chart) {
        queries::pages(&root.join("queries"))?;
        node.arg("--queries").arg(queries::programs(&root)?);
    }
    if options.part != Some(Part::Query) {
        node.arg("--charts").arg(sizes::download_gzip()?.to_string());
    }
    if let Some(chromium) = doctor::chromium() {
        node.env(CHROMIUM_VARIABLE, chromium);
    }
    let server = Server::bind(ServeOptions::of(root))?;
    node.arg("--origin").arg(format!("http://{}", server.address()));
    thread::spawn(move || server.serve());
    process::run(node.args(options.quick.then_some("--quick")))
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

/// Bundles scripts for a page, as small as their authors' tools make them.
fn bundle(scripts: &[&Path], folder: &Path, options: &[String]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut esbuild = process::node_tool(&paths::www(), "esbuild");
    esbuild.args(scripts).args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
    esbuild.args(["--log-level=error", "--legal-comments=none"]).args(options);
    process::run(esbuild.arg(format!("--outdir={}", folder.display())))
}
