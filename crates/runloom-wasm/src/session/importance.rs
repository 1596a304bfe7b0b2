use runloom_analysis::Method;
use runloom_chart::{
    Figure, ImportanceAnswer, ImportanceBar, ImportanceChart, ImportancePair, ImportanceQuestion, ImportanceSpec, ImportanceWork,
    NoPicture,
};
use runloom_report::{AxisView, Goal, ImportanceView, View};
use runloom_table::{ColumnKind, ColumnName, Sheet, sorted};

use super::Session;
use super::answering::Answering;
use super::chart::palette;
use crate::protocol::{
    GoalName, Hover, HoverValue, ImportanceAsked, ImportanceBarInfo, ImportanceMethod, ImportancePairInfo, ImportancePicture,
    ImportanceSettings, PictureRequest,
};

/// As many values are loaded in one go, so that others need not wait long.
const CELLS_AT_ONCE: usize = 2_000_000;

/// The answer, and the chart that it was drawn as last.
#[derive(Debug, Default)]
pub(super) struct ImportanceState {
    answering: Answering<ImportanceWork>,
    chart: Option<ImportanceChart>,
}

impl Session {
    pub(super) fn importance_question(&self) -> Option<ImportanceQuestion> {
        let view = &self.view.importance;
        ImportanceQuestion::about(self.runs(), view.target.as_ref(), view.goal.map(Into::into), view.method, view.best_percent)
    }

    /// Columns that [`Session::importance`] needs and that are not loaded: some of them, so that it takes not too long.
    pub fn columns_for_importance(&self) -> Vec<ColumnName> {
        let Some(question) = self.importance_question() else { return Vec::new() };
        let mut needed = self.not_loaded(question.columns(self.runs()));
        needed.truncate((CELLS_AT_ONCE / self.total().max(1)).max(1));
        needed
    }

    /// Works on the importance of params in the runs in view, a tree at most; returns whether nothing is left to do. What was found for
    /// another question or other runs is dropped.
    pub fn importance_step(&mut self) -> bool {
        let Some(question) = self.importance_question() else { return true };
        let (table, runs) = (&self.workspace.dataset().runs, &self.kept.matching);
        let start = question.clone();
        self.importance.answering.step(question, runs, || ImportanceWork::new(table, runs, start))
    }

    /// The answer for the runs in view, if it is there.
    pub(super) fn importance_answer(&self) -> Option<&ImportanceAnswer> {
        self.importance.answering.answer(self.importance_question().as_ref(), &self.kept.matching)
    }

    /// Draws the importance of params and keeps it for hovering; says how far the work is where it is not done.
    pub fn importance(&mut self, request: &PictureRequest) -> ImportancePicture {
        let spec = spec(request, &self.view);
        let question = self.importance_question();
        let chart = match (self.importance_answer(), &question) {
            (Some(answer), _) => ImportanceChart::build(answer, &spec),
            (None, None) => ImportanceChart::note(
                "There is no metric that differs between the runs, so there is nothing for params to explain.".to_owned(),
                &spec,
            ),
            (None, Some(_)) => {
                return ImportancePicture { progress: Some(self.importance.answering.progress()), ..self.unfinished(question) };
            }
        };
        let device = |px: f64| (px * request.device_pixel_ratio.clamp(0.25, 4.0)).ceil().clamp(0.0, 32_768.0) as usize;
        let picture = ImportancePicture {
            width: device(chart.width_px),
            height: device(chart.height_px),
            width_px: chart.width_px,
            height_px: chart.height_px,
            scene: chart.scene.to_bytes(),
            description: chart.description.clone(),
            left_out: chart.left_out.clone(),
            note: chart.note.clone(),
            bars: chart.bars.iter().map(bar_info).collect(),
            pairs: chart.pairs.iter().map(pair_info).collect(),
            ..self.unfinished(question)
        };
        self.importance.chart = Some(chart);
        picture
    }

    fn unfinished(&self, question: Option<ImportanceQuestion>) -> ImportancePicture {
        let view = &self.view.importance;
        let method = |method: Method| ImportanceMethod {
            word: method.word().to_owned(),
            title: method.title().to_owned(),
            meaning: method.meaning().to_owned(),
        };
        ImportancePicture {
            generation: self.generation,
            asked: question.map(|question| ImportanceAsked {
                key: question.target.key.clone(),
                goal: if question.goal == runloom_analysis::Goal::Maximise { GoalName::Max } else { GoalName::Min },
                target: question.target.to_string(),
            }),
            settings: importance_settings(view),
            methods: Method::ALL.into_iter().map(method).collect(),
            ..ImportancePicture::default()
        }
    }

    /// The param at a place of the last picture, in CSS pixels.
    pub fn importance_hover(&self, x_px: f64, y_px: f64) -> Option<Hover> {
        let chart = self.importance.chart.as_ref()?;
        let bar = chart.hover(x_px, y_px)?;
        let value = |(label, text): &(String, String)| HoverValue {
            axis: bar.param.to_string(),
            label: label.clone(),
            text: text.clone(),
            x_px: 0.0,
            y_px: 0.0,
        };
        Some(Hover {
            position: None,
            name: bar.param.key.clone(),
            colour: None,
            values: bar.facts.iter().map(value).collect(),
            scene: chart.hover_scene(bar).to_bytes(),
        })
    }

    /// Takes what is asked about the params.
    pub(super) fn set_importance(&mut self, settings: &ImportanceSettings) {
        let method = Method::ALL.into_iter().find(|method| method.word() == settings.method);
        self.view.importance = ImportanceView {
            target: settings.target.as_deref().map(ColumnName::parse),
            goal: settings.goal.map(Goal::from),
            method: method.unwrap_or_default(),
            best_percent: settings.best_percent.filter(|percent| (1..=99).contains(percent)),
            pair: settings.pair.as_ref().map(|(first, second)| [first, second].map(|name| ColumnName::parse(name))),
        };
    }

    /// Colours the runs by a param and puts the axes of params in the order of their importance, those that were not judged after them.
    pub(super) fn axes_by_importance(&mut self, column: &str) {
        let column = ColumnName::parse(column);
        self.view.importance.pair = None;
        let mut axes = self.axes();
        if !axes.iter().any(|axis| axis.column == column) {
            axes.push(AxisView::new(column.clone()));
        }
        let ranked = self.importance.answering.last().map_or(&[][..], |answer| &answer.found.params);
        let rank = |axis: &AxisView| match axis.column.kind {
            ColumnKind::Param => ranked.iter().position(|param| param.name == axis.column).unwrap_or(ranked.len()),
            _ => usize::MAX,
        };
        self.view.axes = Some(sorted(axes, &mut |a, b| rank(a).cmp(&rank(b))));
        self.view.brushes.clear();
        self.colour_by(Some(column));
    }

    /// The importance of params as a picture that can leave.
    pub(super) fn importance_figure(&self, request: &PictureRequest) -> Result<Figure, NoPicture> {
        let answer = self.importance_answer().ok_or_else(still_working)?;
        Ok(ImportanceChart::build(answer, &spec(request, &self.view)).into_figure())
    }

    /// The importance of params as comma-separated values.
    pub(super) fn importance_sheet(&self) -> Result<Sheet<'static>, NoPicture> {
        self.importance_answer().map(ImportanceAnswer::to_sheet).ok_or_else(still_working)
    }
}

fn spec(request: &PictureRequest, view: &View) -> ImportanceSpec {
    ImportanceSpec {
        effect: view.colour.clone(),
        pair: view.importance.pair.clone(),
        width_px: request.width_px,
        height_px: (request.height_px > 0.0).then_some(request.height_px),
        palette: palette(&request.palette),
    }
}

fn still_working() -> NoPicture {
    NoPicture { why: "The importance of params is still being computed.".to_owned(), hint: "Try again in a moment".to_owned() }
}

/// What the user chose.
pub(super) fn importance_settings(view: &ImportanceView) -> ImportanceSettings {
    ImportanceSettings {
        target: view.target.as_ref().map(ToString::to_string),
        goal: view.goal.map(Into::into),
        method: view.method.word().to_owned(),
        best_percent: view.best_percent,
        pair: view.pair.as_ref().map(|[first, second]| (first.to_string(), second.to_string())),
    }
}

fn pair_info(pair: &ImportancePair) -> ImportancePairInfo {
    let [first, second] = &pair.params;
    ImportancePairInfo {
        params: (first.to_string(), second.to_string()),
        label: pair.words.clone(),
        shown: pair.is_shown,
        x_px: pair.area.x,
        y_px: pair.area.y,
        width_px: pair.area.width,
        height_px: pair.area.height,
    }
}

fn bar_info(bar: &ImportanceBar) -> ImportanceBarInfo {
    let facts: Vec<String> = bar.facts.iter().map(|(label, value)| format!("{label} {value}")).collect();
    ImportanceBarInfo {
        column: bar.param.to_string(),
        label: format!("{}: {}", bar.param.key, facts.join(", ")),
        x_px: bar.area.x,
        y_px: bar.area.y,
        width_px: bar.area.width,
        height_px: bar.area.height,
    }
}
