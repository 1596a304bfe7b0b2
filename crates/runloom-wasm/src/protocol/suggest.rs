use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{ImportanceAsked, ImportanceSettings};

/// What to try next. While it is being found, only how far that is.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct SuggestInfo {
    /// The generation it shows.
    pub generation: u32,
    /// Which part of the work is done, from 0 to 1, while there is no answer: ask again for it to go on.
    pub progress: Option<f64>,
    /// A sentence instead of an answer.
    pub note: Option<String>,
    /// The answer in words, in one line.
    pub headline: String,
    /// What is asked; `null` where there is nothing to ask about.
    pub asked: Option<ImportanceAsked>,
    /// What the user chose.
    pub settings: ImportanceSettings,
    /// What there is to know before searching on.
    pub findings: Vec<SuggestFindingInfo>,
    /// The narrowed space, the most important param first.
    pub params: Vec<SuggestParamInfo>,
    /// Why no param, or no other param, is frozen.
    pub freezing: String,
    /// The params of the next configurations.
    pub columns: Vec<String>,
    /// Next configurations.
    pub proposals: Vec<SuggestProposalInfo>,
    /// What it leaves out and what to know before believing it.
    pub left_out: Vec<String>,
}

/// What is found about one question.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct SuggestFindingInfo {
    /// The question.
    pub question: String,
    /// The answer in a few words.
    pub answer: String,
    /// The evidence.
    pub sentences: Vec<String>,
}

/// What is suggested for one param.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct SuggestParamInfo {
    /// Its full name.
    pub column: String,
    /// Its key.
    pub key: String,
    /// When it exists, where this depends on another: `only used when model is svc`.
    pub condition: Option<String>,
    /// The suggested values in a few words: `0.003 to 0.1`, `128`, `left out`.
    pub values: String,
    /// What was done at the ends, and on which scale: `log, narrowed at both ends`; empty where there is nothing to say.
    pub ends: String,
    /// Why.
    pub reason: String,
    /// Where numbers lie; `null` where the values are no range.
    pub strip: Option<SuggestStrip>,
    /// The values to choose from, those that are left out last; empty for others.
    pub choices: Vec<SuggestChoice>,
    /// Whether it keeps one value.
    pub frozen: bool,
    /// Whether runs can be brushed by the suggested values.
    pub brushable: bool,
    /// Whether something of it is brushed.
    pub brushed: bool,
}

/// A suggested range on the range of all that was tried: places from 0 to 1.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct SuggestStrip {
    /// From where to where was tried.
    pub tried: (f64, f64),
    /// From where to where is suggested.
    pub kept: (f64, f64),
    /// The best runs.
    pub marks: Vec<f64>,
    /// The very best run.
    pub best: Option<f64>,
    /// What was tried, in words: the least and the most.
    pub tried_texts: (String, String),
}

/// A value to choose.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct SuggestChoice {
    /// The value.
    pub text: String,
    /// Whether it remains.
    pub kept: bool,
    /// Whether the very best run has it.
    pub best: bool,
}

/// A next configuration.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct SuggestProposalInfo {
    /// Its values, a column each; no text where it has none.
    pub cells: Vec<String>,
    /// What a forest expects of it: `0.98 ± 0.004`.
    pub expected: Option<String>,
    /// Why.
    pub reason: String,
}

/// What a suggestion can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum SuggestFormatName {
    /// The YAML of a W&B sweep.
    Wandb,
    /// Python code for Optuna.
    Optuna,
    /// Python code for Ray Tune.
    Ray,
    /// One JSON object.
    Json,
}
