use std::collections::BTreeMap;
use std::io::{self, Write};

use runloom_analysis::{Goal, ParamImportance, Unjudged};
use serde::Serialize;

use super::Answer;

/// What `runloom importance --format json` prints. More keys may come; these stay.
#[derive(Serialize)]
struct Printed<'a> {
    target: String,
    goal: &'static str,
    method: &'static str,
    runs_used: usize,
    runs_left_out: BTreeMap<&'static str, usize>,
    params: Vec<Param>,
    params_left_out: Vec<LeftOut>,
    same_params: Vec<Vec<String>>,
    normalised: bool,
    seed: u64,
    meaning: &'static str,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Param {
    #[serde(rename = "param")]
    name: String,
    importance: f64,
    low: f64,
    high: f64,
    noise_floor: f64,
    correlation: Option<f64>,
    runs: usize,
}

#[derive(Serialize)]
struct LeftOut {
    param: String,
    reason: &'static str,
    runs: usize,
}

/// Writes one object.
pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &printed(answer))?;
    writeln!(out)
}

/// Writes an array with an object a target.
pub(super) fn write_several(answers: &[Answer], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &answers.iter().map(printed).collect::<Vec<_>>())?;
    writeln!(out)
}

fn printed(answer: &Answer) -> Printed<'_> {
    let found = &answer.found;
    let param = |param: &ParamImportance| Param {
        name: param.name.to_string(),
        importance: param.importance,
        low: param.low,
        high: param.high,
        noise_floor: param.noise_floor,
        correlation: param.direction,
        runs: param.runs,
    };
    let left_out =
        |unjudged: &Unjudged| LeftOut { param: unjudged.name.to_string(), reason: unjudged.why.word(), runs: unjudged.runs };
    Printed {
        target: answer.target.to_string(),
        goal: if answer.goal == Goal::Maximise { "max" } else { "min" },
        method: found.method.word(),
        runs_used: found.runs_used,
        runs_left_out: found.left_out.reasons().into_iter().collect(),
        params: found.params.iter().map(param).collect(),
        params_left_out: found.unjudged.iter().map(left_out).collect(),
        same_params: found.twins.iter().map(|group| group.iter().map(ToString::to_string).collect()).collect(),
        normalised: !answer.raw,
        seed: answer.seed,
        meaning: found.method.meaning(),
        notes: &found.notes,
    }
}
