//! The site: scripts through esbuild, everything else copied.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::engine::Profile;
use crate::{node_packages, paths, process};

/// One script of the site: its source below `www/src`, its bundle below `www/dist`, and how a browser loads it.
struct Script {
    source: &'static str,
    bundle: &'static str,
    format: Format,
}

pub(crate) enum Format {
    Module,
    /// Runs as a classic script or worker.
    Classic,
}

/// The script that a page fetches only when its user arranges panels.
pub(crate) const ON_DEMAND: &str = "arrange.js";

/// The script that another's page loads for a chart of its own.
pub(crate) const ELEMENTS: &str = "runloom.js";

const SCRIPTS: [Script; 5] = [
    Script { source: "page.ts", bundle: "page.js", format: Format::Module },
    Script { source: "runloom.ts", bundle: ELEMENTS, format: Format::Module },
    Script { source: "arrange.ts", bundle: ON_DEMAND, format: Format::Module },
    Script { source: "worker.ts", bundle: "worker.js", format: Format::Classic },
    Script { source: "net.ts", bundle: "net.js", format: Format::Classic },
];

/// What makes a package for npm of the site.
const NPM: [&str; 3] = ["package.json", "README.md", "runloom.d.ts"];

const FOLDERS: [&str; 2] = ["styles", "examples"];

/// Builds the engine and then the whole of `www/dist`.
pub(crate) fn build(profile: Profile) -> Result<()> {
    crate::engine::build(profile)?;
    let (www, dist) = (paths::www(), paths::dist());
    node_packages::ensure(&www)?;
    fs::create_dir_all(&dist)?;
    let mut made: Vec<OsString> = FOLDERS.iter().map(OsString::from).collect();
    for script in &SCRIPTS {
        bundle(script.source, &dist.join(script.bundle), &script.format, Place::Site, profile)?;
        made.push(script.bundle.into());
    }
    for module in crate::engine::wasm_files() {
        fs::copy(paths::generated().join(&module), dist.join(&module))?;
        made.push(module.into());
    }
    for entry in fs::read_dir(&www)? {
        let entry = entry?;
        let name = entry.file_name();
        if Path::new(&name).extension().is_some_and(|extension| extension == "html" || extension == "svg") {
            fs::copy(entry.path(), dist.join(&name))?;
            made.push(name);
        }
    }
    for folder in FOLDERS {
        copy_folder(&www.join(folder), &dist.join(folder))?;
    }
    for file in NPM {
        fs::copy(www.join("npm").join(file), dist.join(file))?;
        made.push(file.into());
    }
    copy_folder(&www.join("docs").join("gallery"), &dist.join("gallery"))?;
    made.push("gallery".into());
    crate::report::build(profile)?;
    made.push(crate::report::FILE.into());
    remove_others(&dist, &made)
}

/// Where a script is run; scripts ask `RUNLOOM_REPORT`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Site,
    Report,
}

/// Makes one script of a source below `www/src` and all that it imports.
pub(crate) fn bundle(source: &str, bundle: &Path, format: &Format, place: Place, profile: Profile) -> Result<()> {
    let mut esbuild = process::node_tool(&paths::www(), "esbuild");
    esbuild.arg(paths::www().join("src").join(source)).args([
        "--bundle",
        "--target=es2022",
        "--charset=utf8",
        "--log-level=warning",
        "--loader:.css=text",
    ]);
    esbuild.arg(format!("--outfile={}", bundle.display()));
    esbuild.arg(format!("--define:RUNLOOM_REPORT={}", place == Place::Report));
    esbuild.arg(match format {
        Format::Module => "--format=esm",
        Format::Classic => "--format=iife",
    });
    esbuild.args(match profile {
        Profile::Development => ["--sourcemap=inline"].as_slice(),
        Profile::Dist => &["--minify", "--legal-comments=none"],
    });
    process::run(&mut esbuild)
}

/// Makes `to` hold what `from` holds, leaving files that are the same untouched and removing those that are gone.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        names.push(entry.file_name());
        if source.is_dir() {
            copy_folder(&source, &copy)?;
        } else if fs::read(&source)? != fs::read(&copy).unwrap_or_default() || !copy.exists() {
            fs::copy(&source, &copy).with_context(|| format!("{} could not be copied", paths::shown(&source)))?;
        }
    }
    remove_others(to, &names)
}

/// Removes from `folder` what an earlier build put there and this one did not.
fn remove_others(folder: &Path, names: &[OsString]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if !names.contains(&entry.file_name()) {
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }
                .with_context(|| format!("{} is of an earlier build and could not be removed", paths::shown(&path)))?;
        }
    }
    Ok(())
}
