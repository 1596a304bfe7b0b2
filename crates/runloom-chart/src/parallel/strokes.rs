use runloom_table::{RowMask, sorted};

use crate::run_colours::{NO_VALUE, RunColours};
use crate::{Colour, Palette};

/// Runs that are drawn as lines of their own, in drawing order, all in one manner.
pub(crate) struct Strokes {
    pub(crate) rows: Vec<usize>,
    /// `None` where each has its own.
    colour: Option<Colour>,
    opacity: u8,
    pub(crate) width_px: f64,
}

/// The thickness of runs in grey.
pub(crate) const CONTEXT_PX: f64 = 1.0;

/// The opacity of so many runs in grey.
pub(crate) fn context_opacity(lines: usize) -> u8 {
    opacity(lines, 215, 90)
}

/// The rows of one mask that are not in another.
pub(crate) fn without(rows: &RowMask, others: &RowMask) -> RowMask {
    let mut left = others.clone();
    left.not();
    left.and(rows);
    left
}

impl Strokes {
    /// The runs in grey.
    pub(crate) fn context(drawn: &RowMask, focus: &RowMask, palette: &Palette) -> Self {
        let rows = without(drawn, focus);
        let opacity = context_opacity(rows.count());
        Self { rows: rows.rows().collect(), colour: Some(palette.context), opacity, width_px: CONTEXT_PX }
    }

    /// The runs in colour.
    pub(crate) fn focus(focus: &RowMask, colours: &RunColours) -> Self {
        let opacity = opacity(focus.count(), 240, 110);
        Self { rows: in_drawing_order(focus, colours), colour: None, opacity, width_px: 1.4 }
    }

    /// The runs in colour, faint, for what stands over them.
    pub(crate) fn faint(focus: &RowMask, colours: &RunColours) -> Self {
        Self { opacity: opacity(focus.count(), 64, 12), ..Self::focus(focus, colours) }
    }

    /// Runs in one colour.
    pub(crate) fn flat(rows: &RowMask, colour: Colour) -> Self {
        Self { rows: rows.rows().collect(), colour: Some(colour), opacity: colour.a, width_px: 1.0 }
    }

    /// The runs that the user picked.
    pub(crate) fn selected(selected: &RowMask, colours: &RunColours) -> Self {
        Self { rows: in_drawing_order(selected, colours), colour: None, opacity: 255, width_px: 2.4 }
    }

    pub(crate) fn colour(&self, row: usize, colours: &RunColours) -> Colour {
        self.colour.unwrap_or_else(|| colours.colour(row)).with_alpha(self.opacity)
    }
}

/// The rows with the best last: by colour, then by row.
fn in_drawing_order(rows: &RowMask, colours: &RunColours) -> Vec<usize> {
    let place = |row: &usize| {
        let code = colours.codes.get(*row).copied().unwrap_or_default();
        match (colours.lowest_is_best, code) {
            (true, code) => u16::from(u8::MAX - code),
            (false, NO_VALUE) => 0,
            (false, code) => u16::from(code) + 1,
        }
    };
    sorted(rows.rows().collect(), &mut |a, b| place(a).cmp(&place(b)))
}

/// `most` for up to 60 lines, less for more, at least `least`.
pub(crate) fn opacity(lines: usize, most: u8, least: u8) -> u8 {
    let crowd = (60.0 / lines.max(60) as f64).sqrt().sqrt();
    ((f64::from(most) * crowd) as u8).max(least)
}
