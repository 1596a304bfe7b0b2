//! Peers in Python, each in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{paths, process};

/// Python with the packages of `peer`'s list, a folder of tests/bench, in an environment below `root`, installed unless they are there already.
pub(super) fn python(peer: &str, root: &Path) -> Result<PathBuf> {
    let folder = &root.join(format!("{peer}-venv"));
    let (programs, program) = if cfg!(windows) { ("Scripts", "python.exe") } else { ("bin", "python") };
    let python = folder.join(programs).join(program);
    let list = paths::bench().join(peer).join("requirements.txt");
    let wanted = fs::read_to_string(&list)?;
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("Installing {} into {}", wanted.trim().replace('\n', ", "), paths::shown(folder));
    process::run(Command::new(system_python()?).args(["-m", "venv"]).arg(folder))
        .context("Python's venv module is needed to install peers (Debian: apt-get install python3-venv)")?;
    process::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(list))
        .with_context(|| format!("{peer} is needed to measure beside it; is this machine online?"))?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

fn system_python() -> Result<&'static str> {
    let found = ["python3", "python"].into_iter().find(|name| process::probe(name, &["--version"]).is_some());
    match found {
        Some(name) => Ok(name),
        None => bail!("Python 3 is needed to measure beside peers (Debian: apt-get install python3 python3-venv)"),
    }
}
