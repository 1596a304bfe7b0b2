//! `runloom importance`: which params matter for a metric.

mod arguments;
mod json;
mod table;

use console::Term;
use runloom_analysis::{Design, DesignOptions, Goal, Importance, ImportanceOptions, ImportanceTask, Target, importance};
use runloom_table::{ColumnKind, ColumnName, RunTable};

use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, refused, tell};
use crate::output::Sink;
use crate::session::Session;
use crate::{columns, terminal};
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

/// Says which params matter.
pub(crate) fn run(arguments: &ImportanceArguments) -> Result<(), Failure> {
    let text = arguments.filter.as_deref().unwrap_or_default();
    let filter = read_filter(text)?;
    let mut session = Session::open(&arguments.source)?;
    let runs = &session.dataset().runs;
    check(&filter.check(runs), text, "--filter")?;
    let target = target(&arguments.target, runs)?;
    let goal = arguments.goal.map_or_else(|| Goal::guess(&target.key), arguments::GoalArgument::goal);
    let params = runs.of_kind(ColumnKind::Param).map(|column| column.name().clone());
    let needed: Vec<ColumnName> =
        params.chain([target.clone(), ColumnName::attribute("status")]).chain(filter.columns(runs)).collect();
    session.load(&needed)?;
    tell(&session);

    let dataset = session.dataset();
    let rows = filter.evaluate(dataset).map_err(|error| refused(error, text, "--filter"))?;
    let Some(column) = dataset.runs.column(&target) else {
        return Err(columns::unknown("--target", &arguments.target, &dataset.runs));
    };
    let numbers = column.typed().map_err(internal)?;
    if !numbers.value_type.is_numeric() && numbers.numbers.iter().flatten().all(f64::is_nan) {
        return Err(Failure::usage(&format!("--target: {target} holds no numbers"), "name a metric; `runloom info` lists them"));
    }
    let options = DesignOptions { most_runs: Some(ImportanceTask::MOST_RUNS), ..DesignOptions::default() };
    let design = Design::of(&dataset.runs, &rows, Target { numbers, goal }, &options).map_err(internal)?;
    let design = arguments.best.map_or_else(|| design.clone(), |part| design.among_best(part));
    let options = ImportanceOptions {
        method: arguments.method.method(),
        seed: arguments.seed,
        trees: usize::from(arguments.trees),
        as_optuna: arguments.as_optuna,
        ..ImportanceOptions::default()
    };
    let mut found = importance(design, goal, &options);
    if !arguments.raw {
        found.normalise();
    }
    let answer = Answer { target, goal, seed: arguments.seed, raw: arguments.raw, found };
    Sink::open(None)?.finish(|out| match arguments.format {
        ImportanceFormat::Json => json::write(&answer, out),
        ImportanceFormat::Table => table::write(&answer, terminal::width(&Term::stdout()).unwrap_or(100), out),
    })
}

/// The column that `--target` names; the prefix of a metric may be left out.
fn target(text: &str, runs: &RunTable) -> Result<ColumnName, Failure> {
    let candidates = [ColumnName::parse(text), ColumnName::metric(text)];
    let found = candidates.into_iter().find(|name| runs.column(name).is_some());
    found.ok_or_else(|| columns::unknown("--target", text, runs))
}
