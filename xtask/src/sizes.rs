//! What a browser downloads: raw, gzip and brotli sizes, kept in a text file that changes only on purpose.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::{paths, process, report};

/// Wasm and scripts together, after gzip -9, in bytes.
const BUDGET_GZIP: u64 = 1_000_000;

/// A size may differ from the kept one by this much: compilers and zlib versions do.
const TOLERANCE_PERCENT: u64 = 2;

/// Below this many bytes a difference is never worth a question.
const TOLERANCE_BYTES: u64 = 256;

const MEASURE: &str = include_str!("sizes/measure.mjs");

/// What `cargo xtask sizes` does with what it finds.
#[derive(Args)]
pub(crate) struct Options {
    /// Keep the sizes of the build in www/dist instead of comparing with the kept ones.
    #[arg(long)]
    update: bool,
}

/// One file of the site and its sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Measured {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// `cargo xtask sizes`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let measured = measure(&paths::dist())?;
    println!("{}", table(&measured));
    println!("{}", budget_line(total(&measured).gzip));
    let kept = kept_path();
    if options.update {
        std::fs::write(&kept, file_text(&measured))?;
        println!("Written to {}", paths::shown(&kept));
        return Ok(());
    }
    compare(&measured)
}

/// Measures www/dist and fails when it is not what the kept sizes say.
pub(crate) fn check() -> Result<()> {
    run(&Options { update: false })
}

/// Wasm and scripts of www/dist together, after gzip -9, in bytes.
pub(crate) fn download_gzip() -> Result<u64> {
    Ok(total(&measure(&paths::dist())?).gzip)
}

fn compare(measured: &[Measured]) -> Result<()> {
    let kept = kept_path();
    let text = std::fs::read_to_string(&kept)
        .with_context(|| format!("{} is missing; `cargo xtask sizes --update` writes it", paths::shown(&kept)))?;
    let mut problems = differences(&parse(&text), measured);
    let gzip = total(measured).gzip;
    if gzip > BUDGET_GZIP {
        problems.push(budget_line(gzip));
    }
    problems.extend(report_over_budget(std::fs::metadata(paths::dist().join(report::FILE))?.len()));
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{}\nIf that is meant: cargo xtask build --dist && cargo xtask sizes --update", problems.join("\n"));
}

fn report_over_budget(bytes: u64) -> Option<String> {
    let over = bytes.checked_sub(report::BUDGET).filter(|over| *over > 0)?;
    Some(format!("{} without data has {bytes} bytes: {over} OVER the budget of {}", report::FILE, report::BUDGET))
}

/// How the download stands against its budget, which `cargo xtask bench` reports too.
fn budget_line(gzip: u64) -> String {
    match gzip.checked_sub(BUDGET_GZIP) {
        None | Some(0) => format!("{gzip} bytes after gzip, within the budget of {BUDGET_GZIP}"),
        Some(over) => format!("{gzip} bytes after gzip: {over} OVER the budget of {BUDGET_GZIP}"),
    }
}

fn differences(kept: &[Measured], measured: &[Measured]) -> Vec<String> {
    let mut problems = Vec::new();
    for new in measured {
        match kept.iter().find(|old| old.name == new.name) {
            None => problems.push(format!("{} is not among the kept sizes", new.name)),
            Some(old) => {
                for (what, old, now) in
                    [("raw", old.raw, new.raw), ("gzip", old.gzip, new.gzip), ("brotli", old.brotli, new.brotli)]
                {
                    let allowed = (old * TOLERANCE_PERCENT / 100).max(TOLERANCE_BYTES);
                    if old.abs_diff(now) > allowed {
                        problems.push(format!("{} ({what}): {old} bytes were kept, {now} were built", new.name));
                    }
                }
            }
        }
    }
    for old in kept.iter().filter(|old| measured.iter().all(|new| new.name != old.name)) {
        problems.push(format!("{} is among the kept sizes and was not built", old.name));
    }
    problems
}

fn measure(dist: &Path) -> Result<Vec<Measured>> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", MEASURE, "--"]).arg(dist);
    let answer: Value = serde_json::from_str(&process::output(&mut node)?)?;
    let entries = answer.as_array().context("the sizes could not be measured")?;
    let number = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_u64).unwrap_or_default();
    let measured: Vec<Measured> = entries
        .iter()
        .map(|entry| Measured {
            name: entry.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            raw: number(entry, "raw"),
            gzip: number(entry, "gzip"),
            brotli: number(entry, "brotli"),
        })
        .collect();
    if measured.is_empty() {
        bail!("{} holds no build; `cargo xtask build --dist` makes one", paths::shown(dist));
    }
    Ok(measured)
}

/// Fetched only when a file or the user needs it, and so no part of the download that has a budget.
fn on_demand() -> Vec<String> {
    crate::engine::on_demand().chain([crate::site::ON_DEMAND, crate::site::ELEMENTS].map(str::to_owned)).collect()
}

/// All that every browser downloads; what is fetched on demand is no part of what has a budget.
fn total(measured: &[Measured]) -> Measured {
    let on_demand = on_demand();
    let sum = |size: fn(&Measured) -> u64| measured.iter().filter(|file| !on_demand.contains(&file.name)).map(size).sum();
    Measured { name: "total".to_owned(), raw: sum(|file| file.raw), gzip: sum(|file| file.gzip), brotli: sum(|file| file.brotli) }
}

fn kept_path() -> PathBuf {
    paths::bench().join("sizes.txt")
}

fn table(measured: &[Measured]) -> String {
    let row = |file: &Measured| format!("{:<18}{:>12}{:>12}{:>12}", file.name, file.raw, file.gzip, file.brotli);
    let mut lines = vec![format!("{:<18}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip -9", "brotli -11")];
    lines.extend(measured.iter().chain([&total(measured)]).map(row));
    lines.join("\n")
}

fn file_text(measured: &[Measured]) -> String {
    format!(
        "# What a browser downloads; {} only when needed. Written by `cargo xtask sizes --update`, compared by `cargo xtask test`.\n{}\n",
        on_demand().join(", "),
        table(measured)
    )
}

fn parse(text: &str) -> Vec<Measured> {
    let file = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let mut number = || words.next()?.parse().ok();
        Some(Measured { name, raw: number()?, gzip: number()?, brotli: number()? })
    };
    text.lines().filter_map(file).filter(|file| file.name != "total").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, raw: u64) -> Measured {
        Measured { name: name.to_owned(), raw, gzip: raw / 3, brotli: raw / 4 }
    }

    #[test]
    fn the_kept_file_reads_back() {
        let measured = [file("page.js", 120_000), file("runloom_bg.wasm", 2_400_000)];
        assert_eq!(parse(&file_text(&measured)), measured);
    }

    #[test]
    fn a_report_may_be_as_large_as_its_budget() {
        assert_eq!(report_over_budget(report::BUDGET), None);
        assert!(report_over_budget(report::BUDGET + 1).is_some());
    }

    #[test]
    fn two_percent_pass_and_three_do_not() {
        let kept = [file("page.js", 120_000)];
        assert_eq!(differences(&kept, &[file("page.js", 122_000)]), Vec::<String>::new());
        assert_eq!(differences(&kept, &[file("page.js", 123_600)]).len(), 3);
        assert_eq!(differences(&kept, &[file("page.js", 116_000)]).len(), 3);
    }

    #[test]
    fn files_may_neither_come_nor_go_unseen() {
        let problems = differences(&[file("a.js", 10)], &[file("b.js", 10)]);
        assert_eq!(problems, ["b.js is not among the kept sizes", "a.js is among the kept sizes and was not built"]);
    }
}
