use std::fmt;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use super::body::chart_figure;
use super::chart_block::ChartBlock;
use super::formula;
use super::value_query::ValueQuery;
use crate::{ReportBody, ReportPicture};

/// What Markdown may show as a picture by itself.
const PICTURES: [&str; 5] = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp", "data:image/svg+xml"];
const SCHEMES: [&str; 3] = ["http:", "https:", "mailto:"];

/// What the text of a report asks of its runs and of the files beside it. Each may refuse with a sentence.
pub trait MarkdownHost {
    /// The filter that keeps the runs of a source, by a name of [`super::SourceNames`].
    ///
    /// # Errors
    /// Which names there are.
    fn source(&mut self, name: &str) -> Result<String, String>;

    /// Draws a chart.
    ///
    /// # Errors
    /// Why there is none.
    fn chart(&mut self, block: &ChartBlock) -> Result<ReportPicture, String>;

    /// Finds a value.
    ///
    /// # Errors
    /// Why there is none.
    fn value(&mut self, query: &ValueQuery) -> Result<String, String>;

    /// Reads a picture beside the text, as a `data:` address.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn picture(&mut self, path: &str) -> Result<String, String>;
}

/// Something in the text of a report that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownError {
    /// The line, from 1.
    pub line: usize,
    /// Why, in a sentence.
    pub why: String,
}

impl fmt::Display for MarkdownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for MarkdownError {}

impl ReportBody {
    /// The body of a report that is written in Markdown: `CommonMark` with tables, footnotes, task lists, strikethrough and formulas (`$…$`, `$$…$$` in TeX). Markup in it is shown as
    /// text, links lead to web addresses, mail or relative places only, fenced blocks called `runloom` become charts and `{{ best metrics.loss }}` values.
    /// The title is its first heading.
    ///
    /// # Errors
    /// The first chart, value or picture that cannot be had.
    pub fn from_markdown(text: &str, host: &mut dyn MarkdownHost) -> Result<Self, MarkdownError> {
        let mut reader = Reader {
            host,
            events: Vec::new(),
            dropped: Vec::new(),
            block: None,
            code: false,
            heading: false,
            title: String::new(),
            charts: 0,
        };
        for (event, range) in TextMergeWithOffset::new(parser(text).into_offset_iter()) {
            let event = if is_price(&event, text.get(range.end..)) { as_written(event) } else { event };
            reader.take(event).map_err(|why| MarkdownError { line: line_of(text, range.start), why })?;
        }
        let mut out = String::new();
        html::push_html(&mut out, reader.events.into_iter());
        Ok(Self::written(&reader.title, out))
    }
}

/// The pictures beside a text that go into its report, as the text names them.
pub fn named_pictures(text: &str) -> Vec<String> {
    let named = |event| match event {
        Event::Start(Tag::Image { dest_url, .. }) if !is_held(&dest_url) && !has_scheme(&dest_url) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    parser(text).filter_map(named).collect()
}

/// The sources that the charts of a text name, each once, and the line of the chart that does so first.
pub fn named_sources(text: &str) -> Vec<(usize, String)> {
    let mut named: Vec<(usize, String)> = Vec::new();
    let mut block: Option<String> = None;
    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) if is_chart(&name) => block = Some(String::new()),
            Event::Text(text) => block.iter_mut().for_each(|block| block.push_str(&text)),
            Event::End(TagEnd::CodeBlock) => {
                let source = block.take().and_then(|block| ChartBlock::read(&block).ok()).map(|block| block.source);
                let fresh = source.filter(|source| !source.is_empty() && named.iter().all(|(_, known)| known != source));
                named.extend(fresh.map(|source| (line_of(text, range.start), source)));
            }
            _ => {}
        }
    }
    named
}

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    Parser::new_ext(text, options)
}

/// Whether what seems a formula lies between two prices, `US$5,US$6`: none ends before a digit (as in Pandoc's `tex_math_dollars`).
fn is_price(event: &Event<'_>, behind: Option<&str>) -> bool {
    matches!(event, Event::InlineMath(_)) && behind.is_some_and(|behind| behind.starts_with(|next: char| next.is_ascii_digit()))
}

fn as_written(event: Event<'_>) -> Event<'_> {
    match event {
        Event::InlineMath(tex) => Event::Text(format!("${tex}$").into()),
        event => event,
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Reader<'a, 'h> {
    host: &'h mut dyn MarkdownHost,
    events: Vec<Event<'a>>,
    /// Of each open link or picture, whether it is left out.
    dropped: Vec<bool>,
    /// The text of the chart block that is open.
    block: Option<String>,
    code: bool,
    heading: bool,
    title: String,
    charts: usize,
}

impl<'a> Reader<'a, '_> {
    fn take(&mut self, event: Event<'a>) -> Result<(), String> {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) if is_chart(&name) => self.block = Some(String::new()),
            Event::End(TagEnd::CodeBlock) if self.block.is_some() => {
                let mut block = ChartBlock::read(&self.block.take().unwrap_or_default())?;
                if !block.source.is_empty() {
                    let only = self.host.source(&block.source)?;
                    block = block.among(&only);
                }
                let picture = self.host.chart(&block)?;
                self.charts += 1;
                self.events.push(Event::Html(chart_figure(&picture, 2 * self.charts, &block).into()));
            }
            Event::Text(text) => self.text(text)?,
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            Event::InlineMath(tex) => self.formula(&tex, false)?,
            Event::DisplayMath(tex) => self.formula(&tex, true)?,
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                let dropped = !is_safe_link(dest_url);
                self.dropped.push(dropped);
                if !dropped {
                    self.events.push(event);
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => self.picture(link_type, &dest_url, title, id)?,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if self.dropped.pop() == Some(false) {
                    self.events.push(event);
                }
            }
            event => {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => self.code = true,
                    Event::End(TagEnd::CodeBlock) => self.code = false,
                    Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.heading = self.title.is_empty(),
                    Event::End(TagEnd::Heading(_)) => self.heading = false,
                    _ => {}
                }
                self.events.push(event);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: CowStr<'a>) -> Result<(), String> {
        if let Some(block) = &mut self.block {
            block.push_str(&text);
            return Ok(());
        }
        let text = if self.code || !text.contains("{{") { text } else { self.with_values(&text)?.into() };
        if self.heading {
            self.title.push_str(&text);
        }
        self.events.push(Event::Text(text));
        Ok(())
    }

    fn formula(&mut self, tex: &str, displayed: bool) -> Result<(), String> {
        if self.heading {
            self.title.push_str(tex);
        }
        self.events.push(Event::InlineHtml(formula::to_mathml(tex, displayed)?.into()));
        Ok(())
    }

    fn with_values(&mut self, text: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (query, behind) = after.split_once("}}").ok_or("a value begins with {{ and is not ended by }}")?;
            out.push_str(before);
            out.push_str(&self.host.value(&ValueQuery::read(query)?)?);
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn picture(
        &mut self,
        link_type: pulldown_cmark::LinkType,
        address: &str,
        title: CowStr<'a>,
        id: CowStr<'a>,
    ) -> Result<(), String> {
        let held = is_held(address);
        let elsewhere = !held && has_scheme(address);
        self.dropped.push(elsewhere);
        if elsewhere {
            self.events.push(Event::Text(format!("[a report reaches no network, and does not show {address}] ").into()));
            return Ok(());
        }
        let dest_url = if held { address.to_owned() } else { self.host.picture(address)? }.into();
        self.events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
        Ok(())
    }
}

fn is_chart(name: &str) -> bool {
    name.split_whitespace().next() == Some("runloom")
}

/// Whether an address is the picture itself.
fn is_held(address: &str) -> bool {
    PICTURES.iter().any(|start| address.starts_with(start))
}

/// Whether an address begins as `scheme:` or `//host`, as a browser reads it: blanks and control characters do not count.
fn has_scheme(address: &str) -> bool {
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme_end = address.find(['/', '?', '#']).unwrap_or(address.len());
    address.starts_with("//") || address.starts_with("\\\\") || address.get(..scheme_end).is_some_and(|start| start.contains(':'))
}

fn is_safe_link(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    !has_scheme(address) || SCHEMES.iter().any(|scheme| lower.starts_with(scheme))
}
