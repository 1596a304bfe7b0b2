//! What is asked about params: `importance.target=metrics.val_auc`, `importance.method=ped-anova`.

use runloom_analysis::Method;

use super::encode::piece;
use crate::ImportanceView;

/// Everything that is not as on a new page: keys and encoded values.
pub(super) fn write_importance(importance: &ImportanceView) -> impl Iterator<Item = (&'static str, String)> {
    let target = importance.target.as_ref().map(|target| ("importance.target", piece(&target.to_string())));
    let goal = importance.goal.map(|goal| ("importance.goal", goal.word().to_owned()));
    let method = Some(importance.method).filter(|method| *method != Method::default());
    let method = method.map(|method| ("importance.method", method.word().to_owned()));
    [target, goal, method].into_iter().flatten()
}
