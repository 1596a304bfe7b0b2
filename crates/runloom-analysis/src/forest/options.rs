/// How a forest is grown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForestOptions {
    /// How many trees.
    pub trees: usize,
    /// The seed of all that is random.
    pub seed: u64,
    /// How many splits deep a tree is at most.
    pub max_depth: usize,
    /// How many runs, counted as often as they were drawn, a leaf has at least.
    pub min_leaf: u32,
    /// Which part of the columns that still differ is tried at a split, chosen anew for each; at least one is.
    pub tried: f64,
    /// Which runs a tree sees.
    pub sampling: Sampling,
    /// How many runs are drawn for a tree at most.
    pub most_draws: usize,
    /// How params become columns.
    pub encoding: Encoding,
}

/// Which runs a tree sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// As many as there are, drawn with replacement.
    Bootstrap,
    /// Each once; of more than the most that are drawn, as many without replacement.
    All,
}

/// How params become the columns that trees split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// One column a param. Logarithmic params are judged on their logarithm, whole numbers fill a unit each, categories stand in the
    /// order of their mean target (which is the order of the best split: Breiman et al. 1984, §8.8) and fill a unit each, and a run
    /// without the param lies below all values.
    Scaled,
    /// As in Optuna 5: numbers as they are, logarithmic or not; one column of 0 and 1 a category, where there are at most ten; params
    /// that some runs lack are left out.
    AsOptuna,
}

impl ForestOptions {
    /// For a functional analysis of variance: trees see all runs, at most 4,096, and differ by the columns that they try, seven tenths of
    /// them as in the authors' `fanova`. Single trees are then closer to the function than those on bootstrap samples.
    pub const FOR_FANOVA: Self = Self {
        trees: 64,
        seed: 0,
        max_depth: 64,
        min_leaf: 1,
        tried: 0.7,
        sampling: Sampling::All,
        most_draws: 4096,
        encoding: Encoding::Scaled,
    };

    /// A regression forest as most libraries grow it: bootstrap samples, all columns tried.
    pub const BOOTSTRAP: Self = Self { tried: 1.0, sampling: Sampling::Bootstrap, ..Self::FOR_FANOVA };

    /// The choices of Optuna 5.
    pub const AS_OPTUNA: Self = Self { encoding: Encoding::AsOptuna, most_draws: usize::MAX, ..Self::BOOTSTRAP };
}
