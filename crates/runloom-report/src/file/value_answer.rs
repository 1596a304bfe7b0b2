use runloom_analysis::Goal;
use runloom_chart::shown_number;
use runloom_table::{ColumnName, RowMask, RunTable, sorted};

use super::value_query::{ValueFunction, ValueQuery};
use crate::ImportanceView;

impl ValueQuery {
    /// The text of the value among some rows, which [`ValueQuery::filter`] chose; all columns have to be loaded. Which way a column gets better is
    /// told by its name, that of the target by what is asked.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    pub fn answer(&self, runs: &RunTable, rows: &RowMask, asked: &ImportanceView) -> Result<String, String> {
        if self.function == ValueFunction::Count {
            return Ok(rows.count().to_string());
        }
        let candidates = [ColumnName::parse(&self.column), ColumnName::metric(&self.column)];
        let column = candidates.iter().find_map(|name| runs.column(name));
        let column = column.ok_or_else(|| format!("there is no column `{}`; `runloom info` lists them", self.column))?;
        let typed = column.typed().map_err(|error| error.to_string())?;
        let numbers = rows.rows().filter_map(|row| Some((typed.number_at(row)?, row)));
        let numbers: Vec<(f64, usize)> = numbers.filter(|(number, _)| number.is_finite()).collect();
        let numbers = sorted(numbers, &mut |a, b| a.0.total_cmp(&b.0));
        let (Some(first), Some(last)) = (numbers.first().copied(), numbers.last().copied()) else {
            return Err(format!("no run has a number in {}", self.column));
        };
        let told = asked.goal.filter(|_| asked.target.as_ref() == Some(column.name()));
        let higher = told.map_or_else(|| Goal::guess(&column.name().key), Goal::from) == Goal::Maximise;
        let best = if higher { numbers.iter().copied().find(|(number, _)| *number >= last.0).unwrap_or(last) } else { first };
        let middle = |at: usize| numbers.get(at).map_or(f64::NAN, |(number, _)| *number);
        Ok(match self.function {
            ValueFunction::Winner => name(runs, best.1),
            ValueFunction::Count | ValueFunction::Best => shown_number(best.0),
            ValueFunction::Min => shown_number(first.0),
            ValueFunction::Max => shown_number(last.0),
            ValueFunction::Mean => shown_number(numbers.iter().map(|(number, _)| number).sum::<f64>() / numbers.len() as f64),
            ValueFunction::Median => shown_number(f64::midpoint(middle((numbers.len() - 1) / 2), middle(numbers.len() / 2))),
        })
    }
}

fn name(runs: &RunTable, row: usize) -> String {
    let text = |key| Some(runs.values(&ColumnName::attribute(key)).ok()??.text_at(row)?.into_owned());
    text("run_name").or_else(|| text("run_id")).unwrap_or_else(|| format!("run {}", row + 1))
}
