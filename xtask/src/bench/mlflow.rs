//! MLflow in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{paths, process};

/// Python with the packages of tests/bench/mlflow/requirements.txt, installed into `folder` unless they are there already.
pub(super) fn python(folder: &Path) -> Result<PathBuf> {
    let (programs, program) = if cfg!(windows) { ("Scripts", "python.exe") } else { ("bin", "python") };
    let python = folder.join(programs).join(program);
    let list = paths::bench().join("mlflow").join("requirements.txt");
    let wanted = fs::read_to_string(&list)?;
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("Installing {} into {}", wanted.trim(), paths::shown(folder));
    process::run(Command::new(system_python()?).args(["-m", "venv"]).arg(folder))
        .context("Python's venv module is needed to install MLflow (Debian: apt-get install python3-venv)")?;
    process::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(list))
        .context("MLflow is needed to measure beside it; is this machine online?")?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

fn system_python() -> Result<&'static str> {
    let found = ["python3", "python"].into_iter().find(|name| process::probe(name, &["--version"]).is_some());
    match found {
        Some(name) => Ok(name),
        None => bail!("Python 3 is needed to measure beside MLflow (Debian: apt-get install python3 python3-venv)"),
    }
}
