//! Groups of runs by colour.

use runloom_table::{NotLoaded, RowMask};

use super::Dress;
use crate::colour_scale::{categories, ramp};
use crate::legend::{SMALL_SIZE_PX, draw_legend};
use crate::number_text::count;
use crate::plot::PlotPart;
use crate::plot::frame::Ground;
use crate::plot::groups::{Group, Groups, Wish};
use crate::run_colours::{Legend, RunColours};
use crate::text_width::{shorten, text_width};
use crate::{Area, Colour, Palette};

/// The room for a name and a count in a legend.
const ENTRY_PX: f64 = 108.0;

impl Groups {
    /// The groups by which the role `by` splits some runs, if it is chosen: so many that they can be told apart by colour.
    pub(super) fn split(ground: &Ground<'_>, runs: &RowMask) -> Result<Option<Self>, NotLoaded> {
        const WISH: Wish = Wish { categories: 8, ranges: 6, runs_a_number: 1, others: true };
        let by = ground.spec.one("by");
        by.map(|by| Self::of(ground.table, by, runs, WISH)).transpose()
    }

    /// The colour of each group: that of a category, of a step between low and high, or grey of all that is left.
    pub(super) fn colours(&self, palette: &Palette) -> Vec<Colour> {
        let named = self.list.iter().filter(|group| group.interval.is_some()).count();
        let (names, steps) = (categories(palette), ramp(palette));
        let step = |at: usize| steps.get(at * (steps.len() - 1) / named.saturating_sub(1).max(1));
        let of = |(at, group): (usize, &Group)| {
            let of_order = group.interval.is_some() && self.ordered && named > 2;
            let found = if of_order { step(at) } else { names.get(at).filter(|_| group.interval.is_some()) };
            let grey = if at == named && self.others > 0 { palette.soft_ink } else { palette.axis };
            found.copied().unwrap_or(grey)
        };
        self.list.iter().enumerate().map(of).collect()
    }

    /// What the colours mean, and how many runs each group has.
    pub(super) fn legend(&self, runs: &[usize], palette: &Palette) -> Legend {
        let entry = |((group, colour), runs): ((&Group, Colour), &usize)| {
            // A mark from left to right keeps the number behind a name that is written the other way.
            let mark = if group.name.is_ascii() { "" } else { "\u{200e}" };
            let runs = [mark, " · ", &count(*runs)].concat();
            let room = ENTRY_PX - text_width(&runs, SMALL_SIZE_PX, false);
            (colour, [shorten(&group.name, SMALL_SIZE_PX, false, room), runs].concat())
        };
        let entries = self.list.iter().zip(self.colours(palette)).zip(runs).map(entry).collect();
        Legend::Categories { entries, others: 0 }
    }
}

/// The legend to leave room for, and colours that have none of their own.
pub(super) fn without_legend(ground: &Ground<'_>, split: Option<&Groups>, colours: &RunColours) -> (Legend, RunColours) {
    let most = |groups: &Groups| groups.list.iter().map(|group| group.runs).collect::<Vec<_>>();
    let legend = split.map_or(Legend::None, |split| split.legend(&most(split), &ground.spec.palette));
    (legend, RunColours { legend: Legend::None, ..colours.clone() })
}

impl Dress<'_> {
    /// Draws what the colours of a split mean.
    pub(super) fn split_legend(&mut self, split: &Groups, runs: &[usize]) {
        if let Some(area) = self.frame.extent.legend {
            let (palette, key) = (&self.frame.palette, split.axis.column.key.as_str());
            draw_legend(&mut self.scene, &split.legend(runs, palette), Some(key), area, palette);
        }
    }

    /// Makes a part of an entry of the legend.
    pub(super) fn legend_part(&mut self, split: &Groups, at: usize, runs: usize, more: Vec<(String, String)>) {
        let (Some(legend), Some(group)) = (self.frame.extent.legend, split.list.get(at)) else { return };
        let area = Area::new(legend.x - 4.0, legend.y + 16.0 * at as f64, legend.width + 4.0, 16.0);
        if area.y + area.height > legend.y + legend.height {
            return;
        }
        let column = &split.axis.column;
        let mut facts = vec![("runs".to_owned(), count(runs))];
        facts.extend(more);
        let intervals = group.interval.clone().map(|interval| (column.clone(), interval)).into_iter().collect();
        self.parts.push(PlotPart { area, name: [&column.key, " ", &group.name].concat(), facts, intervals, run: None });
    }
}
