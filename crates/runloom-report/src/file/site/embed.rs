use std::fmt::Write as _;

use super::{FRAME_PX, PAGE, PREVIEW, ReportSite, SiteAddress};
use crate::file::escape::escaped;

/// Longer than any fence within a snippet.
const FENCE: &str = "````";

impl ReportSite {
    /// How the report is embedded elsewhere, in Markdown: a snippet for each place. Where the address of the folder is not known, another one stands in.
    pub fn embed_markdown(&self) -> String {
        let placeholder = SiteAddress::placeholder();
        let address = self.address.as_ref().unwrap_or(&placeholder);
        let mut out = format!("# Embedding {}\n\n", markdown(&self.title));
        if self.address.is_none() {
            let _ = writeln!(
                out,
                "Write the address that this folder has instead of `{address}`, or have Runloom do it: `runloom report ... --site DIR --url URL`.\n"
            );
        }
        out.push_str(
            "A host that sends `X-Frame-Options`, or a policy with `frame-ancestors`, keeps its pages out of those of others. Pictures work there all the same.\n",
        );
        for (heading, steps) in self.places(address) {
            let _ = write!(out, "\n## {heading}\n");
            for Step { words, language, snippet } in steps {
                let _ = write!(out, "\n{words}\n\n{FENCE}{language}\n{snippet}\n{FENCE}\n");
            }
        }
        if !self.charts.is_empty() {
            out.push_str("\n## Each chart\n\nFor what shows pictures only. Beside each `.png` are an `.svg` and, for dark pages, a `-dark.svg`.\n");
        }
        for ((kind, name), stem) in self.charts.iter().zip(self.stems()) {
            let picture = linked_picture(name, &address.of(&format!("{stem}.png")), &address.of(PAGE));
            let _ = write!(out, "\n### {}\n\n{FENCE}markdown\n{picture}\n{FENCE}\n", markdown(kind.title()));
        }
        out
    }

    fn places(&self, address: &SiteAddress) -> [(&'static str, Vec<Step>); 8] {
        let page = address.of(PAGE);
        let iframe = self.iframe(address);
        let picture = self.picture(address);
        let height = FRAME_PX.1;
        let jupyter = format!("from IPython.display import IFrame\n\nIFrame(\"{page}\", width=\"100%\", height={height})");
        let quarto = format!(
            "::: {{.content-visible when-format=\"html\"}}\n```{{=html}}\n{iframe}\n```\n:::\n\n::: {{.content-visible unless-format=\"html\"}}\n{picture}\n:::"
        );
        let mut confluence = vec![step("Cloud: type `/iframe` and give the macro this address.", "text", page.clone())];
        let mut wiki = Vec::new();
        if let Some(stem) = self.stems().first() {
            let file = stem.trim_start_matches("charts/");
            let shown = address.of(PREVIEW);
            confluence.push(step("Data Center: Insert, Markup.", "text", format!("[!{shown}|width=1000!|{page}]")));
            wiki.push(step(&format!("Upload `{stem}.png`."), "text", format!("[[File:{file}.png|frameless|link={page}]]")));
            wiki.push(step(
                "Where pictures of other hosts are allowed (`$wgAllowExternalImages`):",
                "text",
                format!("[{page} {shown}]"),
            ));
        } else {
            wiki.push(step("A link.", "text", format!("[{page} <nowiki>{}</nowiki>]", escaped(&self.title))));
        }
        let mut hub = vec![step("A picture that leads to the page.", "markdown", picture)];
        hub.extend(self.themed_picture(address).map(|html| step("The same in light and in dark.", "html", html)));
        [
            ("HTML", vec![step("The page itself, in any other.", "html", iframe.clone())]),
            ("Jupyter", vec![step("In a cell.", "python", jupyter)]),
            ("Quarto", vec![step("The page in HTML, its picture in other formats.", "markdown", quarto)]),
            ("Obsidian", vec![step("In a note.", "html", iframe)]),
            ("GitHub and GitLab", hub),
            ("Confluence", confluence),
            ("Notion", vec![step("Type `/embed` and give it this address.", "text", page)]),
            ("MediaWiki", wiki),
        ]
    }

    /// The preview, or the title where there is none, as a link to the page.
    fn picture(&self, address: &SiteAddress) -> String {
        let page = address.of(PAGE);
        if self.charts.is_empty() {
            return format!("[{}]({page})", markdown(&self.title));
        }
        linked_picture(&self.title, &address.of(PREVIEW), &page)
    }

    /// The first chart in the colours of the reader, as a link to the page.
    fn themed_picture(&self, address: &SiteAddress) -> Option<String> {
        let stem = self.stems().into_iter().next()?;
        let place = |file: &str| escaped(&address.of(file));
        Some(format!(
            "<a href=\"{}\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\"><img src=\"{}\" alt=\"{}\"></picture></a>",
            place(PAGE),
            place(&format!("{stem}-dark.svg")),
            place(&format!("{stem}.svg")),
            escaped(&self.title)
        ))
    }
}

/// What is to be done, and what is to be copied for it.
struct Step {
    words: String,
    /// Of the snippet.
    language: &'static str,
    snippet: String,
}

fn step(words: &str, language: &'static str, snippet: String) -> Step {
    Step { words: words.to_owned(), language, snippet }
}

fn linked_picture(words: &str, picture: &str, page: &str) -> String {
    format!("[![{}]({picture})]({page})", markdown(words))
}

/// Plain text on one line as Markdown, in which it means nothing else.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_ascii_punctuation() && !".,;:-/?".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
