//! Reports that are written in Markdown: what becomes of the text, and what is refused.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use runloom_report::{
    ChartBlock, MarkdownError, MarkdownHost, ReportBody, ReportFile, ReportPicture, ValueQuery, View, named_pictures,
    named_sources,
};

/// Draws everything as the same picture and knows one value.
#[derive(Default)]
struct Host {
    charts: Vec<ChartBlock>,
}

impl MarkdownHost for Host {
    fn source(&mut self, name: &str) -> Result<String, String> {
        if name == "b.csv" { Ok("source_file = 'b.csv'".to_owned()) } else { Err(format!("there is no source `{name}`")) }
    }

    fn chart(&mut self, block: &ChartBlock) -> Result<ReportPicture, String> {
        self.charts.push(block.clone());
        let svg = |fill: &str| format!("<svg><path id=\"ramp\" fill=\"url(#ramp)\" stroke=\"{fill}\"/></svg>");
        Ok(ReportPicture {
            name: "Parallel <coordinates>".to_owned(),
            caption: block.caption.clone(),
            light: svg("#000"),
            dark: svg("#fff"),
        })
    }

    fn value(&mut self, query: &ValueQuery) -> Result<String, String> {
        if query.column == "metrics.auc" {
            Ok("<0.93>".to_owned())
        } else {
            Err(format!("there is no column `{}`", query.column))
        }
    }

    fn picture(&mut self, path: &str) -> Result<String, String> {
        if path == "plot.png" { Ok("data:image/png;base64,AA==".to_owned()) } else { Err(format!("{path} cannot be read")) }
    }
}

fn html(text: &str) -> Result<String, MarkdownError> {
    let body = ReportBody::from_markdown(text, &mut Host::default())?;
    let file = ReportFile { title: body.title().to_owned(), view: String::new(), body, files: Vec::new() };
    let html = file.to_html(None).unwrap();
    let start = html.find("<article").unwrap();
    Ok(html[start..].to_owned())
}

#[test]
fn text_charts_and_values_stand_where_they_were_written() {
    let text = "# A *sweep*\n\nIt reached {{ best metrics.auc where params.a_b = 'x' }}, not `{{ code }}`.\n\n```runloom\nkind: parallel\nwhere: metrics.auc > 0.9\ncaption: The <best>.\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe end.[^1]\n\n[^1]: A note.\n";
    let mut host = Host::default();
    let body = ReportBody::from_markdown(text, &mut host).unwrap();
    assert_eq!(body.title(), "A sweep");
    assert_eq!(host.charts[0].filter, "metrics.auc > 0.9");
    let html = html(text).unwrap();
    assert!(
        html.contains("<h1>A <em>sweep</em></h1>") && html.contains("It reached &lt;0.93&gt;, not <code>{{ code }}</code>."),
        "{html}"
    );
    assert!(
        html.contains(
            "<figure aria-label=\"Parallel &lt;coordinates&gt;\" data-view=\"panels=parallel&amp;where=metrics.auc%20%3E%200.9\">"
        ) && html.contains("The &lt;best&gt;."),
        "{html}"
    );
    assert!(html.contains("id=\"p2-ramp\" fill=\"url(#p2-ramp)\"") && html.contains("url(#p3-ramp)"), "{html}");
    assert!(html.contains("href=\"#where=metrics.auc%20%3E%200.9\""), "{html}");
    assert!(html.find("<figure").unwrap() < html.find("<table>").unwrap() && html.contains("A note."), "{html}");
}

#[test]
fn markup_is_text_and_links_lead_nowhere_else() {
    let html = html(
        "<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b.\n\n[a](javascript:alert(1)) [b](JaVa\tScript:alert(1)) [c](data:text/html,x) \
         [d](https://example.org/) [e](notes.html#x) [f](mailto:a@example.org) [g](//example.org/x) <vbscript:x>\n\n![h](https://example.org/x.png) ![i](plot.png) ![j](data:text/html,x)\n",
    )
    .unwrap();
    for wrong in ["<script", "<img src=\"x", "javascript:", "data:text/html\"", "src=\"http", "href=\"//", "href=\"vbscript"] {
        assert!(!html.to_lowercase().contains(wrong) || wrong == "{wrong}: {html}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("&lt;img src=x"), "{html}");
    for right in [
        "href=\"https://example.org/\"",
        "href=\"notes.html#x\"",
        "href=\"mailto:a@example.org\"",
        "src=\"data:image/png;base64,AA==\"",
    ] {
        assert!(html.contains(right), "{right}: {html}");
    }
    assert!(html.contains("does not show https://example.org/x.png"), "{html}");
}

#[test]
fn what_cannot_be_had_is_named_with_its_line() {
    let wrong = |text: &str| html(text).unwrap_err().to_string();
    assert_eq!(wrong("One.\n\nTwo {{ best metrics.loss }}.\n"), "line 3: there is no column `metrics.loss`");
    assert!(wrong("{{ best metrics.auc\n").contains("not ended by }}"));
    assert!(wrong("\n```runloom\nkind: pie\n```\n").contains("`pie` is no kind of chart"));
    assert!(wrong("![x](other.png)").contains("other.png cannot be read"));
}

#[test]
fn the_pictures_beside_a_text_are_named() {
    let text = "![a](plot.png) and ![b][there]\n\n```\n![no](code.png)\n```\n\n![no](https://example.org/a.png) ![no](data:image/png;base64,AA==)\n\n[there]: figures/b.svg\n";
    assert_eq!(named_pictures(text), ["plot.png", "figures/b.svg"]);
}

#[test]
fn a_chart_is_about_the_source_that_it_names() {
    let block = |source: &str| format!("# A\n\n```runloom\nsource: {source}\nwhere: metrics.auc > 0.9\n```\n");
    let mut host = Host::default();
    ReportBody::from_markdown(&block("b.csv"), &mut host).unwrap();
    assert_eq!(host.charts[0].filter, "(source_file = 'b.csv') AND (metrics.auc > 0.9)");
    assert_eq!(html(&block("c.csv")).unwrap_err().to_string(), "line 3: there is no source `c.csv`");
    let text = format!("{}\n{}\n```\nsource: no.csv\n```\n\n{}", block("b.csv"), block("c/d.csv"), block("b.csv"));
    assert_eq!(named_sources(&text), [(3, "b.csv".to_owned()), (10, "c/d.csv".to_owned())]);
}

#[test]
fn a_view_cannot_end_what_it_stands_in() {
    let evil = "</script><img src=x onerror=\"alert(1)\">' & -->";
    let html = html(&format!("```runloom\nwhere: run_name = '{evil}'\nparallel.title: {evil}\ncaption: {evil}\n```\n")).unwrap();
    assert!(!html.contains("<img") && !html.contains("</script"), "{html}");
    let (_, view) = html.split_once("data-view=\"").unwrap();
    let (view, _) = view.split_once('"').unwrap();
    let (view, notes) = View::from_fragment(&view.replace("&#39;", "'").replace("&amp;", "&"));
    assert!(notes.is_empty() && view.filter == format!("run_name = '{evil}'"), "{notes:?} {}", view.filter);
}
