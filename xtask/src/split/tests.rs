use std::process::Command;

use walrus::ir::BinaryOp;
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, InstrSeqBuilder, LocalId, Module, RefType, ValType,
};

use super::{BRING, Chunk, Split, split};
use crate::process;

const I32: ValType = ValType::I32;
const CHUNKS: [Chunk; 2] =
    [Chunk { name: "far", roots: &["far"], kept: &["far::near"] }, Chunk { name: "farther", roots: &["farther"], kept: &[] }];

fn add(module: &mut Module, name: &str, takes: usize, write: impl FnOnce(&mut InstrSeqBuilder<'_>, &[LocalId])) -> FunctionId {
    let arguments: Vec<LocalId> = (0..takes).map(|_| module.locals.add(I32)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &vec![I32; takes], &[I32]);
    builder.name(name.to_owned());
    write(&mut builder.func_body(), &arguments);
    builder.finish(arguments, &mut module.funcs)
}

/// `double` and `negate` are far, and `two` would be but is kept; `double` counts its calls in a global, keeps its answer in memory, and adds by `near::add`;
/// `quadruple` is farther and calls `double`. Far and farther share `alike`.
fn program() -> Vec<u8> {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 1, None, None);
    let calls = module.globals.add_local(I32, true, false, ConstExpr::Value(walrus::ir::Value::I32(0)));
    let table = module.tables.add_local(false, 4, Some(4), RefType::FUNCREF);
    let word = walrus::ir::MemArg { align: 4, offset: 0 };
    let whole = walrus::ir::StoreKind::I32 { atomic: false };

    let near_add = add(&mut module, "near::add", 2, |body, on| {
        body.local_get(on[0]).local_get(on[1]).binop(BinaryOp::I32Add);
    });
    let alike = add(&mut module, "core::alike", 1, |body, on| {
        body.local_get(on[0]);
    });
    let helper = add(&mut module, "core::only_far", 1, |body, on| {
        body.local_get(on[0]).call(alike).local_get(on[0]).call(near_add);
    });
    let double = add(&mut module, "far::double", 1, |body, on| {
        body.global_get(calls).i32_const(1).binop(BinaryOp::I32Add).global_set(calls);
        body.i32_const(0).local_get(on[0]).call(helper).store(memory, whole, word);
        body.local_get(on[0]).call(helper);
    });
    let less = add(&mut module, "far::less", 2, |body, on| {
        body.local_get(on[0]).local_get(on[1]).binop(BinaryOp::I32Sub);
    });
    let negate = add(&mut module, "<far::Sign as Trait>::negate", 1, |body, on| {
        body.i32_const(0).local_get(on[0]).call(less);
    });
    let compare = add(&mut module, "far::compare::{{closure}}", 1, |body, on| {
        body.local_get(on[0]).i32_const(7).binop(BinaryOp::I32GtS);
    });
    let quadruple = add(&mut module, "farther::quadruple", 1, |body, on| {
        body.local_get(on[0]).call(double).call(double).call(alike);
    });
    let functions = ElementItems::Functions(vec![near_add, negate, compare]);
    let offset = ConstExpr::Value(walrus::ir::Value::I32(1));
    let element = module.elements.add(ElementKind::Active { table, offset }, functions);
    module.tables.get_mut(table).elem_segments.insert(element);

    let kept = add(&mut module, "kept", 0, |body, _| {
        body.i32_const(0).load(memory, walrus::ir::LoadKind::I32 { atomic: false }, word);
    });
    let counted = add(&mut module, "counted", 0, |body, _| {
        body.global_get(calls);
    });
    let two = add(&mut module, "far::near::two", 0, |body, _| {
        body.i32_const(2);
    });
    let twice = add(&mut module, "twice", 1, |body, on| {
        body.local_get(on[0]).call(double).call(two).binop(BinaryOp::I32Mul).i32_const(1).binop(BinaryOp::I32ShrS);
    });
    let fourfold = add(&mut module, "fourfold", 1, |body, on| {
        body.local_get(on[0]).call(quadruple);
    });
    let unary = module.types.add(&[I32], &[I32]);
    let minus = add(&mut module, "minus", 1, |body, on| {
        body.local_get(on[0]).i32_const(2).call_indirect(unary, table);
    });
    let above = add(&mut module, "above", 1, |body, on| {
        body.local_get(on[0]).i32_const(3).call_indirect(unary, table);
    });
    let taking_one = module.types.add(&[I32], &[]);
    let (bring, _) = module.add_import_func("js", "bring", taking_one);
    let exported =
        [("kept", kept), ("counted", counted), ("twice", twice), ("fourfold", fourfold), ("minus", minus), ("above", above)];
    for (name, function) in exported.into_iter().chain([(BRING, bring)]) {
        module.exports.add(name, function);
    }
    module.emit_wasm()
}

fn named(wasm: &[u8]) -> Vec<String> {
    let module = Module::from_buffer(wasm).expect("a module");
    let mut names: Vec<String> = module.funcs.iter_local().filter_map(|(id, _)| module.funcs.get(id).name.clone()).collect();
    names.sort();
    names
}

/// What JavaScript prints that can call `of(name, arguments)` on the engine and sees in `brought` which chunks were asked for.
fn run(split: &Split, script: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("engine.wasm"), &split.engine).expect("written");
    for (number, chunk) in split.chunks.iter().enumerate() {
        std::fs::write(path(&format!("{number}.wasm")), chunk).expect("written");
    }
    let start = r#"
        const { readFileSync } = require("node:fs");
        const read = (name) => new WebAssembly.Module(readFileSync(`${process.argv[1]}/${name}.wasm`));
        const brought = [];
        const enter = (number) => new WebAssembly.Instance(read(number), { e: exports });
        const bring = (number) => { brought.push(number); enter(number); };
        const { exports } = new WebAssembly.Instance(read("engine"), { js: { bring } });
        const of = (name, ...values) => exports[name](...values);
    "#;
    let mut node = Command::new("node");
    node.arg("--eval").arg(format!("{start}console.log(JSON.stringify({script}))")).arg("--").arg(folder.path());
    process::output(&mut node).expect("node").trim().to_owned()
}

#[test]
fn a_chunk_takes_its_roots_and_what_only_they_reach() {
    let split = split(&program(), &CHUNKS).expect("split");
    assert_eq!(named(&split.chunks[0]), ["<far::Sign as Trait>::negate", "core::only_far", "far::double", "far::less"]);
    assert_eq!(named(&split.chunks[1]), ["farther::quadruple"]);
    let kept = named(&split.engine);
    for name in ["core::alike", "far::near::two", "near::add", "twice"] {
        assert!(kept.iter().any(|kept| kept == name), "{name} of {kept:?}");
    }
}

#[test]
fn what_only_the_table_leads_to_and_could_be_anyones_stays() {
    let split = split(&program(), &CHUNKS).expect("split");
    assert_eq!(run(&split, r#"[of("above", 8), brought]"#), "[1,[]]");
}

#[test]
fn a_chunk_comes_when_it_is_entered_and_once() {
    let split = split(&program(), &CHUNKS).expect("split");
    assert_eq!(run(&split, r#"[of("counted"), brought, of("twice", 21), of("twice", 4), brought]"#), "[0,[0],42,8,[0]]");
}

#[test]
fn chunks_share_memory_globals_and_the_table_and_call_each_other() {
    let split = split(&program(), &CHUNKS).expect("split");
    assert_eq!(run(&split, r#"[of("fourfold", 5), of("kept"), of("counted"), brought]"#), "[20,20,2,[1,0]]");
    assert_eq!(run(&split, r#"[of("minus", 5), of("twice", 3), brought]"#), "[-5,6,[0]]");
}

#[test]
fn a_chunk_that_is_there_before_it_is_entered_is_not_asked_for() {
    let split = split(&program(), &CHUNKS).expect("split");
    assert_eq!(run(&split, r#"[enter(0) && 0, of("twice", 21), of("minus", 1), brought]"#), "[0,42,-1,[]]");
}

#[test]
fn a_chunk_fits_no_other_engine_than_its_own() {
    let mut mixed = split(&program(), &CHUNKS).expect("split");
    mixed.chunks = split(&program(), &CHUNKS[..1]).expect("split").chunks;
    assert_eq!(run(&mixed, "(() => { try { enter(0); } catch (error) { return error.name; } })()"), "\"LinkError\"");
}

#[test]
fn a_root_that_names_nothing_is_refused() {
    let error = split(&program(), &[Chunk { name: "far", roots: &["gone"], kept: &[] }]).err().expect("refused");
    assert!(error.to_string().contains("`gone`"), "{error}");
}
