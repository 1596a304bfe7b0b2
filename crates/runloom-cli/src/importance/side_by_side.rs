use std::io::{self, Write};

use console::measure_text_width;
use runloom_analysis::{Goal, ParamImportance};
use runloom_table::ColumnName;

use super::Answer;
use super::table::{name, unjudged};
use crate::output::{visible, wrap};

/// Writes a line a param and a column a target; importances within noise are in parentheses.
pub(super) fn write(answers: &[Answer], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let method = answers.first().map_or("", |answer| answer.found.method.word());
    writeln!(out, "{method} for {} targets; importances in parentheses are within noise", answers.len())?;
    for (at, answer) in answers.iter().enumerate() {
        let goal = if answer.goal == Goal::Maximise { "maximised" } else { "minimised" };
        let runs = answer.found.left_out.beside(answer.found.runs_used);
        let line = format!("  {}  {}, {goal}, over {runs}", at + 1, visible(&answer.target.to_string()));
        writeln!(out, "{}", wrap(&line, width))?;
    }
    let params = params(answers);
    let widest = params.iter().map(|param| measure_text_width(&name(param))).max().unwrap_or(0).max(5);
    write!(out, "\n{:widest$}", "param")?;
    for at in 1..=answers.len() {
        write!(out, "  {at:>8}")?;
    }
    writeln!(out)?;
    for param in params {
        let name = name(param);
        write!(out, "{name}{}", " ".repeat(widest - measure_text_width(&name)))?;
        for answer in answers {
            let found = answer.found.params.iter().find(|found| found.name == *param);
            write!(out, "  {:>8}", found.map_or_else(|| "–".to_owned(), cell))?;
        }
        writeln!(out)?;
    }
    if let Some(answer) = answers.first() {
        writeln!(out, "\n{}", wrap(answer.found.method.meaning(), width))?;
    }
    for (at, answer) in answers.iter().enumerate() {
        for note in answer.found.notes.iter().map(|note| visible(note)).chain(unjudged(&answer.found).map(Into::into)) {
            writeln!(out, "{}", wrap(&format!("{}: {note}", at + 1), width))?;
        }
    }
    Ok(())
}

fn cell(param: &ParamImportance) -> String {
    if param.importance <= param.noise_floor { format!("({:.3})", param.importance) } else { format!("{:.3} ", param.importance) }
}

/// All params that are judged for any target, those first that matter most for one.
fn params(answers: &[Answer]) -> Vec<&ColumnName> {
    let mut all: Vec<(&ColumnName, f64)> = Vec::new();
    for param in answers.iter().flat_map(|answer| &answer.found.params) {
        match all.iter_mut().find(|(name, _)| *name == &param.name) {
            Some((_, most)) => *most = most.max(param.importance),
            None => all.push((&param.name, param.importance)),
        }
    }
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all.into_iter().map(|(name, _)| name).collect()
}
