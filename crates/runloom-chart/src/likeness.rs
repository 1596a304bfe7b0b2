use runloom_analysis::{Ranked, spearman};
use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable, ValueType, Values};

use crate::axis::AxisData;
use crate::number_text::count;

/// Ranks are sorted; beyond this many runs a sample at equal distances is looked at, and the cell says so.
const SAMPLE: usize = 20_000;

/// How alike two columns put runs in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likeness {
    /// Spearman's rank correlation; `None` where it has no meaning: names, one value, or fewer than three runs.
    pub(crate) coefficient: Option<f64>,
    /// `n = 50`.
    pub(crate) runs: String,
}

/// The runs over which columns are compared.
pub(crate) struct Compared {
    rows: RowMask,
    /// ` of 100,000` where they are a sample.
    of_all: String,
}

/// A column over the compared runs.
pub(crate) enum ComparedColumn {
    /// There is no such column.
    Unknown,
    /// None of its values is a number.
    Names,
    /// It has an order.
    Numbers(Ranked),
}

impl Compared {
    /// The runs of `focus`, or a sample of them.
    pub(crate) fn of(focus: &RowMask) -> Self {
        let chosen = focus.count();
        let every = chosen.div_ceil(SAMPLE).max(1);
        if every == 1 {
            return Self { rows: focus.clone(), of_all: String::new() };
        }
        let mut rows = RowMask::none(focus.len());
        let mut seen = 0;
        for (index, word) in focus.words().iter().enumerate() {
            let (mut rest, mut place) = (*word, seen);
            seen += word.count_ones() as usize;
            let mut next = place.next_multiple_of(every);
            while next < seen {
                while place < next {
                    rest &= rest - 1;
                    place += 1;
                }
                rows.set(index * 64 + rest.trailing_zeros() as usize, true);
                next += every;
            }
        }
        Self { rows, of_all: [" of ", &count(chosen)].concat() }
    }

    /// Ranks a column.
    pub(crate) fn column(&self, table: &RunTable, column: &ColumnName) -> Result<ComparedColumn, NotLoaded> {
        let Some(data) = AxisData::of(table, column)? else { return Ok(ComparedColumn::Unknown) };
        if data.typed.value_type.is_numeric() {
            return Ok(ComparedColumn::Numbers(Ranked::of(data.typed, &self.rows)));
        }
        if names_only(data) {
            return Ok(ComparedColumn::Names);
        }
        let ranked = Ranked::of(data.typed, &self.rows);
        let has_numbers = ranked.has_numbers() || data.typed.numbers.iter().flatten().any(f64::is_finite);
        Ok(if has_numbers { ComparedColumn::Numbers(ranked) } else { ComparedColumn::Names })
    }
}

/// Whether no text of a column is a number, so that no run has to be looked at.
fn names_only(data: AxisData<'_>) -> bool {
    let Values::Text(texts) = data.values else { return false };
    let is_number = |text: &str| runloom_table::parse_real(text).is_some_and(f64::is_finite);
    data.typed.value_type != ValueType::Boolean && !texts.distinct().iter().flatten().any(is_number)
}

impl Likeness {
    pub(crate) fn of(compared: &Compared, x: &ComparedColumn, y: &ComparedColumn) -> Self {
        let nothing = |why: &str| Self { coefficient: None, runs: why.to_owned() };
        let (x, y) = match (x, y) {
            (ComparedColumn::Unknown, _) | (_, ComparedColumn::Unknown) => return nothing("no values"),
            (ComparedColumn::Names, _) | (_, ComparedColumn::Names) => return nothing("names have no order"),
            (ComparedColumn::Numbers(x), ComparedColumn::Numbers(y)) => (x, y),
        };
        let found = spearman(x, y);
        let coefficient = found.coefficient.filter(|_| found.runs_used >= 3);
        Self { coefficient, runs: ["n = ", &count(found.runs_used), &compared.of_all].concat() }
    }

    /// `0.83`, `−0.07`, `–`.
    pub(crate) fn text(&self) -> String {
        let rounded = |rho: f64| format!("{:.2}", libm::round(rho * 100.0) / 100.0 + 0.0).replace('-', "−");
        self.coefficient.map_or_else(|| "–".to_owned(), rounded)
    }
}
