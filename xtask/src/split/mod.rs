//! Splits the one Wasm module that cargo builds into what every page needs at once and chunks that are fetched later.
//!
//! All modules share one memory, one table and the globals, so that the program in them stays one program. A chunk holds the functions
//! that a few modules of Rust code name, and everything that only these reach. Where anything else calls into a chunk it calls through a
//! slot of the table: until the chunk is there, the slot holds a stub that first calls [`BRING`] with the chunk's number; the chunk's own
//! element segment then puts the functions into their slots. So nothing can run into a chunk that is absent.

mod calls;
mod choose;
mod move_out;
mod slots;
#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::{Context as _, Result};
use walrus::{ConstExpr, ElementItems, ElementKind, FunctionId, Module, ModuleConfig, TableId};

/// The function, exported by the engine, that brings a chunk by its number before it returns.
pub(crate) const BRING: &str = "bringChunk";

/// The code that splits, by which a build knows that it has changed.
pub(crate) const SOURCE: &str =
    concat!(include_str!("calls.rs"), include_str!("choose.rs"), include_str!("move_out.rs"), include_str!("slots.rs"));

/// The name of the module that a chunk imports everything from.
const ENGINE: &str = "e";

/// What is fetched later, and the Rust modules whose code it is.
#[derive(Hash)]
pub(crate) struct Chunk {
    /// Its file is `{name}_bg.wasm`.
    pub(crate) name: &'static str,
    /// Functions defined below these paths go into the chunk, unless they are exported.
    pub(crate) roots: &'static [&'static str],
    /// But for those below these paths, which go where they are called from.
    pub(crate) kept: &'static [&'static str],
}

/// The modules that one module became.
pub(crate) struct Split {
    pub(crate) engine: Vec<u8>,
    /// One for each [`Chunk`], in their order.
    pub(crate) chunks: Vec<Vec<u8>>,
}

/// Splits a module that has a name section.
pub(crate) fn split(wasm: &[u8], chunks: &[Chunk]) -> Result<Split> {
    let engine = parse(wasm)?;
    let table = function_table(&engine)?;
    let graph = calls::Graph::of(&engine);
    let home = choose::homes(&engine, &graph, chunks)?;
    let slots = slots::Slots::of(&engine, table, &graph, &home)?;
    let mut exported = move_out::Exported::of_build(build(wasm, chunks));
    let mut split = Vec::with_capacity(chunks.len());
    for chunk in 0..chunks.len() {
        split.push(move_out::chunk(parse(wasm)?, chunk, &home, &slots, &mut exported)?);
    }
    Ok(Split { engine: move_out::engine(engine, &home, &slots, &exported)?, chunks: split })
}

/// A name for what is split, so that a chunk fits no other engine than its own.
fn build(wasm: &[u8], chunks: &[Chunk]) -> String {
    let mut hasher = DefaultHasher::new();
    (wasm, chunks, SOURCE).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Functions have the same number whenever the same bytes are parsed.
fn parse(wasm: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(wasm).context("what wasm-bindgen wrote cannot be read")
}

fn function_table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("the module has no table of functions")
}

/// The functions of the table with their slots.
fn filled_slots(module: &Module, table: TableId) -> Result<Vec<(u32, FunctionId)>> {
    let mut filled = Vec::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: of, offset } = &element.kind else { continue };
        if *of != table {
            continue;
        }
        let (ConstExpr::Value(walrus::ir::Value::I32(start)), ElementItems::Functions(functions)) = (offset, &element.items)
        else {
            anyhow::bail!("the table of functions is filled in a way that is not known here");
        };
        filled.extend((u32::try_from(*start)?..).zip(functions.iter().copied()));
    }
    Ok(filled)
}
