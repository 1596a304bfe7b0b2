//! Runloom's fANOVA of 1,000 runs with 10 params by 64 trees. Whoever runs it holds the watch: Wasm has no clock.

use std::process::ExitCode;

use runloom_analysis::Method;
use runloom_speed::Sweep;

fn main() -> ExitCode {
    let found = Sweep::new(1_000, 10).most_important(Method::Fanova);
    if found.is_ok_and(|name| name.as_deref() == Some("p0")) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
