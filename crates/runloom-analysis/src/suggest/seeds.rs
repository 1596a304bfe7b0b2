/// Last words of a param's name that say that it only tells replicates apart.
const SEEDS: [&str; 14] = [
    "seed",
    "seeds",
    "random_state",
    "randomstate",
    "rng",
    "rng_seed",
    "random_seed",
    "randomseed",
    "fold",
    "cv_fold",
    "split_seed",
    "repeat",
    "replicate",
    "seed_everything",
];

/// Whether a param's name says that it tells replicates apart and is not searched over: `seed`, `random_state`, `fold` and the like as the
/// last part of a dotted or slashed name, or any name that ends in `_seed`, in any case.
pub fn is_seed(key: &str) -> bool {
    let last = key.rsplit(['.', '/']).next().unwrap_or(key).to_lowercase().replace('-', "_");
    SEEDS.contains(&last.as_str()) || last.ends_with("_seed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_known_by_name() {
        for key in ["seed", "model.random_state", "trainer/seed", "data-seed", "CV_fold"] {
            assert!(is_seed(key), "{key}");
        }
        for key in ["seedling", "lr", "n_folds", "seed.length", "repeats_per_epoch"] {
            assert!(!is_seed(key), "{key}");
        }
    }
}
