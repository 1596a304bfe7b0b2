use serde::Serialize;

use super::{FRAME_PX, PREVIEW, ReportSite};

/// A report as oEmbed 1.0 describes it, of the type `rich`. Sides are in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Oembed {
    version: &'static str,
    r#type: &'static str,
    title: String,
    provider_name: &'static str,
    html: String,
    width: u32,
    height: u32,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Thumbnail {
    #[serde(rename = "thumbnail_url")]
    url: String,
    #[serde(rename = "thumbnail_width")]
    width: u32,
    #[serde(rename = "thumbnail_height")]
    height: u32,
}

impl ReportSite {
    /// What oEmbed says of the report; `None` where its address is not known.
    pub fn oembed(&self) -> Option<Oembed> {
        let address = self.address.as_ref()?;
        let (width, height) = FRAME_PX;
        let preview = Thumbnail { url: address.of(PREVIEW), width: Self::PREVIEW_PX.0, height: Self::PREVIEW_PX.1 };
        Some(Oembed {
            version: "1.0",
            r#type: "rich",
            title: self.title.clone(),
            provider_name: "Runloom",
            html: self.iframe(address),
            width,
            height,
            thumbnail: (!self.charts.is_empty()).then_some(preview),
        })
    }
}
