//! `runloom suggest`: what to try next.

mod arguments;
mod text;

use console::Term;
use runloom_chart::{SuggestFormat, SuggestQuestion, SuggestWork};
use runloom_table::ColumnName;

use crate::failure::Failure;
use crate::filtering::internal;
use crate::output::Sink;
use crate::question::Question;
use crate::terminal;
pub(crate) use arguments::SuggestArguments;
use arguments::SuggestForm;

/// Says what to try next.
pub(crate) fn run(arguments: &SuggestArguments) -> Result<(), Failure> {
    let question = Question::open(&arguments.question, &[ColumnName::attribute("start_time")])?;
    let (target, goal) = question.target()?.clone();
    let asked = SuggestQuestion { target, goal, proposals: usize::from(arguments.number), seed: arguments.question.seed };
    let mut work = SuggestWork::new(&question.runs, &question.rows, asked, None).map_err(internal)?;
    while !work.step() {}
    let answer = work.finish();
    Sink::open(arguments.output.as_deref())?.finish(|out| match arguments.format {
        SuggestForm::Text => text::write(&answer, terminal::width(&Term::stdout()).unwrap_or(100), out),
        SuggestForm::Json => answer.write(SuggestFormat::Json, out),
        SuggestForm::Wandb => answer.write(SuggestFormat::Wandb, out),
        SuggestForm::Optuna => answer.write(SuggestFormat::Optuna, out),
        SuggestForm::Ray => answer.write(SuggestFormat::Ray, out),
    })
}
