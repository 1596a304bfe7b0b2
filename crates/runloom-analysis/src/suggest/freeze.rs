use super::space::{End, Reach};
use super::words::{counted, number};
use crate::design::Design;
use crate::importance::{Importance, ParamImportance};

/// Of fewer runs it cannot be told that a param does nothing.
const LEAST_RUNS: usize = 50;
/// A param that may move the target by more than this part of what the best runs differ by is not frozen.
const MOST: f64 = 0.5;
/// How many standard deviations a uniform distribution is wide.
const WIDTH: f64 = 3.464_101_615_137_754_4;

/// What three methods say of the params.
pub(super) struct Judgements {
    /// Functional analysis of variance: what each does by itself.
    pub(super) alone: Importance,
    /// Permutation importance: what each does, with others too.
    pub(super) together: Importance,
    /// PED-ANOVA: what it takes to be among the best runs.
    pub(super) for_best: Importance,
}

/// What became of the question which params may be frozen.
pub(super) struct Freezing {
    /// By feature, why it may be frozen; `None` where it may not.
    pub(super) reasons: Vec<Option<String>>,
    /// Why no other may, in a sentence.
    pub(super) rest: String,
}

/// Which features do nothing that can be told from chance, and so may keep the best run's value.
///
/// There have to be 50 runs with the param. By all three methods it has to lie within what chance reaches, and the upper end of the
/// intervals at a variance that moves the target from one end to the other by no more than half of what the best and the last of the best runs
/// differ by: what decides among these can be a small part of the whole variance. (Permutation importance counts twice the variance that the param has a part in: Gregorutti,
/// Michel, Saint-Pierre, "Correlation and variable importance in random forests", 2017, §2.2.) The best runs must not be choosy about it
/// either. No method sees what a param does for another that says the same, so that such params are never frozen.
pub(super) fn freezing(design: &Design, judged: &Judgements, best: &[usize], reaches: &[Reach]) -> Freezing {
    let Judgements { alone, together, for_best } = judged;
    let of = |found: &Importance, feature: usize| -> Option<ParamImportance> {
        found.params.iter().find(|param| param.name == design.features[feature].name).cloned()
    };
    let has_twin = |feature: usize| alone.twins.iter().flatten().any(|name| *name == design.features[feature].name);
    let target = |run: Option<&usize>| run.map_or(0.0, |run| design.target[*run]);
    let differ = target(best.last()) - target(best.first());
    let variance = variance(&design.target);
    let mut reasons = Vec::new();
    let (mut few, mut doubtful) = (0, 0);
    for (feature, reach) in reaches.iter().enumerate() {
        let found = (of(alone, feature), of(together, feature), of(for_best, feature));
        let (Some(alone), Some(together), Some(for_best)) = found else {
            reasons.push(None);
            continue;
        };
        if reach.absence.is_some() {
            reasons.push(None);
            continue;
        }
        let is_choosy = reach.ends != (End::Kept, End::Kept) || !reach.ruled_out.is_empty();
        let in_noise = |param: &ParamImportance| param.importance <= param.noise_floor;
        let most = WIDTH * libm::sqrt(alone.high.max(together.high / 2.0).max(0.0) * variance);
        let is_known = !in_noise(&alone) || !in_noise(&together) || !in_noise(&for_best);
        if is_known || is_choosy || has_twin(feature) {
            reasons.push(None);
        } else if alone.runs < LEAST_RUNS {
            few += 1;
            reasons.push(None);
        } else if most > MOST * differ {
            doubtful += 1;
            reasons.push(None);
        } else {
            reasons.push(Some(format!(
                "What it does cannot be told from chance, and moves the target by at most about {}, while the best runs differ by {}; set \
                 to the best run's value.",
                number(most),
                number(differ)
            )));
        }
    }
    let frozen = reasons.iter().flatten().count();
    let rest = if design.target_is_constant() || design.features.is_empty() {
        "Nothing is known of what params do, so none is frozen.".to_owned()
    } else if few > 0 && frozen == 0 {
        format!("With fewer than {LEAST_RUNS} runs it cannot be told that a param does nothing, so none is frozen.")
    } else if doubtful + few > 0 {
        let are = if doubtful + few == 1 { "is" } else { "are" };
        let not = counted(doubtful + few, if frozen > 0 { "other param" } else { "param" });
        format!("{not} {are} within noise, but may still decide among the best runs; more runs would tell.")
    } else if frozen == 0 {
        "Every param does something that can be told from chance, or stands for another, so none is frozen.".to_owned()
    } else {
        "All other params do something that can be told from chance.".to_owned()
    };
    Freezing { reasons, rest }
}

fn variance(values: &[f64]) -> f64 {
    let count = values.len().max(1) as f64;
    let mean = values.iter().map(|value| value / count).sum::<f64>();
    values.iter().map(|value| (value - mean) * (value - mean) / count).sum()
}
