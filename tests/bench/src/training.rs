//! One invented training run: params drawn at random, metrics that follow from them with noise.

use crate::random::Random;

/// What a run was given and what came of it.
pub(crate) struct Training {
    pub(crate) learning_rate: f64,
    pub(crate) max_depth: u64,
    pub(crate) n_estimators: u64,
    pub(crate) subsample: f64,
    pub(crate) colsample_bytree: f64,
    pub(crate) reg_lambda: f64,
    pub(crate) reg_alpha: f64,
    pub(crate) dropout: f64,
    pub(crate) batch_size: u64,
    pub(crate) optimizer: &'static str,
    pub(crate) seed: u64,
    pub(crate) failed: bool,
    pub(crate) val_auc: f64,
    pub(crate) val_loss: f64,
    pub(crate) train_loss: f64,
    pub(crate) val_f1: f64,
    pub(crate) val_accuracy: f64,
    pub(crate) test_auc: f64,
    pub(crate) test_f1: f64,
    pub(crate) best_iteration: f64,
    pub(crate) epoch: f64,
    pub(crate) seconds: f64,
}

impl Training {
    /// The next run of a search.
    pub(crate) fn new(random: &mut Random) -> Self {
        let learning_rate = libm::pow(10.0, -4.0 + 4.0 * random.unit());
        let max_depth = 3 + random.bits() % 8;
        let n_estimators = 100 * (1 + random.bits() % 10);
        let (subsample, colsample_bytree) = (rounded(0.5 + random.unit() / 2.0), rounded(0.5 + random.unit() / 2.0));
        let dropout = rounded(random.unit() / 2.0);
        let distance = (libm::log10(learning_rate) + 1.5).abs() / 2.5 + (max_depth as f64 - 6.0).abs() / 10.0 + dropout / 3.0;
        let quality = (0.97 - 0.18 * distance + 0.01 * random.normal()).clamp(0.5, 0.9999);
        let loss = (1.02 - quality).max(0.001) * (2.0 + 0.1 * random.normal());
        Self {
            learning_rate,
            max_depth,
            n_estimators,
            subsample,
            colsample_bytree,
            reg_lambda: libm::pow(10.0, -3.0 + 5.0 * random.unit()),
            reg_alpha: libm::pow(10.0, -3.0 + 5.0 * random.unit()),
            dropout,
            batch_size: random.pick([32, 64, 128, 256]),
            optimizer: random.pick(["adam", "adamw", "sgd", "lion"]),
            seed: random.bits() % 5,
            failed: random.unit() < 0.02,
            val_auc: quality,
            val_loss: loss,
            train_loss: loss * (0.7 + 0.2 * random.unit()),
            val_f1: quality - 0.03 + 0.005 * random.normal(),
            val_accuracy: quality - 0.02 + 0.005 * random.normal(),
            test_auc: quality - 0.01 + 0.008 * random.normal(),
            test_f1: quality - 0.04 + 0.008 * random.normal(),
            best_iteration: (n_estimators as f64 * (0.3 + 0.7 * random.unit())).floor(),
            epoch: (10.0 + 40.0 * random.unit()).floor(),
            seconds: n_estimators as f64 * max_depth as f64 * (0.01 + 0.002 * random.unit()),
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
