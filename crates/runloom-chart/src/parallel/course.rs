use crate::Point;
use crate::raster::ease;

/// The straight pieces of a curve between two axes.
const PIECES: usize = 16;

/// A line through points on neighbouring axes: as it is, or as curves that are level at the axes.
pub(super) fn course(points: &[Point], curved: bool) -> Vec<Point> {
    if !curved {
        return points.to_vec();
    }
    let mut course: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let pieces = if (to.y - from.y).abs() < 1.0 { 1 } else { PIECES };
        let place = |piece: usize| {
            let part = piece as f64 / pieces as f64;
            Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * ease(part))
        };
        course.extend((1..=pieces).map(place));
    }
    course
}
