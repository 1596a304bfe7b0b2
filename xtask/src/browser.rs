//! The Playwright tests, on the site that was built last, served by this program.

use std::ffi::OsString;
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};

use crate::doctor::{self, CHROMIUM_VARIABLE};
use crate::serve::{Options, Server};
use crate::{node_packages, paths, process};

/// Runs the tests, passing `arguments` on to Playwright, and gives back its closing lines.
pub(crate) fn run(arguments: &[OsString]) -> Result<Vec<String>> {
    doctor::ensure(doctor::TO_TEST)?;
    process::run(process::cargo().args(["build", "--quiet", "--package", "runloom-cli"]))?;
    let mut playwright = playwright("tests")?;
    process::run_keeping(playwright.args(arguments), is_closing_line)
        .context("a trace of each failed test is in tests/browser/results; `cargo xtask browser NAME` runs one test again")
}

/// Playwright with everything that its configuration reads from the environment. The site stays served until this program ends.
pub(crate) fn playwright(project: &str) -> Result<Command> {
    let folder = paths::browser_tests();
    node_packages::ensure(&folder)?;
    let server = Server::bind(Options::of(paths::dist()))?;
    let mut command = process::node_tool(&folder, "playwright");
    command.arg("test").arg(format!("--project={project}"));
    command.env("RUNLOOM_ORIGIN", format!("http://{}", server.address()));
    command.env("RUNLOOM_XTASK", std::env::current_exe()?);
    command.env("RUNLOOM_CLI", paths::target().join("debug").join(format!("runloom{}", std::env::consts::EXE_SUFFIX)));
    if let Some(chromium) = doctor::chromium() {
        command.env(CHROMIUM_VARIABLE, chromium);
    }
    thread::spawn(move || server.serve());
    Ok(command)
}

/// `  12 passed (1.4s)`, `  1 failed`, `  2 flaky`, `  3 skipped`.
fn is_closing_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let counted = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    counted && words.next().is_some_and(|word| ["passed", "failed", "flaky", "skipped"].contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_told_from_test_names() {
        assert!(is_closing_line("  12 passed (1.4s)"));
        assert!(is_closing_line("  1 failed"));
        assert!(!is_closing_line("  ok 12 open.spec.ts:3:1 › 3 passed"));
    }
}
