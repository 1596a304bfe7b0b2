use runloom_analysis::SpaceValues;

/// A range of suggested values on the range of all that was tried: places from 0 to 1, on the scale of the param.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    low: f64,
    high: f64,
    log: bool,
    /// From where to where was tried.
    pub tried: (f64, f64),
    /// From where to where is suggested.
    pub kept: (f64, f64),
}

impl Strip {
    /// The strip of a range; `None` of other values.
    pub fn of(values: &SpaceValues) -> Option<Self> {
        let &SpaceValues::Range { low, high, log, tried, .. } = values else { return None };
        let (least, most) = (low.min(tried.0), high.max(tried.1));
        let mut strip = Self { low: least, high: most, log: log && least > 0.0, tried: (0.0, 1.0), kept: (0.0, 1.0) };
        strip.tried = (strip.place(tried.0), strip.place(tried.1));
        strip.kept = (strip.place(low), strip.place(high));
        Some(strip)
    }

    /// Where a value is, from 0 to 1; 0.5 where there is but one.
    pub fn place(&self, value: f64) -> f64 {
        let on_scale = |value: f64| if self.log { libm::log(value.max(f64::MIN_POSITIVE)) } else { value };
        let (low, high) = (on_scale(self.low), on_scale(self.high));
        let place = (on_scale(value) * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5);
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use runloom_analysis::End;

    use super::*;

    fn strip(low: f64, high: f64, log: bool, tried: (f64, f64)) -> Strip {
        Strip::of(&SpaceValues::Range { low, high, log, whole: false, tried, ends: (End::Narrowed, End::Widened) }).unwrap()
    }

    #[test]
    fn ranges_lie_within_what_was_tried_or_beyond() {
        let narrowed = strip(2.0, 4.0, false, (0.0, 8.0));
        assert_eq!((narrowed.tried, narrowed.kept), ((0.0, 1.0), (0.25, 0.5)));
        let widened = strip(0.01, 10.0, true, (0.001, 0.1));
        assert!((widened.tried.1 - 0.5).abs() < 1e-12 && (widened.kept.0 - 0.25).abs() < 1e-12, "{widened:?}");
        assert_eq!(strip(3.0, 3.0, false, (3.0, 3.0)).kept, (0.5, 0.5));
        assert_eq!(strip(-f64::MAX, f64::MAX, false, (0.0, 1.0)).tried, (0.5, 0.5));
        assert_eq!(Strip::of(&SpaceValues::LeftOut), None);
    }
}
