//! The fANOVA of the crate `fanova` on 1,000 runs with 10 params by 64 trees, one after the other. Whoever runs it holds the watch: Wasm has no clock.

use std::num::NonZeroUsize;
use std::process::ExitCode;

use fanova::{FanovaOptions, RandomForestOptions};
use runloom_speed::Sweep;

#[cfg(target_family = "wasm")]
getrandom::register_custom_getrandom!(nothing);

/// There is a seed, so that nothing is asked for.
#[cfg(target_family = "wasm")]
fn nothing(_: &mut [u8]) -> Result<(), getrandom::Error> {
    Err(getrandom::Error::UNSUPPORTED)
}

fn main() -> ExitCode {
    let sweep = Sweep::new(1_000, 10);
    let trees = NonZeroUsize::new(64).unwrap_or(NonZeroUsize::MIN);
    let options = FanovaOptions::new().random_forest(RandomForestOptions::new().seed(0).trees(trees));
    let features = sweep.params.iter().map(Vec::as_slice).collect();
    let Ok(mut fitted) = options.fit(features, &sweep.score) else { return ExitCode::FAILURE };
    let found: Vec<f64> = (0..sweep.params.len()).map(|param| fitted.quantify_importance(&[param]).mean).collect();
    let most = found.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if found.first() == Some(&most) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
