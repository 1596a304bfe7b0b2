use runloom_report::{AxisView, View, ViewNote};
use runloom_table::{ColumnName, RunTable};

use crate::columns::unknown;
use crate::failure::Failure;
use crate::output::visible;

/// The axes that `--axes` names.
pub(super) fn named(requests: &[String], runs: &RunTable) -> Result<Vec<AxisView>, Failure> {
    let mut chosen = Vec::new();
    for request in requests {
        // A name may itself hold commas and colons.
        if let Some(axis) = plain(request, runs) {
            chosen.push(axis);
            continue;
        }
        for part in request.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match plain(part, runs) {
                Some(axis) => chosen.push(axis),
                None => chosen.extend(as_in_a_link("axes", "--axes", part, runs)?),
            }
        }
    }
    if chosen.is_empty() {
        return Err(Failure::usage("--axes names no column", "give full names, as in --axes params.lr,metrics.val_auc"));
    }
    Ok(chosen)
}

/// Puts brushes on their axes, or beside them on axes of their own.
pub(super) fn brush(axes: &mut Vec<AxisView>, brushes: Vec<AxisView>) {
    for brushed in brushes {
        match axes.iter_mut().find(|axis| axis.column == brushed.column) {
            Some(axis) => {
                axis.intervals.extend(brushed.intervals);
                axis.missing |= brushed.missing;
                axis.nan |= brushed.nan;
            }
            None => axes.push(brushed),
        }
    }
}

fn plain(text: &str, runs: &RunTable) -> Option<AxisView> {
    let name = ColumnName::parse(text);
    runs.column(&name).is_some().then(|| AxisView::new(name))
}

/// What the text means as the value of a key of a link.
pub(super) fn as_in_a_link(key: &str, option: &str, text: &str, runs: &RunTable) -> Result<Vec<AxisView>, Failure> {
    let (view, notes) = View::from_fragment(&format!("{key}={}", text.replace('&', "%26")));
    let axes = if key == "axes" { view.axes.unwrap_or_default() } else { view.brushes };
    if let Some(missing) = axes.iter().find(|axis| runs.column(&axis.column).is_none()) {
        return Err(unknown(option, &missing.column.to_string(), runs));
    }
    match notes.first() {
        Some(ViewNote { message, .. }) => Err(Failure::usage(
            &format!("{option} {}: {}", visible(text), visible(message)),
            "write it as in a link of the page: params.lr:log, params.max_depth:6..7, params.kernel:=rbf|linear",
        )),
        None => Ok(axes),
    }
}
