//! Reports as folders of a static host: what is said of one to those who link to it and embed it.

mod address;
mod embed;
mod head;
mod oembed;

use super::ReportFile;
use super::escape::escaped;
use super::plain::{one_line, shortened};
use crate::PanelKind;

pub use address::SiteAddress;
pub use oembed::Oembed;

/// The files of the folder.
const PAGE: &str = "index.html";
const PREVIEW: &str = "preview.png";
const OEMBED: &str = "oembed.json";

/// Width and height in css pixels of the report within another page.
const FRAME_PX: (u32, u32) = (1000, 700);

/// What is said of a report or a chart in a line is as long as this at most.
const MOST_CHARS: usize = 200;

/// A report as a folder of a static host.
///
/// ```
/// use runloom_report::{PanelKind, ReportBody, ReportFile, ReportSite};
///
/// let body = ReportBody::new("A sweep");
/// let report = ReportFile { title: "A sweep".to_owned(), view: String::new(), body, files: Vec::new() };
/// let address = "https://example.org/sweep".parse()?;
/// let site = ReportSite::new(&report, Some(address), vec![(PanelKind::Parallel, "Parallel coordinates of 51 runs".to_owned())]);
/// assert_eq!(site.stems(), ["charts/1-parallel"]);
/// assert!(site.embed_markdown().contains("https://example.org/sweep/index.html"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReportSite {
    title: String,
    summary: String,
    address: Option<SiteAddress>,
    charts: Vec<(PanelKind, String)>,
}

impl ReportSite {
    /// Width and height in device pixels of the preview.
    pub const PREVIEW_PX: (u32, u32) = (1200, 630);

    /// The folder of a report: where it will be, if that is known, and the charts of the report in their order, what kind each is and what it shows, in words. The
    /// first chart is the preview.
    pub fn new(report: &ReportFile, address: Option<SiteAddress>, charts: Vec<(PanelKind, String)>) -> Self {
        let summary = shortened(&report.body.words(), MOST_CHARS);
        let charts = charts.into_iter().map(|(kind, name)| (kind, shortened(&one_line(&name), MOST_CHARS))).collect();
        Self { title: one_line(&report.title), summary, address, charts }
    }

    /// What the files of the charts are called, in their order and without ending: `charts/1-parallel`.
    pub fn stems(&self) -> Vec<String> {
        self.charts.iter().enumerate().map(|(index, (kind, _))| format!("charts/{}-{}", index + 1, kind.word())).collect()
    }

    /// The report within another page, in HTML.
    fn iframe(&self, address: &SiteAddress) -> String {
        let (width, height) = FRAME_PX;
        format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" style=\"border: 0; max-width: 100%\" loading=\"lazy\" allowfullscreen></iframe>",
            escaped(&address.of(PAGE)),
            escaped(&self.title)
        )
    }
}
