use std::collections::BTreeMap;

use anyhow::Result;
use walrus::{FunctionId, Module, TableId};

use super::calls::Graph;
use super::choose::Homes;
use super::filled_slots;

/// The slots of the table through which functions that move are called from outside of their chunk.
pub(super) struct Slots {
    by_function: BTreeMap<usize, u32>,
    /// The size that the table needs.
    pub(super) end: u32,
    /// The functions whose slots are new, in the order of these, which end at `end`.
    pub(super) new: Vec<usize>,
}

impl Slots {
    /// Functions that are in the table keep their slots.
    pub(super) fn of(module: &Module, table: TableId, graph: &Graph, homes: &Homes) -> Result<Self> {
        let mut by_function: BTreeMap<usize, u32> = filled_slots(module, table)?
            .into_iter()
            .map(|(slot, function): (u32, FunctionId)| (function.index(), slot))
            .filter(|(function, _)| homes.of(*function).is_some())
            .collect();
        let mut end = u32::try_from(module.tables.get(table).initial)?;
        let mut new = Vec::new();
        for caller in 0..graph.len() {
            for &called in graph.named_by(caller) {
                if homes.of(called).is_some() && homes.of(called) != homes.of(caller) && !by_function.contains_key(&called) {
                    by_function.insert(called, end);
                    new.push(called);
                    end += 1;
                }
            }
        }
        Ok(Self { by_function, end, new })
    }

    pub(super) fn slot(&self, function: usize) -> Option<u32> {
        self.by_function.get(&function).copied()
    }

    /// Functions and their slots.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.by_function.iter().map(|(function, slot)| (*function, *slot))
    }
}
