//! The engine: cargo, wasm-bindgen and, for what ships, wasm-opt.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

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
}

const MODULES: [Module; 2] = [
    Module { cargo: &["--lib"], compiled: "runloom_wasm.wasm", name: "runloom" },
    Module { cargo: &["--bin", "codecs", "--features", "codecs-module"], compiled: "codecs.wasm", name: "codecs" },
];

/// Builds `www/generated/{NAME.js, NAME_bg.wasm, NAME.d.ts}` of every module; does no more than cargo's own check when nothing changed.
pub(crate) fn build(profile: Profile) -> Result<()> {
    MODULES.iter().try_for_each(|module| build_module(module, profile))
}

fn build_module(module: &Module, profile: Profile) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "runloom-wasm", "--target", "wasm32-unknown-unknown"]).args(module.cargo);
    process::run(cargo.args(["--profile", profile.cargo_name()]))?;

    let compiled = paths::target().join("wasm32-unknown-unknown").join(profile.cargo_name()).join(module.compiled);
    let bytes = fs::read(&compiled).with_context(|| format!("cargo left no {}", paths::shown(&compiled)))?;
    let generated = paths::generated();
    let stamp = generated.join(format!(".{}-built-from", module.name));
    let fingerprint = fingerprint(&bytes, profile);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == fingerprint) && complete(&generated, module.name) {
        return Ok(());
    }
    fs::create_dir_all(&generated)?;
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    bind(bytes, module.name, profile, &generated)?;
    if profile == Profile::Dist {
        optimise(&generated.join(format!("{}_bg.wasm", module.name)))?;
    }
    fs::write(stamp, fingerprint)?;
    Ok(())
}

fn bind(bytes: Vec<u8>, name: &str, profile: Profile, generated: &Path) -> Result<()> {
    let ships = profile == Profile::Dist;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, bytes)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(ships)
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

fn complete(generated: &Path, name: &str) -> bool {
    [".js", "_bg.wasm", ".d.ts"].iter().all(|end| generated.join(format!("{name}{end}")).is_file())
}

fn fingerprint(module: &[u8], profile: Profile) -> String {
    let mut hasher = DefaultHasher::new();
    (module, profile).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
