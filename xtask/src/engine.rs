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

/// Builds `www/generated/{runloom.js, runloom_bg.wasm, runloom.d.ts}`; does no more than cargo's own check when nothing changed.
pub(crate) fn build(profile: Profile) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "runloom-wasm", "--lib", "--target", "wasm32-unknown-unknown"]);
    process::run(cargo.args(["--profile", profile.cargo_name()]))?;

    let compiled = paths::target().join("wasm32-unknown-unknown").join(profile.cargo_name()).join("runloom_wasm.wasm");
    let module = fs::read(&compiled).with_context(|| format!("cargo left no {}", paths::shown(&compiled)))?;
    let generated = paths::generated();
    let stamp = generated.join(".built-from");
    let fingerprint = fingerprint(&module, profile);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == fingerprint) && complete(&generated) {
        return Ok(());
    }
    fs::create_dir_all(&generated)?;
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    bind(module, profile, &generated)?;
    if profile == Profile::Dist {
        optimise(&generated.join("runloom_bg.wasm"))?;
    }
    fs::write(stamp, fingerprint)?;
    Ok(())
}

fn bind(module: Vec<u8>, profile: Profile, generated: &Path) -> Result<()> {
    let ships = profile == Profile::Dist;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("runloom", module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(ships)
        .remove_producers_section(ships)
        .generate(generated)
        .context("wasm-bindgen could not read the engine that cargo built")
}

fn optimise(wasm: &Path) -> Result<()> {
    crate::node_packages::ensure(&paths::www())?;
    let mut tool = process::node_tool(&paths::www(), "wasm-opt");
    tool.args(FEATURES).args(["-Os", "--strip-debug", "--strip-producers"]);
    process::run(tool.arg(wasm).arg("-o").arg(wasm))
}

fn complete(generated: &Path) -> bool {
    ["runloom.js", "runloom_bg.wasm", "runloom.d.ts"].iter().all(|file| generated.join(file).is_file())
}

fn fingerprint(module: &[u8], profile: Profile) -> String {
    let mut hasher = DefaultHasher::new();
    (module, profile).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
