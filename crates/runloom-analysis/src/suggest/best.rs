use runloom_table::sort_places;

/// The best tenth, but not fewer or more than this; as many as 25 are those that tree-structured Parzen estimators take (Bergstra et al.
/// 2011; Optuna's default).
const LEAST: usize = 10;
pub(crate) const MOST: usize = 25;

/// The best of some runs, the very best first: a tenth of them, at least 10 and at most 25, and no more than half; runs that equal the last of
/// them belong to them. `all` is how many runs there are where `target` stands for more; none of fewer than two runs.
pub(super) fn best_runs(target: &[f64], all: usize) -> Vec<usize> {
    let mut order: Vec<u32> = (0..target.len() as u32).collect();
    sort_places(&mut order, &mut |a, b| target[a as usize].total_cmp(&target[b as usize]).then(a.cmp(&b)));
    let count = all.div_ceil(10).clamp(LEAST, MOST).min(target.len() / 2);
    let Some(cut) = count.checked_sub(1).and_then(|last| order.get(last)).map(|run| target[*run as usize]) else {
        return Vec::new();
    };
    order.into_iter().map(|run| run as usize).take_while(|run| target[*run] <= cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_are_the_best() {
        let target = |runs: u32| (0..runs).map(f64::from).collect::<Vec<f64>>();
        let count = |runs: u32| best_runs(&target(runs), runs as usize).len();
        assert_eq!([0, 1, 2, 3, 10, 40, 150, 1000].map(count), [0, 0, 1, 1, 5, 10, 15, 25]);
        assert_eq!(best_runs(&[3.0, 1.0, 1.0, 1.0, 5.0], 5), [1, 2, 3]);
        assert_eq!(best_runs(&target(40), 4000).len(), 20);
    }
}
