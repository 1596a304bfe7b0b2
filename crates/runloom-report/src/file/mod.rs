//! Reports as one HTML file.

mod body;
mod chart_block;
mod data;
mod escape;
mod formula;
mod markdown;
mod plain;
mod site;
mod source_names;
mod template;
mod value_answer;
mod value_query;

use std::fmt::Write as _;

use runloom_table::push_printable;
use sha2::{Digest as _, Sha256};

pub use body::{ReportBody, ReportPicture, ReportTable};
pub use chart_block::{ChartBlock, both_filters};
pub use data::report_sheets;
use escape::push_escaped;
pub use markdown::{MarkdownError, MarkdownHost, named_pictures, named_sources};
pub use site::{Oembed, ReportSite, SiteAddress};
pub use source_names::SourceNames;
pub use template::BadTemplate;
use template::{Slots, still};
pub use value_query::{ValueFunction, ValueQuery};

/// A report: text, pictures and a table that need no script, and the runs that they are about.
///
/// ```
/// use runloom_report::{ReportBody, ReportFile};
///
/// let mut body = ReportBody::new("A sweep");
/// body.paragraph("Nothing that stands here can be <script>markup</script>.");
/// let report = ReportFile { title: "A sweep".to_owned(), view: "panels=parallel".to_owned(), body, files: Vec::new() };
/// let html = report.to_html(None)?;
/// assert!(html.contains("can be &lt;script&gt;"));
/// # Ok::<(), runloom_report::BadTemplate>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// What the file is called in tabs and lists.
    pub title: String,
    /// The fragment of the view that the page begins with.
    pub view: String,
    /// What is there without script.
    pub body: ReportBody,
    /// The files that the page opens: their names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

impl ReportFile {
    /// The whole file. The template is the page with all its code, as the build makes it; without it the file is text, pictures, table and data. The
    /// same report and template give the same bytes.
    ///
    /// # Errors
    /// Where the template lacks a place that a report needs.
    #[inline(never)]
    pub fn to_html(&self, template: Option<&str>) -> Result<String, BadTemplate> {
        self.filled(template, &self.head())
    }

    /// The same as the page of a folder of a static host, which tells those who link to it what it is.
    ///
    /// # Errors
    /// Where the template lacks a place that a report needs.
    pub fn to_site_html(&self, template: Option<&str>, site: &ReportSite) -> Result<String, BadTemplate> {
        self.filled(template, &[self.head(), site.head()].concat())
    }

    fn filled(&self, template: Option<&str>, head: &str) -> Result<String, BadTemplate> {
        let own;
        let template = if let Some(template) = template {
            template
        } else {
            own = still();
            &own
        };
        Ok(Slots::of(template)?.filled(head, &self.content()))
    }

    fn head(&self) -> String {
        let mut head = String::from("<title>");
        push_escaped(&mut head, &self.title);
        head.push_str("</title>\n<meta name=\"runloom-view\" content=\"");
        push_escaped(&mut head, &self.view);
        head.push_str("\">");
        head
    }

    fn content(&self) -> String {
        let mut content = self.body.to_html();
        for (name, bytes) in &self.files {
            content.push_str("\n<script type=\"application/vnd.apache.parquet\" data-name=\"");
            push_escaped(&mut content, name);
            content.push_str("\" data-sha256=\"");
            for byte in Sha256::digest(bytes) {
                let _ = write!(content, "{byte:02x}");
            }
            content.push_str("\">");
            push_printable(&mut content, bytes);
            content.push_str("</script>");
        }
        content
    }
}
