use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use walrus::{ElementItems, ExportItem, FunctionId, FunctionKind, Module};

use super::Chunk;
use super::calls::Graph;

/// Where each function goes: a chunk's number, or nowhere else than the engine.
pub(super) struct Homes(Vec<Option<usize>>);

impl Homes {
    pub(super) fn of(&self, function: usize) -> Option<usize> {
        self.0.get(function).copied().flatten()
    }
}

/// A chunk gets its roots and what is reached from them alone. What several chunks share stays in the engine.
///
/// A root that is called through the table may be what the compiler kept of several functions with the same code, such as two
/// closures that compare numbers, and so be called from anywhere. It moves only if it calls something of its chunk, which tells it apart.
///
/// # Errors
/// When a path names nothing, for then it is out of date.
pub(super) fn homes(module: &Module, graph: &Graph, chunks: &[Chunk]) -> Result<Homes> {
    let entries = entries(module);
    let in_table = in_table(module);
    let named = named(module, &entries, chunks)?;
    let called: Vec<Option<usize>> =
        indexed(&named).map(|(function, home)| home.filter(|_| !in_table.contains(&function))).collect();
    let certain = settled(graph, &entries, &in_table, &called, chunks.len());
    let is_of = |function: usize, chunk: usize| graph.named_by(function).iter().any(|called| certain.of(*called) == Some(chunk));
    let roots: Vec<Option<usize>> = indexed(&named)
        .map(|(function, home)| home.filter(|chunk| !in_table.contains(&function) || is_of(function, *chunk)))
        .collect();
    Ok(settled(graph, &entries, &in_table, &roots, chunks.len()))
}

fn indexed(homes: &[Option<usize>]) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
    homes.iter().copied().enumerate()
}

/// The functions that the paths of the chunks name.
fn named(module: &Module, entries: &BTreeSet<usize>, chunks: &[Chunk]) -> Result<Vec<Option<usize>>> {
    let mut named = vec![None; module.funcs.iter().count()];
    let roots = chunks.iter().enumerate().flat_map(|(chunk, of)| of.roots.iter().map(move |root| (chunk, *root, of.kept)));
    for (chunk, root, kept) in roots {
        let moves = |name: &str| is_below(name, root) && !kept.iter().any(|path| is_below(name, path));
        let mut any = false;
        for function in module.funcs.iter().filter(|function| function.name.as_deref().is_some_and(moves)) {
            any = true;
            let movable = matches!(function.kind, FunctionKind::Local(_)) && !entries.contains(&function.id().index());
            if let Some(home) = named.get_mut(function.id().index()).filter(|_| movable) {
                *home = Some(chunk);
            }
        }
        ensure!(any, "no function is below `{root}`, which the table of chunks names");
    }
    Ok(named)
}

fn settled(
    graph: &Graph,
    entries: &BTreeSet<usize>,
    in_table: &BTreeSet<usize>,
    roots: &[Option<usize>],
    chunks: usize,
) -> Homes {
    let is_root = |function: usize| roots.get(function).copied().flatten().is_some();
    let passes = |function: usize| !is_root(function);
    let mut reached = vec![false; graph.len()];
    let of_engine = entries.iter().chain(in_table).copied().filter(|function| passes(*function));
    reach(graph, of_engine, &mut reached, passes);

    let mut seen = vec![BTreeSet::new(); graph.len()];
    for chunk in 0..chunks {
        let of_chunk = indexed(roots).filter(|(_, home)| *home == Some(chunk)).map(|(function, _)| function);
        let mut with_chunk = reached.clone();
        reach(graph, of_chunk, &mut with_chunk, passes);
        for (function, seen) in seen.iter_mut().enumerate() {
            if with_chunk.get(function) != reached.get(function) {
                seen.insert(chunk);
            }
        }
    }
    let alone = |seen: &BTreeSet<usize>| seen.first().copied().filter(|_| seen.len() == 1);
    Homes(roots.iter().zip(&seen).map(|(root, seen)| root.or_else(|| alone(seen))).collect())
}

/// What JavaScript calls, and what it gives.
fn entries(module: &Module) -> BTreeSet<usize> {
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function.index()),
        _ => None,
    });
    exported.chain(module.start.map(|start| start.index())).collect()
}

fn in_table(module: &Module) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for element in module.elements.iter() {
        if let ElementItems::Functions(functions) = &element.items {
            found.extend(functions.iter().map(|function: &FunctionId| function.index()));
        }
    }
    found
}

/// Marks what is reached from `roots`, passing only through functions that `passes` lets through.
fn reach(graph: &Graph, roots: impl Iterator<Item = usize>, reached: &mut [bool], passes: impl Fn(usize) -> bool) {
    let mut next: Vec<usize> = roots.collect();
    while let Some(function) = next.pop() {
        if let Some(seen) = reached.get_mut(function)
            && !std::mem::replace(seen, true)
        {
            next.extend(graph.named_by(function).iter().copied().filter(|named| passes(*named)));
        }
    }
}

/// Whether a function's name says that it is defined below `path`: `path::f`, `<path::T as Trait>::f`.
fn is_below(name: &str, path: &str) -> bool {
    let rest = name.trim_start_matches(['<', '&']).strip_prefix(path);
    rest.is_some_and(|rest| rest.starts_with("::"))
}
