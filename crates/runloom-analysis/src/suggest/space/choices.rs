use super::super::chance::is_ruled_out;

/// Which of some categories remain: those that a best run has, and those that were tried too seldom to be ruled out. By category, how many
/// runs and how many of the best runs have it.
pub(super) fn kept(tried: &[(usize, usize)]) -> Vec<bool> {
    let all: usize = tried.iter().map(|(runs, _)| runs).sum();
    let best: usize = tried.iter().map(|(_, best)| best).sum();
    tried.iter().map(|(runs, found)| *found > 0 || !is_ruled_out(all, *runs, best)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tried_often_in_vain_goes() {
        assert_eq!(kept(&[(50, 10), (45, 0), (5, 0), (0, 0)]), [true, false, true, true]);
        assert_eq!(kept(&[(4, 2), (4, 0)]), [true, true]);
        assert_eq!(kept(&[]), []);
    }
}
