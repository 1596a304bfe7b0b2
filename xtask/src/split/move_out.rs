use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use walrus::ir::{CallIndirect, Const, Instr, InstrSeq, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind, ImportKind,
    ImportedFunction, Module, TableId, TypeId,
};

use super::choose::Homes;
use super::slots::Slots;
use super::{BRING, ENGINE, function_table};

/// What the chunks import from the engine, by number.
#[derive(Default)]
pub(super) struct Exported {
    /// Part of the name of every table.
    build: String,
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
    memories: BTreeSet<usize>,
    tables: BTreeSet<usize>,
}

impl Exported {
    pub(super) fn of_build(build: String) -> Self {
        Self { build, ..Self::default() }
    }

    fn table_name(&self, number: usize) -> String {
        format!("{}{}", name('t', number), self.build)
    }
}

/// Makes the whole module into one chunk of it.
pub(super) fn chunk(mut module: Module, chunk: usize, homes: &Homes, slots: &Slots, exported: &mut Exported) -> Result<Vec<u8>> {
    let table = function_table(&module)?;
    call_through_slots(&mut module, table, Some(chunk), homes, slots)?;
    clear(&mut module);
    import_everything(&mut module, exported, |function| homes.of(function) != Some(chunk));

    let functions: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    let own = slots.iter().filter(|(function, _)| homes.of(*function) == Some(chunk));
    let mut fills: Vec<(u32, FunctionId)> = own.filter_map(|(at, slot)| Some((slot, *functions.get(at)?))).collect();
    fills.sort_unstable_by_key(|(slot, _)| *slot);
    for run in fills.chunk_by(|(before, _), (after, _)| before + 1 == *after) {
        fill(&mut module, table, run);
    }
    module.tables.get_mut(table).initial = u64::from(slots.end);
    module.tables.get_mut(table).maximum = module.tables.get(table).maximum.map(|_| u64::from(slots.end));

    walrus::passes::gc::run(&mut module);
    for import in module.imports.iter() {
        match import.kind {
            ImportKind::Function(id) => exported.functions.insert(id.index()),
            ImportKind::Global(id) => exported.globals.insert(id.index()),
            ImportKind::Memory(id) => exported.memories.insert(id.index()),
            ImportKind::Table(id) => exported.tables.insert(id.index()),
            ImportKind::Tag(_) => bail!("the module throws, which is not known here"),
        };
    }
    Ok(module.emit_wasm())
}

/// Takes out of the whole module what went into the chunks.
pub(super) fn engine(mut module: Module, homes: &Homes, slots: &Slots, exported: &Exported) -> Result<Vec<u8>> {
    let table = function_table(&module)?;
    let bring = module.exports.get_func(BRING).with_context(|| format!("the engine exports no `{BRING}`"))?;
    call_through_slots(&mut module, table, None, homes, slots)?;
    let functions: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    let mut stubs = BTreeMap::new();
    for (function, slot) in slots.iter() {
        if let (Some(chunk), Some(&id)) = (homes.of(function), functions.get(function)) {
            stubs.insert(function, stub(&mut module, id, chunk, slot, bring, table)?);
        }
    }
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(items) = &mut element.items {
            for item in items {
                *item = stubs.get(&item.index()).copied().unwrap_or(*item);
            }
        }
    }
    let new: Vec<(u32, FunctionId)> =
        slots.new.iter().filter_map(|function| Some((slots.slot(*function)?, *stubs.get(function)?))).collect();
    if !new.is_empty() {
        fill(&mut module, table, &new);
    }
    module.tables.get_mut(table).initial = u64::from(slots.end);
    module.tables.get_mut(table).maximum = module.tables.get(table).maximum.map(|_| u64::from(slots.end));
    for (function, id) in functions.iter().enumerate() {
        if homes.of(function).is_some() {
            module.funcs.delete(*id);
        }
    }
    export(&mut module, exported);
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Where code of `here` calls a function that is elsewhere in a chunk, it now calls through the table.
fn call_through_slots(module: &mut Module, table: TableId, here: Option<usize>, homes: &Homes, slots: &Slots) -> Result<()> {
    let types: Vec<TypeId> = module.funcs.iter().map(walrus::Function::ty).collect();
    let mut rewriting = ThroughSlots { table, here, homes, slots, types: &types, failed: false };
    for (id, local) in module.funcs.iter_local_mut() {
        if homes.of(id.index()) == here {
            let entry = local.entry_block();
            dfs_pre_order_mut(&mut rewriting, local, entry);
        }
    }
    if rewriting.failed {
        bail!("a function that moves is used in a way that is not known here");
    }
    Ok(())
}

struct ThroughSlots<'a> {
    table: TableId,
    here: Option<usize>,
    homes: &'a Homes,
    slots: &'a Slots,
    types: &'a [TypeId],
    failed: bool,
}

impl ThroughSlots<'_> {
    fn is_elsewhere(&self, function: FunctionId) -> bool {
        let home = self.homes.of(function.index());
        home.is_some() && home != self.here
    }
}

impl VisitorMut for ThroughSlots<'_> {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let mut at = 0;
        while let Some((instruction, place)) = sequence.instrs.get(at).map(|(instruction, place)| (instruction.clone(), *place)) {
            if let Instr::Call(call) = instruction
                && self.is_elsewhere(call.func)
            {
                let function = call.func.index();
                if let (Some(slot), Some(ty)) = (self.slots.slot(function), self.types.get(function)) {
                    let slot = Const { value: Value::I32(slot.cast_signed()) };
                    let call = CallIndirect { ty: *ty, table: self.table };
                    sequence.instrs.splice(at..=at, [(slot.into(), place), (call.into(), place)]);
                    at += 1;
                }
            }
            at += 1;
        }
    }

    fn visit_function_id_mut(&mut self, function: &mut FunctionId) {
        self.failed |= self.is_elsewhere(*function);
    }
}

/// Until the chunk is there: brings it, then calls what is in the slot by then.
fn stub(
    module: &mut Module,
    function: FunctionId,
    chunk: usize,
    slot: u32,
    bring: FunctionId,
    table: TableId,
) -> Result<FunctionId> {
    let ty = module.funcs.get(function).ty();
    let (parameters, results) = module.types.params_results(ty);
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let arguments: Vec<_> = parameters.iter().map(|parameter| module.locals.add(*parameter)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let mut body = builder.func_body();
    body.i32_const(i32::try_from(chunk)?).call(bring);
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(slot.cast_signed()).call_indirect(ty, table);
    Ok(builder.finish(arguments, &mut module.funcs))
}

fn fill(module: &mut Module, table: TableId, run: &[(u32, FunctionId)]) {
    let start = run.first().map_or(0, |(slot, _)| *slot);
    let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
    let functions = run.iter().map(|(_, function)| *function).collect();
    let element = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(element);
}

/// Leaves nothing but functions and what they name.
fn clear(module: &mut Module) {
    module.start = None;
    for id in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
    for id in module.imports.iter().map(walrus::Import::id).collect::<Vec<_>>() {
        module.imports.delete(id);
    }
    for id in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(id);
    }
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(id);
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
    }
}

/// Memory, tables, globals and the functions that `imported` says come from the engine.
fn import_everything(module: &mut Module, exported: &Exported, imported: impl Fn(usize) -> bool) {
    for function in module.funcs.iter_mut().filter(|function| imported(function.id().index())) {
        let (id, ty) = (function.id(), function.ty());
        let import = module.imports.add(ENGINE, &name('f', id.index()), ImportKind::Function(id));
        function.kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    for memory in module.memories.iter_mut() {
        memory.import = Some(module.imports.add(ENGINE, &name('m', memory.id().index()), ImportKind::Memory(memory.id())));
    }
    for table in module.tables.iter_mut() {
        let name = exported.table_name(table.id().index());
        table.import = Some(module.imports.add(ENGINE, &name, ImportKind::Table(table.id())));
    }
    for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
        let import = module.imports.add(ENGINE, &name('g', id.index()), ImportKind::Global(id));
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

fn export(module: &mut Module, exported: &Exported) {
    let functions = module.funcs.iter().map(|function| (function.id().index(), ExportItem::Function(function.id())));
    let globals = module.globals.iter().map(|global| (global.id().index(), ExportItem::Global(global.id())));
    let memories = module.memories.iter().map(|memory| (memory.id().index(), ExportItem::Memory(memory.id())));
    let tables = module.tables.iter().map(|table| (table.id().index(), ExportItem::Table(table.id())));
    let mut wanted: Vec<(String, ExportItem)> = Vec::new();
    wanted.extend(functions.filter(|(at, _)| exported.functions.contains(at)).map(|(at, item)| (name('f', at), item)));
    wanted.extend(globals.filter(|(at, _)| exported.globals.contains(at)).map(|(at, item)| (name('g', at), item)));
    wanted.extend(memories.filter(|(at, _)| exported.memories.contains(at)).map(|(at, item)| (name('m', at), item)));
    wanted.extend(tables.filter(|(at, _)| exported.tables.contains(at)).map(|(at, item)| (exported.table_name(at), item)));
    for (name, item) in wanted {
        module.exports.add(&name, item);
    }
}

fn name(kind: char, number: usize) -> String {
    format!("{kind}{number}")
}
