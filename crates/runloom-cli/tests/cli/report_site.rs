//! `runloom report --site`: a folder for a static host, and what it says of itself to those who link to it.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, example, file, runloom};

const EVIL: &str = "</title><script>alert(\"1\")</script>\n````\n[x](javascript:a) 'é'";

/// A folder of a report, and its path.
fn site(folder: &TempDir, arguments: &[&str]) -> (Ran, PathBuf) {
    let path = folder.path().join("site");
    let ran = runloom(&[&["report", "--site", path.to_str().unwrap()], arguments].concat());
    (ran, path)
}

fn read(path: &Path, name: &str) -> String {
    std::fs::read_to_string(path.join(name)).unwrap()
}

/// What stands before the styles.
fn head(path: &Path) -> String {
    read(path, "index.html").split("<style>").next().unwrap().to_owned()
}

fn size(path: &Path, name: &str) -> (u32, u32) {
    image::image_dimensions(path.join(name)).unwrap()
}

#[test]
fn a_site_has_its_page_its_charts_and_what_links_to_it_need() {
    let folder = TempDir::new().unwrap();
    let (runs, history) = (example("novabio-search/runs.parquet"), example("novabio-search/history.parquet"));
    let kept = folder.path().join("site/kept.txt");
    std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
    std::fs::write(&kept, "kept").unwrap();
    std::fs::write(folder.path().join("site/embed.md"), "old").unwrap();
    let (ran, path) = site(
        &folder,
        &[&runs, &history, "--view", "importance.method=correlation", "--url", "https://example.org/r", "--title", EVIL],
    );
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(!ran.stderr.contains("preview"), "{}", ran.stderr);
    for stem in ["1-parallel", "2-importance", "3-history"] {
        let (light, dark) = (read(&path, &format!("charts/{stem}.svg")), read(&path, &format!("charts/{stem}-dark.svg")));
        roxmltree::Document::parse(&light).unwrap();
        roxmltree::Document::parse(&dark).unwrap();
        assert_ne!(light, dark);
        assert_eq!(size(&path, &format!("charts/{stem}.png")).0, 2400);
    }
    assert_eq!(size(&path, "preview.png"), (1200, 630));
    let head = head(&path);
    for said in [
        "<meta property=\"og:url\" content=\"https://example.org/r/index.html\">",
        "<meta property=\"og:image\" content=\"https://example.org/r/preview.png\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<meta name=\"description\" content=\"51 runs. They differ in 4 params",
        "<meta property=\"og:description\" content=\"51 runs. ",
        "<meta property=\"og:title\" content=\"&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)",
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://example.org/r/oembed.json\"",
    ] {
        assert!(head.contains(said), "{said} is not in {head}");
    }
    assert!(!head.contains("<script>"), "{head}");
    assert_eq!(head.matches("Content-Security-Policy").count(), 1);
    let oembed: Value = serde_json::from_str(&read(&path, "oembed.json")).unwrap();
    for (key, value) in [("version", "1.0"), ("type", "rich"), ("provider_name", "Runloom")] {
        assert_eq!(oembed[key], value);
    }
    assert_eq!((oembed["width"].as_u64(), oembed["height"].as_u64()), (Some(1000), Some(700)));
    assert_eq!(oembed["thumbnail_url"], "https://example.org/r/preview.png");
    assert!(oembed["title"].as_str().unwrap().starts_with("</title><script>"));
    let frame = oembed["html"].as_str().unwrap();
    assert!(
        frame.starts_with("<iframe src=\"https://example.org/r/index.html\" title=\"&lt;/title&gt;&lt;script&gt;"),
        "{frame}"
    );
    assert!(frame.ends_with("></iframe>") && frame.matches('<').count() == 2, "{frame}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "kept");
    assert_eq!(runloom(&["info", "--format", "json", path.join("index.html").to_str().unwrap()]).json()["runs"], 51);
}

#[test]
fn snippets_are_whole_and_hold_no_markup_of_a_title() {
    let folder = TempDir::new().unwrap();
    let source = file(&folder, "runs.csv", "run_id,params.a,metrics.loss\n1,1,1\n2,2,2\n3,3,1.5\n");
    let (ran, path) = site(&folder, &[&source, "--url", "https://example.org/r/", "--title", EVIL]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let snippets = read(&path, "embed.md");
    for place in ["HTML", "Jupyter", "Quarto", "Obsidian", "GitHub and GitLab", "Confluence", "Notion", "MediaWiki", "Each chart"]
    {
        assert!(snippets.contains(&format!("\n## {place}\n")), "{place}");
    }
    for snippet in [
        "IFrame(\"https://example.org/r/index.html\", width=\"100%\", height=700)",
        "](https://example.org/r/preview.png)](https://example.org/r/index.html)\n",
        "](https://example.org/r/charts/1-parallel.png)](https://example.org/r/index.html)\n",
        "[!https://example.org/r/preview.png|width=1000!|https://example.org/r/index.html]",
        "[https://example.org/r/index.html https://example.org/r/preview.png]",
        "[[File:1-parallel.png|frameless|link=https://example.org/r/index.html]]",
        "srcset=\"https://example.org/r/charts/1-parallel-dark.svg\"",
    ] {
        assert!(snippets.contains(snippet), "{snippet} is not in {snippets}");
    }
    assert!(
        !snippets.contains("<script") && !snippets.contains("</title>") && snippets.contains("[![&lt;/title&gt;"),
        "{snippets}"
    );
    assert_eq!(snippets.lines().filter(|line| line.starts_with("````")).count() % 2, 0, "every fence is closed");
    assert_eq!(snippets.matches("\\[x\\]\\(javascript:a\\)").count(), 3, "the title in Markdown: {snippets}");
    let (before, _) = snippets.split_once("\n\n").unwrap();
    assert!(before.starts_with("# Embedding &lt;/title&gt;"), "{before}");
}

#[test]
fn without_an_address_nothing_pretends_to_have_one() {
    let folder = TempDir::new().unwrap();
    let source = file(&folder, "runs.csv", "run_id,params.a,metrics.loss\n1,1,1\n2,2,2\n3,3,1.5\n");
    let (ran, path) = site(&folder, &[&source]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("note: ") && ran.stderr.contains("--url"), "{}", ran.stderr);
    let head = head(&path);
    assert!(head.contains("og:title") && head.contains("og:description"), "{head}");
    assert!(!head.contains("og:image") && !head.contains("og:url") && !head.contains("oembed"), "{head}");
    assert!(!path.join("oembed.json").exists() && path.join("preview.png").exists());
    assert!(read(&path, "embed.md").contains("https://example.org/PLACE/index.html"));
}

#[test]
fn a_text_gives_the_site_its_charts_and_its_first_words() {
    let folder = TempDir::new().unwrap();
    let source = file(&folder, "runs.csv", "run_id,params.a,metrics.loss\n1,1,1\n2,2,2\n3,3,1.5\n");
    let chart = "```runloom\nkind: scatter\n```\n";
    let text =
        file(&folder, "text.md", &format!("# What *we* saw\n\n{chart}\nThe **best** & {{{{ count }}}} others.\n\n{chart}"));
    let address = ["--url", "http://example.org:8000/a b/index.html"];
    let (ran, path) = site(&folder, &[&[text.as_str(), "--data", &source], &address[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let head_of_charts = head(&path);
    assert!(head_of_charts.contains("<meta name=\"description\" content=\"The best &amp; 3 others.\">"), "{head_of_charts}");
    assert!(head_of_charts.contains("content=\"http://example.org:8000/a%20b/preview.png\""), "{head_of_charts}");
    assert!(path.join("charts/1-scatter.png").exists() && path.join("charts/2-scatter-dark.svg").exists());
    let other = TempDir::new().unwrap();
    let text = file(&folder, "text.md", "# Words\n\nOnly.\n");
    let (ran, path) = site(&other, &[&[text.as_str(), "--data", &source], &address[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!path.join("charts").exists() && !path.join("preview.png").exists());
    let head_of_words = head(&path);
    assert!(head_of_words.contains("content=\"summary\"") && !head_of_words.contains("og:image"), "{head_of_words}");
    assert!(!read(&path, "oembed.json").contains("thumbnail") && !read(&path, "embed.md").contains(".png"));
}

#[test]
fn a_report_goes_to_one_place_and_is_told_a_right_one() {
    let folder = TempDir::new().unwrap();
    let source = file(&folder, "runs.csv", "run_id,metrics.loss\n1,1\n2,2\n");
    let out = folder.path().join("out.html").display().to_string();
    assert_eq!(runloom(&["report", &source]).code, 2);
    let (ran, path) = site(&folder, &[&source, "-o", &out]);
    assert!(ran.code == 2 && ran.stderr.contains("--site"), "{}", ran.stderr);
    assert_eq!(runloom(&["report", &source, "-o", &out, "--url", "https://example.org/"]).code, 2);
    for wrong in
        ["example.org", "ftp://example.org/", "javascript:alert(1)", "https://me:secret@example.org/", "https://example.org/?a=b"]
    {
        let (ran, _) = site(&folder, &[&source, "--url", wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.stderr);
    }
    assert!(!path.exists());
    let taken = file(&folder, "taken", "a file");
    let ran = runloom(&["report", &source, "--site", &taken]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("--site") && ran.stderr.contains("cannot be written"), "{}", ran.stderr);
}
