/// How much of the space of one column lies below a threshold: the measure that marginals are taken over. It sums to 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// The part of runs without a value. They lie below all values.
    pub(crate) absent: f64,
    pub(crate) values: Spread,
}

/// How the values that are there are spread.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Spread {
    /// Evenly over an interval.
    Even { low: f64, high: f64 },
    /// Over the unit intervals around 0, 1, 2, …: how much of them lies below the end of each.
    Cells(Vec<f64>),
}

impl Measure {
    /// The part of the space below a threshold.
    pub(crate) fn below(&self, threshold: f64) -> f64 {
        if threshold == f64::NEG_INFINITY {
            return 0.0;
        }
        let of_values = match &self.values {
            Spread::Even { low, high } if threshold > *low => ((threshold * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5)).min(1.0),
            // Thresholds between categories lie half way.
            Spread::Cells(upto) if threshold >= 0.0 => upto.get(threshold as usize).copied().unwrap_or(1.0),
            _ => 0.0,
        };
        self.absent + (1.0 - self.absent) * of_values
    }

    /// The coordinate that a part of the space lies below, the reverse of [`Measure::below`].
    pub(crate) fn at(&self, below: f64) -> f64 {
        if below < self.absent {
            return ABSENT;
        }
        let of_values = (below - self.absent) / (1.0 - self.absent);
        match &self.values {
            Spread::Even { low, high } => low * (1.0 - of_values) + high * of_values,
            Spread::Cells(upto) => upto.partition_point(|upto| *upto <= of_values).min(upto.len().saturating_sub(1)) as f64,
        }
    }

    /// Cells of the given weights, at least one of which is positive.
    pub(crate) fn cells(absent: f64, weights: &[f64]) -> Self {
        let all: f64 = weights.iter().sum();
        let mut upto = 0.0;
        let mut add = |weight: &f64| {
            upto += weight / all;
            upto
        };
        Self { absent, values: Spread::Cells(weights.iter().map(&mut add).collect()) }
    }
}

/// The threshold between runs without a value and those with one.
pub(crate) const ABOVE_ABSENT: f64 = f64::MIN;
/// The coordinate of a run without a value.
pub(crate) const ABSENT: f64 = f64::NEG_INFINITY;
