use walrus::ir::{Visitor, dfs_in_order};
use walrus::{FunctionId, FunctionKind, Module};

/// Which function names which, by their numbers.
pub(super) struct Graph {
    named: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn of(module: &Module) -> Self {
        let named = module.funcs.iter().map(|function| match &function.kind {
            FunctionKind::Local(local) => {
                let mut found = Named::default();
                dfs_in_order(&mut found, local, local.entry_block());
                found.0.sort_unstable();
                found.0.dedup();
                found.0
            }
            _ => Vec::new(),
        });
        Self { named: named.collect() }
    }

    /// The functions that `function` calls directly or refers to.
    pub(super) fn named_by(&self, function: usize) -> &[usize] {
        self.named.get(function).map_or(&[], Vec::as_slice)
    }

    pub(super) fn len(&self) -> usize {
        self.named.len()
    }
}

#[derive(Default)]
struct Named(Vec<usize>);

impl Visitor<'_> for Named {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.push(function.index());
    }
}
