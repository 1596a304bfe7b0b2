use runloom_analysis::{Interaction, ParamImportance};
use runloom_table::ColumnName;

use super::ImportanceAnswer;
use super::draw::{bar_area, draw};
use super::effects::{Shown, pair_areas};
use super::layout::Layout;
use super::words;
use crate::number_text::count;
use crate::tip::draw_tip;
use crate::{Area, Mark, Palette, Point, Scene};

/// The least width and height of a chart, in css pixels.
const LEAST_PX: (f64, f64) = (200.0, 120.0);
const MOST_PX: f64 = 16_384.0;

/// How an answer is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportanceSpec {
    /// The width in css pixels.
    pub width_px: f64,
    /// The height in css pixels that is to be filled; many bars take more. `None` is as high as suits the bars.
    pub height_px: Option<f64>,
    /// The param whose effect is shown; the most important one, where there is no effect of it.
    pub effect: Option<ColumnName>,
    /// Two params whose effect together is shown instead, where there is one.
    pub pair: Option<[ColumnName; 2]>,
    /// The colours.
    pub palette: Palette,
}

/// The importance of params as bars.
#[derive(Clone, Debug, Default)]
pub struct ImportanceChart {
    /// Width in css pixels.
    pub width_px: f64,
    /// Height in css pixels.
    pub height_px: f64,
    /// Everything there is to see.
    pub scene: Scene,
    /// The picture in words.
    pub description: String,
    /// What it leaves out and what to know before believing it, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
    /// The drawn params, most important first.
    pub bars: Vec<ImportanceBar>,
    /// The drawn pairs of params.
    pub pairs: Vec<ImportancePair>,
    pub(super) palette: Option<Palette>,
}

/// A pair of params in a picture.
#[derive(Clone, Debug)]
pub struct ImportancePair {
    /// The params, the more important one first.
    pub params: [ColumnName; 2],
    /// Its cell.
    pub area: Area,
    /// `max_depth and subsample: 0.12 of the variance`.
    pub words: String,
    /// Whether its surface is shown.
    pub is_shown: bool,
}

/// A param in a picture.
#[derive(Clone, Debug)]
pub struct ImportanceBar {
    /// The param.
    pub param: ColumnName,
    /// Everything from its name to its value.
    pub area: Area,
    /// What there is to say of it: labels and values.
    pub facts: Vec<(String, String)>,
    bar: Area,
}

impl ImportanceChart {
    /// Draws an answer.
    pub fn build(answer: &ImportanceAnswer, spec: &ImportanceSpec) -> Self {
        let fits = |px: f64, least: f64| (least..=MOST_PX).contains(&px);
        if !fits(spec.width_px, LEAST_PX.0) || spec.height_px.is_some_and(|height| !fits(height, LEAST_PX.1)) {
            return Self::note(
                format!("There is no room for a chart here: it needs {} × {} pixels.", LEAST_PX.0, LEAST_PX.1),
                spec,
            );
        }
        if let Some(obstacle) = words::obstacle(answer) {
            return Self::note(obstacle, spec);
        }
        let layout = Layout::new(answer, spec);
        let shown = answer.effects.shown(spec.pair.as_ref(), spec.effect.as_ref()).filter(|_| layout.effect.is_some());
        let is_shown = |pair: &Interaction| match shown {
            Some(Shown::Two(effect)) => effect.params == [pair.first.clone(), pair.second.clone()],
            _ => false,
        };
        let pair = |(pair, area): (&Interaction, Area)| ImportancePair {
            params: [pair.first.clone(), pair.second.clone()],
            area,
            words: format!("{} and {}: {} of the variance", pair.first.key, pair.second.key, words::number(pair.importance)),
            is_shown: is_shown(pair),
        };
        let pairs: Vec<ImportancePair> =
            layout.together.map_or_else(Vec::new, |at| pair_areas(&answer.effects, at).into_iter().map(pair).collect());
        let params = answer.found.params.iter().take(layout.bars).enumerate();
        let bar = |(at, param): (usize, &ParamImportance)| ImportanceBar {
            param: param.name.clone(),
            area: Area::new(0.0, layout.row_px(at), layout.bars_width_px, layout.pitch_px),
            facts: facts(param, answer),
            bar: bar_area(&layout, at, param),
        };
        Self {
            width_px: layout.width_px,
            height_px: layout.height_px,
            scene: draw(answer, shown, &layout, &pairs, &spec.palette),
            description: words::description(answer, shown, layout.bars),
            left_out: words::left_out(answer, shown, layout.bars),
            note: None,
            bars: params.map(bar).collect(),
            pairs,
            palette: Some(spec.palette),
        }
    }

    /// A sentence in the place of a picture.
    pub fn note(note: String, spec: &ImportanceSpec) -> Self {
        Self { note: Some(note), width_px: spec.width_px, height_px: spec.height_px.unwrap_or_default(), ..Self::default() }
    }

    /// The param at a place.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<&ImportanceBar> {
        let holds = |area: Area| x_px >= area.x && x_px <= area.x + area.width && y_px >= area.y && y_px < area.y + area.height;
        self.bars.iter().find(|bar| holds(bar.area))
    }

    /// The overlay for a param: an edge around its bar, and what there is to say of it.
    pub fn hover_scene(&self, bar: &ImportanceBar) -> Scene {
        let palette = self.palette.unwrap_or(Palette::LIGHT);
        let mut scene = Scene::new(self.width_px, self.height_px);
        if bar.bar.width > 0.0 {
            scene.marks.push(Mark::Rect { area: bar.bar, radius_px: 0.0, fill: None, border: Some(palette.ink) });
        }
        let at = Point::new(bar.bar.x + bar.bar.width, bar.bar.y + bar.bar.height / 2.0);
        draw_tip(&mut scene, at, &bar.param.key, None, &bar.facts, &palette);
        scene
    }
}

fn facts(param: &ParamImportance, answer: &ImportanceAnswer) -> Vec<(String, String)> {
    let number = words::number;
    let mut facts = vec![
        ("importance".to_owned(), number(param.importance)),
        ("95 % interval".to_owned(), format!("{} – {}", number(param.low), number(param.high))),
        ("noise floor".to_owned(), number(param.noise_floor)),
    ];
    if let Some(direction) = param.direction {
        let sign = if direction < 0.0 { "−" } else { "+" };
        facts.push(("rank correlation".to_owned(), format!("{sign}{:.2}", direction.abs())));
    }
    let runs = if param.runs < answer.found.runs_used {
        format!("{} of {}", count(param.runs), count(answer.found.runs_used))
    } else {
        count(param.runs)
    };
    facts.push(("runs".to_owned(), runs));
    facts
}
