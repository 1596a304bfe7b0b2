//! What a report about some runs says by itself: how many of what, which is best, what mattered, what to try next, and the best as a table.

mod table;

use runloom_analysis::{Goal, Proposal};
use runloom_chart::shown_number;
use runloom_table::{ColumnKind, ColumnName, RunTable, sorted};

use crate::{ReportBody, ReportTable};

/// As many params are named in a sentence.
const MOST_PARAMS: usize = 8;
/// As many experiments are named.
const MOST_EXPERIMENTS: usize = 3;

/// What is known of the runs of a report. The columns of its table have to be loaded; those that are not are taken for missing.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    /// All runs.
    pub runs: &'a RunTable,
    /// The rows of those that the report is about, in the order of their table.
    pub rows: &'a [u32],
    /// What they are judged by, and which way it gets better; `None` where no metric tells them apart.
    pub target: Option<(ColumnName, Goal)>,
    /// Which params matter, in a sentence.
    pub importance: Option<String>,
    /// Params in the order of their importance; others follow.
    pub important: &'a [ColumnName],
    /// A next configuration.
    pub next: Option<&'a Proposal>,
}

impl Findings<'_> {
    /// Says it in paragraphs.
    pub fn tell(&self, body: &mut ReportBody) {
        body.paragraph(&self.what());
        for sentence in [self.best(), self.importance.clone(), self.next()].into_iter().flatten() {
            body.paragraph(&sentence);
        }
    }

    /// The best runs, at most 50; the first ones where nothing tells which are best.
    pub fn table(&self) -> ReportTable {
        table::of(self)
    }

    fn what(&self) -> String {
        let experiments = self.experiments();
        let of = match &experiments[..] {
            [] => String::new(),
            names if names.len() <= MOST_EXPERIMENTS => format!(" of {}", names.join(", ")),
            names => format!(" of {} experiments", names.len()),
        };
        let params = self.differing(ColumnKind::Param).len();
        let metrics = self.differing(ColumnKind::Metric).len();
        format!(
            "{}{of}. They differ in {} and {}.",
            plural(self.rows.len(), "run"),
            plural(params, "param"),
            plural(metrics, "metric")
        )
    }

    fn experiments(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for row in self.rows {
            if let Some(name) = self.text(&ColumnName::attribute("experiment"), *row)
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// The rows that can be judged, the best first.
    fn ranked(&self) -> Vec<u32> {
        let Some((target, goal)) = &self.target else { return Vec::new() };
        let judged = |row: &u32| Some((self.number(target, *row).filter(|number| number.is_finite())?, *row));
        let judged: Vec<(f64, u32)> = self.rows.iter().filter_map(judged).collect();
        let ranked = sorted(judged, &mut |a, b| match goal {
            Goal::Minimise => a.0.total_cmp(&b.0),
            Goal::Maximise => b.0.total_cmp(&a.0),
        });
        ranked.into_iter().map(|(_, row)| row).collect()
    }

    fn best(&self) -> Option<String> {
        let (target, _) = self.target.as_ref()?;
        let row = *self.ranked().first()?;
        let params = self.differing(ColumnKind::Param);
        let told: Vec<String> = params
            .iter()
            .filter_map(|name| Some(format!("{} = {}", name.key, self.text(name, row)?)))
            .take(MOST_PARAMS)
            .collect();
        let with = if told.is_empty() { String::new() } else { format!(", with {}", told.join(", ")) };
        Some(format!("The best by {} is {} at {}{with}.", target.key, self.name(row), shown_number(self.number(target, row)?)))
    }

    fn next(&self) -> Option<String> {
        let proposal = self.next?;
        let params: Vec<String> =
            proposal.params.iter().take(MOST_PARAMS).map(|(name, value)| format!("{} = {value}", name.key)).collect();
        let expected = proposal.expected.map_or_else(String::new, |(mean, deviation)| {
            format!("; a forest expects {} ± {}", shown_number(mean), shown_number(deviation))
        });
        Some(format!("To try next: {}{expected}.", params.join(", ")))
    }

    fn name(&self, row: u32) -> String {
        let name = |key| self.text(&ColumnName::attribute(key), row);
        name("run_name").or_else(|| name("run_id")).unwrap_or_else(|| format!("run {}", row + 1))
    }

    fn text(&self, column: &ColumnName, row: u32) -> Option<String> {
        Some(self.runs.values(column).ok()??.text_at(row as usize)?.into_owned())
    }

    fn number(&self, column: &ColumnName, row: u32) -> Option<f64> {
        self.runs.column(column)?.typed().ok()?.number_at(row as usize)
    }

    /// The columns of a kind that differ between the runs that have a value: the important ones first, then in the order of the table.
    fn differing(&self, kind: ColumnKind) -> Vec<ColumnName> {
        let differs = |name: &ColumnName| {
            let Ok(Some(values)) = self.runs.values(name) else { return false };
            let mut texts = self.rows.iter().filter_map(|row| values.text_at(*row as usize));
            let Some(first) = texts.next() else { return false };
            texts.any(|text| text != first)
        };
        let names: Vec<ColumnName> =
            self.runs.of_kind(kind).map(|column| column.name().clone()).filter(|name| differs(name)).collect();
        let place = |name: &ColumnName| self.important.iter().position(|other| other == name).unwrap_or(usize::MAX);
        sorted(names, &mut |a, b| place(a).cmp(&place(b)))
    }
}

/// What a report is called that was given no title: by the experiment of its runs, where they have one.
pub fn report_title(runs: &RunTable, rows: &[u32]) -> String {
    let experiments = runs.values(&ColumnName::attribute("experiment")).ok().flatten();
    let mut names = rows.iter().filter_map(|row| experiments?.text_at(*row as usize));
    match names.next() {
        Some(first) if names.all(|name| name == first) => format!("Runs of {first}"),
        _ => "Experiment runs".to_owned(),
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use runloom_table::{Column, Values};

    use super::*;

    fn runs() -> RunTable {
        let mut runs = RunTable::new(3);
        runs.push(Column::loaded(ColumnName::attribute("run_name"), Values::from_texts([Some("a"), Some("b"), Some("<b>")])));
        runs.push(Column::loaded(ColumnName::param("lr"), Values::from_texts([Some("0.1"), Some("0.2"), None])));
        runs.push(Column::loaded(ColumnName::param("seed"), Values::from_texts([Some("1"), Some("1"), Some("1")])));
        runs.push(Column::loaded(ColumnName::metric("loss"), Values::from_reals([Some(0.5), Some(0.123_456), None])));
        runs
    }

    #[test]
    fn the_best_run_is_told_with_what_differs() {
        let runs = runs();
        let findings = Findings {
            runs: &runs,
            rows: &[0, 1, 2],
            target: Some((ColumnName::metric("loss"), Goal::Minimise)),
            importance: None,
            important: &[],
            next: None,
        };
        assert_eq!(findings.what(), "3 runs. They differ in 1 param and 1 metric.");
        assert_eq!(findings.best().as_deref(), Some("The best by loss is b at 0.1235, with lr = 0.2."));
        let table = findings.table();
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["run_name", "metrics.loss", "params.lr"]);
        let first: Vec<Option<&str>> = table.rows.iter().map(|row| row[0].as_deref()).collect();
        assert_eq!(first, [Some("b"), Some("a")]);
    }
}
