#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use super::lanes::{Sums, minus, plus, times};
use super::trace::Trace;
use crate::Colour;
use crate::raster::{LineCanvas, ONE_RUN, Tone, blend};

/// The finest part of a run's weight in one column.
const FINEST: u32 = 1024;

/// The opacity of a single run in grey and in colour, and of the faintest part of one.
const LEAST_CONTEXT: u8 = 105;
const LEAST_FOCUS: u8 = 85;
const LEAST_PART: u8 = 26;

/// Columns that are summed together.
const TILE: usize = 4;

/// The most bytes of [`Density::spans`], which bounds how many runs are held before they are summed.
const MOST_SPAN_BYTES: usize = 1 << 19;

/// What a pixel holds of runs. Sums wrap.
pub(crate) trait Share: Copy + Default {
    /// Of one run whose weight is 1.
    fn of(colour: Colour) -> Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn times(self, factor: u32) -> Self;
    fn weight(self) -> u32;
    /// The mean colour, where that is known.
    fn mean(self) -> Option<[u8; 3]>;
}

/// Their weight, where all have one colour.
impl Share for u32 {
    fn of(_: Colour) -> Self {
        1
    }

    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    fn times(self, factor: u32) -> Self {
        self.wrapping_mul(factor)
    }

    fn weight(self) -> u32 {
        self
    }

    fn mean(self) -> Option<[u8; 3]> {
        None
    }
}

/// Their weight, and red, green and blue as often as they weigh.
impl Share for Sums {
    fn of(colour: Colour) -> Self {
        Self([1, u32::from(colour.r), u32::from(colour.g), u32::from(colour.b)])
    }

    fn plus(self, other: Self) -> Self {
        plus(self, other)
    }

    fn minus(self, other: Self) -> Self {
        minus(self, other)
    }

    fn times(self, factor: u32) -> Self {
        times(self, factor)
    }

    fn weight(self) -> u32 {
        self.0[0]
    }

    fn mean(self) -> Option<[u8; 3]> {
        let Self([weight, red, green, blue]) = self;
        // Sums are below 2^32 and the half keeps quotients off whole numbers: the same everywhere.
        let per = 1.0 / f64::from(weight);
        Some([red, green, blue].map(|sum| ((f64::from(sum) + 0.5) * per) as u8))
    }
}

/// Many runs as the share of them that passes through each pixel: every run puts the same weight into every column that it crosses, however
/// steep it is there (Moritz and Fisher, "Visualizing a million time series with the density line chart", 2018). Integers only.
pub(crate) struct Density<S> {
    columns: usize,
    rows: usize,
    /// The weight of one run in one column.
    one: u32,
    /// The weight of each pixel of a run that holds so many of a column, and what does not divide.
    parts: Vec<[u32; 2]>,
    /// What one of each of the runs that are held weighs.
    shares: Vec<S>,
    /// The rows of each column that each of these runs holds, run by run.
    spans: Vec<Span>,
    /// Differences down each column, column by column, one row more than there are.
    sums: Vec<S>,
    /// A curve with its straight lines filled in.
    tops: Vec<i32>,
    bottoms: Vec<i32>,
}

/// Rows from one to before another, the first in the lower half; none where that is the larger.
type Span = u32;

const NO_SPAN: Span = 0xffff;

impl<S: Share> Density<S> {
    /// An empty density for at most `runs` runs.
    pub(crate) fn new(columns: usize, rows: usize, runs: usize) -> Self {
        let most = (u64::from(u32::MAX) / 256 / runs.max(1) as u64).clamp(1, u64::from(FINEST)) as u32;
        let one = 1 << most.ilog2();
        let parts = (0..=rows as u32).map(|rows| [one / rows.max(1), one % rows.max(1)]).collect();
        let held = columns.saturating_mul(runs).min(MOST_SPAN_BYTES / size_of::<Span>());
        Self {
            columns,
            rows,
            one,
            parts,
            shares: Vec::new(),
            spans: Vec::with_capacity(held),
            sums: vec![S::default(); columns * (rows + 1)],
            tops: Vec::new(),
            bottoms: Vec::new(),
        }
    }

    /// Begins the next run.
    pub(crate) fn pen(&mut self, colour: Colour) {
        if (self.spans.len() + self.columns) * size_of::<Span>() > MOST_SPAN_BYTES {
            self.sum();
        }
        self.shares.push(S::of(colour));
        self.spans.resize(self.spans.len() + self.columns, NO_SPAN);
    }

    /// Adds a part of the run: every column holds its points and the way half to those of the next ones.
    pub(crate) fn add(&mut self, trace: &Trace<'_>) {
        let Some(&start) = trace.columns.first() else { return };
        let at = self.spans.len().saturating_sub(self.columns) + start as usize;
        let spans = self.spans.get_mut(at..).unwrap_or_default();
        if trace.lines.is_empty() {
            join(spans, trace.tops, trace.bottoms);
        } else {
            fill(&mut self.tops, trace, trace.tops);
            fill(&mut self.bottoms, trace, trace.bottoms);
            join(spans, &self.tops, &self.bottoms);
        }
    }

    /// Adds the runs that are held to the sums.
    fn sum(&mut self) {
        let height = self.rows + 1;
        for (tile, sums) in self.sums.chunks_mut(TILE * height).enumerate() {
            for (spans, share) in self.spans.chunks(self.columns.max(1)).zip(&self.shares) {
                let spans = spans.get(tile * TILE..).unwrap_or_default();
                for (column, span) in spans.iter().take(TILE).enumerate() {
                    let (first, end) = ((span & 0xffff) as usize, (span >> 16) as usize);
                    let Some([weight, rest]) = self.parts.get(end.wrapping_sub(first)).copied() else { continue };
                    let (whole, rest) = (share.times(weight), share.times(rest));
                    let at = column * height;
                    // What does not divide stands in the first row.
                    if let Some([row, next]) = sums.get_mut(at + first..).and_then(<[_]>::first_chunk_mut) {
                        *row = row.plus(whole.plus(rest));
                        *next = next.minus(rest);
                    }
                    if let Some(row) = sums.get_mut(at + end) {
                        *row = row.minus(whole);
                    }
                }
            }
        }
        self.shares.clear();
        self.spans.clear();
    }

    /// Makes weights and mean colours of `rows` rows, without so many above these.
    pub(crate) fn finish(mut self, above: usize, rows: usize) -> Finished {
        self.sum();
        let size = self.columns * rows;
        let mut weights = vec![0; size];
        let mut colours = vec![[0; 3]; if S::default().mean().is_some() { size } else { 0 }];
        for (column, sums) in self.sums.chunks(self.rows + 1).enumerate() {
            let mut running = sums.iter().take(above).fold(S::default(), |running, sums| running.plus(*sums));
            let pixels = column * rows..(column + 1) * rows;
            let weights = weights.get_mut(pixels.clone()).unwrap_or_default();
            let mut colours = colours.get_mut(pixels).unwrap_or_default().iter_mut();
            for (weight, sums) in weights.iter_mut().zip(sums.get(above..).unwrap_or_default()) {
                running = running.plus(*sums);
                *weight = running.weight();
                let colour = colours.next();
                if let (Some(colour), true) = (colour, *weight != 0) {
                    *colour = running.mean().unwrap_or_default();
                }
            }
        }
        Finished { one: self.one, weights, colours }
    }
}

/// Puts heights into spans, each column with the way half to those of its neighbours.
fn join(spans: &mut [Span], tops: &[i32], bottoms: &[i32]) {
    let (Some(last), Some(spans)) = (tops.len().checked_sub(1), spans.get_mut(..tops.len())) else { return };
    let (Some((top, tops_after)), Some((bottom, bottoms_after))) = (tops.split_first(), bottoms.split_first()) else { return };
    // Where they overlap halves of the way change nothing.
    let half = |a: i32, b: i32| (a + b) >> 1;
    for ((((span, top), bottom), next_top), next_bottom) in
        spans.iter_mut().zip(tops).zip(bottoms).zip(tops_after).zip(bottoms_after)
    {
        *span = wider(*span, (*top).min(half(*top, *next_bottom)), (*bottom).max(half(*bottom, *next_top)));
    }
    let after = spans.get_mut(1..).unwrap_or_default();
    for ((((span, top), bottom), next_top), next_bottom) in
        after.iter_mut().zip(tops).zip(bottoms).zip(tops_after).zip(bottoms_after)
    {
        *span = wider(*span, (*next_top).min(half(*bottom, *next_top)), (*next_bottom).max(half(*top, *next_bottom)));
    }
    if let (0, [span]) = (last, spans) {
        *span = wider(*span, *top, *bottom);
    }
}

/// A span with the rows that heights from `upper` to `lower` touch.
fn wider(span: Span, upper: i32, lower: i32) -> Span {
    let (first, end) = ((span & 0xffff) as i32, (span >> 16) as i32);
    ((upper >> 4).min(first) | ((lower >> 4) + 1).max(end) << 16) as Span
}

/// The heights of a curve in all columns from its first to its last, straight lines filled in.
fn fill(filled: &mut Vec<i32>, trace: &Trace<'_>, heights: &[i32]) {
    filled.clear();
    let mut from = 0;
    for line in trace.lines {
        let upto = line.behind + 1;
        filled.extend_from_slice(heights.get(from..upto).unwrap_or_default());
        let columns = trace.columns.get(upto).zip(trace.columns.get(line.behind)).map_or(0, |(next, column)| next - column);
        let step = (i64::from(line.to - line.from) << 16) / i64::from(columns.max(1));
        let mut y = (i64::from(line.from) << 16) + (1 << 15);
        filled.extend((1..columns).map(|_| {
            y += step;
            (y >> 16) as i32
        }));
        from = upto;
    }
    filled.extend_from_slice(heights.get(from..).unwrap_or_default());
}

/// Weights and mean colours, column by column from the left; no colours where all runs have the same.
pub(crate) struct Finished {
    one: u32,
    pub(crate) weights: Vec<u32>,
    colours: Vec<[u8; 3]>,
}

impl Finished {
    fn tone(&self, least: u8) -> Tone {
        Tone::of(self.weights.iter().map(|weight| self.in_runs(*weight)), least, 255)
    }

    /// A weight in the unit of [`Tone`].
    fn in_runs(&self, weight: u32) -> u32 {
        ((u64::from(weight) * u64::from(ONE_RUN)) >> self.one.trailing_zeros()) as u32
    }

    fn alpha(&self, tone: &Tone, at: usize) -> u8 {
        match self.weights.get(at).copied().unwrap_or_default() {
            0 => 0,
            weight => tone.alpha(self.in_runs(weight)).max(LEAST_PART),
        }
    }
}

/// Draws grey context and focus into an empty canvas whose pixels lie column by column: `rows` of each, without so many above these. Each has the
/// colour that its runs have where they all have the same. Columns are `wide` pixels wide.
pub(crate) fn draw(
    context: Option<(&Finished, Colour)>,
    focus: Option<(&Finished, Colour)>,
    canvas: &mut LineCanvas,
    wide: usize,
    above: usize,
    rows: usize,
) {
    let context = context.map(|(density, grey)| (density, density.tone(LEAST_CONTEXT), grey));
    let focus = focus.map(|(density, colour)| (density, density.tone(LEAST_FOCUS), [colour.r, colour.g, colour.b]));
    let height = canvas.height.max(1);
    for (column, pixels) in canvas.pixels.chunks_mut(wide * height).enumerate() {
        let (pixels, same) = pixels.split_at_mut(height.min(pixels.len()));
        for (at, pixel) in (column * rows..(column + 1) * rows).zip(pixels.iter_mut().skip(above)) {
            let (grey, beneath) =
                context.as_ref().map_or((Colour::rgb(0), 0), |(density, tone, grey)| (*grey, density.alpha(tone, at)));
            let over = focus.as_ref().map_or(0, |(density, tone, _)| density.alpha(tone, at));
            if beneath | over != 0 {
                let rgb = focus.as_ref().map(|(density, _, flat)| *density.colours.get(at).unwrap_or(flat));
                *pixel = blend(rgb.unwrap_or_default(), over, grey, beneath).to_le_bytes();
            }
        }
        same.chunks_exact_mut(height).for_each(|same| same.copy_from_slice(pixels));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::trace::Line;

    fn add<S: Share>(density: &mut Density<S>, columns: &[u32], ends: &[(i32, i32)], with_line: bool) {
        let (tops, bottoms): (Vec<i32>, Vec<i32>) = ends.iter().copied().unzip();
        let line = Line { behind: 0, from: bottoms[0], to: tops[tops.len() - 1] };
        let lines = if with_line { std::slice::from_ref(&line) } else { &[] };
        density.add(&Trace { columns, tops: &tops, bottoms: &bottoms, lines, is_dot: false });
    }

    #[test]
    fn every_column_sums_to_the_runs_that_cross_it() {
        let mut density = Density::<Sums>::new(20, 60, 3);
        let one = u64::from(density.one);
        for (index, colour) in [0x00ff_0000, 0x0000_ff00, 0x0000_00ff].into_iter().enumerate() {
            density.pen(Colour::rgb(colour));
            let y = 60 + index as i32 * 100;
            add(&mut density, &[0, 19], &[(y, y + 333), (880 - y, 880 - y)], true);
        }
        let finished = density.finish(0, 60);
        for column in finished.weights.chunks(60) {
            assert_eq!(column.iter().map(|weight| u64::from(*weight)).sum::<u64>(), 3 * one);
        }
    }

    #[test]
    fn colours_are_means() {
        let mut density = Density::<Sums>::new(1, 6, 2);
        for colour in [0x0064_0a00, 0x00c8_0a00] {
            density.pen(Colour::rgb(colour));
            add(&mut density, &[0], &[(48, 48)], false);
        }
        add(&mut density, &[9], &[(0, 16)], false);
        let finished = density.finish(2, 3);
        assert_eq!(finished.colours[1], [150, 10, 0]);
        assert_eq!(finished.weights, [0, density_of_two(), 0]);
    }

    fn density_of_two() -> u32 {
        2 * Density::<u32>::new(1, 1, 2).one
    }

    #[test]
    fn runs_are_summed_before_they_take_much_room() {
        let columns = 1 << 16;
        let mut density = Density::<Sums>::new(columns, 2, 100);
        for _ in 0..100 {
            density.pen(Colour::rgb(0x0010_2030));
            add(&mut density, &[0, 1], &[(0, 0), (16, 16)], false);
            assert!(density.spans.capacity() * size_of::<Span>() <= 2 * MOST_SPAN_BYTES);
        }
        let one = density.one;
        let finished = density.finish(0, 2);
        assert_eq!((finished.weights[2] + finished.weights[3], finished.colours[3]), (100 * one, [16, 32, 48]));
    }
}
