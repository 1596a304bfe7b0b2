use std::io::{self, Write};

use console::measure_text_width;
use runloom_analysis::{Goal, Importance, WhyUnjudged};
use runloom_table::ColumnName;

use super::Answer;
use crate::output::{visible, wrap};

/// How many cells wide a bar of 1 is.
const BAR: usize = 20;
/// Names are shortened to this.
const LONGEST_NAME: usize = 40;

/// Writes bars with their intervals and noise floors, and what to know about them.
pub(super) fn write(answer: &Answer, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    let goal = if answer.goal == Goal::Maximise { "maximised" } else { "minimised" };
    writeln!(
        out,
        "{} for {}, {goal}, over {}",
        found.method.word(),
        visible(&answer.target.to_string()),
        found.left_out.beside(found.runs_used)
    )?;
    let widest = found.params.iter().map(|param| measure_text_width(&name(&param.name))).max().unwrap_or(0).max(5);
    if !found.params.is_empty() {
        writeln!(
            out,
            "\n{:widest$}  {:>10}  {:BAR$}  {:>15}  {:>11}  {:>6}",
            "param", "importance", "", "95 % interval", "noise floor", "runs"
        )?;
    }
    let largest = found.params.iter().map(|param| param.importance).fold(0.0, f64::max);
    for param in &found.params {
        let name = name(&param.name);
        let gap = " ".repeat(widest - measure_text_width(&name));
        let interval = format!("{:.3} – {:.3}", param.low, param.high);
        let bar = bar(param.importance / largest);
        let floor = format!("{:.3}", param.noise_floor);
        let doubt = if param.importance <= param.noise_floor { "  within noise" } else { "" };
        writeln!(
            out,
            "{name}{gap}  {:>10.3}  {bar:BAR$}  {interval:>15}  {floor:>11}  {:>6}{doubt}",
            param.importance, param.runs
        )?;
    }
    writeln!(out, "\n{}", wrap(found.method.meaning(), width))?;
    for note in found.notes.iter().map(|note| visible(note)).chain(unjudged(found).map(Into::into)) {
        writeln!(out, "{}", wrap(&note, width))?;
    }
    Ok(())
}

/// The params that are not judged, a sentence a reason.
pub(super) fn unjudged(found: &Importance) -> impl Iterator<Item = String> + '_ {
    let reasons = [
        (WhyUnjudged::Constant, "The same in all of these runs"),
        (WhyUnjudged::NoValues, "In none of these runs"),
        (WhyUnjudged::NamesEachRun, "Different in almost every run, and not judged"),
    ];
    reasons.into_iter().filter_map(|(why, words)| {
        let names: Vec<_> =
            found.unjudged.iter().filter(|param| param.why == why).map(|param| visible(&param.name.key)).collect();
        (!names.is_empty()).then(|| format!("{words}: {}.", names.join(", ")))
    })
}

pub(super) fn name(param: &ColumnName) -> String {
    console::truncate_str(&visible(&param.key), LONGEST_NAME, "…").into_owned()
}

/// A bar in eighths of a cell.
fn bar(part: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part.clamp(0.0, 1.0) * (BAR * 8) as f64).round() as usize;
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{rest}", "█".repeat(eighths / 8))
}
