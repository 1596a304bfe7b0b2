use super::measure::{ABOVE_ABSENT, ABSENT};
use super::split::{Best, Entry, Share};
use super::tree::Node;
use super::{EncodedColumn, ForestOptions, Pool, Tree};
use crate::random::Random;

/// Grows trees, one after another. It keeps nothing of a tree but the memory that it worked in.
#[derive(Default)]
pub(crate) struct Grower {
    /// How often each run was drawn for the tree at hand.
    pub(crate) drawn: Vec<u32>,
    /// What each drawn run adds.
    shares: Vec<Share>,
    /// The drawn runs in the order of each column, one column after another; a node owns the same range of each.
    entries: Vec<Entry>,
    /// Where a range of entries is put in two halves.
    aside: Vec<Entry>,
    goes_left: Vec<bool>,
    stack: Vec<Pending>,
    /// The columns that still differ within a node; the lists of the nodes on the stack stand one after another.
    differing: Vec<u32>,
}

/// A node that is not looked at yet.
struct Pending {
    node: usize,
    start: usize,
    end: usize,
    depth: usize,
    share: Share,
    columns: std::ops::Range<usize>,
}

/// What a tree is grown from.
#[derive(Clone, Copy)]
pub(crate) struct Soil<'a> {
    pub(crate) columns: &'a [EncodedColumn],
    pub(crate) pool: &'a Pool,
    /// One number a run, near 0 and 1 in size.
    pub(crate) target: &'a [f64],
    pub(crate) options: &'a ForestOptions,
}

impl Grower {
    /// The tree of a stream of random numbers.
    pub(crate) fn grow(&mut self, soil: Soil<'_>, stream: u64) -> Tree {
        let mut random = Random::new(soil.options.seed, stream);
        soil.pool.draw(soil.target.len(), soil.options, &mut random, &mut self.drawn);
        let columns = soil.columns.len();
        let root = self.prepare(soil);
        let mut tree = Tree { nodes: vec![leaf(root)], decrease: vec![0.0; columns] };
        self.differing.clear();
        self.differing.extend(0..columns as u32);
        self.stack.push(Pending { node: 0, start: 0, end: self.shares.len(), depth: 0, share: root, columns: 0..columns });
        while let Some(pending) = self.stack.pop() {
            self.split(soil, &pending, &mut tree, &mut random);
        }
        tree
    }

    /// Puts the drawn runs in the order of each column; gives what they add up to.
    fn prepare(&mut self, soil: Soil<'_>) -> Share {
        let mut number_of = vec![0_u32; self.drawn.len()];
        self.shares.clear();
        let mut root = Share::default();
        for (run, count) in self.drawn.iter().enumerate().filter(|(_, count)| **count > 0) {
            number_of[run] = self.shares.len() as u32;
            let count = f64::from(*count);
            let share = Share { sum: soil.target[run] * count, count };
            root = Share { sum: root.sum + share.sum, count: root.count + share.count };
            self.shares.push(share);
        }
        let drawn = self.shares.len();
        // One more than the drawn runs: each run is written where the next drawn one belongs, and stays if it is drawn.
        self.entries.resize(soil.columns.len() * drawn + 1, Entry::default());
        for (at, column) in soil.columns.iter().enumerate() {
            let entries = &mut self.entries[at * drawn..=(at + 1) * drawn];
            let mut next = 0;
            for &run in &column.sorted.order {
                entries[next] = Entry { run: number_of[run as usize], code: column.sorted.codes[run as usize] };
                next += usize::from(self.drawn[run as usize] > 0);
            }
        }
        self.aside.resize(self.shares.len(), Entry::default());
        self.goes_left.resize(self.shares.len(), false);
        root
    }

    /// Splits a node, or leaves it a leaf.
    fn split(&mut self, soil: Soil<'_>, pending: &Pending, tree: &mut Tree, random: &mut Random) {
        let Pending { start, end, depth, share, .. } = *pending;
        let stride = self.shares.len();
        // Nothing that stands behind the list of this node is needed any more.
        self.differing.truncate(pending.columns.end);
        let columns = self.differing.len()..self.differing.len();
        let entries = &self.entries;
        let of_column = |column: u32| &entries[column as usize * stride + start..column as usize * stride + end];
        // Only the columns that differed in the parent are in order here.
        let any = self.differing.get(pending.columns.start).filter(|_| !pending.columns.is_empty());
        if end - start < 2 || depth >= soil.options.max_depth || any.is_none_or(|column| self.is_pure(of_column(*column))) {
            return;
        }
        for at in pending.columns.clone() {
            let column = self.differing[at];
            let of_column = of_column(column);
            if of_column[0].code != of_column[end - start - 1].code {
                self.differing.push(column);
            }
        }
        let columns = columns.start..self.differing.len();
        // Of columns that split equally well, none comes first always.
        random.shuffle(&mut self.differing[columns.clone()]);
        let mut best = Best::none();
        let tried = (libm::ceil(columns.len() as f64 * soil.options.tried) as usize).clamp(1, columns.len().max(1));
        for &column in self.differing[columns.clone()].iter().take(tried) {
            best.offer(column, of_column(column), &self.shares, share, f64::from(soil.options.min_leaf));
        }
        if best.left == 0 {
            return;
        }
        let values = &soil.columns[best.column as usize].sorted.values;
        let ends = &of_column(best.column)[best.left - 1..=best.left];
        let threshold = between(values[ends[0].code as usize], values[ends[1].code as usize]);
        let upto = values.partition_point(|value| *value <= threshold) as u32 - 1;
        let children = tree.nodes.len();
        let right = Share { sum: share.sum - best.of_left.sum, count: share.count - best.of_left.count };
        tree.decrease[best.column as usize] += best.decrease(share.count);
        tree.nodes[pending.node] =
            Node { column: best.column, children: children as u32, threshold, upto, ..tree.nodes[pending.node] };
        tree.nodes.extend([leaf(best.of_left), leaf(right)]);
        self.part(&best, start, end, columns.clone());
        let middle = start + best.left;
        let depth = depth + 1;
        self.stack.push(Pending { node: children + 1, start: middle, end, depth, share: right, columns: columns.clone() });
        self.stack.push(Pending { node: children, start, end: middle, depth, share: best.of_left, columns });
    }

    /// Whether all runs of a node have the same target.
    fn is_pure(&self, entries: &[Entry]) -> bool {
        let mean = |entry: &Entry| {
            let share = self.shares[entry.run as usize];
            share.sum / share.count
        };
        let first = entries.first().map(mean);
        entries.iter().all(|entry| Some(mean(entry)) == first)
    }

    /// Moves the entries of a node so that those that go left come first, in each column and in order.
    fn part(&mut self, best: &Best, start: usize, end: usize, columns: std::ops::Range<usize>) {
        let stride = self.shares.len();
        let range = |column: u32| column as usize * stride + start..column as usize * stride + end;
        for (at, entry) in self.entries[range(best.column)].iter().enumerate() {
            self.goes_left[entry.run as usize] = at < best.left;
        }
        for at in columns {
            let column = self.differing[at];
            if column == best.column {
                continue;
            }
            let entries = &mut self.entries[range(column)];
            let (mut left, mut right) = (0, 0);
            for at in 0..entries.len() {
                let entry = entries[at];
                let goes_left = self.goes_left[entry.run as usize];
                entries[left] = entry;
                self.aside[right] = entry;
                left += usize::from(goes_left);
                right += usize::from(!goes_left);
            }
            entries[left..].copy_from_slice(&self.aside[..right]);
        }
    }
}

fn leaf(share: Share) -> Node {
    Node { column: 0, children: 0, threshold: 0.0, upto: 0, value: share.sum / share.count }
}

/// A threshold half way between two neighbouring values, at least the lower and below the upper.
fn between(lower: f64, upper: f64) -> f64 {
    if lower == ABSENT {
        return ABOVE_ABSENT;
    }
    let middle = lower * 0.5 + upper * 0.5;
    if middle < upper { middle } else { lower }
}
