//! The gallery: every kind of chart on real runs, drawn by `runloom plot`, as a page of the docs and as a page of the site.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{paths, process};

/// All pictures together may be so large: every clone pays.
const LARGEST_BYTES: u64 = 1_500_000;

const THEMES: [&str; 2] = ["light", "dark"];

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The height of a picture whose entry gives none.
const USUAL_HEIGHT_PX: u64 = 320;

/// One chart of `www/docs/gallery.json`.
struct Chart {
    /// What `runloom plot --kind` calls it.
    kind: String,
    title: String,
    /// What it answers, in a sentence.
    line: String,
    /// Files below `www/examples`.
    sources: Vec<String>,
    /// The rest of the link that opens it.
    view: String,
    height_px: u64,
}

/// Draws every chart in light and dark and writes `www/docs/gallery.md` and `www/gallery.html`.
pub(crate) fn run() -> Result<()> {
    process::run(process::cargo().args(["build", "--quiet", "--package", "runloom-cli"]))?;
    let program = paths::target().join("debug").join(format!("runloom{}", std::env::consts::EXE_SUFFIX));
    let charts = charts()?;
    let kinds = kinds(&process::output(Command::new(&program).args(["plot", "--help"]))?);
    let shown: Vec<&Chart> = charts.iter().filter(|chart| kinds.contains(&chart.kind)).collect();
    if let Some(kind) = kinds.iter().find(|kind| shown.iter().all(|chart| chart.kind != **kind)) {
        bail!("`{kind}` has no entry in www/docs/gallery.json");
    }
    let pictures = docs().join("gallery");
    fs::create_dir_all(&pictures)?;
    let mut bytes = 0;
    for chart in &shown {
        for theme in THEMES {
            let picture = pictures.join(chart.picture(theme));
            process::output(Command::new(&program).args(chart.arguments(theme, &picture)))?;
            bytes += picture.metadata()?.len();
        }
    }
    fs::write(docs().join("gallery.md"), markdown(&shown))?;
    fs::write(paths::www().join("gallery.html"), html(&shown))?;
    println!("{} charts, {bytes} bytes", shown.len());
    if bytes > LARGEST_BYTES {
        bail!("the pictures are larger than {LARGEST_BYTES} bytes together; take fewer runs");
    }
    Ok(())
}

fn docs() -> PathBuf {
    paths::www().join("docs")
}

fn charts() -> Result<Vec<Chart>> {
    let list: Value = serde_json::from_str(&fs::read_to_string(docs().join("gallery.json"))?)?;
    let entries = list.as_array().context("www/docs/gallery.json is no list")?;
    entries.iter().map(|entry| Chart::read(entry).with_context(|| format!("{entry} in www/docs/gallery.json"))).collect()
}

/// The kinds that `runloom plot --help` lists.
fn kinds(help: &str) -> Vec<String> {
    let list = help.split("--kind").nth(2).or_else(|| help.split("--kind").nth(1)).unwrap_or_default();
    let list = list.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    list.split(',').map(|kind| kind.split_whitespace().collect::<String>()).filter(|kind| !kind.is_empty()).collect()
}

impl Chart {
    fn read(entry: &Value) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let sources = entry.get("sources")?.as_array()?.iter().filter_map(Value::as_str).map(ToOwned::to_owned);
        Some(Self {
            kind: text("kind")?,
            title: text("title")?,
            line: text("line")?,
            sources: sources.collect(),
            view: text("view").unwrap_or_default(),
            height_px: entry.get("height_px").and_then(Value::as_u64).unwrap_or(USUAL_HEIGHT_PX),
        })
    }

    fn picture(&self, theme: &str) -> String {
        format!("{}-{theme}.svg", self.kind)
    }

    fn arguments(&self, theme: &str, picture: &Path) -> Vec<OsString> {
        let size = format!("760x{}", self.height_px);
        let mut arguments: Vec<OsString> =
            ["plot", "--vector", "--kind", &self.kind, "--theme", theme, "--size", &size].iter().map(OsString::from).collect();
        if !self.view.is_empty() {
            arguments.extend(["--view".into(), OsString::from(&self.view)]);
        }
        arguments.extend(["--output".into(), picture.into()]);
        arguments.extend(self.sources.iter().map(|source| paths::www().join("examples").join(source).into()));
        arguments
    }

    /// What opens it in the page, after `#`.
    fn link(&self) -> String {
        let sources = self.sources.iter().map(|source| format!("src=examples/{source}"));
        let panels = format!("panels={},table", self.kind);
        let view = Some(self.view.clone()).filter(|view| !view.is_empty());
        sources.chain([panels]).chain(view).collect::<Vec<_>>().join("&").replace(' ', "%20")
    }
}

fn markdown(charts: &[&Chart]) -> String {
    let mut page = "# Gallery\n\nEvery kind of chart on real runs: the examples that come with the page. Drawn by `cargo xtask gallery` with `runloom plot`; \
                    the page itself has the same gallery with links that open each chart (`gallery.html`). How to read them: [charts](charts.md).\n"
        .to_owned();
    for chart in charts {
        let (title, line) = (&chart.title, &chart.line);
        let [light, dark] = THEMES.map(|theme| chart.picture(theme));
        let _ = write!(
            page,
            "\n## {title}\n\n{line}\n\n<picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"gallery/{dark}\">\n  \
             <img src=\"gallery/{light}\" alt=\"{title}\">\n</picture>\n\n`#{}`\n",
            chart.link()
        );
    }
    page
}

fn html(charts: &[&Chart]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    <title>Gallery · Runloom</title>\n    \
         <link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n    <link rel=\"stylesheet\" href=\"styles/tokens.css\">\n    \
         <link rel=\"stylesheet\" href=\"styles/base.css\">\n    <link rel=\"stylesheet\" href=\"styles/gallery.css\">\n  </head>\n  <body>\n    \
         <main class=\"gallery\">\n      <h1>Gallery</h1>\n      \
         <p class=\"soft\">Every kind of chart on real runs. A click opens it, to be brushed and changed.</p>\n"
    );
    for chart in charts {
        let (title, line, link) = (escaped(&chart.title), escaped(&chart.line), escaped(&chart.link()));
        let [light, dark] = THEMES.map(|theme| chart.picture(theme));
        let _ = writeln!(
            page,
            "      <a class=\"gallery-chart panel\" href=\"./#{link}\">\n        <h2 class=\"panel-title\">{title}</h2>\n        \
             <p class=\"soft\">{line}</p>\n        <picture>\n          \
             <source media=\"(prefers-color-scheme: dark)\" srcset=\"gallery/{dark}\">\n          \
             <img src=\"gallery/{light}\" alt=\"\" width=\"760\" loading=\"lazy\">\n        </picture>\n      </a>"
        );
    }
    page.push_str("    </main>\n  </body>\n</html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_from_help() {
        let help = "Usage: runloom plot --kind <KIND>\n\n  --kind <KIND>\n  What\n\n  [possible values: parallel, scatter-matrix,\n   history]\n";
        assert_eq!(kinds(help), ["parallel", "scatter-matrix", "history"]);
        assert_eq!(kinds("no such option"), Vec::<String>::new());
    }

    #[test]
    fn every_entry_opens_its_own_panel() {
        let charts = charts().unwrap();
        let mut seen: Vec<&str> = Vec::new();
        for chart in &charts {
            assert!(chart.link().contains(&format!("&panels={},table", chart.kind)));
            assert!(chart.line.ends_with('.') && !seen.contains(&chart.kind.as_str()), "{}", chart.kind);
            for source in &chart.sources {
                assert!(paths::www().join("examples").join(source).exists(), "{source}");
            }
            seen.push(&chart.kind);
        }
    }

    #[test]
    fn text_is_never_markup() {
        assert_eq!(escaped("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    }
}
