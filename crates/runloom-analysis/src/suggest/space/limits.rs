/// Values that a param can hardly have, judged by those that it had.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Limits {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl Limits {
    /// Of a param whose values all lie from `low` to `high`, on a logarithmic scale if `log`. What is never negative has no negative values; whole numbers from 1 on stay at 1
    /// or above; parts of a whole (0 to 1) do not exceed it. Where no run was at 0 (or 1) itself, one goes half of the way there, since the
    /// limit itself may make no sense. A logarithmic scale never reaches 0.
    pub(super) fn of(low: f64, high: f64, whole: bool, log: bool) -> Self {
        let is_part = !whole && low >= 0.0 && high <= 1.0;
        Self {
            low: match low {
                _ if low < 0.0 => None,
                _ if whole => Some(low.min(1.0)),
                _ if log => None,
                _ => Some(low / 2.0),
            },
            high: is_part.then_some(f64::midpoint(high, 1.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_values_suggest() {
        let of = |low, high, whole| {
            let limits = Limits::of(low, high, whole, false);
            (limits.low, limits.high)
        };
        assert_eq!(of(0.0, 1.0, false), (Some(0.0), Some(1.0)));
        assert_eq!(of(0.5, 0.75, false), (Some(0.25), Some(0.875)));
        assert_eq!(of(0.0, 1.0, true), (Some(0.0), None));
        assert_eq!(of(3.0, 9.0, true), (Some(1.0), None));
        assert_eq!(of(-1.0, 1.0, false), (None, None));
        assert_eq!(of(2.0, 50.0, false), (Some(1.0), None));
        let log = Limits::of(1e-5, 0.5, false, true);
        assert_eq!((log.low, log.high), (None, Some(0.75)));
    }
}
