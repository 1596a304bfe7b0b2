use runloom_table::sort_places;

/// Which runs stand for all where there are more than `most`: every `⌈n / most⌉`th, and beside them the `keep_best` runs with the least
/// targets (of equal ones the first). Ascending; `None` where all are kept.
pub(super) fn thinned(target: &[f64], most: usize, keep_best: usize) -> Option<Vec<usize>> {
    let stride = target.len().div_ceil(most.max(1));
    if stride < 2 {
        return None;
    }
    let mut order: Vec<u32> = if keep_best > 0 { (0..target.len() as u32).collect() } else { Vec::new() };
    sort_places(&mut order, &mut |a, b| target[a as usize].total_cmp(&target[b as usize]).then(a.cmp(&b)));
    let mut keeps = vec![false; target.len()];
    keeps.iter_mut().step_by(stride).for_each(|keeps| *keeps = true);
    for run in order.into_iter().take(keep_best) {
        keeps[run as usize] = true;
    }
    Some((0..target.len()).filter(|run| keeps[*run]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stay() {
        let target: Vec<f64> = (0..20).map(|run| f64::from((run * 7 + 3) % 20)).collect();
        let kept = thinned(&target, 5, 3).unwrap();
        assert_eq!(kept, [0, 4, 8, 11, 12, 14, 16, 17]);
        assert_eq!([11, 14, 17].map(|run: usize| target[run] as u32), [0, 1, 2]);
        assert_eq!(thinned(&target, 5, 0).unwrap(), [0, 4, 8, 12, 16]);
        assert_eq!((thinned(&target, 20, 3), thinned(&[], 0, 1)), (None, None));
    }
}
