/// How a forest is grown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ForestOptions {
    /// How many trees.
    pub(crate) trees: usize,
    /// The seed of all that is random.
    pub(crate) seed: u64,
    /// How many splits deep a tree is at most.
    pub(crate) max_depth: usize,
    /// How many runs, counted as often as they were drawn, a leaf has at least.
    pub(crate) min_leaf: u32,
    /// Which part of the columns that still differ is tried at a split, chosen anew for each; at least one is.
    pub(crate) tried: f64,
    /// How many runs are drawn for a tree, with replacement, at most; else as many as there are.
    pub(crate) most_draws: usize,
    /// How params become columns.
    pub(crate) encoding: Encoding,
}

/// How params become the columns that trees split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// One column a param. Logarithmic params are judged on their logarithm, whole numbers fill a unit each, categories stand in the
    /// order of their mean target (which is the order of the best split: Breiman et al. 1984, §8.8) and fill a unit each, and a run
    /// without the param lies below all values.
    Scaled,
    /// As in Optuna 5: numbers as they are, logarithmic or not; one column of 0 and 1 a category, where there are at most ten; params
    /// that some runs lack are left out.
    AsOptuna,
}

impl ForestOptions {
    /// A regression forest as most libraries grow it: bootstrap samples, all columns tried, trees grown to the end.
    pub(crate) const BOOTSTRAP: Self =
        Self { trees: 64, seed: 0, max_depth: 64, min_leaf: 1, tried: 1.0, most_draws: usize::MAX, encoding: Encoding::Scaled };

    /// For a functional analysis of variance: seven tenths of the columns tried as in the authors' `fanova`, and at least three draws in a
    /// leaf. Params that go together share their importance, and noise is followed less far.
    pub(crate) const FOR_FANOVA: Self = Self { tried: 0.7, min_leaf: 3, ..Self::BOOTSTRAP };

    /// The choices of Optuna 5.
    pub(crate) const AS_OPTUNA: Self = Self { encoding: Encoding::AsOptuna, ..Self::BOOTSTRAP };
}
