use runloom_analysis::spearman;
use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use crate::axis::AxisData;
use crate::number_text::count;

/// Ranks are sorted for every pair; beyond this many runs a sample at equal distances is looked at, and the cell says so.
const SAMPLE: usize = 20_000;

/// How alike two columns put runs in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likeness {
    /// Spearman's rank correlation; `None` where it has no meaning: names, one value, or fewer than three runs.
    pub(crate) coefficient: Option<f64>,
    /// `n = 50`.
    pub(crate) runs: String,
}

impl Likeness {
    pub(crate) fn of(table: &RunTable, x: &ColumnName, y: &ColumnName, focus: &RowMask) -> Result<Self, NotLoaded> {
        let (Some(a), Some(b)) = (AxisData::of(table, x)?, AxisData::of(table, y)?) else {
            return Ok(Self { coefficient: None, runs: "no values".to_owned() });
        };
        let numbers =
            |data: AxisData<'_>| data.typed.value_type.is_numeric() || data.typed.numbers.iter().flatten().any(f64::is_finite);
        if !(numbers(a) && numbers(b)) {
            return Ok(Self { coefficient: None, runs: "names have no order".to_owned() });
        }
        let chosen = focus.count();
        let every = chosen.div_ceil(SAMPLE).max(1);
        let found = if every > 1 {
            let mut seen = 0usize;
            let sample = RowMask::from_fn(focus.len(), |row| {
                let is_chosen = focus.contains(row);
                seen += usize::from(is_chosen);
                is_chosen && seen % every == 1
            });
            spearman(a.typed, b.typed, &sample)
        } else {
            spearman(a.typed, b.typed, focus)
        };
        let coefficient = found.coefficient.filter(|_| found.runs_used >= 3);
        let sampled = if every > 1 { format!(" of {}", count(chosen)) } else { String::new() };
        Ok(Self { coefficient, runs: format!("n = {}{sampled}", count(found.runs_used)) })
    }

    /// `0.83`, `−0.07`, `–`.
    pub(crate) fn text(&self) -> String {
        let rounded = |rho: f64| format!("{:.2}", libm::round(rho * 100.0) / 100.0 + 0.0).replace('-', "−");
        self.coefficient.map_or_else(|| "–".to_owned(), rounded)
    }
}
