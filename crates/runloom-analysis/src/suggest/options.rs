/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuggestOptions {
    /// How many next configurations.
    pub proposals: usize,
    /// The seed of all that is random.
    pub seed: u64,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        Self { proposals: 5, seed: 0 }
    }
}
