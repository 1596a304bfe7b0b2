use std::io::{self, Write};

use runloom_analysis::{Goal, SpaceParam, SpaceValues};

use super::super::SuggestAnswer;
use super::code::{comment, condition, number, python, quoted};

/// Writes Python code for Ray Tune: the search space as a dict, and the proposals as points to evaluate first.
pub(super) fn write(answer: &SuggestAnswer, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    writeln!(out, "# {}", comment(&answer.headline()))?;
    writeln!(out, "from ray import tune\n\nspace = {{")?;
    for (name, value) in &answer.fixed {
        writeln!(out, "    {}: {},  # the same in all runs", quoted(&name.key), python(value))?;
    }
    for param in &found.space {
        let Some(values) = values(param) else { continue };
        let condition = condition(param);
        let why = match &param.values {
            SpaceValues::Frozen(_) => format!("  # frozen: {}", comment(&param.reason)),
            _ if condition.is_empty() => String::new(),
            _ => format!("  # {condition}"),
        };
        writeln!(out, "    {}: {values},{why}", quoted(&param.name.key))?;
    }
    let mode = if answer.question.goal == Goal::Maximise { "max" } else { "min" };
    writeln!(out, "}}\n\nmetric, mode = {}, {}\n", quoted(&answer.question.target.key), quoted(mode))?;
    writeln!(
        out,
        "# For a search algorithm, e.g. OptunaSearch(metric=metric, mode=mode, points_to_evaluate=points_to_evaluate)"
    )?;
    writeln!(out, "points_to_evaluate = [")?;
    for proposal in &found.proposals {
        let values: Vec<String> =
            proposal.params.iter().map(|(name, value)| format!("{}: {}", quoted(&name.key), python(value))).collect();
        writeln!(out, "    # {}\n    {{{}}},", comment(&proposal.reason), values.join(", "))?;
    }
    writeln!(out, "]")
}

fn values(param: &SpaceParam) -> Option<String> {
    Some(match &param.values {
        SpaceValues::LeftOut => return None,
        SpaceValues::Frozen(value) => python(value),
        SpaceValues::Choices { kept, .. } => {
            let values: Vec<String> = kept.iter().map(python).collect();
            format!("tune.choice([{}])", values.join(", "))
        }
        // The upper end of whole numbers is not among them.
        &SpaceValues::Range { low, high, log, whole: true, .. } => {
            let kind = if log { "lograndint" } else { "randint" };
            format!("tune.{kind}({}, {})", number(low, true), number(high + 1.0, true))
        }
        &SpaceValues::Range { low, high, log, .. } => {
            let kind = if log { "loguniform" } else { "uniform" };
            format!("tune.{kind}({}, {})", number(low, false), number(high, false))
        }
    })
}
