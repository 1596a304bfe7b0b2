//! Rules of the project that no compiler knows. Each rule is a function from files to problems, tested on a file that breaks it.

mod content;
mod layers;
mod page;
mod source;

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::{paths, process};

/// A text file of the checkout.
pub(crate) struct SourceFile {
    /// From the top of the checkout, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    }

    /// The file that cargo calls a crate by this folder name, if it is one below `crates/`.
    fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }
}

/// A rule that a file breaks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    path: String,
    /// 1-based; nothing when the whole file is meant.
    line: Option<usize>,
    message: String,
}

impl Problem {
    fn at(file: &SourceFile, line: usize, message: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line: Some(line), message: message.into() }
    }

    fn of(file: &SourceFile, message: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line: None, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", self.path, self.message),
            None => write!(formatter, "{}: {}", self.path, self.message),
        }
    }
}

type Rule = fn(&SourceFile) -> Vec<Problem>;

const RULES: [Rule; 9] = [
    content::white_space,
    content::private_places,
    content::lock_file,
    source::length,
    source::opening_docs,
    layers::browser_crates,
    layers::direction,
    layers::outside_world,
    page::markup,
];

/// Data that strangers wrote stays as they wrote it.
const NOT_OURS: [&str; 5] = ["tests/fixtures/", "tests/conformance/", "tests/fuzz/corpus/", "www/examples/", "LICENSE"];

/// `cargo xtask tidy`.
pub(crate) fn run() -> Result<()> {
    let problems = problems(&files()?);
    if problems.is_empty() {
        return Ok(());
    }
    for problem in &problems {
        println!("{problem}");
    }
    bail!("{} rules of the project are broken, listed above", problems.len());
}

fn problems(files: &[SourceFile]) -> Vec<Problem> {
    files.iter().flat_map(|file| RULES.iter().flat_map(move |rule| rule(file))).collect()
}

/// Every text file that git tracks or would add.
fn files() -> Result<Vec<SourceFile>> {
    let mut git = std::process::Command::new("git");
    git.current_dir(paths::root()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listing = process::output(&mut git).context("tidy reads the list of files from git")?;
    let mut files = Vec::new();
    let mut names: Vec<&str> = listing.split('\0').filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    for path in names {
        if NOT_OURS.iter().any(|place| path.starts_with(place)) {
            continue;
        }
        // Absent: removed but not yet committed. Not UTF-8: a picture.
        if let Ok(text) = std::fs::read_to_string(paths::root().join(path)) {
            files.push(SourceFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `rule` says about a file with this path and text.
    pub(super) fn check(rule: Rule, path: &str, text: &str) -> Vec<String> {
        let file = SourceFile { path: path.to_owned(), text: text.to_owned() };
        rule(&file).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_checkout_is_tidy() {
        let problems: Vec<String> = problems(&files().unwrap()).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
