use super::{ImportanceOptions, Method};
use crate::association::eta_squared;
use crate::correlation::product_moment;
use crate::design::Design;
use crate::ped_anova::{CellCounter, ped_anova_of};
use crate::ranks::average_ranks;

/// Methods that look at the runs themselves, with all that can be computed once for all resamples.
pub(super) enum Direct {
    Cells(CellCounter),
    /// Of each feature: the runs that have it, and their ranks or categories.
    Ranks(Vec<(Vec<u32>, Vec<f64>)>),
}

impl Direct {
    pub(super) fn new(design: &Design, options: &ImportanceOptions) -> Option<Self> {
        match options.method {
            Method::PedAnova => Some(Self::Cells(CellCounter::of(design))),
            Method::Correlation => {
                let of = |feature: &crate::design::Feature| {
                    let (runs, values): (Vec<u32>, Vec<f64>) = feature
                        .values
                        .iter()
                        .enumerate()
                        .filter(|(_, value)| !value.is_nan())
                        .map(|(run, value)| (run as u32, *value))
                        .unzip();
                    let values = if feature.is_category() { values } else { average_ranks(&values) };
                    (runs, values)
                };
                Some(Self::Ranks(design.features.iter().map(of).collect()))
            }
            _ => None,
        }
    }

    /// The importance of each feature for a target (its values, or their ranks for correlation), each run counting as often as `counts` says.
    pub(super) fn importance(&self, design: &Design, options: &ImportanceOptions, target: &[f64], counts: &[u32]) -> Vec<f64> {
        match self {
            Self::Cells(cells) => ped_anova_of(design, cells, target, counts, &options.ped_anova),
            Self::Ranks(features) => {
                let of = |(feature, (runs, values)): (&crate::design::Feature, &(Vec<u32>, Vec<f64>))| {
                    let (mut x, mut y) = (Vec::new(), Vec::new());
                    for (run, value) in runs.iter().zip(values) {
                        for _ in 0..counts[*run as usize] {
                            x.push(*value);
                            y.push(target[*run as usize]);
                        }
                    }
                    let explained =
                        if feature.is_category() { eta_squared(&x, &y) } else { product_moment(&x, &y).map(|r| r * r) };
                    explained.unwrap_or(0.0)
                };
                design.features.iter().zip(features).map(of).collect()
            }
        }
    }
}
