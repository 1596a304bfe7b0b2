use super::{Encoded, Forest, ForestOptions, Pool, Tree};

/// About how many runs a tree is asked about.
const MOST_ASKED: usize = 4096;

/// A forest, and forests on what those before it leave over.
///
/// A forest draws predictions to the middle, weak effects most of all, and its marginals with them. Each further forest learns what the sum
/// of those before it misses of the runs that their trees have not seen, and is added: Ghosal and Hooker, "Boosting Random Forests to
/// Reduce Bias; One-Step Boosted Forest and Its Variance Estimate", JCGS 2020. A sum of forests is a sum of trees still, so that its
/// marginals stay exact.
pub(crate) struct Boosted {
    /// The forests, all with the same columns.
    pub(crate) stages: Vec<Forest>,
    pool: Pool,
    rounds: usize,
    /// Of each run, what the trees of the last forest that have not seen it predict: their sum and their number.
    unseen: Vec<(f64, f64)>,
}

impl Boosted {
    /// One forest, to be followed by `rounds` more, without trees.
    pub(crate) fn new(encoded: Encoded, target: Vec<f64>, pool: Pool, options: ForestOptions, rounds: usize) -> Self {
        let unseen = vec![(0.0, 0.0); target.len()];
        Self { stages: vec![Forest::new(encoded, target, pool.clone(), options)], pool, rounds, unseen }
    }

    /// Grows one more tree; returns whether all are grown.
    pub(crate) fn grow(&mut self) -> bool {
        let stage = self.stages.len();
        let Some(forest) = self.stages.last_mut() else { return true };
        forest.grow();
        let full = forest.trees.len() >= forest.options.trees;
        if stage > self.rounds {
            return full;
        }
        add_unseen(forest, &mut self.unseen);
        if full {
            let left_over = |(target, (sum, count)): (&f64, &(f64, f64))| if *count > 0.0 { target - sum / count } else { 0.0 };
            let target: Vec<f64> = forest.target.iter().zip(&self.unseen).map(left_over).collect();
            let options = ForestOptions { seed: forest.options.seed ^ (stage as u64) << 48, ..forest.options };
            let next = Forest::new(forest.encoded.clone(), target, self.pool.clone(), options);
            self.stages.push(next);
            self.unseen.fill((0.0, 0.0));
        }
        false
    }

    /// How many trees there are to be in all.
    pub(crate) fn trees(options: &ForestOptions, rounds: usize) -> usize {
        options.trees * (rounds + 1)
    }

    /// How many members there are: a member is one tree of each forest, and predicts their sum.
    pub(crate) fn members(&self) -> usize {
        self.stages.iter().map(|forest| forest.trees.len()).min().unwrap_or(0)
    }

    /// The trees of a member.
    pub(crate) fn member(&self, at: usize) -> impl Iterator<Item = &Tree> {
        self.stages.iter().filter_map(move |forest| forest.trees.get(at))
    }

    /// The columns.
    pub(crate) fn encoded(&self) -> &Encoded {
        &self.stages[0].encoded
    }

    /// How the first forest was grown.
    pub(crate) fn options(&self) -> &ForestOptions {
        &self.stages[0].options
    }
}

/// Adds what the last tree predicts for runs that it has not seen. Of very many runs, each tree is asked about some, in turn.
fn add_unseen(forest: &Forest, unseen: &mut [(f64, f64)]) {
    let Some(tree) = forest.trees.last() else { return };
    let stride = unseen.len().div_ceil(MOST_ASKED);
    let asked = unseen.iter_mut().enumerate().skip(forest.trees.len() % stride).step_by(stride);
    for (run, (sum, count)) in asked.filter(|(run, _)| forest.drawn()[*run] == 0) {
        *sum += forest.encoded.predict(tree, run, &(0..0), run);
        *count += 1.0;
    }
}
