//! A sweep that is the same everywhere, without a file: what importance is timed on.
//!
//! This crate must never know what time it is: whoever runs its programs holds the watch.

use runloom_analysis::{Design, DesignOptions, Goal, ImportanceOptions, Method, Target, importance};
use runloom_table::{Column, ColumnName, NotLoaded, RowMask, RunTable, Values};

/// Params in [0, 1), column by column, and what came of them.
pub struct Sweep {
    /// The params, each with a value for each run.
    pub params: Vec<Vec<f64>>,
    /// The score of each run: less is better.
    pub score: Vec<f64>,
}

impl Sweep {
    /// Runs that fill the space evenly (multiples of the roots of primes, modulo 1). The first param matters most, the second less, and the two
    /// act together; all others do nothing.
    pub fn new(runs: usize, params: usize) -> Self {
        let roots: Vec<f64> =
            (2..).filter(|n| (2..*n).all(|m| n % m != 0)).map(|prime: u32| f64::from(prime).sqrt()).take(params + 1).collect();
        let column = |root: &f64| (1..=runs).map(|run| (run as f64 * root).fract()).collect::<Vec<f64>>();
        let mut columns: Vec<Vec<f64>> = roots.iter().map(column).collect();
        let noise = columns.pop().unwrap_or_default();
        let at = |param: usize, run: usize| columns.get(param).and_then(|values| values.get(run)).copied().unwrap_or_default();
        let score = |(run, noise): (usize, &f64)| {
            let (x, y) = (at(0, run) - 0.3, at(1, run) - 0.6);
            4.0 * x * x + y * y + x * y + 0.1 * noise
        };
        let score = noise.iter().enumerate().map(score).collect();
        Self { params: columns, score }
    }

    /// What Runloom finds to matter most, by a method without intervals and floors.
    ///
    /// # Errors
    /// [`NotLoaded`] never: all is in memory.
    pub fn most_important(&self, method: Method) -> Result<Option<String>, NotLoaded> {
        let runs = self.score.len();
        let mut table = RunTable::new(runs);
        let values = |values: &[f64]| Values::from_reals(values.iter().map(|value| Some(*value)));
        for (param, column) in self.params.iter().enumerate() {
            table.push(Column::loaded(ColumnName::param(format!("p{param}")), values(column)));
        }
        let score = ColumnName::metric("score");
        table.push(Column::loaded(score.clone(), values(&self.score)));
        let Some(column) = table.column(&score) else { return Ok(None) };
        let target = Target { numbers: column.typed()?, goal: Goal::Minimise };
        let design = Design::of(&table, &RowMask::all(runs), target, &DesignOptions::default())?;
        let options = ImportanceOptions { method, resamples: 0, permutations: 0, ..ImportanceOptions::default() };
        let found = importance(design, Goal::Minimise, &options);
        Ok(found.params.first().map(|param| param.name.key.clone()))
    }
}
