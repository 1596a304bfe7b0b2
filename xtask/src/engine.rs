//! The engine: cargo, wasm-bindgen and, for what ships, wasm-opt.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::split::{self, Chunk};
use crate::{paths, process};

/// How much work goes into a build.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Profile {
    /// Seconds after a change; large and slower.
    Development,
    /// What ships: one unit, link-time optimisation, wasm-opt, minified scripts.
    Dist,
}

impl Profile {
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Development => "wasm-dev",
            Self::Dist => "dist",
        }
    }
}

/// Everything that rustc emits on this target. Named one by one because wasm-opt's own default differs between versions.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-simd",
];

/// A Wasm module of the site: what cargo builds and what wasm-bindgen calls it.
struct Module {
    cargo: &'static [&'static str],
    compiled: &'static str,
    name: &'static str,
    chunks: &'static [Chunk],
}

const MODULES: [Module; 4] = [
    Module { cargo: &["--lib"], compiled: "runloom_wasm.wasm", name: "runloom", chunks: &CHUNKS },
    Module { cargo: &["--bin", "codecs", "--features", "codecs-module"], compiled: "codecs.wasm", name: "codecs", chunks: &[] },
    Module { cargo: &["--bin", "packer", "--features", "packer-module"], compiled: "packer.wasm", name: "packer", chunks: &[] },
    Module { cargo: &["--bin", "text", "--features", "text-module"], compiled: "text.wasm", name: "text", chunks: &[] },
];

/// What of the engine is fetched only when it is called. What the first view of a Parquet file of runs needs is not here.
const CHUNKS: [Chunk; 6] = [
    Chunk {
        name: "charts",
        roots: &[
            "runloom_chart::data",
            "runloom_chart::export",
            "runloom_chart::history",
            "runloom_chart::plot",
            "runloom_wasm::session::export",
            "runloom_wasm::session::history",
            "runloom_wasm::session::plots",
        ],
        // These are part of a link.
        kept: &["runloom_chart::history::smoothing::Smoothing", "runloom_chart::plot::kind"],
    },
    Chunk {
        name: "analysis",
        roots: &[
            "runloom_analysis::fanova",
            "runloom_analysis::forest",
            "runloom_analysis::importance",
            "runloom_analysis::noise",
            "runloom_analysis::suggest",
            "runloom_chart::comparison",
            "runloom_chart::importance",
            "runloom_chart::suggest",
            "runloom_wasm::session::importance",
            "runloom_wasm::session::suggest",
        ],
        // A link names methods; which panels a page begins with, and when work is to be dropped, is asked at once.
        kept: &[
            "runloom_analysis::importance::method",
            "runloom_chart::importance::sweep",
            "runloom_wasm::session::importance::ImportanceState",
            "runloom_wasm::session::suggest::SuggestState",
        ],
    },
    Chunk { name: "parquet", roots: &["runloom_source::format::parquet::write"], kept: &[] },
    Chunk { name: "typing", roots: &["runloom_query::complete"], kept: &[] },
    Chunk {
        name: "formats",
        roots: &[
            "runloom_source::format::arrow_ipc",
            "runloom_source::format::csv",
            "runloom_source::format::json",
            "runloom_source::report_parts",
            "runloom_table::printable",
            "sha2",
        ],
        // Asked of every file.
        kept: &["runloom_source::report_parts::is_report"],
    },
    Chunk {
        name: "saving",
        roots: &[
            "runloom_report::file",
            "runloom_report::findings",
            "runloom_wasm::session::report",
            "runloom_wasm::session::report_text",
        ],
        kept: &[],
    },
];

/// Builds `www/generated/{NAME.js, NAME_bg.wasm, NAME.d.ts}` of every module, `CHUNK_bg.wasm` of every chunk and `chunks.ts`; does no more
/// than cargo's own check when nothing changed.
pub(crate) fn build(profile: Profile) -> Result<()> {
    MODULES.iter().try_for_each(|module| build_module(module, profile))?;
    let names: Vec<String> = CHUNKS.iter().map(|chunk| format!("\"{}\"", chunk.name)).collect();
    let listed = format!("export const CHUNKS = [{}] as const;\n", names.join(", "));
    Ok(fs::write(paths::generated().join("chunks.ts"), listed)?)
}

/// The Wasm files of the site that a page fetches only when it needs them.
pub(crate) fn on_demand() -> impl Iterator<Item = String> {
    let modules = MODULES.iter().skip(1).map(|module| module.name);
    modules.chain(CHUNKS.iter().map(|chunk| chunk.name)).map(wasm_file)
}

/// What a report does without: no report saves another.
pub(crate) const ONLY_ON_SITE: [&str; 3] = ["packer_bg.wasm", "saving_bg.wasm", "text_bg.wasm"];

/// All Wasm files of the site.
pub(crate) fn wasm_files() -> impl Iterator<Item = String> {
    MODULES.iter().take(1).map(|module| wasm_file(module.name)).chain(on_demand())
}

fn wasm_file(name: &str) -> String {
    format!("{name}_bg.wasm")
}

fn build_module(module: &Module, profile: Profile) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "runloom-wasm", "--target", "wasm32-unknown-unknown"]).args(module.cargo);
    process::run(cargo.args(["--profile", profile.cargo_name()]))?;

    let compiled = paths::target().join("wasm32-unknown-unknown").join(profile.cargo_name()).join(module.compiled);
    let bytes = fs::read(&compiled).with_context(|| format!("cargo left no {}", paths::shown(&compiled)))?;
    let generated = paths::generated();
    let stamp = generated.join(format!(".{}-built-from", module.name));
    let fingerprint = fingerprint(&bytes, module.chunks, profile);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == fingerprint) && complete(&generated, module) {
        return Ok(());
    }
    fs::create_dir_all(&generated)?;
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    bind(bytes, module, profile, &generated)?;
    let main = generated.join(wasm_file(module.name));
    let mut files = vec![main.clone()];
    if !module.chunks.is_empty() {
        let split = split::split(&fs::read(&main)?, module.chunks)?;
        fs::write(&main, split.engine)?;
        for (chunk, bytes) in module.chunks.iter().zip(split.chunks) {
            let file = generated.join(wasm_file(chunk.name));
            fs::write(&file, bytes)?;
            files.push(file);
        }
    }
    if profile == Profile::Dist {
        files.iter().try_for_each(|file| optimise(file))?;
    }
    fs::write(stamp, fingerprint)?;
    Ok(())
}

/// The names of functions stay, for that is what splitting goes by; wasm-opt drops them.
fn bind(bytes: Vec<u8>, module: &Module, profile: Profile, generated: &Path) -> Result<()> {
    let ships = profile == Profile::Dist;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(module.name, bytes)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(ships)
        .generate(generated)
        .context("wasm-bindgen could not read the module that cargo built")
}

fn optimise(wasm: &Path) -> Result<()> {
    crate::node_packages::ensure(&paths::www())?;
    let mut tool = process::node_tool(&paths::www(), "wasm-opt");
    tool.args(FEATURES).args(["-Os", "--strip-debug", "--strip-producers"]);
    process::run(tool.arg(wasm).arg("-o").arg(wasm))
}

fn complete(generated: &Path, module: &Module) -> bool {
    let own = [".js", "_bg.wasm", ".d.ts"].map(|end| format!("{}{end}", module.name));
    let chunks = module.chunks.iter().map(|chunk| wasm_file(chunk.name));
    own.into_iter().chain(chunks).all(|file| generated.join(file).is_file())
}

fn fingerprint(compiled: &[u8], chunks: &[Chunk], profile: Profile) -> String {
    let mut hasher = DefaultHasher::new();
    (compiled, chunks, split::SOURCE, profile).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
