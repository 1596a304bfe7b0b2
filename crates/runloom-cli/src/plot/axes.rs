use runloom_report::{AxisView, View, ViewNote};
use runloom_table::{ColumnName, RunTable};

use crate::columns::unknown;
use crate::failure::Failure;
use crate::output::visible;

/// The axes that `--axes` names, else the proposed ones, with the brushes of `--brush` on them, or beside them on axes of their own.
pub(super) fn chosen(
    axes: &[String],
    brushes: &[String],
    runs: &RunTable,
    proposed: &dyn Fn() -> Vec<ColumnName>,
) -> Result<Vec<AxisView>, Failure> {
    let mut chosen = Vec::new();
    for request in axes {
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
    if axes.is_empty() {
        chosen = proposed().into_iter().map(AxisView::new).collect();
    } else if chosen.is_empty() {
        return Err(Failure::usage("--axes names no column", "give full names, as in --axes params.lr,metrics.val_auc"));
    }
    for request in brushes {
        for brushed in as_in_a_link("brush", "--brush", request, runs)? {
            match chosen.iter_mut().find(|axis| axis.column == brushed.column) {
                Some(axis) => {
                    axis.intervals.extend(brushed.intervals);
                    axis.missing |= brushed.missing;
                    axis.nan |= brushed.nan;
                }
                None => chosen.push(brushed),
            }
        }
    }
    Ok(chosen)
}

fn plain(text: &str, runs: &RunTable) -> Option<AxisView> {
    let name = ColumnName::parse(text);
    runs.column(&name).is_some().then(|| AxisView::new(name))
}

/// What the text means as the value of a key of a link.
fn as_in_a_link(key: &str, option: &str, text: &str, runs: &RunTable) -> Result<Vec<AxisView>, Failure> {
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
