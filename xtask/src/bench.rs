//! Runloom beside other ways to see and search the same file: builds all of them, generates the files, serves them, measures, writes the results.

mod charts;
mod importance;
mod parallel;
mod plots;
mod python;
mod queries;
mod report;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::doctor::{self, CHROMIUM_VARIABLE};
use crate::engine::Profile;
use crate::serve::{Options as ServeOptions, Server};
use crate::{node_packages, paths, process, site, sizes};

/// A generated file: its name, the shape of its runs, and how many there are.
struct Generated {
    name: &'static str,
    shape: &'static str,
    runs: &'static str,
}

const FILES: [Generated; 13] = [
    Generated { name: "runs-100k.parquet", shape: "table", runs: "100000" },
    Generated { name: "runs-1m.parquet", shape: "table", runs: "1000000" },
    Generated { name: "search-1000.parquet", shape: "search", runs: "1000" },
    Generated { name: "search-10000.parquet", shape: "search", runs: "10000" },
    Generated { name: "search-100000.parquet", shape: "search", runs: "100000" },
    Generated { name: "search-1000000.parquet", shape: "search", runs: "1000000" },
    Generated { name: "uniform-1000.parquet", shape: "uniform", runs: "1000" },
    Generated { name: "uniform-10000.parquet", shape: "uniform", runs: "10000" },
    Generated { name: "uniform-100000.parquet", shape: "uniform", runs: "100000" },
    Generated { name: "uniform-1000000.parquet", shape: "uniform", runs: "1000000" },
    Generated { name: "history-1000.parquet", shape: "history", runs: "1000" },
    Generated { name: "report-runs.parquet", shape: "report", runs: "1000" },
    Generated { name: "report-history.parquet", shape: "report-history", runs: "1000" },
];

/// What is measured, and how thoroughly.
#[derive(Args)]
pub(crate) struct Options {
    /// One part alone; the results of the others stay as they are.
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
    /// Parallel coordinates: first pictures and brushes, beside plotly.js, `HiPlot` and `ECharts`.
    Parallel,
    /// Every other kind of chart over a million runs.
    Plots,
    /// Zooming and moving in a metric history.
    History,
    /// Which params matter, beside Optuna and the crate `fanova`.
    Importance,
    /// Reports and embedded charts, beside plotly, `HiPlot` and pandas.
    Report,
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
    let wanted = |part| options.part.is_none_or(|only| only == part);
    if wanted(Part::Query) {
        queries::pages(&root.join("queries"))?;
        node.arg("--queries").arg(queries::programs(&root)?);
    }
    if wanted(Part::Chart) {
        node.arg("--charts").arg(sizes::download_gzip()?.to_string());
    }
    if wanted(Part::Parallel) || wanted(Part::History) {
        parallel::pages(&root.join("parallel"))?;
    }
    if wanted(Part::Importance) {
        importance::page(&root.join("importance"))?;
        node.arg("--importance").arg(importance::programs(&root)?);
    }
    if wanted(Part::Report) {
        report::page(&root.join("report"))?;
        node.arg("--report").arg(report::programs(&root)?);
    }
    if wanted(Part::Plots) {
        plots::page(&root.join("plots"))?;
    }
    node.args(wanted(Part::Parallel).then_some("--parallel")).args(wanted(Part::Plots).then_some("--plots"));
    node.args(wanted(Part::History).then_some("--history"));
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
    for Generated { name, shape, runs } in FILES {
        let file = folder.join(name);
        if file.exists() {
            continue;
        }
        let unfinished = folder.join(format!("{name}.part"));
        let mut cargo = process::cargo();
        cargo.args(["run", "--quiet", "--release", "--package", "runloom-bench", "--", "--shape", shape, "--runs", runs]);
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

/// The version of a Node package of the benchmark, in quotes.
fn installed_version(package: &str) -> Result<String> {
    let file = paths::bench().join("node_modules").join(package).join("package.json");
    let package: Value = serde_json::from_slice(&fs::read(&file).with_context(|| format!("{package} is not installed"))?)?;
    Ok(package["version"].to_string())
}
