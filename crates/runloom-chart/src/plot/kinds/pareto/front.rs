use runloom_table::sorted;

/// How many runs are looked at first, to pass over most of the others.
const SAMPLE: usize = 2000;

/// A run with two results, of both of which more is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) run: usize,
}

/// The candidates that no other beats: is at least as good in both and better in one. Those with the best `x` first; equal ones all stay.
///
/// A sweep over the candidates in order (Kung, Luccio and Preparata 1975, "On finding the maxima of a set of vectors"), O(n log n);
/// of many, those that the front of a sample beats are not sorted.
pub(super) fn front(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let every = candidates.len() / SAMPLE;
    if every < 2 {
        return sweep(candidates);
    }
    let known = sweep(candidates.iter().step_by(every).copied().collect());
    let is_beaten = |one: &Candidate| {
        let better = known.partition_point(|other| other.x > one.x);
        known.get(..better).and_then(<[_]>::last).is_some_and(|other| other.y >= one.y)
    };
    sweep(candidates.into_iter().filter(|one| !is_beaten(one)).collect())
}

fn sweep(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let sorted = sorted(candidates, &mut |a, b| b.x.total_cmp(&a.x).then(b.y.total_cmp(&a.y)).then(a.run.cmp(&b.run)));
    let mut front: Vec<Candidate> = Vec::new();
    for one in sorted {
        if front.last().is_none_or(|last| one.y > last.y || (one.y >= last.y && one.x >= last.x)) {
            front.push(one);
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(points: &[(f64, f64)]) -> Vec<Candidate> {
        points.iter().enumerate().map(|(run, (x, y))| Candidate { x: *x + 0.0, y: *y + 0.0, run }).collect()
    }

    fn beats(a: &Candidate, b: &Candidate) -> bool {
        a.x >= b.x && a.y >= b.y && (a.x > b.x || a.y > b.y)
    }

    #[test]
    fn equal_runs_all_stay() {
        let runs = |points: &[(f64, f64)]| front(all(points)).iter().map(|one| one.run).collect::<Vec<_>>();
        assert_eq!(runs(&[(1.0, 1.0), (2.0, 0.0), (1.0, 1.0), (1.0, 0.5), (0.5, 1.0)]), [1, 0, 2]);
        assert_eq!(runs(&[]), [0usize; 0]);
    }

    proptest! {
        #[test]
        fn nobody_beats_the_front(points in proptest::collection::vec((0i32..40, 0i32..40), 0..9000)) {
            let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
            let candidates = all(&points);
            let front = front(candidates.clone());
            let on_front = |one: &Candidate| front.iter().any(|other| other.run == one.run);
            for one in &candidates {
                prop_assert_eq!(on_front(one), !front.iter().any(|other| beats(other, one)), "{:?}", one);
            }
        }
    }
}
