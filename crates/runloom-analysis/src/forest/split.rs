/// A drawn run in the order of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// Which of the drawn runs.
    pub(super) run: u32,
    /// The index of its value.
    pub(super) code: u32,
}

/// What a drawn run adds to a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    /// Its target times its count.
    pub(super) sum: f64,
    /// How often it was drawn.
    pub(super) count: f64,
}

/// The best split so far of a node. Splits are compared as fractions, without dividing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    /// (sum left - mean · count left)²
    gain: f64,
    /// count left · count right
    over: f64,
    pub(super) column: u32,
    /// How many entries go left.
    pub(super) left: usize,
    pub(super) of_left: Share,
}

impl Best {
    pub(super) fn none() -> Self {
        Self { gain: 0.0, over: 1.0, column: 0, left: 0, of_left: Share::default() }
    }

    /// By how much the split lessens the sum of squares of a node with `count` draws.
    pub(super) fn decrease(&self, count: f64) -> f64 {
        self.gain / self.over * count
    }

    /// Takes the best split of a column, if it is better: where `Σ(y - ȳ)²` of both sides together is least (Breiman, Friedman, Olshen,
    /// Stone, "Classification and Regression Trees", 1984, §8.3). `entries` are those of a node in the order of the column.
    pub(super) fn offer(&mut self, column: u32, entries: &[Entry], shares: &[Share], node: Share, min_leaf: f64) {
        let mean = node.sum / node.count;
        let (mut sum, mut count) = (0.0, 0.0);
        let (mut gain, mut over, mut left) = (self.gain, self.over, 0);
        let mut of_left = Share::default();
        for (at, pair) in entries.windows(2).enumerate() {
            let &[entry, next] = pair else { continue };
            let share = shares[entry.run as usize];
            sum += share.sum;
            count += share.count;
            let off = sum - mean * count;
            let (here, under) = (off * off, count * (node.count - count));
            if here * over > gain * under && next.code != entry.code && count >= min_leaf && node.count - count >= min_leaf {
                (gain, over, left) = (here, under, at + 1);
                of_left = Share { sum, count };
            }
        }
        if left > 0 {
            *self = Self { gain, over, column, left, of_left };
        }
    }
}
