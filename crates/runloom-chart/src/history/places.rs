use std::ops::Range;

/// How many tracks new places are compared with.
const LATEST: usize = 4;

/// Where points stand from left to right. Runs that were logged at the same steps share their places: eight bytes a point less, and one
/// search for the pixel columns instead of one a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    xs: Vec<f64>,
    /// Where places begin that are no part of those before.
    tracks: Vec<usize>,
}

impl Places {
    /// Keeps places, which go from left to right, and says where they begin.
    pub(crate) fn add(&mut self, new: &[f64]) -> usize {
        let mut end = self.xs.len();
        for &start in self.tracks.iter().rev().take(LATEST) {
            let track = self.xs.get(start..end).unwrap_or_default();
            let at = new.first().map_or(0, |first| track.partition_point(|x| x < first));
            let known = track.get(at..).unwrap_or_default();
            let (known, _) = known.split_at(known.len().min(new.len()));
            let (begin, rest) = new.split_at(known.len());
            if known == begin && (rest.is_empty() || end == self.xs.len()) {
                self.xs.extend_from_slice(rest);
                return start + at;
            }
            end = start;
        }
        self.tracks.push(self.xs.len());
        self.xs.extend_from_slice(new);
        self.xs.len() - new.len()
    }

    /// So many places from one on.
    pub(crate) fn get(&self, places: Range<usize>) -> &[f64] {
        self.xs.get(places).unwrap_or_default()
    }

    /// The places that the longest of those has which begin here, where they are the begin of a track; else `points` of them.
    pub(crate) fn longest(&self, start: usize, points: usize) -> &[f64] {
        let end = match self.tracks.binary_search(&start) {
            Ok(track) => self.tracks.get(track + 1).copied().unwrap_or(self.xs.len()),
            Err(_) => start + points,
        };
        self.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_places_are_kept_once() {
        let mut places = Places::default();
        assert_eq!(places.add(&[0.0, 1.0, 2.0]), 0);
        assert_eq!(places.add(&[0.0, 1.0]), 0, "a run that stopped early");
        assert_eq!(places.add(&[1.0, 2.0, 3.0, 4.0]), 1, "one that went on after a gap");
        assert_eq!(places.longest(0, 2), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(places.longest(1, 2), [1.0, 2.0]);
        assert_eq!(places.add(&[0.5, 1.0]), 5, "others");
        assert_eq!(places.add(&[0.0, 1.0, 2.0]), 0);
        assert_eq!(places.add(&[3.0, 4.0, 5.0]), 7, "nothing is put between tracks");
        assert_eq!(places.get(7..10), [3.0, 4.0, 5.0]);
        assert_eq!(places.get(5..99), [0.0; 0]);
    }
}
