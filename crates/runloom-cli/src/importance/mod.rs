//! `runloom importance`: which params matter for a metric.

mod arguments;
mod json;
mod side_by_side;
mod table;

use console::Term;
use runloom_analysis::{DesignOptions, Goal, Importance, ImportanceOptions, ImportanceTask, importance};
use runloom_table::ColumnName;

use crate::failure::Failure;
use crate::output::Sink;
use crate::question::Question;
use crate::terminal;
pub(crate) use arguments::ImportanceArguments;
use arguments::ImportanceFormat;

/// An answer, and the question.
struct Answer {
    target: ColumnName,
    goal: Goal,
    seed: u64,
    raw: bool,
    found: Importance,
}

/// Says which params matter, for each target.
pub(crate) fn run(arguments: &ImportanceArguments) -> Result<(), Failure> {
    let question = Question::open(&arguments.question, &[])?;
    let answers = question.targets.iter().map(|target| answer(&question, target, arguments));
    let answers: Vec<Answer> = answers.collect::<Result<_, _>>()?;
    let width = terminal::width(&Term::stdout()).unwrap_or(100);
    Sink::open(None)?.finish(|out| match (arguments.format, answers.as_slice()) {
        (ImportanceFormat::Json, [answer]) => json::write(answer, out),
        (ImportanceFormat::Json, answers) => json::write_several(answers, out),
        (ImportanceFormat::Table, [answer]) => table::write(answer, width, out),
        (ImportanceFormat::Table, answers) => side_by_side::write(answers, width, out),
    })
}

fn answer(question: &Question, target: &(ColumnName, Goal), arguments: &ImportanceArguments) -> Result<Answer, Failure> {
    let options = DesignOptions { most_runs: Some(ImportanceTask::MOST_RUNS), ..DesignOptions::default() };
    let design = question.design(target, &options)?;
    let design = arguments.best.map_or_else(|| design.clone(), |part| design.among_best(part));
    let options = ImportanceOptions {
        method: arguments.method.method(),
        seed: arguments.question.seed,
        trees: usize::from(arguments.trees),
        as_optuna: arguments.as_optuna,
        ..ImportanceOptions::default()
    };
    let (target, goal) = target.clone();
    let mut found = importance(design, goal, &options);
    if !arguments.raw {
        found.normalise();
    }
    Ok(Answer { target, goal, seed: arguments.question.seed, raw: arguments.raw, found })
}
