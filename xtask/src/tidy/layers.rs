//! Who may know whom.

use super::{Problem, SourceFile};

/// Crates in layers: each may depend on those of earlier layers only.
const LAYERS: [&[&str]; 5] = [
    &["runloom-table"],
    &["runloom-source", "runloom-query", "runloom-analysis"],
    &["runloom-chart"],
    &["runloom-report"],
    &["runloom-wasm", "runloom-cli"],
];

/// The only crate that may know the browser.
const BROWSER_CRATE: &str = "runloom-wasm";

/// Crates whose answers depend on their arguments alone are all but these.
const OUTER: [&str; 2] = ["runloom-wasm", "runloom-cli"];

const BROWSER: [&str; 5] = ["wasm-bindgen", "web-sys", "js-sys", "gloo", "plotters-canvas"];

const OUTSIDE: [&str; 9] = [
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "SystemTime::now",
    "std::thread",
    "std::env",
    "std::fs",
    "std::net",
    "rand::",
];

/// wasm-bindgen and its kin are named in one crate.
pub(super) fn browser_crates(file: &SourceFile) -> Vec<Problem> {
    let elsewhere = file.crate_name().is_some_and(|name| name != BROWSER_CRATE);
    if !elsewhere {
        return Vec::new();
    }
    let manifest = file.path.ends_with("/Cargo.toml");
    if !manifest && !file.has_extension(&["rs"]) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (index, line) in code_lines(&file.text) {
        for name in BROWSER {
            let wanted = if manifest { name.to_owned() } else { name.replace('-', "_") };
            if words(line).any(|word| word == wanted) {
                problems.push(Problem::at(file, index, format!("only {BROWSER_CRATE} may know {name}")));
            }
        }
    }
    problems
}

/// Manifests name crates of earlier layers only.
pub(super) fn direction(file: &SourceFile) -> Vec<Problem> {
    let Some(name) = file.crate_name().filter(|_| file.path.ends_with("/Cargo.toml")) else { return Vec::new() };
    let Some(own) = layer(name) else {
        return vec![Problem::of(file, "this crate has no layer yet; give it one in xtask/src/tidy/layers.rs")];
    };
    let mut problems = Vec::new();
    let mut section = "";
    for (index, line) in code_lines(&file.text) {
        if line.starts_with('[') {
            section = line.trim();
        }
        let dependency = line.split(['.', ' ', '=']).next().unwrap_or_default();
        let counts = section.ends_with("dependencies]") && section != "[dev-dependencies]";
        if counts && layer(dependency).is_some_and(|other| other >= own) {
            problems.push(Problem::at(
                file,
                index,
                format!("{name} may not depend on {dependency}: it is not of an earlier layer"),
            ));
        }
    }
    problems
}

/// Core crates ask neither the clock nor the system; tests may.
pub(super) fn outside_world(file: &SourceFile) -> Vec<Problem> {
    let core = file.crate_name().is_some_and(|name| !OUTER.contains(&name));
    if !core || !file.path.contains("/src/") || !file.has_extension(&["rs"]) || file.path.ends_with("tests.rs") {
        return Vec::new();
    }
    let own = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut problems = Vec::new();
    for (index, line) in code_lines(own) {
        if let Some(name) = OUTSIDE.iter().find(|name| line.contains(*name)) {
            problems.push(Problem::at(file, index, format!("`{name}`: core crates take times, seeds and bytes as arguments")));
        }
    }
    problems
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&name))
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with(['#', '/']) || line.trim_start().starts_with("#["))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-')
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn the_browser_is_known_in_one_crate() {
        let code = "use wasm_bindgen::JsValue;\n";
        assert_eq!(check(browser_crates, "crates/runloom-wasm/src/lib.rs", code), Vec::<String>::new());
        assert_eq!(
            check(browser_crates, "crates/runloom-chart/src/lib.rs", code),
            ["crates/runloom-chart/src/lib.rs:1: only runloom-wasm may know wasm-bindgen"]
        );
        assert_eq!(check(browser_crates, "crates/runloom-chart/src/lib.rs", "//! Not `wasm_bindgen`.\n"), Vec::<String>::new());
        assert_eq!(check(browser_crates, "crates/runloom-cli/Cargo.toml", "[dependencies]\nweb-sys.workspace = true\n").len(), 1);
        assert_eq!(check(browser_crates, "xtask/Cargo.toml", "wasm-bindgen-cli-support = \"1\"\n"), Vec::<String>::new());
    }

    #[test]
    fn dependencies_point_one_way() {
        let depends = |on: &str| format!("[dependencies]\n{on}.workspace = true\n");
        assert_eq!(check(direction, "crates/runloom-chart/Cargo.toml", &depends("runloom-query")), Vec::<String>::new());
        assert_eq!(check(direction, "crates/runloom-query/Cargo.toml", &depends("runloom-chart")).len(), 1);
        assert_eq!(check(direction, "crates/runloom-query/Cargo.toml", &depends("runloom-source")).len(), 1);
        let for_tests = "[dev-dependencies]\nrunloom-source.workspace = true\n";
        assert_eq!(check(direction, "crates/runloom-query/Cargo.toml", for_tests), Vec::<String>::new());
        assert_eq!(check(direction, "crates/runloom-new/Cargo.toml", "[package]\n").len(), 1);
    }

    #[test]
    fn core_crates_ask_nobody() {
        let code = "fn now() { std::time::Instant::now(); }\n";
        assert_eq!(check(outside_world, "crates/runloom-table/src/lib.rs", code).len(), 1);
        assert_eq!(check(outside_world, "crates/runloom-cli/src/main.rs", code), Vec::<String>::new());
        let tested = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{ {code} }}\n");
        assert_eq!(check(outside_world, "crates/runloom-table/src/lib.rs", &tested), Vec::<String>::new());
    }
}
