use std::fmt;

use runloom_table::NotLoaded;

use super::svg::SvgWriter;
use crate::{Colour, Mark, Raster, Scene};

/// The least and the greatest width and height of a picture, in css pixels.
/// The least width and height of a picture that leaves.
pub(crate) const LEAST_PX: f64 = 120.0;
const MOST_PX: f64 = 16_384.0;

/// A finished chart, of whatever kind, ready to leave as a picture.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// Its width in css pixels.
    pub width_px: f64,
    /// Its height in css pixels.
    pub height_px: f64,
    /// Behind everything.
    pub background: Option<Colour>,
    /// The runs, over the whole picture; empty where the scene holds everything.
    pub pixels: Raster,
    /// The same as marks, exact; `None` where they are too many, or no lines or points at all.
    pub exact: Option<Vec<Mark>>,
    /// Axes, labels and legend, above the runs.
    pub scene: Scene,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
}

/// What the runs of an SVG are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beneath {
    /// One picture of pixels, whatever the number of runs.
    Pixels,
    /// A mark each.
    Marks,
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPicture {
    /// Why.
    pub why: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for NoPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.why, self.hint)
    }
}

impl std::error::Error for NoPicture {}

impl From<NotLoaded> for NoPicture {
    fn from(missing: NotLoaded) -> Self {
        Self { why: format!("It waits for data: {missing}."), hint: "Try again".to_owned() }
    }
}

/// Refuses sizes, in css pixels, that no picture can have.
///
/// # Errors
/// The sentence for it.
pub fn check_size(width_px: f64, height_px: f64) -> Result<(), NoPicture> {
    let fits = |px: f64| (LEAST_PX..=MOST_PX).contains(&px);
    if fits(width_px) && fits(height_px) {
        return Ok(());
    }
    Err(NoPicture {
        why: format!("A picture of {width_px} × {height_px} pixels cannot be made."),
        hint: format!("Each side may have {LEAST_PX} to {MOST_PX} pixels."),
    })
}

impl Figure {
    /// The smaller one of the SVG files with a mark a run and with pixels.
    ///
    /// # Errors
    /// Where the chart has no picture.
    pub fn to_smallest_svg(&self) -> Result<String, NoPicture> {
        let pixels = self.to_svg(Beneath::Pixels)?;
        Ok(self.to_svg(Beneath::Marks).ok().filter(|marks| marks.len() <= pixels.len()).unwrap_or(pixels))
    }

    /// The figure as an SVG file: text as text, nothing that runs, nothing from elsewhere. The same figure gives the same bytes.
    ///
    /// # Errors
    /// Where the chart has no picture, or its runs cannot be marks.
    pub fn to_svg(&self, beneath: Beneath) -> Result<String, NoPicture> {
        if let Some(note) = &self.note {
            return Err(NoPicture { why: note.clone(), hint: String::new() });
        }
        check_size(self.width_px, self.height_px)?;
        let marks = match (beneath, &self.exact) {
            (Beneath::Pixels, _) => None,
            (Beneath::Marks, Some(marks)) => Some(marks),
            (Beneath::Marks, None) => {
                return Err(NoPicture {
                    why: "This chart has no exact lines or points: there are too many runs, or it has none by its kind."
                        .to_owned(),
                    hint: "Filter the runs, or take the picture with pixels.".to_owned(),
                });
            }
        };
        let mut words = self.description.clone();
        for sentence in &self.left_out {
            words.push(' ');
            words.push_str(sentence);
        }
        let mut svg = SvgWriter::new(self.width_px, self.height_px, title(&self.description), &words);
        if let Some(background) = self.background {
            svg.background(background);
        }
        match marks {
            Some(marks) => marks.iter().for_each(|mark| svg.mark(mark)),
            None if self.pixels.rgba.is_empty() => {}
            None => svg.pixels(&self.pixels, self.width_px, self.height_px),
        }
        self.scene.marks.iter().for_each(|mark| svg.mark(mark));
        Ok(svg.finish())
    }
}

/// The beginning of a description, up to what it lists.
fn title(description: &str) -> &str {
    let end = [": ", ". "].iter().filter_map(|mark| description.find(mark)).min();
    description.get(..end.unwrap_or(description.len())).unwrap_or(description).trim_end_matches('.')
}
