//! PED-ANOVA: which params decide whether a run is among the best.
//!
//! Watanabe, Bansal, Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces", IJCAI 2023
//! (arXiv 2304.10255), with conditional params after "Conditional PED-ANOVA" (arXiv 2601.20800), in the form of Optuna 5.

mod density;
mod grid;
mod importance;
mod quick;

pub(crate) use importance::{CellCounter, ped_anova_of};
pub use importance::{PedAnovaOptions, ped_anova};
pub use quick::quick_importance;
