use super::effects::together_size_px;
use super::words;
use super::{ImportanceAnswer, ImportanceSpec};
use crate::export::LEAST_PX;
use crate::legend::SMALL_SIZE_PX;
use crate::text_width::{shorten, text_width};
use crate::{Area, Point};

pub(super) const NAME_SIZE_PX: f64 = 12.0;
pub(super) const HEADING_LINE_PX: f64 = 17.0;
pub(super) const FOOTER_LINE_PX: f64 = 15.0;
/// Room for a bar with a name and a second line; without the second line; the least.
const ROOMY_PX: f64 = 34.0;
pub(super) const TWO_LINES_PX: f64 = 29.0;
const TIGHT_PX: f64 = 22.0;
/// The name of the noise floor, below the bars.
const FLOOR_NAME_PX: f64 = 20.0;
const EDGE_PX: f64 = 8.0;
const MOST_BARS: usize = 30;
/// From this width on, effects stand beside the bars, which then have this part of the width.
const WIDE_PX: f64 = 760.0;
const BARS_PART: f64 = 0.52;
/// The height of an effect, at least and at most, and the room around it.
const EFFECT_PX: (f64, f64) = (136.0, 260.0);
const GAP_PX: f64 = 18.0;
/// Curves narrower than this say nothing.
const LEAST_CURVE_PX: f64 = 190.0;

/// Where things are, in css pixels.
pub(super) struct Layout {
    /// Of the whole picture.
    pub(super) width_px: f64,
    pub(super) height_px: f64,
    /// Of the bars with their names.
    pub(super) bars_width_px: f64,
    /// Where the curve of a param stands, if there is one.
    pub(super) effect: Option<Area>,
    /// Where pairs of params stand, if there is room.
    pub(super) together: Option<Point>,
    pub(super) left_edge_px: f64,
    pub(super) heading: Vec<String>,
    pub(super) footer: Vec<String>,
    /// Names and details are right-aligned here.
    pub(super) names_right_px: f64,
    pub(super) names_px: f64,
    /// Where bars begin, and where one of [`Layout::most`] ends.
    pub(super) zero_px: f64,
    pub(super) one_px: f64,
    pub(super) most: f64,
    pub(super) top_px: f64,
    pub(super) pitch_px: f64,
    pub(super) bars: usize,
}

impl Layout {
    pub(super) fn new(answer: &ImportanceAnswer, spec: &ImportanceSpec) -> Self {
        let params = &answer.found.params;
        let has_effect = !answer.effects.single.is_empty() && spec.width_px >= LEAST_CURVE_PX + 2.0 * EDGE_PX;
        let beside = has_effect && spec.width_px >= WIDE_PX;
        let width_px = if beside { spec.width_px * BARS_PART } else { spec.width_px };
        let bars = params.len().min(MOST_BARS);
        let room = width_px - 2.0 * EDGE_PX;
        let heading = wrap(&words::heading(answer), NAME_SIZE_PX, room);
        let footer = wrap(&words::footer(answer, bars), SMALL_SIZE_PX, room);
        let top_px = 6.0 + HEADING_LINE_PX * heading.len() as f64 + 6.0;
        let below_px = FLOOR_NAME_PX + FOOTER_LINE_PX * footer.len() as f64 + EDGE_PX;
        let effect_px = if has_effect && !beside { GAP_PX + EFFECT_PX.0 + EDGE_PX } else { 0.0 };
        let free_px = spec.height_px.map_or(f64::INFINITY, |height| height - top_px - below_px - effect_px);
        let pitch_px = (free_px / bars.max(1) as f64).clamp(TIGHT_PX, ROOMY_PX);
        let bars_px = top_px + pitch_px * bars as f64 + below_px;
        let own_px = (bars_px + effect_px).max(if beside { EFFECT_PX.0 + 2.0 * EDGE_PX } else { LEAST_PX });
        let height_px = spec.height_px.map_or(own_px, |height| height.max(own_px));
        let (effect_left, effect_top) = if beside { (width_px + GAP_PX, EDGE_PX) } else { (EDGE_PX, bars_px + GAP_PX) };
        let effect_room = spec.width_px - EDGE_PX - effect_left;
        let pairs = together_size_px(&answer.effects)
            .filter(|(width, height)| effect_room - width - GAP_PX >= LEAST_CURVE_PX && *height <= height_px - effect_top);
        let curve_px = pairs.map_or(effect_room, |(width, _)| effect_room - width - GAP_PX);
        let effect_height = (height_px - effect_top - EDGE_PX).min(EFFECT_PX.1);

        let shown = || params.iter().zip(&answer.details).take(bars);
        let width = |(param, detail): (&runloom_analysis::ParamImportance, &String)| {
            text_width(&param.name.key, NAME_SIZE_PX, true).max(text_width(detail, SMALL_SIZE_PX, false))
        };
        let widest = shown().map(width).fold(0.0, f64::max);
        let names_px = (widest + 1.0).min(room * 0.42);
        let names_right_px = EDGE_PX + names_px;
        let value_px = text_width("<0.01", SMALL_SIZE_PX, false) + 8.0;
        let zero_px = names_right_px + 9.0;
        Self {
            width_px: spec.width_px,
            height_px,
            bars_width_px: width_px,
            effect: has_effect.then(|| Area::new(effect_left, effect_top, curve_px, effect_height)),
            together: pairs.filter(|_| has_effect).map(|_| Point::new(effect_left + curve_px + GAP_PX, effect_top)),
            left_edge_px: EDGE_PX,
            heading,
            footer,
            names_right_px,
            names_px,
            zero_px,
            one_px: (width_px - EDGE_PX - value_px).max(zero_px + 20.0),
            most: shown()
                .map(|(param, _)| param.high.max(param.importance).max(param.noise_floor))
                .fold(f64::MIN_POSITIVE, f64::max),
            top_px,
            pitch_px,
            bars,
        }
    }

    /// The place of an importance from left to right.
    pub(super) fn x_px(&self, importance: f64) -> f64 {
        self.zero_px + (importance / self.most).clamp(0.0, 1.0) * (self.one_px - self.zero_px)
    }

    /// The upper side of a bar's room.
    pub(super) fn row_px(&self, bar: usize) -> f64 {
        self.top_px + self.pitch_px * bar as f64
    }

    /// Where the text below the bars begins.
    pub(super) fn below_px(&self) -> f64 {
        self.row_px(self.bars)
    }

    pub(super) fn footer_px(&self) -> f64 {
        self.below_px() + FLOOR_NAME_PX
    }
}

/// Text in lines that fit; a word that does not is shortened.
fn wrap(text: &str, size_px: f64, room_px: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line)
                if text_width(line, size_px, false) + text_width(" ", size_px, false) + text_width(word, size_px, false)
                    <= room_px =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shorten(word, size_px, false, room_px)),
        }
    }
    lines
}
