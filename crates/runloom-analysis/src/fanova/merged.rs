use runloom_table::sort_keys;

/// A function of one column, the mean of those of several trees: where it steps, and by how much.
#[derive(Default)]
pub(super) struct Merged {
    /// Places as parts of the space that lie below, and the steps there.
    steps: Vec<(f64, f64)>,
    /// What the variances of the trees' own functions add up to.
    of_trees: f64,
    trees: f64,
}

impl Merged {
    /// Adds the function of one more tree: its values on the pieces between cuts, `below` which the given parts of the space lie.
    pub(super) fn add(&mut self, values: &[f64], below: &[f64], variance: f64) {
        let mut last = 0.0;
        for (value, below) in values.iter().zip(below) {
            self.steps.push((*below, value - last));
            last = *value;
        }
        self.of_trees += variance;
        self.trees += 1.0;
    }

    /// The covariance of the functions of two different trees, on average: the variance that they agree on. At least 0.
    pub(super) fn shared_variance(&self) -> f64 {
        let mut keys: Vec<u128> = Vec::with_capacity(self.steps.len());
        // Parts of the space are not negative, so that their bits are in the order of their size.
        keys.extend(self.steps.iter().enumerate().map(|(at, (below, _))| u128::from((below + 0.0).to_bits()) << 64 | at as u128));
        sort_keys(&mut keys);
        let (mut value, mut last) = (0.0, 0.0);
        let (mut mean, mut square) = (0.0, 0.0);
        let mut upto = |below: f64, value: f64| {
            mean += (below - last) * value;
            square += (below - last) * value * value;
            last = below;
        };
        for key in keys {
            let Some((below, step)) = self.steps.get(key as u64 as usize) else { continue };
            upto(*below, value / self.trees);
            value += step;
        }
        upto(1.0, value / self.trees);
        shared(square - mean * mean, self.of_trees, self.trees)
    }
}

/// The mean covariance of two of `trees` functions, from the variance of their mean and what their own variances add up to.
pub(super) fn shared(of_mean: f64, of_trees: f64, trees: f64) -> f64 {
    if trees < 2.0 {
        return of_trees.max(0.0);
    }
    ((trees * trees * of_mean - of_trees) / (trees * (trees - 1.0))).max(0.0)
}
