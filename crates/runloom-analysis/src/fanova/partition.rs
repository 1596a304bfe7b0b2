use runloom_table::sort_reals;

use crate::forest::Tree;

/// The boxes of a tree's leaves.
pub(crate) struct Partition {
    /// By column, the thresholds that split it, ascending.
    pub(crate) cuts: Vec<Vec<f64>>,
    pub(crate) leaves: Vec<Leaf>,
    /// The sides of all leaves that are shorter than the space, those of a leaf one after another, by column.
    pub(crate) sides: Vec<Side>,
}

/// A leaf.
pub(crate) struct Leaf {
    /// Its prediction.
    pub(crate) value: f64,
    /// Where its sides begin and end.
    pub(crate) sides: std::ops::Range<usize>,
}

/// One side of a box: from a cut to another, 0 being the bottom of the space and `i + 1` the `i`th cut.
#[derive(Clone, Copy)]
pub(crate) struct Side {
    pub(crate) column: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl Partition {
    pub(crate) fn of(tree: &Tree, columns: usize) -> Self {
        let mut cuts = vec![Vec::new(); columns];
        for node in tree.nodes.iter().filter(|node| !node.is_leaf()) {
            cuts[node.column as usize].push(node.threshold);
        }
        for cuts in &mut cuts {
            sort_reals(cuts);
            cuts.dedup();
        }
        let mut partition = Self { cuts, leaves: Vec::new(), sides: Vec::new() };
        partition.descend(tree);
        partition
    }

    /// Goes to each leaf in turn, taking along the sides of its box.
    fn descend(&mut self, tree: &Tree) {
        // A node, and how many sides its parent had; the sides of a path are undone on the way back.
        let mut stack = vec![(0_u32, 0_usize, None)];
        let mut path: Vec<Side> = Vec::new();
        let mut saved: Vec<Vec<Side>> = Vec::new();
        while let Some((at, depth, side)) = stack.pop() {
            saved.truncate(depth);
            path.clear();
            path.extend(saved.last().into_iter().flatten());
            if let Some(side) = side {
                narrow(&mut path, side);
            }
            let Some(node) = tree.nodes.get(at as usize) else { continue };
            if node.is_leaf() {
                let first = self.sides.len();
                self.sides.extend(&path);
                self.leaves.push(Leaf { value: node.value, sides: first..self.sides.len() });
                continue;
            }
            let cuts = &self.cuts[node.column as usize];
            let cut = cuts.partition_point(|cut| *cut < node.threshold) as u32 + 1;
            let end = cuts.len() as u32 + 1;
            saved.push(path.clone());
            let side = |from, to| Some(Side { column: node.column, from, to });
            stack.push((node.children + 1, depth + 1, side(cut, end)));
            stack.push((node.children, depth + 1, side(0, cut)));
        }
    }

    /// The sides of a leaf.
    pub(crate) fn sides_of(&self, leaf: &Leaf) -> &[Side] {
        &self.sides[leaf.sides.clone()]
    }
}

/// Cuts a box by one more side.
fn narrow(path: &mut Vec<Side>, by: Side) {
    match path.iter_mut().find(|side| side.column == by.column) {
        Some(side) => (side.from, side.to) = (side.from.max(by.from), side.to.min(by.to)),
        None => path.push(by),
    }
}
