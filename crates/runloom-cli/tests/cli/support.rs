//! Runs the built binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What a command did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// The JSON it printed; it has to have succeeded.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The values of one column of a query's JSON.
    pub(crate) fn column(&self, name: &str) -> Vec<Value> {
        self.json().as_array().unwrap().iter().map(|run| run[name].clone()).collect()
    }
}

/// `runloom` with these arguments, outside any terminal.
pub(crate) fn runloom(arguments: &[&str]) -> Ran {
    Ran::of(&command().args(arguments).output().unwrap())
}

/// The same, ready to be changed.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runloom"));
    command.env_remove("COLUMNS").env_remove("http_proxy").env_remove("HTTP_PROXY").env_remove("ALL_PROXY");
    command
}

/// A file of the examples, real exports of MLflow.
pub(crate) fn example(name: &str) -> String {
    root().join("www/examples").join(name).display().to_string()
}

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> String {
    root().join("tests/fixtures").join(name).display().to_string()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of its own in a folder that goes away.
pub(crate) fn file(folder: &tempfile::TempDir, name: &str, content: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}
