//! What is asked about params: `importance.target=metrics.val_auc`, `importance.method=ped-anova`.

use runloom_analysis::Method;
use runloom_table::ColumnName;

use super::encode::piece;
use crate::ImportanceView;

/// Everything that is not as on a new page: keys and encoded values.
pub(super) fn write_importance(importance: &ImportanceView) -> impl Iterator<Item = (&'static str, String)> {
    let target = importance.target.as_ref().map(|target| ("importance.target", piece(&target.to_string())));
    let goal = importance.goal.map(|goal| ("importance.goal", goal.word().to_owned()));
    let method = Some(importance.method).filter(|method| *method != Method::default());
    let method = method.map(|method| ("importance.method", method.word().to_owned()));
    let both = |[first, second]: &[ColumnName; 2]| format!("{},{}", piece(&first.to_string()), piece(&second.to_string()));
    let pair = importance.pair.as_ref().map(|pair| ("importance.pair", both(pair)));
    let best = importance.best_percent.map(|percent| ("importance.best", percent.to_string()));
    [target, goal, method, best, pair].into_iter().flatten()
}
