use runloom_table::sort_reals;

/// How the best of a search came about, run by run.
#[derive(Clone, Debug, PartialEq)]
pub struct BestSoFar {
    /// How many runs there are.
    pub runs: usize,
    /// The runs that were better than all before them, by their place in the order, with their targets: the steps of the curve.
    pub steps: Vec<(usize, f64)>,
    /// By how much the best of the first half of the runs was improved on by the second half; 0 or more.
    pub gain_of_second_half: f64,
    /// By how much the best of all runs exceeds that of a random half of them, on average: what the last doubling of the number of runs brought if
    /// their order means nothing, and so about the most that another doubling can be expected to bring. 0 or more.
    pub gain_by_doubling: f64,
}

/// The curve of the best so far, of finite targets in the order of the runs, where smaller is better. `None` of fewer than two runs.
///
/// The mean of the least of a random half is exact: with targets in ascending order, the `i`th is the least of `m` of `n` with the
/// probability C(n − i, m − 1) / C(n, m).
pub fn best_so_far(targets: &[f64]) -> Option<BestSoFar> {
    if targets.len() < 2 {
        return None;
    }
    let mut steps: Vec<(usize, f64)> = Vec::new();
    for (place, target) in targets.iter().enumerate() {
        if steps.last().is_none_or(|(_, best)| target < best) {
            steps.push((place, *target));
        }
    }
    let best = steps.last()?.1;
    let half = targets.len() / 2;
    let best_of_half = steps.iter().take_while(|(place, _)| *place < half).last()?.1;
    let mut ordered = targets.to_vec();
    sort_reals(&mut ordered);
    let all = targets.len() as f64;
    let (mut chance, mut gain) = (half as f64 / all, 0.0);
    for (at, target) in ordered.iter().enumerate() {
        gain += chance * (target - best);
        let left = all - 1.0 - at as f64;
        chance *= if left > 0.0 { ((left - half as f64 + 1.0) / left).max(0.0) } else { 0.0 };
    }
    Some(BestSoFar { runs: targets.len(), steps, gain_of_second_half: best_of_half - best, gain_by_doubling: gain.max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_gains() {
        let found = best_so_far(&[5.0, 7.0, 3.0, 4.0, 1.0, 2.0]).unwrap();
        assert_eq!(found.steps, [(0, 5.0), (2, 3.0), (4, 1.0)]);
        assert!((found.gain_of_second_half - 2.0).abs() < 1e-12);
        // The least of three of 1, 2, 3, 4, 5, 7: 10, 6, 3, 1 of 20.
        assert!((found.gain_by_doubling - (f64::from(10 + 2 * 6 + 3 * 3 + 4) / 20.0 - 1.0)).abs() < 1e-12);
        assert_eq!(best_so_far(&[1.0]), None);
        assert!(best_so_far(&[2.0; 9]).unwrap().gain_by_doubling == 0.0);
    }
}
