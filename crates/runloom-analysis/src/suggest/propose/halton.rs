use crate::random::Random;

/// Digits are taken until they are worth less than this.
const LEAST_DIGIT: f64 = 1e-10;

/// Points that fill the unit cube evenly: Halton's sequence (Numerische Mathematik 2, 1960), one prime base a dimension, each digit replaced
/// by `a · digit + c` modulo the base for random `a` and `c` (the linear scrambling of Matoušek, "On the L2-discrepancy for anchored boxes",
/// Journal of Complexity 14, 1998).
pub(crate) struct Halton {
    dimensions: Vec<Dimension>,
    at: u64,
}

struct Dimension {
    base: u64,
    /// Of each digit, the lowest first: what it is multiplied by, and what is added.
    scrambles: Vec<(u64, u64)>,
}

impl Halton {
    /// The sequence of a seed in some dimensions, from its start.
    pub(crate) fn new(dimensions: usize, seed: u64) -> Self {
        let dimension = |(at, base): (usize, u64)| {
            let mut random = Random::new(seed, 7 << 32 | at as u64);
            let digits = libm::ceil(-libm::log(LEAST_DIGIT) / libm::log(base as f64)) as usize;
            let mut scramble = || (1 + u64::from(random.below(base as u32 - 1)), u64::from(random.below(base as u32)));
            Dimension { base, scrambles: (0..digits).map(|_| scramble()).collect() }
        };
        Self { dimensions: primes(dimensions).into_iter().enumerate().map(dimension).collect(), at: 0 }
    }

    /// The next point: one number from 0 on and below 1 a dimension.
    pub(crate) fn next_point(&mut self) -> Vec<f64> {
        self.at += 1;
        self.dimensions.iter().map(|dimension| dimension.place(self.at)).collect()
    }
}

impl Dimension {
    fn place(&self, mut index: u64) -> f64 {
        let (mut place, mut worth) = (0.0, 1.0);
        for (factor, shift) in &self.scrambles {
            worth /= self.base as f64;
            place += ((index % self.base * factor + shift) % self.base) as f64 * worth;
            index /= self.base;
        }
        place.min(1.0 - f64::EPSILON)
    }
}

/// The first primes.
fn primes(count: usize) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::with_capacity(count);
    let mut candidate = 2;
    while found.len() < count {
        if found.iter().take_while(|prime| *prime * *prime <= candidate).all(|prime| candidate % prime != 0) {
            found.push(candidate);
        }
        candidate += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fill_the_cube_evenly() {
        let mut points = Halton::new(3, 5);
        let mut cells = [[0_u32; 5]; 8];
        for _ in 0..400 {
            let point = points.next_point();
            assert!(point.iter().all(|place| (0.0..1.0).contains(place)));
            cells[(point[0] * 8.0) as usize][(point[2] * 5.0) as usize] += 1;
        }
        assert!(cells.iter().flatten().all(|count| *count == 10), "{cells:?}");
        assert_ne!(Halton::new(2, 1).next_point(), Halton::new(2, 2).next_point());
        assert_eq!(primes(6), [2, 3, 5, 7, 11, 13]);
    }
}
