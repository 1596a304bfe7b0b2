use std::collections::BTreeMap;
use std::io::{self, Write};

use runloom_analysis::{BestSoFar, Contender, Goal, NoiseSource, ParamValue, Proposal, Region, SpaceParam, SpaceValues, Winner};
use runloom_table::ColumnName;
use serde_json::{Map, Value, json};

use super::super::SuggestAnswer;

/// Writes one object. More keys may come; these stay.
pub(super) fn write(answer: &SuggestAnswer, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    let left_out: BTreeMap<&str, usize> = found.left_out.reasons().into_iter().collect();
    let unjudged = found
        .unjudged
        .iter()
        .map(|param| json!({"param": param.name.to_string(), "reason": param.why.word(), "runs": param.runs}));
    let printed = json!({
        "target": answer.question.target.to_string(),
        "goal": if answer.question.goal == Goal::Maximise { "max" } else { "min" },
        "seed": answer.question.seed,
        "runs_used": found.runs_used,
        "runs_left_out": left_out,
        "region": found.region.as_ref().map(region),
        "winner": found.winner.as_ref().map(winner),
        "within_less_outside": found.within_less_outside.map(
            |found| json!({"difference": found.difference, "low": found.low, "high": found.high})
        ),
        "best_so_far": answer.course.as_ref().map(|course| self::course(course, answer.question.goal)),
        "space": found.space.iter().map(param).collect::<Vec<_>>(),
        "fixed": configuration(&answer.fixed),
        "freezing": found.freezing,
        "proposals": found.proposals.iter().map(proposal).collect::<Vec<_>>(),
        "params_left_out": unjudged.collect::<Vec<_>>(),
        "notes": found.notes,
    });
    serde_json::to_writer_pretty(&mut *out, &printed)?;
    writeln!(out)
}

fn region(region: &Region) -> Value {
    json!({
        "best_runs": region.best_runs,
        "runs": region.runs,
        "best": region.best,
        "last_of_best": region.last,
        "runs_within": region.runs_within,
        "median_within": region.median_within,
        "median_outside": region.median_outside,
        "expected_within": region.expected.map(|(within, _)| within),
        "expected_everywhere": region.expected.map(|(_, everywhere)| everywhere),
        "part_of_tried_space": region.volume,
    })
}

fn winner(winner: &Winner) -> Value {
    let contender =
        |contender: &Contender| json!({"rows": contender.rows, "mean": contender.mean, "probability": contender.probability});
    let source = match winner.source {
        NoiseSource::Replicates { configurations, runs } => {
            json!({"kind": "replicates", "configurations": configurations, "runs": runs})
        }
        NoiseSource::Residuals { repeated } => json!({"kind": "residuals", "repeated_runs": repeated}),
    };
    json!({
        "contenders": winner.contenders.iter().map(contender).collect::<Vec<_>>(),
        "noise_from": source,
        "noise_deviation": winner.deviation,
    })
}

/// Targets as they were given.
fn course(course: &BestSoFar, goal: Goal) -> Value {
    let sign = if goal == Goal::Maximise { -1.0 } else { 1.0 };
    let step = |(place, target): &(usize, f64)| json!({"run": place + 1, "target": sign * target});
    json!({
        "runs": course.runs,
        "steps": course.steps.iter().map(step).collect::<Vec<_>>(),
        "gain_of_second_half": course.gain_of_second_half,
        "gain_by_doubling": course.gain_by_doubling,
    })
}

fn param(param: &SpaceParam) -> Value {
    let condition = param.only_when.as_ref().map(|condition| {
        json!({"param": condition.name.to_string(), "values": condition.values.iter().map(value).collect::<Vec<_>>()})
    });
    let mut object = match &param.values {
        SpaceValues::Range { low, high, log, whole, tried, ends } => json!({
            "kind": "range",
            "low": number(*low, *whole),
            "high": number(*high, *whole),
            "log": log,
            "whole": whole,
            "tried_low": number(tried.0, *whole),
            "tried_high": number(tried.1, *whole),
            "low_end": ends.0.word(),
            "high_end": ends.1.word(),
        }),
        SpaceValues::Choices { kept, left_out } => json!({
            "kind": "choices",
            "values": kept.iter().map(value).collect::<Vec<_>>(),
            "left_out": left_out.iter().map(value).collect::<Vec<_>>(),
        }),
        SpaceValues::Frozen(only) => json!({"kind": "frozen", "value": value(only)}),
        SpaceValues::LeftOut => json!({"kind": "left_out"}),
    };
    let more = json!({
        "param": param.name.to_string(),
        "only_when": condition,
        "best_runs": param.best,
        "runs": param.runs,
        "runs_within": param.runs_within,
        "reason": param.reason,
    });
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

fn proposal(proposal: &Proposal) -> Value {
    json!({
        "params": configuration(&proposal.params),
        "kind": proposal.kind.word(),
        "expected": proposal.expected.map(|(mean, _)| mean),
        "deviation": proposal.expected.map(|(_, deviation)| deviation),
        "reason": proposal.reason,
    })
}

/// Params as the tracker names them, with their values.
fn configuration(params: &[(ColumnName, ParamValue)]) -> Value {
    let entries = params.iter().map(|(name, param)| (name.key.clone(), value(param)));
    Value::Object(entries.collect::<Map<String, Value>>())
}

fn value(param: &ParamValue) -> Value {
    match param {
        ParamValue::Real(real) => json!(real),
        ParamValue::Whole(whole) => json!(whole),
        ParamValue::Truth(truth) => json!(truth),
        ParamValue::Text(text) => json!(text),
    }
}

fn number(number: f64, whole: bool) -> Value {
    if whole && number.abs() < 1e15 { json!(number as i64) } else { json!(number) }
}
