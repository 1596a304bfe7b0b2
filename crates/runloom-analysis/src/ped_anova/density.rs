/// The weight of the uniform prior, in runs.
const PRIOR_WEIGHT: f64 = 1.0;
/// The least bandwidth: 1.64 of it reach half a cell, so that nine tenths of a kernel stay in its cell.
const LEAST_BANDWIDTH: f64 = 0.5 / 1.64;

/// The Parzen density of numbers over the cells of a grid: a normal kernel on each occupied cell, cut off at the ends of the grid, and a
/// prior as wide as the grid. Bandwidth by Scott's rule ("Multivariate Density Estimation", 1992) with the interquartile range.
pub(super) fn of_numbers(counts: &[u32]) -> Vec<f64> {
    let occupied: Vec<(usize, f64)> = occupied(counts).collect();
    let total: f64 = occupied.iter().map(|(_, count)| count).sum();
    let kernel = Kernel::new(bandwidth(&occupied, total), counts.len());
    let mut density = prior(counts.len());
    let all = total + PRIOR_WEIGHT;
    for mass in &mut density {
        *mass *= PRIOR_WEIGHT / all;
    }
    for (centre, count) in occupied {
        let weight = count / all / kernel.inside(centre);
        for (cell, mass) in density.iter_mut().enumerate() {
            *mass += weight * kernel.mass(cell, centre);
        }
    }
    density
}

/// The same over categories: each kernel is 1 at its category, over a little everywhere, as in Optuna's tree-structured Parzen estimator.
pub(super) fn of_categories(counts: &[u32]) -> Vec<f64> {
    let categories = counts.len() as f64;
    let kernels = occupied(counts).count() as f64 + 1.0;
    let total: f64 = occupied(counts).map(|(_, count)| count).sum::<f64>() + PRIOR_WEIGHT;
    let everywhere = PRIOR_WEIGHT / kernels;
    let row = everywhere * categories + 1.0;
    let base = (total - PRIOR_WEIGHT) / total * everywhere / row + PRIOR_WEIGHT / total / categories;
    counts.iter().map(|count| base + f64::from(*count) / total / row).collect()
}

fn occupied(counts: &[u32]) -> impl Iterator<Item = (usize, f64)> + '_ {
    counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(cell, count)| (cell, f64::from(*count)))
}

fn bandwidth(occupied: &[(usize, f64)], total: f64) -> f64 {
    let mean = occupied.iter().map(|(cell, count)| *cell as f64 * count).sum::<f64>() / total;
    let squares: f64 = occupied.iter().map(|(cell, count)| (*cell as f64 - mean) * (*cell as f64 - mean) * count).sum();
    let deviation = libm::sqrt(squares / libm::fmax(total - 1.0, 1.0));
    let mut below = 0.0;
    let cumulated: Vec<(f64, f64)> = occupied
        .iter()
        .map(|(cell, count)| {
            below += count;
            (*cell as f64, below)
        })
        .collect();
    let (lower, upper) = (libm::floor(total / 4.0), libm::floor(total * 3.0 / 4.0));
    let last = cumulated.last().map_or(0.0, |(cell, _)| *cell);
    let quartile = |found: Option<&(f64, f64)>| found.map_or(last, |(cell, _)| *cell);
    let first_quartile = quartile(cumulated.iter().find(|(_, upto)| *upto >= lower));
    let third_quartile = quartile(cumulated.iter().find(|(_, upto)| *upto > upper));
    let spread = libm::fmin((third_quartile - first_quartile) / 1.34, deviation);
    libm::fmax(1.059 * spread * libm::pow(total, -0.2), LEAST_BANDWIDTH)
}

/// A normal distribution over cells, by the distance of a cell from its centre.
struct Kernel {
    of_distance: Vec<f64>,
}

impl Kernel {
    fn new(bandwidth: f64, cells: usize) -> Self {
        let upper_tail = |z: f64| 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
        let mass = |distance: usize| {
            let centre = distance as f64;
            match distance {
                0 => libm::erf(0.5 / bandwidth * std::f64::consts::FRAC_1_SQRT_2),
                _ => upper_tail((centre - 0.5) / bandwidth) - upper_tail((centre + 0.5) / bandwidth),
            }
        };
        Self { of_distance: (0..cells).map(mass).collect() }
    }

    fn mass(&self, cell: usize, centre: usize) -> f64 {
        self.of_distance.get(cell.abs_diff(centre)).copied().unwrap_or(0.0)
    }

    /// How much of the kernel lies on the grid.
    fn inside(&self, centre: usize) -> f64 {
        (0..self.of_distance.len()).map(|cell| self.mass(cell, centre)).sum()
    }
}

/// A normal distribution around the middle of the grid, with the width of the grid as its deviation, cut off at its ends.
fn prior(cells: usize) -> Vec<f64> {
    let (middle, deviation) = ((cells as f64 - 1.0) / 2.0, cells as f64);
    let below = |place: f64| 0.5 * libm::erf((place - middle) / deviation * std::f64::consts::FRAC_1_SQRT_2);
    let inside = below(cells as f64 - 0.5) - below(-0.5);
    (0..cells).map(|cell| (below(cell as f64 + 0.5) - below(cell as f64 - 0.5)) / inside).collect()
}
