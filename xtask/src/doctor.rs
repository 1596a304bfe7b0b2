//! What the tasks need beyond cargo, found or installed.
//!
//! The Rust target comes through rustup and the Node packages through npm. Clang, Node and Chromium come from the system: installed when this
//! is a Debian and the user is root, otherwise the error names the command for the usual systems.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::{paths, process};

/// Names the browser to test with when it is none of the usual ones.
pub(crate) const CHROMIUM_VARIABLE: &str = "RUNLOOM_CHROMIUM";

/// The first Node that the packages here support.
const NODE_MAJOR: u32 = 18;

/// Something that the system has to offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// clang and llvm-ar that can produce wasm32: the zstd decoder is C.
    Clang,
    /// Node and npm, for the page.
    Node,
    /// A Chromium, for the browser tests.
    Chromium,
}

/// What building takes.
pub(crate) const TO_BUILD: &[Need] = &[Need::Clang, Need::Node];

/// What testing takes.
pub(crate) const TO_TEST: &[Need] = &[Need::Clang, Need::Node, Need::Chromium];

/// The package names of one system and the command that installs them.
struct System {
    name: &'static str,
    install: &'static str,
    packages: fn(Need) -> &'static [&'static str],
}

const DEBIAN: System = System {
    name: "Debian, Ubuntu",
    install: "apt-get install --yes --no-install-recommends",
    packages: |need| match need {
        Need::Clang => &["clang", "llvm"],
        Need::Node => &["nodejs", "npm"],
        Need::Chromium => &["chromium", "fonts-dejavu-core"],
    },
};

const FEDORA: System = System {
    name: "Fedora",
    install: "dnf install",
    packages: |need| match need {
        Need::Clang => &["clang", "llvm"],
        Need::Node => &["nodejs", "nodejs-npm"],
        Need::Chromium => &["chromium", "dejavu-sans-fonts"],
    },
};

const MACOS: System = System {
    name: "macOS",
    install: "brew install",
    packages: |need| match need {
        Need::Clang => &["llvm"],
        Need::Node => &["node"],
        Need::Chromium => &["chromium"],
    },
};

/// Finds what `needs` names and the wasm32 target, installing what can be installed without asking.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    ensure_target()?;
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    if may_install() {
        install(&missing)?;
    }
    let missing = self::missing(needs);
    if missing.is_empty() { Ok(()) } else { bail!(advice(&missing)) }
}

/// Says what is there and where, installing what is not.
pub(crate) fn report() -> Result<()> {
    ensure(TO_TEST)?;
    let clang = process::probe(&clang(), &["--version"]).unwrap_or_default();
    let node = process::probe("node", &["--version"]).unwrap_or_default();
    println!("wasm32    {}", wasm_libraries().unwrap_or_default().display());
    println!("clang     {}", clang.lines().next().unwrap_or_default());
    println!("node      {}", node.trim());
    println!("chromium  {}", chromium().unwrap_or_default().display());
    for folder in [paths::www(), paths::browser_tests()] {
        crate::node_packages::ensure(&folder)?;
        println!("packages  {}", paths::shown(&folder.join("node_modules")));
    }
    Ok(())
}

/// The browser that the tests drive.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(CHROMIUM_VARIABLE) {
        return Some(PathBuf::from(named));
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let on_path = names.iter().flat_map(|name| std::env::split_paths(&folders).map(move |folder| folder.join(name)));
    let applications =
        ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
    on_path.chain(applications.iter().map(PathBuf::from)).find(|path| path.is_file())
}

fn missing(needs: &[Need]) -> Vec<Need> {
    needs.iter().copied().filter(|need| !present(*need)).collect()
}

fn present(need: Need) -> bool {
    match need {
        Need::Clang => clang_makes_wasm(),
        Need::Node => node_major().is_some_and(|major| major >= NODE_MAJOR) && process::probe("npm", &["--version"]).is_some(),
        Need::Chromium => chromium().is_some_and(|path| process::probe(&path.to_string_lossy(), &["--version"]).is_some()),
    }
}

fn clang() -> String {
    std::env::var("CC_wasm32_unknown_unknown").unwrap_or_else(|_| "clang".to_owned())
}

fn clang_makes_wasm() -> bool {
    let archiver = std::env::var("AR_wasm32_unknown_unknown").unwrap_or_else(|_| "llvm-ar".to_owned());
    let compiles = Command::new(clang())
        .args(["--target=wasm32-unknown-unknown", "-x", "c", "-fsyntax-only", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let targets = process::probe(&clang(), &["--print-targets"]).unwrap_or_default();
    compiles.is_ok_and(|status| status.success())
        && targets.contains("wasm32")
        && process::probe(&archiver, &["--version"]).is_some()
}

fn node_major() -> Option<u32> {
    process::probe("node", &["--version"])?.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

fn wasm_libraries() -> Option<PathBuf> {
    let sysroot = process::probe("rustc", &["--print", "sysroot"])?;
    let libraries = Path::new(sysroot.trim()).join("lib").join("rustlib").join("wasm32-unknown-unknown");
    libraries.is_dir().then_some(libraries)
}

fn ensure_target() -> Result<()> {
    if wasm_libraries().is_some() {
        return Ok(());
    }
    println!("Installing the Rust target wasm32-unknown-unknown");
    let added = process::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]));
    if added.is_err() || wasm_libraries().is_none() {
        bail!(
            "Rust cannot build for wasm32-unknown-unknown. With rustup: rustup target add wasm32-unknown-unknown. \
             With a Rust from the system, install its wasm32 standard library (Debian: libstd-rust-dev-wasm32; \
             Fedora: rust-std-static-wasm32-unknown-unknown)."
        );
    }
    Ok(())
}

fn may_install() -> bool {
    let root = process::probe("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    root && process::probe("apt-get", &["--version"]).is_some()
}

fn install(missing: &[Need]) -> Result<()> {
    let packages = packages(&DEBIAN, missing);
    println!("Installing {}", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(arguments);
        process::run(&mut command)
    };
    apt(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

fn packages(system: &System, needs: &[Need]) -> Vec<&'static str> {
    needs.iter().flat_map(|need| (system.packages)(*need)).copied().collect()
}

fn advice(missing: &[Need]) -> String {
    let mut text = String::from("some tools are missing or too old:\n");
    for need in missing {
        text.push_str(match need {
            Need::Clang => "  clang with a wasm32 back end, and llvm-ar: they compile the zstd decoder for the browser\n",
            Need::Node => "  Node 18 or later, and npm: they build the page\n",
            Need::Chromium => "  Chromium: the browser tests drive it (RUNLOOM_CHROMIUM=path names another one)\n",
        });
    }
    text.push_str("install them with\n");
    for system in [DEBIAN, FEDORA, MACOS] {
        let line = format!("  {:<16}{} {}\n", format!("{}:", system.name), system.install, packages(&system, missing).join(" "));
        text.push_str(&line);
    }
    if missing.contains(&Need::Clang) {
        text.push_str(
            "Apple's own clang has no wasm32 back end; after brew install llvm, set\n  \
             CC_wasm32_unknown_unknown=\"$(brew --prefix llvm)/bin/clang\" AR_wasm32_unknown_unknown=\"$(brew --prefix llvm)/bin/llvm-ar\"\n",
        );
    }
    text.push_str("and run the task again");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_names_a_command_for_every_system() {
        let text = advice(&[Need::Clang, Need::Chromium]);
        assert!(text.contains("apt-get install --yes --no-install-recommends clang llvm chromium fonts-dejavu-core\n"), "{text}");
        assert!(text.contains("dnf install clang llvm chromium dejavu-sans-fonts\n"), "{text}");
        assert!(text.contains("brew install llvm chromium\n"), "{text}");
        assert!(text.contains("CC_wasm32_unknown_unknown"), "{text}");
        assert!(!advice(&[Need::Node]).contains("CC_wasm32"), "only where clang is asked for");
    }
}
