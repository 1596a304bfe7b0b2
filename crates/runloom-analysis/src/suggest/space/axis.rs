use super::super::round::{Rounding, round};

/// The values that one feature may take in a search space.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Axis {
    /// From one end to the other; whole multiples of the step, where there is one.
    Range { low: f64, high: f64, log: bool, step: Option<f64> },
    /// One of these categories.
    Choices(Vec<f64>),
    /// This value.
    Fixed(f64),
    /// No value.
    Absent,
}

impl Axis {
    /// Whether there is anything to choose.
    pub(crate) fn is_free(&self) -> bool {
        match self {
            Self::Range { low, high, .. } => low < high,
            Self::Choices(values) => values.len() > 1,
            Self::Fixed(_) | Self::Absent => false,
        }
    }

    /// The value at a part of the way, 0 to 1; NaN where there is none.
    pub(crate) fn at(&self, part: f64) -> f64 {
        match self {
            &Self::Range { low, high, log, step } => {
                let half = step.unwrap_or(0.0) / 2.0;
                let log = log && low > half;
                let between = |from: f64, to: f64| from * (1.0 - part) + to * part;
                let value = if log {
                    libm::exp(between(libm::log(low - half), libm::log(high + half)))
                } else {
                    between(low - half, high + half)
                };
                let tidy = |way| round(value, if log { value / 10.0 } else { (high - low) / 10.0 }, way);
                let value = match (step, tidy(Rounding::Nearest)) {
                    (Some(step), _) => low + libm::round((value - low) / step) * step,
                    (None, rounded) if rounded > high => tidy(Rounding::Down),
                    (None, rounded) if rounded < low => tidy(Rounding::Up),
                    (None, rounded) => rounded,
                };
                value.clamp(low, high)
            }
            Self::Choices(values) => {
                let last = values.len().saturating_sub(1);
                values.get(((part * values.len() as f64) as usize).min(last)).copied().unwrap_or(f64::NAN)
            }
            Self::Fixed(value) => *value,
            Self::Absent => f64::NAN,
        }
    }

    /// Which part of the way a value is; 0 to 1.
    pub(crate) fn part(&self, value: f64) -> f64 {
        let part = match self {
            &Self::Range { low, high, log, .. } if log && low > 0.0 => {
                (libm::log(value) - libm::log(low)) / (libm::log(high) - libm::log(low))
            }
            Self::Range { low, high, .. } => (value * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5),
            Self::Choices(values) => {
                let place = values.iter().position(|other| other.to_bits() == value.to_bits()).unwrap_or(0);
                (place as f64 + 0.5) / values.len().max(1) as f64
            }
            Self::Fixed(_) | Self::Absent => 0.0,
        };
        if part.is_nan() { 0.0 } else { part.clamp(0.0, 1.0) }
    }

    /// Whether a value may be taken.
    pub(crate) fn holds(&self, value: f64) -> bool {
        match self {
            Self::Range { low, high, .. } => (*low..=*high).contains(&value),
            Self::Choices(values) => values.iter().any(|other| other.to_bits() == value.to_bits()),
            Self::Fixed(only) => only.to_bits() == value.to_bits(),
            Self::Absent => value.is_nan(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes() -> [Axis; 4] {
        [
            Axis::Range { low: 1e-4, high: 0.3, log: true, step: None },
            Axis::Range { low: -2.5, high: 7.25, log: false, step: None },
            Axis::Range { low: 3.0, high: 9.0, log: false, step: Some(1.0) },
            Axis::Range { low: 1.0, high: 300.0, log: true, step: Some(1.0) },
        ]
    }

    #[test]
    fn values_lie_within_and_come_back() {
        for axis in axes() {
            for at in 0..=50 {
                let part = f64::from(at) / 50.0;
                let value = axis.at(part);
                assert!(axis.holds(value), "{axis:?} {value}");
                assert!((axis.part(value) - part).abs() < 0.2, "{axis:?} {part} {value}");
            }
            assert!(axis.holds(axis.at(0.0)) && axis.at(0.0) < axis.at(1.0));
        }
    }

    #[test]
    fn whole_numbers_have_equal_shares() {
        let [_, _, whole, _] = axes();
        let mut counts = [0; 7];
        for at in 0..7000 {
            counts[whole.at((f64::from(at) + 0.5) / 7000.0) as usize - 3] += 1;
        }
        assert_eq!(counts, [1000; 7]);
        let choices = Axis::Choices(vec![4.0, 7.0]);
        assert_eq!([0.0, 0.49, 0.5, 1.0].map(|part| choices.at(part).to_bits()), [4.0, 4.0, 7.0, 7.0].map(f64::to_bits));
        assert!(Axis::Choices(Vec::new()).at(0.5).is_nan());
    }
}
