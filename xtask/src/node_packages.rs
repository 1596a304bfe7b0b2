//! Node packages: installed from the lock file, only when it has changed.

use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use crate::{paths, process};

/// `npm install` writes both lock files within moments of each other, in no fixed order.
const SAME_INSTALL: Duration = Duration::from_secs(10);

/// Installs the packages of `folder` exactly as its lock file names them, unless they are there already.
pub(crate) fn ensure(folder: &Path) -> Result<()> {
    let lock = modified(&folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", paths::shown(folder)))?;
    let installed = modified(&folder.join("node_modules").join(".package-lock.json"));
    if installed.is_ok_and(|at| at + SAME_INSTALL >= lock) {
        return Ok(());
    }
    println!("Installing the Node packages of {}", paths::shown(folder));
    let mut npm = process::npm(folder);
    npm.args(["ci", "--ignore-scripts", "--loglevel=error"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut npm)
        .with_context(|| format!("the Node packages of {} are needed; is this machine online?", paths::shown(folder)))
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    path.metadata()?.modified()
}
