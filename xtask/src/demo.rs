//! The page, built and served, with real runs already open.

use anyhow::Result;

use crate::engine::Profile;
use crate::serve::{Options, Server};
use crate::{doctor, paths, site};

/// Where the demo listens when nothing else does.
pub(crate) const PORT: u16 = 8790;

const SOURCES: [&str; 2] = ["examples/novabio-all/runs.parquet", "examples/novabio-all/history.parquet"];

/// Builds, prints the address to open, and serves until interrupted.
pub(crate) fn run(profile: Profile, port: u16) -> Result<()> {
    doctor::ensure(doctor::TO_BUILD)?;
    site::build(profile)?;
    let server = Server::bind_from(port, Options::of(paths::dist()))?;
    let fragment = SOURCES.map(|source| format!("src={source}")).join("&");
    println!();
    println!("Runloom with 847 real runs: http://{}/#{fragment}", server.address());
    println!("Empty page:                 http://{}/", server.address());
    println!("Stop with Ctrl-C.");
    server.serve();
    Ok(())
}
