//! Everything that CI checks, in the order in which a mistake shows soonest.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::engine::Profile;
use crate::{browser, doctor, node_packages, paths, process, sizes, tidy};

/// How much is tested.
#[derive(Args)]
pub(crate) struct Options {
    /// Test the development build of the page and skip the sizes: sooner, for work in progress.
    #[arg(long)]
    fast: bool,
}

/// Stages that ran, and what their runners said last.
struct Progress {
    begun: Instant,
    stages: Vec<(&'static str, Duration)>,
    closing_lines: Vec<String>,
}

/// `cargo xtask test`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let profile = if options.fast { Profile::Development } else { Profile::Dist };
    let mut progress = Progress { begun: Instant::now(), stages: Vec::new(), closing_lines: Vec::new() };
    progress.stage("tools", "", || doctor::ensure(doctor::TO_TEST))?;
    progress.stage("format", "`cargo fmt --all` puts it right", format)?;
    progress.stage("tidy", "", tidy::run)?;
    progress.stage("clippy", "", clippy_native)?;
    progress.stage("clippy for wasm32", "", clippy_wasm)?;
    let mut results = Vec::new();
    progress.stage("tests", "`cargo test --package NAME` runs those of one crate", || {
        results = process::run_keeping(process::cargo().args(["test", "--workspace"]), |line| line.starts_with("test result:"))?;
        Ok(())
    })?;
    progress.closing_lines.append(&mut results);
    progress.stage("build", "", || crate::site::build(profile))?;
    progress.stage("types", "", types)?;
    if profile == Profile::Dist {
        progress.stage("sizes", "", sizes::check)?;
    }
    progress.stage("browser tests", "", || {
        results = browser::run(&[])?;
        Ok(())
    })?;
    progress.closing_lines.append(&mut results);
    progress.close();
    Ok(())
}

impl Progress {
    fn stage(&mut self, name: &'static str, hint: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n── {name} ──");
        let begun = Instant::now();
        let outcome = work();
        self.stages.push((name, begun.elapsed()));
        let stop = if hint.is_empty() { format!("stage `{name}` failed") } else { format!("stage `{name}` failed; {hint}") };
        outcome.context(stop)
    }

    fn close(&self) {
        println!("\nEvery stage passed in {}:", clock(self.begun.elapsed()));
        for (name, took) in &self.stages {
            println!("  {name:<20}{:>8}", clock(*took));
        }
        println!();
        for line in &self.closing_lines {
            println!("{line}");
        }
    }
}

fn format() -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy_native() -> Result<()> {
    process::run(process::cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

fn clippy_wasm() -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args([
        "clippy",
        "--package",
        "runloom-wasm",
        "--lib",
        "--bins",
        "--features",
        "codecs-module,packer-module,text-module",
    ]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    process::run(cargo.args(["--", "--deny", "warnings"]))
}

fn types() -> Result<()> {
    node_packages::ensure(&paths::browser_tests())?;
    for folder in [paths::www(), paths::browser_tests()] {
        process::run(process::node_tool(&paths::www(), "tsc").args(["--noEmit", "--project"]).arg(folder))?;
    }
    Ok(())
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_stage_says_what_to_do() {
        let mut progress = Progress { begun: Instant::now(), stages: Vec::new(), closing_lines: Vec::new() };
        let error = progress.stage("format", "`cargo fmt` helps", || anyhow::bail!("3 files differ")).unwrap_err();
        assert_eq!(format!("{error:#}"), "stage `format` failed; `cargo fmt` helps: 3 files differ");
        assert_eq!(clock(Duration::from_millis(61_900)), "1:01");
    }
}
