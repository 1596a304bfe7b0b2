use std::io::{self, Write};

use runloom_analysis::{Goal, ParamValue, SpaceParam, SpaceValues};

use super::super::SuggestAnswer;
use super::code::{comment, number, python, quoted};

/// Writes Python code that runs with Optuna once the objective is filled in: the space as `suggest(trial)`, and the proposals as enqueued trials.
pub(super) fn write(answer: &SuggestAnswer, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    writeln!(out, "# {}", comment(&answer.headline()))?;
    writeln!(out, "import optuna\n\n\ndef suggest(trial):\n    params = {{}}")?;
    for (name, value) in &answer.fixed {
        writeln!(out, "    params[{}] = {}  # the same in all runs", quoted(&name.key), python(value))?;
    }
    for param in in_order(&found.space) {
        let key = quoted(&param.name.key);
        let (value, why) = match &param.values {
            SpaceValues::LeftOut => continue,
            SpaceValues::Frozen(value) => (python(value), format!("  # frozen: {}", comment(&param.reason))),
            SpaceValues::Choices { kept, .. } => {
                let values: Vec<String> = kept.iter().map(python).collect();
                (format!("trial.suggest_categorical({key}, [{}])", values.join(", ")), String::new())
            }
            SpaceValues::Range { low, high, log, whole, .. } => {
                let kind = if *whole { "int" } else { "float" };
                let log = if *log { ", log=True" } else { "" };
                (format!("trial.suggest_{kind}({key}, {}, {}{log})", number(*low, *whole), number(*high, *whole)), String::new())
            }
        };
        match &param.only_when {
            None => writeln!(out, "    params[{key}] = {value}{why}")?,
            Some(condition) => {
                let values: Vec<String> = condition.values.iter().map(python).collect();
                writeln!(out, "    if params.get({}) in [{}]:", quoted(&condition.name.key), values.join(", "))?;
                writeln!(out, "        params[{key}] = {value}{why}")?;
            }
        }
    }
    let target = quoted(&format!("train with params and return {}", answer.question.target.key));
    writeln!(
        out,
        "    return params\n\n\ndef objective(trial):\n    params = suggest(trial)\n    raise NotImplementedError({target})\n\n"
    )?;
    let direction = if answer.question.goal == Goal::Maximise { "maximize" } else { "minimize" };
    writeln!(out, "study = optuna.create_study(direction={})", quoted(direction))?;
    let is_searched = |(name, _): &&(runloom_table::ColumnName, ParamValue)| {
        let param = found.space.iter().find(|param| param.name == *name);
        param.is_some_and(|param| !matches!(param.values, SpaceValues::Frozen(_) | SpaceValues::LeftOut))
    };
    for proposal in &found.proposals {
        let values = proposal.params.iter().filter(is_searched);
        let values: Vec<String> = values.map(|(name, value)| format!("{}: {}", quoted(&name.key), python(value))).collect();
        writeln!(out, "# {}\nstudy.enqueue_trial({{{}}})", comment(&proposal.reason), values.join(", "))?;
    }
    writeln!(out, "\nif __name__ == \"__main__\":\n    study.optimize(objective, n_trials=50)")
}

/// The params, each after the one that it depends on.
fn in_order(space: &[SpaceParam]) -> Vec<&SpaceParam> {
    let mut ordered: Vec<&SpaceParam> = Vec::with_capacity(space.len());
    while ordered.len() < space.len() {
        let is_out = |param: &&SpaceParam, ordered: &[&SpaceParam]| ordered.iter().any(|other| other.name == param.name);
        let is_ready = |param: &&SpaceParam| {
            let parent = param.only_when.as_ref().map(|condition| &condition.name);
            parent.is_none_or(|parent| ordered.iter().any(|other| other.name == *parent))
        };
        let left: Vec<&SpaceParam> = space.iter().filter(|param| !is_out(param, &ordered)).collect();
        let ready: Vec<&SpaceParam> = left.iter().copied().filter(is_ready).collect();
        // Two that depend on each other: as they come.
        ordered.extend(if ready.is_empty() { left } else { ready });
    }
    ordered
}
