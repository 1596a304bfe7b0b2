//! Project tasks, run as `cargo xtask <task>`.
//!
//! ```text
//! cargo xtask demo    # build everything, serve the page with demo data open
//! cargo xtask test    # everything that CI checks
//! ```
//!
//! Nothing in the project depends on this crate, and it must never know what a run is: it starts tools and moves files.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a build tool talks through the terminal")]

mod bench;
mod browser;
mod demo;
mod doctor;
mod engine;
mod gallery;
mod node_packages;
mod paths;
mod process;
mod report;
mod screenshot;
mod serve;
mod site;
mod sizes;
mod split;
mod test;
mod tidy;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::engine::Profile;

/// Runloom's build, test and measuring tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the engine and the page into www/dist.
    Build(BuildOptions),
    /// Serve a folder, www/dist by default, on 127.0.0.1.
    Serve(serve::Options),
    /// Build, then serve the page with the demo data already open.
    Demo {
        #[command(flatten)]
        build: BuildOptions,
        /// Port to listen on; the next free one is taken when it is busy.
        #[arg(long, default_value_t = demo::PORT)]
        port: u16,
    },
    /// Everything that CI checks: format, rules, lints, tests, types, sizes, browser tests.
    Test(test::Options),
    /// The browser tests alone, on the site as it was built last.
    Browser {
        /// Passed on to Playwright: names of tests, --headed, --debug.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Rules of the project that no compiler knows.
    Tidy,
    /// What a browser downloads, compared with the sizes that were kept.
    Sizes(sizes::Options),
    /// Measure Runloom beside other viewers and write tests/bench/RESULTS.md.
    Bench(bench::Options),
    /// Take the pictures of the README from the real page.
    Screenshot,
    /// Draw the gallery of charts: www/docs/gallery.md and www/gallery.html.
    Gallery,
    /// Find or install what the tasks need.
    Doctor,
}

#[derive(Args, Clone, Copy)]
struct BuildOptions {
    /// Build what ships: slower to build, small and fast to run.
    #[arg(long)]
    dist: bool,
}

impl BuildOptions {
    fn profile(self) -> Profile {
        if self.dist { Profile::Dist } else { Profile::Development }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Build(options) => {
            doctor::ensure(doctor::TO_BUILD)?;
            site::build(options.profile())
        }
        Task::Serve(options) => serve::run(&options),
        Task::Demo { build, port } => demo::run(build.profile(), port),
        Task::Test(options) => test::run(&options),
        Task::Browser { arguments } => browser::run(&arguments).map(drop),
        Task::Tidy => tidy::run(),
        Task::Sizes(options) => sizes::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Screenshot => screenshot::run(),
        Task::Gallery => gallery::run(),
        Task::Doctor => doctor::report(),
    }
}
