use super::Method;
use crate::forest::{Encoding, ForestOptions};
use crate::ped_anova::PedAnovaOptions;

/// How importance is computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImportanceOptions {
    /// By which method.
    pub method: Method,
    /// The seed of all that is random.
    pub seed: u64,
    /// How many trees a forest has.
    pub trees: usize,
    /// With the choices of Optuna 5 where Runloom's differ: see [`Encoding::AsOptuna`]; trees see bootstrap samples.
    pub as_optuna: bool,
    /// Of PED-ANOVA: what the best runs are.
    pub ped_anova: PedAnovaOptions,
    /// How often importance is computed on bootstrap samples of the runs, for the intervals; 0 gives none.
    pub resamples: usize,
    /// How often it is computed with the target permuted, for the noise floor; 0 gives none. Methods without a forest are cheap, and do so
    /// five times as often.
    pub permutations: usize,
}

impl Default for ImportanceOptions {
    fn default() -> Self {
        Self {
            method: Method::Fanova,
            seed: 0,
            trees: 64,
            as_optuna: false,
            ped_anova: PedAnovaOptions::default(),
            resamples: 16,
            permutations: 20,
        }
    }
}

impl ImportanceOptions {
    /// How the forest of the method is grown.
    pub(super) fn forest(&self) -> ForestOptions {
        let options = match self.method {
            _ if self.as_optuna => ForestOptions::AS_OPTUNA,
            Method::Fanova => ForestOptions::FOR_FANOVA,
            _ => ForestOptions::BOOTSTRAP,
        };
        let encoding = if self.method == Method::Permutation { Encoding::Scaled } else { options.encoding };
        ForestOptions { trees: self.trees.max(1), seed: self.seed, encoding, ..options }
    }
}
