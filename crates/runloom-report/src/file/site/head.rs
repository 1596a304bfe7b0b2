use std::fmt::Write as _;

use super::{OEMBED, PAGE, PREVIEW, ReportSite};
use crate::file::escape::escaped;

impl ReportSite {
    /// What the head of the page says to those who show a link to it as a card: a description, `OpenGraph`, and where its oEmbed is. A browser loads none of it.
    pub(in crate::file) fn head(&self) -> String {
        let mut head = String::new();
        let mut meta = |kind: &str, name: &str, content: &str| {
            let _ = write!(head, "\n<meta {kind}=\"{name}\" content=\"{}\">", escaped(content));
        };
        meta("name", "description", &self.summary);
        meta("property", "og:type", "article");
        meta("property", "og:title", &self.title);
        meta("property", "og:description", &self.summary);
        meta("name", "twitter:card", if self.charts.is_empty() { "summary" } else { "summary_large_image" });
        let Some(address) = &self.address else { return head };
        meta("property", "og:url", &address.of(PAGE));
        if let Some((_, name)) = self.charts.first() {
            let (width, height) = Self::PREVIEW_PX;
            meta("property", "og:image", &address.of(PREVIEW));
            meta("property", "og:image:width", &width.to_string());
            meta("property", "og:image:height", &height.to_string());
            meta("property", "og:image:alt", name);
        }
        let (href, title) = (escaped(&address.of(OEMBED)), escaped(&self.title));
        let _ = write!(head, "\n<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{href}\" title=\"{title}\">");
        head
    }
}
