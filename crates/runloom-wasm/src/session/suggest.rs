use runloom_analysis::{End, ParamValue, Proposal, SpaceParam, SpaceValues};
use runloom_chart::{Comparison, NoPicture, Strip, SuggestAnswer, SuggestFormat, SuggestQuestion, SuggestWork, shown_number};
use runloom_report::{AxisInterval, AxisView};
use runloom_table::{ColumnKind, ColumnName, RowMask};

use super::Session;
use super::brush::clear;
use super::importance::importance_settings;
use crate::protocol::{
    GoalName, ImportanceAsked, SuggestChoice, SuggestFindingInfo, SuggestFormatName, SuggestInfo, SuggestParamInfo,
    SuggestProposalInfo, SuggestStrip,
};

/// As many values are loaded in one go, so that others need not wait long.
const CELLS_AT_ONCE: usize = 2_000_000;

impl Session {
    /// The target and the goal are those of the importance of params.
    fn suggest_question(&self) -> Option<SuggestQuestion> {
        let view = &self.view.importance;
        SuggestQuestion::about(self.runs(), view.target.as_ref(), view.goal.map(Into::into))
    }

    /// Columns that [`Session::suggest`] needs and that are not loaded: some of them, so that it takes not too long.
    pub fn columns_for_suggest(&self) -> Vec<ColumnName> {
        let Some(question) = self.suggest_question() else { return Vec::new() };
        let mut needed = self.not_loaded(question.columns(self.runs()));
        needed.truncate((CELLS_AT_ONCE / self.total().max(1)).max(1));
        needed
    }

    /// Works on what to try next after the runs in view, a tree at most; returns whether nothing is left to do. What was found for another
    /// question or other runs is dropped.
    pub fn suggest_step(&mut self) -> bool {
        let Some(question) = self.suggest_question() else { return true };
        let (table, runs) = (&self.workspace.dataset().runs, &self.kept.matching);
        let start = question.clone();
        self.suggest.step(question, runs, || {
            let searched = start.searched(table);
            SuggestWork::new(table, runs, start, Some(&searched))
        })
    }

    /// The answer for the runs in view, if it is there.
    fn suggest_answer(&self) -> Option<&SuggestAnswer> {
        self.suggest.answer(self.suggest_question().as_ref(), &self.kept.matching)
    }

    /// What to try next; says how far the work is where it is not done.
    pub fn suggest(&self) -> SuggestInfo {
        let view = &self.view.importance;
        let question = self.suggest_question();
        let empty = SuggestInfo {
            generation: self.generation,
            asked: question.as_ref().map(|question| ImportanceAsked {
                key: question.target.key.clone(),
                goal: if question.goal == runloom_analysis::Goal::Maximise { GoalName::Max } else { GoalName::Min },
                target: question.target.to_string(),
            }),
            settings: importance_settings(view),
            ..SuggestInfo::default()
        };
        let Some(question) = question else {
            let note = "There is no metric that differs between the runs, so there is nothing to make better.".to_owned();
            return SuggestInfo { note: Some(note), ..empty };
        };
        let Some(answer) = self.suggest_answer() else {
            return SuggestInfo { progress: Some(self.suggest.progress()), ..empty };
        };
        let found = &answer.found;
        if found.runs_used < 2 || found.space.is_empty() {
            return SuggestInfo { note: Some(found.notes.join(" ")), ..empty };
        }
        let rank = |param: &&SpaceParam| {
            let judged = &found.importance.params;
            (
                param.values == SpaceValues::LeftOut,
                judged.iter().position(|judged| judged.name == param.name).unwrap_or(usize::MAX),
            )
        };
        let mut params: Vec<&SpaceParam> = found.space.iter().collect();
        params.sort_by_key(rank);
        let proposed = |param: &&&SpaceParam| found.proposals.iter().any(|proposal| of_proposal(proposal, &param.name).is_some());
        let columns: Vec<&ColumnName> =
            params.iter().filter(proposed).filter(|param| !is_frozen(param)).map(|param| &param.name).collect();
        let proposal = |proposal: &Proposal| SuggestProposalInfo {
            cells: columns.iter().map(|name| of_proposal(proposal, name).map(value_text).unwrap_or_default()).collect(),
            expected: proposal.expected.map(|(mean, deviation)| format!("{} ± {}", shown_number(mean), shown_number(deviation))),
            reason: proposal.reason.clone(),
        };
        let compared = self.compared(&question);
        let finding = |finding: runloom_chart::SuggestFinding| SuggestFindingInfo {
            question: finding.question.to_owned(),
            answer: finding.answer,
            sentences: finding.sentences,
        };
        let mut left_out = vec![format!("{}.", answer.headline())];
        left_out.extend(found.notes.iter().cloned());
        left_out.extend(answer.not_searched());
        let beyond = self.runs().of_kind(ColumnKind::Param).count().saturating_sub(question.searched(self.runs()).len() + 1);
        if beyond > 0 {
            left_out.push(format!(
                "{beyond} of more params than can be looked at here are left out; `runloom suggest` has no such limit."
            ));
        }
        SuggestInfo {
            headline: answer.headline(),
            findings: answer.findings().into_iter().map(finding).chain(compared).collect(),
            params: params.iter().map(|param| self.suggest_param(param)).collect(),
            freezing: found.freezing.clone(),
            columns: columns.iter().map(|name| name.key.clone()).collect(),
            proposals: found.proposals.iter().map(proposal).collect(),
            left_out,
            ..empty
        }
    }

    /// How the runs in view do against all others; `None` where there are no others.
    fn compared(&self, question: &SuggestQuestion) -> Option<SuggestFindingInfo> {
        let matching = &self.kept.matching;
        let others = RowMask::all(self.total()).without(matching);
        let found =
            (others.count() > 0).then(|| Comparison::of(self.runs(), [matching, &others], &question.target, question.goal));
        let (answer, sentences) = found?.ok()?.words(["In view", "Others"]);
        Some(SuggestFindingInfo { question: "Are the runs in view better than the others?".to_owned(), answer, sentences })
    }

    fn suggest_param(&self, param: &SpaceParam) -> SuggestParamInfo {
        let best = |value: &ParamValue| param.of_best.first().and_then(Option::as_ref) == Some(value);
        let choice = |kept: bool| move |value: &ParamValue| SuggestChoice { text: value.to_string(), kept, best: best(value) };
        let choices = match &param.values {
            SpaceValues::Choices { kept, left_out } => {
                kept.iter().map(choice(true)).chain(left_out.iter().map(choice(false))).collect()
            }
            _ => Vec::new(),
        };
        SuggestParamInfo {
            column: param.name.to_string(),
            key: param.name.key.clone(),
            condition: param.only_when.as_ref().map(ToString::to_string),
            values: values_text(&param.values),
            ends: ends_text(&param.values),
            reason: param.reason.clone(),
            strip: strip(param),
            choices,
            frozen: is_frozen(param),
            brushable: param.values != SpaceValues::LeftOut,
            brushed: self.brushed_axes().any(|axis| axis.column == param.name),
        }
    }

    /// Brushes what is suggested for a param; where something of it is brushed, takes that away.
    pub(super) fn brush_suggested(&mut self, column: &str) {
        let column = ColumnName::parse(column);
        let mut axes = self.axes();
        if let Some(axis) = axes.iter_mut().find(|axis| axis.column == column && axis.is_brushed()) {
            clear(axis);
        } else {
            let found = self.suggest.last().map(|answer| &answer.found.space);
            let param = found.and_then(|space| space.iter().find(|param| param.name == column));
            let Some(interval) = param.and_then(|param| self.suggested_interval(param)) else { return };
            match axes.iter_mut().find(|axis| axis.column == column) {
                Some(axis) => axis.intervals = vec![interval],
                None => axes.push(AxisView { intervals: vec![interval], ..AxisView::new(column) }),
            }
        }
        self.view.axes = Some(axes);
        self.view.brushes.clear();
    }

    fn suggested_interval(&self, param: &SpaceParam) -> Option<AxisInterval> {
        match &param.values {
            SpaceValues::Range { low, high, .. } => Some(AxisInterval::Numeric { low: *low, high: *high }),
            SpaceValues::Frozen(ParamValue::Real(value)) => Some(AxisInterval::Numeric { low: *value, high: *value }),
            SpaceValues::Frozen(ParamValue::Whole(value)) => {
                Some(AxisInterval::Numeric { low: *value as f64, high: *value as f64 })
            }
            SpaceValues::Frozen(value) => Some(AxisInterval::Categories(self.texts_of(&param.name, std::slice::from_ref(value)))),
            SpaceValues::Choices { kept, .. } => Some(AxisInterval::Categories(self.texts_of(&param.name, kept))),
            SpaceValues::LeftOut => None,
        }
    }

    /// The texts of the cells that hold some values: true and false are written in several ways.
    fn texts_of(&self, column: &ColumnName, values: &[ParamValue]) -> Vec<String> {
        let cells = self.runs().column(column).and_then(|column| column.values().ok());
        let of_value = |value: &ParamValue| match (value, cells) {
            (ParamValue::Truth(truth), Some(runloom_table::Values::Text(texts))) => {
                let same = |text: &&str| text.eq_ignore_ascii_case(if *truth { "true" } else { "false" });
                texts.distinct().iter().flatten().filter(same).map(str::to_owned).collect()
            }
            _ => vec![value.to_string()],
        };
        values.iter().flat_map(of_value).collect()
    }

    /// What is suggested as another tool reads it: the same text as `runloom suggest` writes.
    ///
    /// # Errors
    /// Where it is not there yet.
    pub fn suggest_file(&self, format: SuggestFormatName) -> Result<Vec<u8>, crate::protocol::EngineError> {
        let still_working = || NoPicture {
            why: "What to try next is still being computed.".to_owned(),
            hint: "Try again in a moment".to_owned(),
        };
        let answer = self.suggest_answer().ok_or_else(still_working).map_err(super::export::refused)?;
        let mut file = Vec::new();
        let written = answer.write(format.into(), &mut file);
        written
            .map(|()| file)
            .map_err(|error| super::export::refused(NoPicture { why: error.to_string(), hint: "Try again".to_owned() }))
    }
}

impl From<SuggestFormatName> for SuggestFormat {
    fn from(format: SuggestFormatName) -> Self {
        match format {
            SuggestFormatName::Wandb => Self::Wandb,
            SuggestFormatName::Optuna => Self::Optuna,
            SuggestFormatName::Ray => Self::Ray,
            SuggestFormatName::Json => Self::Json,
        }
    }
}

fn is_frozen(param: &SpaceParam) -> bool {
    matches!(param.values, SpaceValues::Frozen(_))
}

fn of_proposal<'p>(proposal: &'p Proposal, name: &ColumnName) -> Option<&'p ParamValue> {
    proposal.params.iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

fn value_text(value: &ParamValue) -> String {
    match value {
        ParamValue::Real(value) => shown_number(*value),
        other => other.to_string(),
    }
}

fn values_text(values: &SpaceValues) -> String {
    match values {
        SpaceValues::LeftOut => "left out".to_owned(),
        SpaceValues::Frozen(value) => value_text(value),
        SpaceValues::Choices { kept, .. } => kept.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        SpaceValues::Range { low, high, .. } => format!("{} to {}", shown_number(*low), shown_number(*high)),
    }
}

fn ends_text(values: &SpaceValues) -> String {
    let SpaceValues::Range { log, ends, .. } = values else { return String::new() };
    let done = |end: End| match end {
        End::Kept | End::Limit => None,
        End::Narrowed => Some("narrowed"),
        End::Widened => Some("widened"),
    };
    let ends = match (done(ends.0), done(ends.1)) {
        (Some(low), Some(high)) if low == high => Some(format!("{low} at both ends")),
        (Some(low), Some(high)) => Some(format!("{low} below, {high} above")),
        (Some(low), None) => Some(format!("{low} below")),
        (None, Some(high)) => Some(format!("{high} above")),
        (None, None) => None,
    };
    let log = log.then(|| "log".to_owned());
    log.into_iter().chain(ends).collect::<Vec<_>>().join(", ")
}

fn strip(param: &SpaceParam) -> Option<SuggestStrip> {
    let strip = Strip::of(&param.values)?;
    let SpaceValues::Range { tried, .. } = param.values else { return None };
    let place = |value: &Option<ParamValue>| match value {
        Some(ParamValue::Real(value)) => Some(strip.place(*value)),
        Some(ParamValue::Whole(value)) => Some(strip.place(*value as f64)),
        _ => None,
    };
    Some(SuggestStrip {
        tried: strip.tried,
        kept: strip.kept,
        marks: param.of_best.iter().filter_map(place).collect(),
        best: param.of_best.first().and_then(place),
        tried_texts: (shown_number(tried.0), shown_number(tried.1)),
    })
}
