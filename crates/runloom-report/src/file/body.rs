use std::fmt::Write as _;

use runloom_chart::{Figure, NoPicture};

use super::chart_block::ChartBlock;
use super::escape::{escaped, push_escaped};
use super::plain::paragraphs;
use crate::PanelKind;

/// What a report shows without script: a title, paragraphs, and then pictures and tables, for which the page stands in once it runs.
#[derive(Clone, Debug)]
pub struct ReportBody {
    title: String,
    /// Whether the title stands in the text.
    titled: bool,
    text: String,
    still: String,
    pictures: usize,
    /// All of it, where it was made elsewhere.
    made: Option<String>,
}

/// A chart as a picture, for light and for dark.
#[derive(Clone, Debug)]
pub struct ReportPicture {
    /// The name of the figure: its kind, and what it shows.
    pub name: String,
    /// One line beneath; empty for none.
    pub caption: String,
    /// SVG as [`Figure::to_svg`] makes it, dark on light.
    pub light: String,
    /// The same, light on dark.
    pub dark: String,
}

impl ReportPicture {
    /// The chart of a panel in light and in dark; its caption says what kind it is and what it leaves out.
    ///
    /// # Errors
    /// Where there is nothing to draw.
    pub fn of_panel(kind: PanelKind, light: &Figure, dark: &Figure) -> Result<Self, NoPicture> {
        let caption = [&[format!("{}.", kind.title())], light.left_out.as_slice()].concat().join(" ");
        Ok(Self { light: light.to_smallest_svg()?, dark: dark.to_smallest_svg()?, name: light.description.clone(), caption })
    }
}

/// Some runs as text.
#[derive(Clone, Debug)]
pub struct ReportTable {
    /// What it lists.
    pub caption: String,
    /// The names of its columns, and whether they hold numbers.
    pub columns: Vec<(String, bool)>,
    /// Its rows; `None` where a value is missing.
    pub rows: Vec<Vec<Option<String>>>,
}

impl ReportBody {
    /// A report with a title and nothing else.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), titled: false, text: String::new(), still: String::new(), pictures: 0, made: None }
    }

    /// Adds a paragraph of plain text.
    pub fn paragraph(&mut self, text: &str) {
        self.text.push_str("<p>");
        push_escaped(&mut self.text, text);
        self.text.push_str("</p>\n");
    }

    /// Adds a picture.
    pub fn picture(&mut self, picture: &ReportPicture) {
        self.pictures += 1;
        self.still.push_str(&figure(picture, 2 * self.pictures));
    }

    /// Adds a table.
    pub fn table(&mut self, table: &ReportTable) {
        let class = |numeric: bool| if numeric { " class=\"number\"" } else { "" };
        let _ = write!(
            self.still,
            "<div class=\"report-table\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\"><table>\n<caption>{caption}</caption>\n<thead><tr>",
            caption = escaped(&table.caption)
        );
        for (name, numeric) in &table.columns {
            let _ = write!(self.still, "<th scope=\"col\"{}>{}</th>", class(*numeric), escaped(name));
        }
        self.still.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.still.push_str("<tr>");
            for (cell, (_, numeric)) in row.iter().zip(&table.columns) {
                match cell {
                    Some(text) => {
                        let _ = write!(self.still, "<td{}>{}</td>", class(*numeric), escaped(text));
                    }
                    None => self.still.push_str("<td class=\"none\">–</td>"),
                }
            }
            self.still.push_str("</tr>\n");
        }
        self.still.push_str("</tbody>\n</table></div>\n");
    }

    /// A report that shows what [`ReportBody::to_html`] gave elsewhere.
    pub fn from_html(title: &str, html: String) -> Self {
        Self { made: Some(html), ..Self::new(title) }
    }

    /// A report whose whole text is written, in HTML that is safe.
    pub(super) fn written(title: &str, html: String) -> Self {
        Self { title: title.to_owned(), titled: !title.is_empty(), text: html, still: String::new(), pictures: 0, made: None }
    }

    /// The title; empty where there is none.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its paragraphs as plain text on one line.
    pub(super) fn words(&self) -> String {
        paragraphs(&self.text)
    }

    /// All of it, as HTML that is safe whatever the runs and the text hold.
    pub fn to_html(&self) -> String {
        if let Some(made) = &self.made {
            return made.clone();
        }
        let Self { title, titled, text, still, .. } = self;
        let heading = if *titled { String::new() } else { format!("<h1>{}</h1>\n", escaped(title)) };
        format!("<article class=\"report\">\n{heading}{text}<div class=\"report-still\">\n{still}</div>\n</article>")
    }
}

/// A picture as a figure in HTML, in light and in dark: its ids begin with `number` and the next.
fn figure(picture: &ReportPicture, number: usize) -> String {
    let mut html = format!("<figure aria-label=\"{}\">\n", escaped(&picture.name));
    push_svgs(&mut html, picture, number);
    if !picture.caption.is_empty() {
        let _ = writeln!(html, "<figcaption>{}</figcaption>", escaped(&picture.caption));
    }
    html.push_str("</figure>\n");
    html
}

/// The chart of a block as a figure in HTML, numbered likewise. The page makes it live by the view that it carries.
pub(super) fn chart_figure(picture: &ReportPicture, number: usize, block: &ChartBlock) -> String {
    let mut html = format!("<figure aria-label=\"{}\" data-view=\"{}\">\n", escaped(&picture.name), escaped(&block.view()));
    html.push_str("<div class=\"report-chart\">\n");
    push_svgs(&mut html, picture, number);
    let _ = writeln!(
        html,
        "</div>\n<figcaption>{} <a class=\"report-open\" href=\"#{}\">Show these runs below</a></figcaption>\n</figure>",
        escaped(&picture.caption),
        escaped(&block.fragment)
    );
    html
}

fn push_svgs(html: &mut String, picture: &ReportPicture, number: usize) {
    for (theme, svg, number) in [("light", &picture.light, number), ("dark", &picture.dark, number + 1)] {
        let _ = writeln!(html, "<div class=\"report-picture only-{theme}\">{}</div>", with_own_ids(svg, number));
    }
}

/// Gives what a picture refers to by name a name of its own: of two pictures with the same colours, one may be hidden, and its colours with it.
/// Quotes are escaped in all text of a picture, so that nothing else is changed.
fn with_own_ids(svg: &str, number: usize) -> String {
    svg.replace(" id=\"", &format!(" id=\"p{number}-")).replace("=\"url(#", &format!("=\"url(#p{number}-"))
}
