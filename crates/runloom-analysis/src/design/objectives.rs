use runloom_table::sort_places;

/// The non-dominated rank of each run by two objectives that are both to be minimised, from 0: a run of rank 0 is beaten by none, one of
/// rank 1 only by runs of rank 0, and so on (non-dominated sorting: Deb, Pratap, Agarwal, Meyarivan, "NSGA-II", 2002, §3.1). A run is
/// beaten by one that is as good in both and better in one. `None` where an objective is not a finite number.
///
/// As a target to be minimised, it asks what brings a run to the Pareto front, without weighing the objectives.
pub fn nondominated_ranks(first: &[f64], second: &[f64]) -> Vec<Option<f64>> {
    let mut order: Vec<u32> = (0..first.len().min(second.len()) as u32)
        .filter(|&run| first[run as usize].is_finite() && second[run as usize].is_finite())
        .collect();
    let of = |run: u32| (first[run as usize], second[run as usize]);
    sort_places(&mut order, &mut |a, b| of(a).0.total_cmp(&of(b).0).then(of(a).1.total_cmp(&of(b).1)));
    let mut ranks = vec![None; first.len()];
    // Of each front, its last run: the one with the least second objective, as runs come by the first. These rise from front to front.
    let mut fronts: Vec<(f64, f64)> = Vec::new();
    for run in order {
        let (x, y) = of(run);
        let front = fronts.partition_point(|(last_x, last_y)| *last_y < y || *last_y <= y && *last_x < x);
        match fronts.get_mut(front) {
            Some(last) => *last = (x, y),
            None => fronts.push((x, y)),
        }
        ranks[run as usize] = Some(front as f64);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn ranks_are_those_of_peeling(pairs in proptest::collection::vec((-4_i8..4, -4_i8..4), 0..40)) {
            let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(a, b)| (f64::from(a), f64::from(b))).unzip();
            let found = nondominated_ranks(&first, &second);
            let mut left: Vec<usize> = (0..first.len()).collect();
            let mut rank = 0.0;
            while !left.is_empty() {
                let beats = |a: usize, b: usize| first[a] <= first[b] && second[a] <= second[b] && (first[a] < first[b] || second[a] < second[b]);
                let front: Vec<usize> = left.iter().copied().filter(|&run| !left.iter().any(|&other| beats(other, run))).collect();
                for &run in &front {
                    proptest::prop_assert_eq!(found[run], Some(rank));
                }
                left.retain(|run| !front.contains(run));
                rank += 1.0;
            }
        }
    }

    #[test]
    fn what_is_no_number_has_no_rank() {
        assert_eq!(nondominated_ranks(&[1.0, f64::NAN, 2.0], &[1.0, 0.0, f64::INFINITY]), [Some(0.0), None, None]);
    }
}
