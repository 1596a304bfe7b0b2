//! What `--target` means: a column, an expression, or two of them by the fronts that runs belong to.

use runloom_analysis::{Design, DesignOptions, Goal, Target, nondominated_ranks};
use runloom_query::{OrderKey, check_order, numbers_of, parse_order_by};
use runloom_table::{Column, ColumnName, Dataset, RowMask, RunTable, Values};

use crate::columns;
use crate::diagnostics;
use crate::failure::Failure;
use crate::filtering::{check, internal};
use crate::question::GoalArgument;

const OPTION: &str = "--target";

/// A target that is to be explained.
pub(crate) struct Wanted {
    of: Of,
    pub(crate) goal: Goal,
}

enum Of {
    Column(ColumnName),
    /// As it was written, and what it means.
    Expression(String, OrderKey),
}

/// The columns and expressions that `--target` names, with their goals.
pub(crate) fn wanted(texts: &[String], goals: &[GoalArgument], runs: &RunTable) -> Result<Vec<Wanted>, Failure> {
    if goals.len() > texts.len() {
        let message = format!("--goal is given {} times, for {} targets", goals.len(), texts.len());
        return Err(Failure::usage(&message, "give one for each --target, in the same order, or none"));
    }
    let goal = |at: usize| goals.get(at).copied();
    texts.iter().enumerate().map(|(at, text)| Wanted::read(text, goal(at), runs)).collect()
}

/// The column that a text names; the prefix of a metric may be left out.
pub(crate) fn column(text: &str, runs: &RunTable) -> Option<ColumnName> {
    [ColumnName::parse(text), ColumnName::metric(text)].into_iter().find(|name| runs.column(name).is_some())
}

impl Wanted {
    fn read(text: &str, goal: Option<GoalArgument>, runs: &RunTable) -> Result<Self, Failure> {
        if let Some(name) = column(text, runs) {
            let goal = goal.map_or_else(|| Goal::guess(&name.key), Goal::from);
            return Ok(Self { of: Of::Column(name), goal });
        }
        let is_name = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-'));
        if is_name || text.trim().is_empty() {
            return Err(columns::unknown(OPTION, text, runs));
        }
        let key = parse_order_by(text).map_err(|wrong| Failure::Usage(diagnostics::render(&[wrong], text, OPTION)))?;
        check(&check_order(&key, runs), text, OPTION)?;
        if key.descending || key.missing_first {
            return Err(Failure::usage("--target has a direction", "leave it out, and say --goal min or --goal max"));
        }
        let Some(goal) = goal else {
            let message =
                format!("--target {} is an expression, of which no name tells which way it gets better", key.expression);
            return Err(Failure::usage(&message, "say --goal min or --goal max"));
        };
        Ok(Self { goal: goal.into(), of: Of::Expression(key.expression.to_string(), key) })
    }

    /// The columns whose values it needs.
    pub(crate) fn columns(&self, runs: &RunTable) -> Vec<ColumnName> {
        match &self.of {
            Of::Column(name) => vec![name.clone()],
            Of::Expression(_, key) => runloom_query::order_columns(std::slice::from_ref(key), runs),
        }
    }

    /// Puts it into the table as a column, if it is none, and names it.
    pub(crate) fn put_into(&self, runs: &mut RunTable, dataset: &Dataset) -> Result<ColumnName, Failure> {
        match &self.of {
            Of::Column(name) => Ok(name.clone()),
            Of::Expression(text, key) => {
                let name = ColumnName::attribute(text);
                let numbers = numbers_of(&key.expression, dataset).map_err(internal)?;
                runs.push(Column::loaded(name.clone(), Values::from_reals(numbers)));
                Ok(name)
            }
        }
    }
}

/// Puts the non-dominated rank of the used runs by two targets into the table, and names it: 0 for the runs that none beats in both.
pub(crate) fn fronts(runs: &mut RunTable, rows: &RowMask, targets: &[(ColumnName, Goal)]) -> Result<ColumnName, Failure> {
    let [first, second] = targets else {
        return Err(Failure::usage("--pareto is for two targets", "give --target twice"));
    };
    let values = |(name, goal): &(ColumnName, Goal)| -> Result<Vec<f64>, Failure> {
        let mut values = vec![f64::NAN; runs.rows()];
        let Some(column) = runs.column(name) else { return Ok(values) };
        let target = Target { numbers: column.typed().map_err(internal)?, goal: *goal };
        let options = DesignOptions { only: Some(&[]), ..DesignOptions::default() };
        let design = Design::of(runs, rows, target, &options).map_err(internal)?;
        for (row, value) in design.rows.iter().zip(&design.target) {
            if let Some(place) = values.get_mut(*row as usize) {
                *place = *value;
            }
        }
        Ok(values)
    };
    let ranks = nondominated_ranks(&values(first)?, &values(second)?);
    let name = ColumnName::attribute(format!("front by {} and {}", first.0, second.0));
    runs.push(Column::loaded(name.clone(), Values::from_reals(ranks)));
    Ok(name)
}
