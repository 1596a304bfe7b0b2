//! The statistics against recorded answers of Optuna, analytic truth, and odd data.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

mod forest;
mod noise;
mod odd;
mod ped_anova;
mod reference;
mod shapes;
mod simulated;
mod suggest;
