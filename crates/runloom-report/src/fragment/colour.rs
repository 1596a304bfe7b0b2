//! The colours of the runs in a fragment.

use runloom_chart::{Bands, ColourScale};
use runloom_table::{ColumnName, format_real, parse_real};

use super::encode::{decode, piece};
use crate::View;

/// Runs without colours of their own. A column of this name is written `%6Eone`.
const NO_COLOUR: &str = "none";
const CENTRED: &str = "centred";

/// The scales that are one word.
const WORDS: [(&str, ColourScale); 3] =
    [("linear", ColourScale::Linear), ("log", ColourScale::Log), ("quantile", ColourScale::Quantile)];

/// `none`, `metrics.auc`, `metrics.auc:log`, `metrics.auc:centred` or `metrics.auc:centred:0.5`; nothing where all is left to the charts.
pub(super) fn write_colour(view: &View) -> String {
    if view.uncoloured {
        return NO_COLOUR.to_owned();
    }
    let column = view.colour.as_ref().map_or_else(String::new, |column| piece(&column.to_string()));
    let column = if column == NO_COLOUR { "%6Eone".to_owned() } else { column };
    let scale = match view.colour_scale {
        ColourScale::Automatic => String::new(),
        ColourScale::Centred(None) => format!(":{CENTRED}"),
        ColourScale::Centred(Some(centre)) => format!(":{CENTRED}:{}", format_real(centre)),
        other => WORDS.iter().find(|(_, scale)| *scale == other).map_or_else(String::new, |(word, _)| format!(":{word}")),
    };
    format!("{column}{scale}")
}

/// Reads what [`write_colour`] wrote or a person typed. What follows the last `:` belongs to the name where it is no scale.
pub(super) fn read_colour(view: &mut View, raw: &str) {
    view.uncoloured = raw.trim() == NO_COLOUR;
    if view.uncoloured {
        return;
    }
    let (column, scale) = split(raw);
    view.colour_scale = scale;
    let text = decode(column);
    let full = text.trim_start();
    view.colour = (!full.is_empty()).then(|| ColumnName::parse(full));
}

fn split(raw: &str) -> (&str, ColourScale) {
    let Some((column, last)) = raw.rsplit_once(':') else { return (raw, ColourScale::Automatic) };
    let last = last.trim();
    if let Some((_, scale)) = WORDS.iter().find(|(word, _)| *word == last) {
        return (column, *scale);
    }
    if last == CENTRED {
        return (column, ColourScale::Centred(None));
    }
    let centre = parse_real(last).filter(|centre| centre.is_finite());
    match (column.rsplit_once(':'), centre) {
        (Some((column, word)), Some(centre)) if word.trim() == CENTRED => (column, ColourScale::Centred(Some(centre))),
        _ => (raw, ColourScale::Automatic),
    }
}

/// The word for bands.
pub(super) fn bands_word(bands: Bands) -> &'static str {
    match bands {
        Bands::Quartiles => "quartiles",
        Bands::MinMax => "minmax",
    }
}
