//! Conditions on the data sets of runs: each asks whether any data set of the run fulfils it.

use runloom_table::{RowMask, Values};
use serde::Deserialize;

use super::constant::holds;
use super::list::Members;
use super::pattern::Matcher;
use super::vector::test_distinct;
use super::{EvaluateError, Scope, test};
use crate::tree::{Predicate, Test};

/// One data set of a run, as the column `dataset` holds it.
#[derive(Deserialize)]
struct RunDataset {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    digest: Option<String>,
    #[serde(default)]
    context: Option<String>,
}

impl RunDataset {
    fn field(&self, key: &str) -> Option<&str> {
        match key {
            "name" => self.name.as_deref(),
            "digest" => self.digest.as_deref(),
            _ => self.context.as_deref(),
        }
    }
}

/// What each data set of a run has under a key.
pub(crate) fn fields_of_datasets(json: &str, key: &str) -> Vec<String> {
    let datasets: Vec<RunDataset> = serde_json::from_str(json).unwrap_or_default();
    datasets.iter().filter_map(|dataset| dataset.field(key).map(str::to_owned)).collect()
}

pub(crate) fn rows_of(scope: Scope<'_>, test: &Test, negated: bool) -> Result<RowMask, EvaluateError> {
    let rows = scope.rows();
    let is_null = matches!(test.predicate, Predicate::IsNull { .. });
    let column = test.subject.as_column().and_then(|column| scope.column(column).map(|found| (found, column)));
    let Some((found, column)) = column else {
        let all = is_null && !(matches!(test.predicate, Predicate::IsNull { negated: true }) ^ negated);
        return Ok(if all { RowMask::all(rows) } else { RowMask::none(rows) });
    };
    let Values::Text(texts) = found.values()? else { return Ok(RowMask::none(rows)) };
    let any = |fulfils: &dyn Fn(&str) -> bool| {
        test_distinct(texts, &|json| fields_of_datasets(json, &column.key).iter().any(|field| fulfils(field)))
    };
    Ok(match &test.predicate {
        Predicate::Compare(comparison, value) => {
            let Some(crate::tree::Literal::Text(wanted)) = value.as_literal() else { return Ok(RowMask::none(rows)) };
            any(&|text| holds(*comparison, text, wanted)).mask(negated)
        }
        Predicate::OneOf { values, negated: not } => {
            let members = Members::new(values);
            any(&|text| members.has_text(text) != *not).mask(negated)
        }
        Predicate::Matches { pattern, negated: not } => {
            let matcher = Matcher::new(pattern);
            let rows = any(&|text| matcher.matches(text) != *not).mask(negated);
            if matcher.is_exhausted() {
                return Err(test::too_much_work(test));
            }
            rows
        }
        Predicate::IsNull { negated: not } => {
            let mut wanted = any(&|_| true).mask(false);
            if *not == negated {
                wanted.not();
            }
            wanted
        }
        Predicate::Between { .. } | Predicate::IsNan { .. } | Predicate::Holds => RowMask::none(rows),
    })
}
