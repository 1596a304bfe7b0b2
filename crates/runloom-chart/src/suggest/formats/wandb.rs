use std::io::{self, Write};

use runloom_analysis::{Goal, SpaceParam, SpaceValues};
use runloom_table::{ColumnKind, ColumnName};

use super::super::SuggestAnswer;
use super::code::{comment, condition, number, quoted, yaml};

/// A param as the lines of a sweep have it, or the names below one.
enum Entry {
    Lines(Vec<String>),
    Below(Vec<(String, Entry)>),
}

/// Writes the YAML of a W&B sweep; dotted names are nested, as W&B nests configs, unless a part of the name is a param of its own.
pub(super) fn write(answer: &SuggestAnswer, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    writeln!(out, "# {}", comment(&answer.headline()))?;
    writeln!(out, "# Set the program that trains, then: wandb sweep FILE")?;
    writeln!(out, "program: train.py")?;
    writeln!(out, "method: bayes")?;
    let goal = if answer.question.goal == Goal::Maximise { "maximize" } else { "minimize" };
    let target = if answer.question.target.kind == ColumnKind::Metric {
        answer.question.target.key.clone()
    } else {
        answer.question.target.to_string()
    };
    writeln!(out, "metric:\n  name: {}\n  goal: {goal}", quoted(&target))?;
    let searched = found.space.iter().filter_map(|param| Some((&param.name, lines(param)?)));
    let fixed = answer.fixed.iter().map(|(name, value)| (name, vec![format!("value: {}", yaml(value))]));
    let entries: Vec<(&ColumnName, Vec<String>)> = searched.chain(fixed).collect();
    if entries.is_empty() {
        return writeln!(out, "parameters: {{}}");
    }
    let keys: Vec<&str> = entries.iter().map(|(name, _)| name.key.as_str()).collect();
    let mut tree = Vec::new();
    for (name, lines) in &entries {
        place(&mut tree, &parts(&name.key, &keys), lines.clone());
    }
    write_entries(&tree, 0, out)?;
    if !found.proposals.is_empty() {
        writeln!(out, "# Next configurations, which a sweep cannot be told:")?;
    }
    for proposal in &found.proposals {
        let values: Vec<String> =
            proposal.params.iter().map(|(name, value)| format!("{}: {}", quoted(&name.key), yaml(value))).collect();
        writeln!(out, "# {{{}}}", values.join(", "))?;
    }
    Ok(())
}

/// What is said of a searched or frozen param; `None` where it is left out.
fn lines(param: &SpaceParam) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let condition = condition(param);
    if !condition.is_empty() {
        lines.push(format!("# {condition}; a sweep chooses it always"));
    }
    match &param.values {
        SpaceValues::LeftOut => return None,
        SpaceValues::Frozen(value) => lines.push(format!("value: {}", yaml(value))),
        SpaceValues::Choices { kept, .. } => {
            let values: Vec<String> = kept.iter().map(yaml).collect();
            lines.push(format!("values: [{}]", values.join(", ")));
        }
        SpaceValues::Range { low, high, log, whole, .. } => {
            let distribution = match (log, whole) {
                (true, true) => "q_log_uniform_values",
                (true, false) => "log_uniform_values",
                (false, true) => "int_uniform",
                (false, false) => "uniform",
            };
            lines.push(format!("distribution: {distribution}"));
            lines.push(format!("min: {}", number(*low, *whole)));
            lines.push(format!("max: {}", number(*high, *whole)));
            if *log && *whole {
                lines.push("q: 1".to_owned());
            }
        }
    }
    Some(lines)
}

/// The names that a key stands for, outermost first.
fn parts<'k>(key: &'k str, all: &[&str]) -> Vec<&'k str> {
    let parts: Vec<&str> = key.split('.').collect();
    let is_below_other = all.iter().any(|other| key.strip_prefix(other).is_some_and(|rest| rest.starts_with('.')));
    let is_above_other = all.iter().any(|other| other.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')));
    if parts.iter().any(|part| part.is_empty()) || is_below_other || is_above_other { vec![key] } else { parts }
}

fn place(tree: &mut Vec<(String, Entry)>, parts: &[&str], lines: Vec<String>) {
    let Some((first, rest)) = parts.split_first() else { return };
    if rest.is_empty() {
        tree.push(((*first).to_owned(), Entry::Lines(lines)));
        return;
    }
    let at = tree.iter().position(|(name, entry)| name == first && matches!(entry, Entry::Below(_)));
    let at = at.unwrap_or_else(|| {
        tree.push(((*first).to_owned(), Entry::Below(Vec::new())));
        tree.len() - 1
    });
    if let Some((_, Entry::Below(below))) = tree.get_mut(at) {
        place(below, rest, lines);
    }
}

fn write_entries(entries: &[(String, Entry)], depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let indent = "  ".repeat(depth * 2);
    writeln!(out, "{indent}parameters:")?;
    for (name, entry) in entries {
        writeln!(out, "{indent}  {}:", quoted(name))?;
        match entry {
            Entry::Lines(lines) => lines.iter().try_for_each(|line| writeln!(out, "{indent}    {line}"))?,
            Entry::Below(below) => write_entries(below, depth + 1, out)?,
        }
    }
    Ok(())
}
