use runloom_table::sort_keys;

/// A function of one column that is the mean of those of several members of a forest.
#[derive(Default)]
pub(super) struct Merged {
    /// Where the functions step, as parts of the space that lie below, and by how much; those of a member one after another.
    steps: Vec<(f64, f64)>,
    /// Where the steps of the member at hand begin.
    member: usize,
    /// What the variances of the members' own functions add up to.
    of_members: f64,
    members: f64,
}

impl Merged {
    /// Adds a function to that of the member at hand: its values on the pieces between cuts, `below` which these parts of the space lie.
    pub(super) fn add(&mut self, values: &[f64], below: &[f64]) {
        let mut last = 0.0;
        for (value, below) in values.iter().zip(below) {
            self.steps.push((*below, value - last));
            last = *value;
        }
    }

    /// Ends the member at hand.
    pub(super) fn end_member(&mut self) {
        self.of_members += variance(&self.steps[self.member..]);
        self.members += 1.0;
        self.member = self.steps.len();
    }

    /// The covariance of the functions of two different members, on average: the variance that they agree on. At least 0.
    pub(super) fn shared_variance(&self) -> f64 {
        shared(variance(&self.steps) / (self.members * self.members), self.of_members, self.members)
    }
}

/// The variance of a function from its steps.
fn variance(steps: &[(f64, f64)]) -> f64 {
    // Parts of the space are not negative, so that their bits are in the order of their size.
    let key = |(at, (below, _)): (usize, &(f64, f64))| u128::from((below + 0.0).to_bits()) << 64 | at as u128;
    let mut keys: Vec<u128> = steps.iter().enumerate().map(key).collect();
    sort_keys(&mut keys);
    let (mut value, mut last) = (0.0, 0.0);
    let (mut mean, mut square) = (0.0, 0.0);
    let mut upto = |below: f64, value: f64| {
        mean += (below - last) * value;
        square += (below - last) * value * value;
        last = below;
    };
    for key in keys {
        let Some((below, step)) = steps.get(key as u64 as usize) else { continue };
        upto(*below, value);
        value += step;
    }
    upto(1.0, value);
    (square - mean * mean).max(0.0)
}

/// The mean covariance of two of several functions, from the variance of their mean and what their own variances add up to.
pub(crate) fn shared(of_mean: f64, of_members: f64, members: f64) -> f64 {
    if members < 2.0 {
        return of_members.max(0.0);
    }
    ((members * members * of_mean - of_members) / (members * (members - 1.0))).max(0.0)
}
