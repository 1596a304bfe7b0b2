use super::grow::Soil;
use super::{Encoded, ForestOptions, Grower, Pool, Tree};

/// A forest that grows tree by tree.
pub(crate) struct Forest {
    pub(crate) encoded: Encoded,
    /// One number a run, near 0 and 1 in size.
    pub(crate) target: Vec<f64>,
    pub(crate) options: ForestOptions,
    pub(crate) trees: Vec<Tree>,
    pool: Pool,
    grower: Grower,
}

impl Forest {
    /// A forest without trees.
    pub(crate) fn new(encoded: Encoded, target: Vec<f64>, pool: Pool, options: ForestOptions) -> Self {
        Self { encoded, target, options, trees: Vec::new(), pool, grower: Grower::default() }
    }

    /// Grows one more tree.
    pub(crate) fn grow(&mut self) {
        let soil = Soil { columns: &self.encoded.columns, pool: &self.pool, target: &self.target, options: &self.options };
        let tree = self.grower.grow(soil, self.trees.len() as u64);
        self.trees.push(tree);
    }

    /// How often each run was drawn for the last tree.
    pub(crate) fn drawn(&self) -> &[u32] {
        &self.grower.drawn
    }
}
