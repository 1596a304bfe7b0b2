/// A regression tree; node 0 is its root.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// By column, how much its splits lessened the sum of squares.
    pub(crate) decrease: Vec<f64>,
}

/// A node: a split, or a leaf where `children` is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Node {
    /// The column that is split.
    pub(crate) column: u32,
    /// The left of two neighbouring nodes; the root is nobody's child.
    pub(crate) children: u32,
    /// Runs at or below it go left.
    pub(crate) threshold: f64,
    /// The same as the index of a value of the column, for runs of the design.
    pub(crate) upto: u32,
    /// The mean target of the runs here.
    pub(crate) value: f64,
}

impl Node {
    pub(crate) fn is_leaf(&self) -> bool {
        self.children == 0
    }
}

impl Tree {
    /// The mean target of the leaf that a point falls into; `is_above` says whether it goes right at a split.
    pub(crate) fn predict(&self, is_above: impl Fn(&Node) -> bool) -> f64 {
        let mut at = 0;
        loop {
            let Some(node) = self.nodes.get(at) else { return 0.0 };
            if node.is_leaf() {
                return node.value;
            }
            at = node.children as usize + usize::from(is_above(node));
        }
    }
}
