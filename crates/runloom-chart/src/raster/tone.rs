//! From weights to opacity: by logarithm, in integers, one run staying visible beside a million.

use super::weighted_line::ONE_RUN;

/// Fractional bits of [`Tone`]'s logarithms.
const FRACTION: u32 = 6;

/// Logarithm classes: 32 powers of two with 64 parts each.
const CLASSES: usize = 32 << FRACTION;

/// The opacity of a weight.
pub(crate) struct Tone {
    /// By logarithm class.
    alpha: Vec<u8>,
    least: u8,
}

/// How many pixels have what weight.
pub(crate) struct ToneCounts {
    /// By logarithm class.
    counts: Vec<u32>,
    filled: u64,
}

impl ToneCounts {
    pub(crate) fn new() -> Self {
        Self { counts: vec![0; CLASSES], filled: 0 }
    }

    /// Counts the pixels that are not empty.
    pub(crate) fn add(&mut self, weights: impl IntoIterator<Item = u32>) {
        for weight in weights.into_iter().filter(|weight| *weight >= ONE_RUN / 2) {
            self.counts[class(weight)] += 1;
            self.filled += 1;
        }
    }

    /// A tone map whose brightest weight is the one that 995 of 1,000 non-empty pixels do not exceed. `least` is the opacity of one run,
    /// `most` that of the brightest weights.
    pub(crate) fn tone(&self, least: u8, most: u8) -> Tone {
        let mut upto = 0u64;
        let brightest = self.counts.iter().position(|count| {
            upto += u64::from(*count);
            upto * 1000 >= self.filled * 995
        });
        let one = class(ONE_RUN);
        let span = brightest.unwrap_or(one).saturating_sub(one).max(3 << FRACTION) as u32;
        let alpha = (0..CLASSES).map(|class| {
            let above = (class.saturating_sub(one) as u32).min(span);
            // Half by logarithm, half by its square: crowds keep a gradient, single runs stay in sight.
            let part = u32::midpoint(above * span, above * above);
            (u32::from(least) + u32::from(most - least) * part / (span * span)) as u8
        });
        Tone { alpha: alpha.collect(), least }
    }
}

impl Tone {
    /// The tone map of these weights.
    pub(crate) fn of(weights: impl Iterator<Item = u32>, least: u8, most: u8) -> Self {
        let mut counts = ToneCounts::new();
        counts.add(weights);
        counts.tone(least, most)
    }

    /// The opacity of a weight; parts of a run are as much fainter.
    pub(crate) fn alpha(&self, weight: u32) -> u8 {
        if weight < ONE_RUN {
            return (u32::from(self.least) * weight / ONE_RUN) as u8;
        }
        self.alpha.get(class(weight)).copied().unwrap_or(u8::MAX)
    }
}

/// The base-2 logarithm in 64ths; linear between powers of two, which is off by at most 0.09.
fn class(weight: u32) -> usize {
    // The exponent and the first bits of the mantissa are just that.
    (f64::from(weight.max(1)).to_bits() >> (52 - FRACTION)) as usize - (1023 << FRACTION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_runs_are_never_fainter() {
        let tone = Tone::of([16, 32, 300_000, 4_000_000].into_iter(), 70, 250);
        let mut last = 0;
        for weight in (0..5_000_000).step_by(97) {
            let alpha = tone.alpha(weight);
            assert!(alpha >= last, "{weight}");
            last = alpha;
        }
        assert_eq!(tone.alpha(ONE_RUN), 70);
        assert_eq!(last, 250);
    }

    #[test]
    fn nothing_is_not_drawn() {
        assert_eq!(Tone::of(std::iter::empty(), 70, 250).alpha(0), 0);
    }
}
