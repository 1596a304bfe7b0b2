//! Running means whose time does not grow with their width.

/// Sums of the widest window stay finite when values are this much smaller.
const SCALE: f64 = 1.0 / 512.0;

/// How many running means make a Gaussian one.
const PASSES: usize = 4;

/// How far four running means reach to either side, whose variances add up to that of a Gaussian (Kovesi, "Fast almost-Gaussian filtering", 2010).
pub(crate) fn reaches(sigma: f64) -> [usize; PASSES] {
    let passes = PASSES as f64;
    let ideal = libm::sqrt(12.0 * sigma * sigma / passes + 1.0);
    let reach = libm::floor((ideal - 1.0) / 2.0);
    let width = 2.0 * reach + 1.0;
    let narrow = (12.0 * sigma * sigma - passes * (width * width + 4.0 * width + 3.0)) / (-4.0 * width - 4.0);
    let narrow = libm::round(narrow).max(0.0) as usize;
    std::array::from_fn(|pass| reach as usize + usize::from(pass >= narrow))
}

/// Means over so many points to either side, one after the other; over those that are finite, at the ends over those that are there. Values
/// that are not finite are passed on.
pub(crate) fn means(values: &[f64], reaches: &[usize]) -> Vec<f64> {
    let beyond: usize = reaches.iter().sum();
    let sums = sums(values.iter().map(|value| if value.is_finite() { value * SCALE } else { 0.0 }), reaches);
    let all_finite = values.iter().all(|value| value.is_finite());
    let count = if all_finite { values.len().min(2 * beyond + 1) } else { values.len() };
    let weights = self::sums(
        (0..count).map(|at| f64::from(u8::from(all_finite || values.get(at).is_some_and(|v| v.is_finite())))),
        reaches,
    );
    let most = f64::MAX * SCALE;
    let last = values.len().saturating_sub(1);
    let mean = |(at, (value, sum)): (usize, (&f64, f64))| {
        if !value.is_finite() {
            return *value;
        }
        // Away from both ends all weights are equal.
        let at = if count == values.len() { at } else { at.min(last - at).min(beyond) };
        (sum / weights.get(at).copied().unwrap_or(1.0)).clamp(-most, most) / SCALE
    };
    values.iter().zip(sums).enumerate().map(mean).collect()
}

/// Running means of numbers that 0 follows and precedes.
fn sums(values: impl ExactSizeIterator<Item = f64>, reaches: &[usize]) -> Vec<f64> {
    let (beyond, count) = (reaches.iter().sum::<usize>(), values.len());
    let mut all = vec![0.0; count + 2 * beyond];
    all.iter_mut().skip(beyond).zip(values).for_each(|(to, value)| *to = value);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for reach in reaches {
        window_means(&mut all, *reach, &mut before, &mut after);
    }
    all.drain(..beyond);
    all.truncate(count);
    all
}

/// The mean of each value and `reach` to either side. Of blocks as long as the window, the values up to and those from each one on are summed:
/// two of these make a window, and nothing is ever taken away again.
fn window_means(values: &mut [f64], reach: usize, before: &mut Vec<f64>, after: &mut Vec<f64>) {
    let width = 2 * reach + 1;
    let per = 1.0 / width as f64;
    before.clear();
    after.clear();
    after.resize(values.len(), 0.0);
    for (block, after) in values.chunks(width).zip(after.chunks_mut(width)) {
        let mut sum = 0.0;
        before.extend(block.iter().map(|value| {
            sum += value;
            sum
        }));
        before.resize(before.len() + width - block.len(), sum);
        let mut sum = 0.0;
        for (value, after) in block.iter().zip(after).rev() {
            sum += value;
            *after = sum;
        }
    }
    before.resize(before.len() + width, 0.0);
    values.iter_mut().zip(before.iter().skip(reach)).take(reach).for_each(|(value, sum)| *value = sum * per);
    for (block, from) in after.chunks(width).enumerate() {
        let start = block * width;
        // A window that begins with a block ends with it.
        let upto = std::iter::once(&0.0).chain(before.iter().skip(start + width));
        for ((value, from), upto) in values.iter_mut().skip(start + reach).zip(from).zip(upto) {
            *value = (from + upto) * per;
        }
    }
}
