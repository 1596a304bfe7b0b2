use crate::design::Design;

/// Fewer runs than this say little.
const FEW_RUNS: usize = 20;

/// What a reader should know before believing importances of a design with these groups of twins, a sentence each.
pub(super) fn notes(design: &Design, twins: &[Vec<usize>]) -> Vec<String> {
    let runs = design.runs();
    let mut notes = Vec::new();
    if runs == 0 {
        notes.push("No run can be used, so nothing can be said.".to_owned());
    } else if runs == 1 {
        notes.push("Only one run can be used, and importance is about differences between runs.".to_owned());
    } else if design.target_is_constant() {
        notes.push("All runs have the same target, so there is nothing to explain.".to_owned());
    } else if runs < FEW_RUNS {
        notes.push(format!("With {runs} runs, most of this can be chance."));
    } else if design.features.len() * 2 > runs {
        notes.push(format!("With {} params and only {runs} runs, most of this can be chance.", design.features.len()));
    }
    if runs > 1 && design.features.is_empty() {
        notes.push("No param differs between the runs.".to_owned());
    }
    for group in twins {
        let names: Vec<&str> = group.iter().map(|at| design.features[*at].name.key.as_str()).collect();
        notes.push(format!("{} always change together; what one of them does is spread over all.", names.join(", ")));
    }
    if design.left_out.thinned > 0 {
        notes.push(format!("{runs} evenly spaced runs were looked at instead of {}.", runs + design.left_out.thinned));
    }
    notes
}
