/// How sure a narrowed range has to be to hold what it seems to hold.
const DOUBT: f64 = 0.05;

/// Which part of a range the values of `count` runs span at least, in 19 of 20 cases, where they lie evenly in it: the 5 % quantile of
/// Beta(count - 1, 2), the distribution of the range of a uniform sample (David and Nagaraja, "Order Statistics", 2003, §2.5). 0 for fewer
/// than two runs.
pub(super) fn spanned_part(count: usize) -> f64 {
    if count < 2 {
        return 0.0;
    }
    let k = count as f64;
    let below = |part: f64| k * libm::pow(part, k - 1.0) - (k - 1.0) * libm::pow(part, k);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if below(middle) < DOUBT { low = middle } else { high = middle }
    }
    low
}

/// The chance that none of `best` runs, drawn from `all`, is among `some` of these.
pub(super) fn none_among(all: usize, some: usize, best: usize) -> f64 {
    let left = |drawn: usize| (all.saturating_sub(some)).saturating_sub(drawn) as f64 / all.saturating_sub(drawn).max(1) as f64;
    (0..best.min(all)).map(left).product()
}

/// Whether so many runs were tried without one of them being among the best that it is no chance any more.
pub(super) fn is_ruled_out(all: usize, some: usize, best: usize) -> bool {
    none_among(all, some, best) < DOUBT
}

/// The chance that at least `found` of `best` runs, drawn from `all`, are among `some` of these (the upper tail of the hypergeometric
/// distribution).
pub(super) fn at_least(all: usize, some: usize, best: usize, found: usize) -> f64 {
    let choose = |n: usize, k: usize| {
        let (n, k) = (n as f64, k as f64);
        libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
    };
    let possible = |found: &usize| *found <= some && best - found <= all - some;
    let (some, best) = (some.min(all), best.min(all));
    let chance = |found: usize| libm::exp(choose(some, found) + choose(all - some, best - found) - choose(all, best));
    let sum: f64 = (found..=best).filter(possible).map(chance).sum();
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_samples() {
        // 1 - (1 - x)² = 0.05 of two, and tables of Beta(9, 2).
        assert!((spanned_part(2) - (1.0 - 0.95_f64.sqrt())).abs() < 1e-12);
        assert!((spanned_part(10) - 0.6058).abs() < 1e-4, "{}", spanned_part(10));
        assert!(spanned_part(1) == 0.0 && spanned_part(1000) > 0.995);
    }

    #[test]
    fn draws_without_replacement() {
        // 5 of 10: none of 2 is (8·7·6·5·4)/(10·9·8·7·6) = 2/9; at least one is the rest.
        assert!((none_among(10, 2, 5) - 2.0 / 9.0).abs() < 1e-12);
        assert!((at_least(10, 2, 5, 1) - 7.0 / 9.0).abs() < 1e-9);
        assert!((at_least(10, 2, 5, 2) - 2.0 / 9.0).abs() < 1e-9);
        assert!(at_least(10, 2, 5, 3) == 0.0 && (at_least(10, 10, 5, 5) - 1.0).abs() < 1e-9);
        assert!(none_among(0, 0, 0) > 0.999 && none_among(3, 5, 2) == 0.0);
        assert!(is_ruled_out(100, 40, 10) && !is_ruled_out(100, 20, 10));
    }
}
