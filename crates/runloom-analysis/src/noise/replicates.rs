use std::collections::BTreeMap;

use crate::design::Design;
use crate::suggest::is_seed;

/// The runs of a design by configuration: runs with the same value, or none, in every param that differs between runs, but for params that are
/// named like a seed (`seed`, `random_state`, `fold`, `…_seed`) and texts that name each run (as paths and names do; see
/// [`crate::WhyUnjudged::NamesEachRun`]). Configurations stand in the order of their first run, and runs in order.
///
/// A number that happens to be different in every run, under another name, is no seed: it may be all that a sweep is about.
pub fn replicates(design: &Design) -> Vec<Vec<usize>> {
    let features: Vec<&[f64]> =
        design.features.iter().filter(|feature| !is_seed(&feature.name.key)).map(|feature| feature.values.as_slice()).collect();
    let bits = |value: f64| if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() };
    let mut group_of: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for run in 0..design.runs() {
        let key: Vec<u64> = features.iter().map(|values| bits(values[run])).collect();
        let group = *group_of.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(run);
    }
    groups
}
