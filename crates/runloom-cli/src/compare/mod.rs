//! `runloom compare`: how much two groups of runs differ, and how sure that is.

mod arguments;

use std::io::{self, Write};

use console::Term;
use runloom_analysis::Goal;
use runloom_chart::{ComparedGroup, Comparison};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, refused, tell};
use crate::output::{Sink, visible, wrap};
use crate::session::Session;
use crate::{columns, target, terminal};
pub(crate) use arguments::CompareArguments;
use arguments::CompareFormat;
use runloom_table::{ColumnName, RowMask};

/// Compares the runs of two filters.
pub(crate) fn run(arguments: &CompareArguments) -> Result<(), Failure> {
    let mut session = Session::open(&arguments.source)?;
    let texts = [arguments.a.as_str(), arguments.b.as_deref().unwrap_or_default()];
    let options = ["--a", "--b"];
    let runs = &session.dataset().runs;
    let target = target::column(&arguments.target, runs).ok_or_else(|| columns::unknown("--target", &arguments.target, runs))?;
    let goal = arguments.goal.map_or_else(|| Goal::guess(&target.key), Goal::from);
    let mut filters = Vec::new();
    let mut needed = vec![target.clone(), ColumnName::attribute("status")];
    for (text, option) in texts.into_iter().zip(options) {
        let filter = read_filter(text, option)?;
        check(&filter.check(runs), text, option)?;
        needed.extend(filter.columns(runs));
        filters.push(filter);
    }
    session.load(&needed)?;
    tell(&session);
    let mut masks: Vec<RowMask> = Vec::new();
    for ((filter, text), option) in filters.iter().zip(texts).zip(options) {
        masks.push(filter.evaluate(session.dataset()).map_err(|error| refused(error, text, option))?);
    }
    let [a, b] = masks.as_mut_slice() else { return Ok(()) };
    if arguments.b.is_none() {
        b.clone_from(a);
        b.not();
    }
    let runs = &session.dataset().runs;
    let found = Comparison::of(runs, [a, b], &target, goal).map_err(internal)?;
    Sink::open(arguments.output.as_deref())?.finish(|out| match arguments.format {
        CompareFormat::Text => write_text(&found, terminal::width(&Term::stdout()).unwrap_or(100), out),
        CompareFormat::Json => write_json(&found, out),
    })
}

fn write_text(found: &Comparison, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let (answer, sentences) = found.words(["A", "B"]);
    let goal = if found.goal == Goal::Maximise { "higher" } else { "lower" };
    writeln!(out, "{}", wrap(&visible(&format!("Is A better than B in {} ({goal} is better)? {answer}.", found.target)), width))?;
    for sentence in sentences {
        writeln!(out, "{}", wrap(&visible(&sentence), width))?;
    }
    Ok(())
}

/// Writes one object. More keys may come; these stay.
fn write_json(found: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let group = |group: &ComparedGroup| {
        let left_out: Map<String, Value> =
            group.left_out.reasons().into_iter().map(|(reason, runs)| (reason.to_owned(), json!(runs))).collect();
        json!({"runs_used": group.runs, "runs_left_out": left_out, "mean": group.mean})
    };
    let printed = json!({
        "target": found.target.to_string(),
        "goal": if found.goal == Goal::Maximise { "max" } else { "min" },
        "a": group(&found.groups[0]),
        "b": group(&found.groups[1]),
        "in_both": found.in_both,
        "difference": found.difference.map(|found| found.difference),
        "low": found.difference.map(|found| found.low),
        "high": found.difference.map(|found| found.high),
        "a_is_better": found.is_better(),
    });
    serde_json::to_writer_pretty(&mut *out, &printed)?;
    writeln!(out)
}
