//! Titles and places of panels: `scatter-2.title=Depth`, `scatter-2.at=0,6,6,5`.

use super::encode::value;
use crate::{Panel, PanelFrame, Place};

/// Keys and encoded values of what is not left to the page.
pub(super) fn write_frame(panel: Panel, frame: &PanelFrame) -> impl Iterator<Item = (String, String)> {
    let word = panel.word();
    let title = (!frame.title.is_empty()).then(|| ([word.as_ref(), ".title"].concat(), value(&frame.title)));
    let place =
        frame.place.map(|place| ([word.as_ref(), ".at"].concat(), place.numbers().map(|number| number.to_string()).join(",")));
    title.into_iter().chain(place)
}

/// The panel and the part of its frame that a key speaks of.
pub(super) fn read_key(key: &str) -> Option<(Panel, &str)> {
    let (word, part) = key.split_once('.')?;
    Some((Panel::read(word)?, part)).filter(|(_, part)| matches!(*part, "title" | "at"))
}

/// Takes over what a key says. `text` is the value decoded.
///
/// # Errors
/// What should stand there instead.
pub(super) fn read_part(frame: &mut PanelFrame, part: &str, text: &str) -> Result<(), String> {
    if part == "title" {
        frame.title = PanelFrame::clean_title(text);
        return Ok(());
    }
    frame.place = Place::read(text);
    if frame.place.is_some() {
        Ok(())
    } else {
        Err("should be column, row, width and height in whole numbers, as `0,6,6,5`".to_owned())
    }
}
