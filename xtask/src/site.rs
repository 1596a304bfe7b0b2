//! The site: scripts through esbuild, everything else copied.

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

enum Format {
    Module,
    /// Runs as a classic script or worker.
    Classic,
}

const SCRIPTS: [Script; 4] = [
    Script { source: "boot.ts", bundle: "boot.js", format: Format::Classic },
    Script { source: "page.ts", bundle: "page.js", format: Format::Module },
    Script { source: "worker.ts", bundle: "worker.js", format: Format::Classic },
    Script { source: "net.ts", bundle: "net.js", format: Format::Classic },
];

const FOLDERS: [&str; 2] = ["styles", "examples"];

/// Builds the engine and then the whole of `www/dist`.
pub(crate) fn build(profile: Profile) -> Result<()> {
    crate::engine::build(profile)?;
    let (www, dist) = (paths::www(), paths::dist());
    node_packages::ensure(&www)?;
    fs::create_dir_all(&dist)?;
    for script in &SCRIPTS {
        bundle(script, profile)?;
    }
    fs::copy(paths::generated().join("runloom_bg.wasm"), dist.join("runloom_bg.wasm"))?;
    for entry in fs::read_dir(&www)? {
        let path = entry?.path();
        if let (Some("html" | "svg" | "ico" | "webmanifest"), Some(name)) =
            (path.extension().and_then(|extension| extension.to_str()), path.file_name())
        {
            fs::copy(&path, dist.join(name))?;
        }
    }
    for folder in FOLDERS {
        copy_folder(&www.join(folder), &dist.join(folder))?;
    }
    Ok(())
}

fn bundle(script: &Script, profile: Profile) -> Result<()> {
    let source = paths::www().join("src").join(script.source);
    if !source.is_file() {
        return Ok(());
    }
    let mut esbuild = process::node_tool(&paths::www(), "esbuild");
    esbuild.arg(&source).args(["--bundle", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--outfile={}", paths::dist().join(script.bundle).display()));
    esbuild.arg(match script.format {
        Format::Module => "--format=esm",
        Format::Classic => "--format=iife",
    });
    esbuild.args(match profile {
        Profile::Development => ["--sourcemap=inline", "--define:DEVELOPMENT=true"].as_slice(),
        Profile::Dist => &["--minify", "--legal-comments=none", "--define:DEVELOPMENT=false"],
    });
    process::run(&mut esbuild)
}

/// Makes `to` hold what `from` holds, leaving files that are the same untouched and removing those that are gone.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !from.join(entry.file_name()).exists() {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }
                .with_context(|| format!("{} is not in the sources any more and could not be removed", path.display()))?;
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &copy)?;
        } else if fs::read(&source)? != fs::read(&copy).unwrap_or_default() || !copy.exists() {
            fs::copy(&source, &copy).with_context(|| format!("{} could not be copied", paths::shown(&source)))?;
        }
    }
    Ok(())
}
