use clap::{Args, ValueEnum};
use runloom_analysis::{Design, DesignOptions, Goal, Target};
use runloom_table::{ColumnKind, ColumnName, RowMask, RunTable};

use crate::arguments::{FILTER_HELP, SourceArguments};
use crate::columns;
use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, refused, tell};
use crate::session::Session;
use crate::target;

const TARGET_HELP: &str = "What the params are to explain: a metric, any column of numbers by its full name, or an expression of such, \
                           e.g. \"metrics.train_auc - metrics.val_auc\"; may be repeated";

/// A question about the params of some runs.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    #[arg(long = "target", value_name = "METRIC", required = true, allow_hyphen_values = true, help = TARGET_HELP)]
    pub(crate) targets: Vec<String>,
    /// Which way it gets better, for each target in turn [default: by its name]
    #[arg(long = "goal", value_enum)]
    pub(crate) goals: Vec<GoalArgument>,
    /// Take two targets as one: how many fronts a run is away from the runs that no other beats in both
    #[arg(long)]
    pub(crate) pareto: bool,
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true, help = FILTER_HELP)]
    pub(crate) filter: Option<String>,
    /// The seed of all that is random; the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GoalArgument {
    /// Smaller is better
    Min,
    /// Larger is better
    Max,
}

impl From<GoalArgument> for Goal {
    fn from(goal: GoalArgument) -> Self {
        match goal {
            GoalArgument::Min => Self::Minimise,
            GoalArgument::Max => Self::Maximise,
        }
    }
}

/// The question, with all that it needs loaded.
pub(crate) struct Question {
    /// All runs, with a column more for each target that is no column of its own.
    pub(crate) runs: RunTable,
    /// The runs that match.
    pub(crate) rows: RowMask,
    /// The targets, and which way each gets better; at least one.
    pub(crate) targets: Vec<(ColumnName, Goal)>,
}

impl Question {
    /// Opens the sources, chooses runs and loads their params, how they ended, the targets and `more`.
    pub(crate) fn open(arguments: &QuestionArguments, more: &[ColumnName]) -> Result<Self, Failure> {
        let text = arguments.filter.as_deref().unwrap_or_default();
        let filter = read_filter(text, "--filter")?;
        let mut session = Session::open(&arguments.source)?;
        let runs = &session.dataset().runs;
        check(&filter.check(runs), text, "--filter")?;
        let wanted = target::wanted(&arguments.targets, &arguments.goals, runs)?;
        let params = runs.of_kind(ColumnKind::Param).map(|column| column.name().clone());
        let needed = params.chain(wanted.iter().flat_map(|wanted| wanted.columns(runs)));
        let needed = needed.chain([ColumnName::attribute("status")]).chain(more.iter().cloned());
        let needed: Vec<ColumnName> = needed.chain(filter.columns(runs)).collect();
        session.load(&needed)?;
        tell(&session);
        let rows = filter.evaluate(session.dataset()).map_err(|error| refused(error, text, "--filter"))?;
        let mut runs = session.dataset().runs.clone();
        let mut targets = Vec::new();
        for wanted in &wanted {
            targets.push((wanted.put_into(&mut runs, session.dataset())?, wanted.goal));
        }
        if arguments.pareto {
            targets = vec![(target::fronts(&mut runs, &rows, &targets)?, Goal::Minimise)];
        }
        let question = Self { runs, rows, targets };
        question.targets.iter().try_for_each(|(target, _)| question.has_numbers(target))?;
        Ok(question)
    }

    /// The only target.
    pub(crate) fn target(&self) -> Result<&(ColumnName, Goal), Failure> {
        match self.targets.as_slice() {
            [target] => Ok(target),
            _ => Err(Failure::usage("--target is given several times", "give one, or two with --pareto")),
        }
    }

    /// The matching runs as statistics see them.
    pub(crate) fn design(&self, (target, goal): &(ColumnName, Goal), options: &DesignOptions<'_>) -> Result<Design, Failure> {
        let column = self.runs.column(target).ok_or_else(|| columns::unknown("--target", &target.to_string(), &self.runs))?;
        let target = Target { numbers: column.typed().map_err(internal)?, goal: *goal };
        Design::of(&self.runs, &self.rows, target, options).map_err(internal)
    }

    fn has_numbers(&self, target: &ColumnName) -> Result<(), Failure> {
        let numbers = self.runs.column(target).map(|column| column.typed().map_err(internal)).transpose()?;
        if numbers.is_some_and(|found| !found.value_type.is_numeric() && found.numbers.iter().flatten().all(f64::is_nan)) {
            let message = format!("--target: {target} holds no numbers");
            return Err(Failure::usage(&message, "name a metric; `runloom info` lists them"));
        }
        Ok(())
    }
}
