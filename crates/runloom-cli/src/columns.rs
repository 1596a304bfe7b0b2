use std::collections::BTreeSet;

use runloom_table::{ColumnKind, ColumnName, RunTable};

use crate::failure::Failure;
use crate::output::visible;
use crate::session::Session;

/// Attributes that are printed even where all runs agree.
const ALWAYS: [&str; 2] = ["run_id", "run_name"];
/// Attributes that say little to people or repeat another.
const SELDOM: [&str; 6] = ["artifact_uri", "end_time", "experiment_id", "lifecycle_stage", "source", "source_type"];
/// Tags that the tracker sets for itself.
const INTERNAL_TAGS: &str = "mlflow.";
/// Names that are alike enough to be proposed.
const ALIKE: f64 = 0.85;

/// The columns that `--columns` names, in its order.
pub(crate) fn named(requests: &[String], runs: &RunTable) -> Result<Vec<ColumnName>, Failure> {
    let mut names = Vec::new();
    for request in requests {
        // A name may itself hold commas.
        let whole = ColumnName::parse(request);
        if runs.column(&whole).is_some() {
            names.push(whole);
            continue;
        }
        for part in request.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            names.extend(expand(part, runs)?);
        }
    }
    if names.is_empty() {
        return Err(Failure::usage("--columns names no column", "give full names, as in --columns run_name,metrics.val_auc"));
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names)
}

fn expand(part: &str, runs: &RunTable) -> Result<Vec<ColumnName>, Failure> {
    let name = ColumnName::parse(part);
    if runs.column(&name).is_some() {
        return Ok(vec![name]);
    }
    let all = |kind: ColumnKind| runs.of_kind(kind).map(|column| column.name().clone());
    match part {
        "*" => Ok(ColumnKind::ALL.into_iter().flat_map(all).collect()),
        "attributes.*" => Ok(all(ColumnKind::Attribute).collect()),
        "params.*" => Ok(all(ColumnKind::Param).collect()),
        "metrics.*" => Ok(all(ColumnKind::Metric).collect()),
        "tags.*" => Ok(all(ColumnKind::Tag).collect()),
        _ => Err(unknown("--columns", part, runs)),
    }
}

/// What to say of a name that no column has.
pub(crate) fn unknown(option: &str, part: &str, runs: &RunTable) -> Failure {
    let key = ColumnName::parse(part).key.to_lowercase();
    let mut alike: Vec<(f64, String)> = runs
        .columns()
        .iter()
        .map(|column| {
            let same_key = column.name().key.to_lowercase() == key;
            let full = column.name().to_string();
            (if same_key { 2.0 } else { strsim::jaro_winkler(&full, part) }, full)
        })
        .filter(|(score, _)| *score > ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let names: Vec<_> = alike.iter().take(3).map(|(_, name)| format!("`{}`", visible(name))).collect();
    let help = if names.is_empty() {
        "`runloom info` lists the columns".to_owned()
    } else {
        format!("did you mean {}?", names.join(" or "))
    };
    Failure::usage(&format!("{option}: there is no column `{}`", visible(part)), &help)
}

/// What is printed unless columns are named: who the run is, and where the runs differ. Of fewer than two runs, everything but internals.
pub(crate) fn default(session: &mut Session) -> Result<Vec<ColumnName>, Failure> {
    let candidates: Vec<ColumnName> = session
        .dataset()
        .runs
        .columns()
        .iter()
        .map(|column| column.name().clone())
        .filter(|name| match name.kind {
            ColumnKind::Attribute => !SELDOM.contains(&name.key.as_str()),
            ColumnKind::Tag => !name.key.starts_with(INTERNAL_TAGS),
            ColumnKind::Param | ColumnKind::Metric => true,
        })
        .collect();
    let differs = |session: &Session, name: &ColumnName| session.dataset().runs.column(name).and_then(|c| c.summary().differs);
    let unknown: Vec<ColumnName> = candidates.iter().filter(|name| differs(session, name).is_none()).cloned().collect();
    session.load(&unknown)?;
    let few = session.dataset().runs.rows() < 2;
    let always = |name: &ColumnName| name.kind == ColumnKind::Attribute && ALWAYS.contains(&name.key.as_str());
    let mut names: Vec<ColumnName> =
        candidates.into_iter().filter(|name| few || always(name) || differs(session, name) == Some(true)).collect();
    names.sort_by_key(|name| (name.kind, ALWAYS.iter().position(|key| *key == name.key).unwrap_or(ALWAYS.len())));
    Ok(names)
}
