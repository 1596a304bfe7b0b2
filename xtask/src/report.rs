//! The template of reports: the whole page in one HTML file, with a place for a title, for text and for data.
//!
//! Its scripts and modules are packed with Brotli as one, as text, in a script that no browser runs; `www/src/boot.ts` unpacks them with the codecs
//! module, which is packed as browsers can unpack by themselves.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::engine::Profile;
use crate::site::{Format, ON_DEMAND, Place};
use crate::{paths, process};

/// The template, below `www/dist`.
pub(crate) const FILE: &str = "report.html";

/// It is as large as this at most, in bytes.
pub(crate) const BUDGET: u64 = 1_600_000;

const PACK: &str = include_str!("report/pack.mjs");

/// The script of the page of reports.
const PAGE: &str = "page.js";
const WORKER: &str = "worker.js";

/// The styles of what a report does without.
const WRITING: &str = "writing.css";

/// Packed alone, and unpacked by the browser itself; it unpacks the others.
const CODECS: &str = "codecs_bg.wasm";

/// Builds `www/dist/report.html` from the rest of the site, which has been built.
pub(crate) fn build(profile: Profile) -> Result<()> {
    let styles = styles(profile)?;
    let boot_file = paths::generated().join("boot.js");
    crate::site::bundle("boot.ts", &boot_file, &Format::Classic, Place::Report, profile)?;
    crate::site::bundle("page.ts", &paths::generated().join(PAGE), &Format::Module, Place::Report, profile)?;
    let boot = fs::read_to_string(&boot_file)?;
    if boot.contains("</script") || boot.contains("<!--") || styles.contains("</style") {
        bail!("boot.js or a style holds what would end it within HTML");
    }
    crate::site::bundle("worker.ts", &paths::generated().join(WORKER), &Format::Classic, Place::Report, profile)?;
    let files = files();
    let order = json!({
        "files": files,
        "alone": paths::dist().join(CODECS),
        "quality": if profile == Profile::Dist { 11 } else { 4 },
        "hashed": [boot, styles],
    });
    let answer: Value = serde_json::from_str(&packed(&order)?)?;
    let text = |value: &Value| value.as_str().map(str::to_owned).context("the parts of the report could not be packed");
    let (boot_hash, styles_hash) = (text(&answer["hashes"][0])?, text(&answer["hashes"][1])?);
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{boot_hash}' blob: 'wasm-unsafe-eval'; worker-src blob:; style-src 'sha256-{styles_hash}'; \
         img-src data: blob:; connect-src blob: data:; base-uri 'none'; form-action 'none'"
    );
    let mut runtime = String::from("<rl-app></rl-app>\n");
    let names = files.iter().filter_map(|file| file.file_name()?.to_str());
    let sizes = answer["sizes"].as_array().context("the sizes of what is packed are missing")?;
    let listed: Vec<String> = names.zip(sizes).map(|(name, bytes)| format!("{name} {bytes}")).collect();
    for (part, listed) in [(&answer["alone"], CODECS), (&answer["together"], &listed.join(" "))] {
        let _ = writeln!(
            runtime,
            "<script type=\"application/octet-stream\" data-files=\"{listed}\" data-packed=\"{}\">{}</script>",
            part["bytes"],
            text(&part["text"])?
        );
    }
    let _ = write!(runtime, "<script>{boot}</script>");
    let frame = paths::root().join("crates").join("runloom-report").join("src").join("file").join("frame.html");
    let frame = fs::read_to_string(frame)?.replace("<html lang=\"en\">", "<html lang=\"en\" data-runloom=\"loading\">");
    let report = frame.replace("{{policy}}", &policy).replace("{{styles}}", &styles).replace("{{runtime}}", &runtime);
    let target = paths::dist().join(FILE);
    if fs::read_to_string(&target).is_ok_and(|old| old == report) {
        return Ok(());
    }
    fs::write(target, report).context("the template of reports could not be written")
}

/// What is packed as one, in the order in which it is unpacked: what is needed first, then the engine's chunks.
fn files() -> Vec<PathBuf> {
    let is_alone = |file: &String| file == CODECS || crate::engine::ONLY_ON_SITE.contains(&file.as_str());
    let mut modules = crate::engine::wasm_files().filter(|file| !is_alone(file)).map(|file| paths::dist().join(file));
    let [page, worker] = [PAGE, WORKER].map(|name| paths::generated().join(name));
    let first = [Some(page), modules.next(), Some(worker)];
    first.into_iter().flatten().chain(modules).chain([paths::dist().join(ON_DEMAND)]).collect()
}

/// The styles of the page in their order, then those of reports.
fn styles(profile: Profile) -> Result<String> {
    let www = paths::www();
    let page = fs::read_to_string(www.join("index.html"))?;
    let names = page.split("href=\"styles/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut all = String::new();
    for name in names.filter(|name| *name != WRITING).chain(["embed.css", "report.css"]) {
        all.push_str(&fs::read_to_string(www.join("styles").join(name))?);
    }
    if profile == Profile::Development {
        return Ok(all);
    }
    let whole = paths::generated().join("report.css");
    fs::write(&whole, all)?;
    let mut esbuild = process::node_tool(&www, "esbuild");
    process::output(esbuild.arg(whole).args(["--minify", "--charset=utf8", "--target=chrome123,firefox120,safari17.5"]))
}

fn packed(order: &Value) -> Result<String> {
    let file = paths::generated().join("report_order.json");
    fs::write(&file, order.to_string())?;
    let mut node = Command::new("node");
    process::output(node.args(["--input-type=module", "--eval", PACK, "--"]).arg(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_styles_of_the_page_are_found() -> Result<()> {
        let styles = styles(Profile::Development)?;
        assert!(styles.contains("--background:") && styles.contains("rl-app") && styles.contains(".report-still"));
        Ok(())
    }
}
