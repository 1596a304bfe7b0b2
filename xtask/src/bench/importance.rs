//! What the importance of params is asked of: programs, the same as Wasm, Optuna, and the engine in its page.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::python;
use crate::{paths, process};

/// Programs that are timed natively and as Wasm.
const OURS: [&str; 3] = ["fanova", "fanova_large", "ped_anova_large"];

/// A program that is compiled as fast as it can be, without what Runloom's own build gives up for size.
const PEER: &str = "fanova_peer";

/// Sweeps as files: name, runs and params.
const SWEEPS: [(&str, &str, &str); 2] = [("sweep-1000x10.csv", "1000", "10"), ("sweep-10000x32.csv", "10000", "32")];

const TARGET: &str = "wasm32-unknown-unknown";

/// Puts the page into `folder`, with everything that it loads.
pub(super) fn page(folder: &Path) -> Result<()> {
    let sources = paths::bench().join("importance");
    super::bundle(&[&sources.join("engine.js")], folder, &[])?;
    fs::copy(paths::bench().join("engine_page.html"), folder.join("page.html"))?;
    for (profile, programs) in [("dist", OURS.as_slice()), ("release", &[PEER])] {
        let mut cargo = process::cargo();
        cargo.args(["build", "--profile", profile, "--package", "runloom-speed", "--target", TARGET]);
        process::run(cargo.args(programs.iter().flat_map(|program| ["--bin", program])))?;
        for program in programs {
            let file = format!("{program}.wasm");
            fs::copy(paths::target().join(TARGET).join(profile).join(&file), folder.join(&file))?;
        }
    }
    Ok(())
}

/// The programs that are timed and their data, as JSON; built, installed or written if need be.
pub(super) fn programs(root: &Path) -> Result<String> {
    process::run(process::cargo().args(["build", "--release", "--package", "runloom-speed"]))?;
    let built = |name: &str| paths::target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let data = root.join("data");
    for (name, runs, params) in SWEEPS {
        let words: [OsString; 3] = [runs.into(), params.into(), data.join(name).into()];
        process::run(std::process::Command::new(built("sweep_csv")).args(words))?;
    }
    Ok(json!({
        "fanova": built("fanova"),
        "ped_anova_large": built("ped_anova_large"),
        "python": python::python("optuna", root)?,
        "data": data,
    })
    .to_string())
}
