use runloom_table::NotLoaded;

use super::Dress;
use super::bars::Bars;
use super::split::without_legend;
use crate::axis::AxisData;
use crate::number_text::{count, percent, short};
use crate::plot::PlotPart;
use crate::plot::bands::room;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::groups::{Groups, Wish};
use crate::plot::layout::Layout;
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::RunColours;
use crate::{Anchor, Area, Point, ScaleKind, calendar};

const WISH: Wish = Wish { categories: 40, ranges: 60, runs_a_number: 3, others: true };
/// The height of a band of categories.
const BAND_PX: f64 = 22.0;
/// The room above the highest bar, for the name of the median.
const HEAD_PX: f64 = 24.0;
/// The least height of what finds a bar under the pointer.
const LEAST_PART_PX: f64 = 14.0;

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let Some(column) = ground.spec.one("x") else { return Ok(Laid::default()) };
    let bands = Groups::of(ground.table, column, ground.drawn, WISH)?;
    let mut known = bands.known();
    known.and(ground.drawn);
    let split = Groups::split(ground, &known)?.map(|split| split.with_rest(&known));
    let (legend, colours) = without_legend(ground, split.as_ref(), colours);
    let most = highest(&bands);
    let obstacle = (most == 0).then(|| {
        let key = &bands.axis.column.key;
        format!("No run in the filter has a value of {key} that can be counted. Choose another column, or loosen the filter.")
    });
    let range = (0.0, most.max(1) as f64);
    let (extent, pane) = if bands.ordered {
        let layout = Layout::new(1, ground.size_px.0, ground.size_px.1, &legend);
        let y = Side::of_range(ground, "runs", range, layout.pane(0).height - 1.0, HEAD_PX).whole();
        let layout = layout.labelled(&y, ground.log2);
        let area = layout.pane(0);
        let x = Side::of_groups(ground, &bands, INSET_PX, area.width - INSET_PX, false);
        (layout.extent, Pane { area, x, y, points: false, brushed: true, labelled: (true, true) })
    } else {
        let (extent, area) = room(ground, &bands, BAND_PX, &legend);
        let y = Side::of_groups(ground, &bands, 6.0, area.height - 6.0, false);
        let x = Side::of_range(ground, "runs", range, 1.0, area.width - INSET_PX).whole();
        (extent, Pane { area, x, y, points: false, brushed: true, labelled: (true, true) })
    };
    let findings = Findings { bands: Some(bands), split, ..Findings::default() };
    Ok(Laid { extent, panes: vec![pane], colours: Some(colours), obstacle, findings, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let (Some(pane), Some(groups)) = (frame.panes.first(), &frame.findings.bands) else { return Ok(()) };
    dress.panes();
    let bars = Bars { pane, groups, upright: groups.ordered };
    let split = frame.findings.split.as_ref();
    let layers = split.map_or(1, |split| split.list.len().max(1));
    let mut counts = vec![vec![0usize; groups.list.len()]; layers];
    let mut placed = 0;
    for run in dress.focus.rows() {
        let layer = split.map_or(0, |split| split.of_run(run).unwrap_or_default());
        let count = groups.of_run(run).and_then(|group| counts.get_mut(layer)?.get_mut(group));
        if let Some(count) = count {
            *count += 1;
            placed += 1;
        }
    }
    let colours = split.map_or_else(|| vec![frame.palette.bar], |split| split.colours(&frame.palette));
    for (at, group) in groups.list.iter().enumerate().filter(|(_, group)| group.runs > 0) {
        let whole = bars.area(dress, at, 0.0, group.runs.min(highest(groups)) as f64);
        dress.rect(whole, frame.palette.context);
        let mut from = 0;
        let of_layers: Vec<usize> = counts.iter().filter_map(|layer| layer.get(at).copied()).collect();
        for (runs, colour) in of_layers.iter().zip(&colours).filter(|(runs, _)| **runs > 0) {
            let to = (from + runs).min(highest(groups));
            if from < to {
                let area = bars.area(dress, at, from as f64, to as f64);
                dress.rect(area, *colour);
            }
            from += runs;
        }
        if group.runs > highest(groups) {
            cut(dress, whole);
        }
        if !bars.upright {
            dress.band_count(pane, at, from);
        }
        let mut facts = vec![("runs".to_owned(), count(from)), ("share".to_owned(), percent(from, placed))];
        if from < group.runs {
            facts.push(("before brushes".to_owned(), count(group.runs)));
        }
        for (split, runs) in split.iter().flat_map(|split| &split.list).zip(&of_layers).filter(|(_, runs)| **runs > 0) {
            facts.push((split.name.clone(), count(*runs)));
        }
        let key = &pane_column(groups).key;
        let intervals = group.interval.clone().map(|interval| (pane_column(groups).clone(), interval));
        let Some(area) = whole else { continue };
        dress.parts.push(PlotPart {
            area: reachable(area, bars.upright),
            name: [key, " ", &group.name].concat(),
            facts,
            intervals: intervals.into_iter().collect(),
            ..PlotPart::default()
        });
    }
    if let Some(split) = split {
        let runs: Vec<usize> = counts.iter().map(|layer| layer.iter().sum()).collect();
        dress.split_legend(split, &runs);
        for (at, runs) in runs.iter().enumerate() {
            dress.legend_part(split, at, *runs, Vec::new());
        }
    }
    let of_bars: Vec<usize> = (0..groups.list.len()).map(|at| counts.iter().filter_map(|layer| layer.get(at)).sum()).collect();
    words(dress, groups, &of_bars);
    median(dress, &bars, &of_bars)?;
    dress.tell_others(groups);
    dress.tell_without(if bars.upright { &pane.x } else { &pane.y });
    Ok(())
}

/// How many runs the longest bar stands for. That of all other categories is cut off where it would leave the others no room.
fn highest(groups: &Groups) -> usize {
    let most = |named: bool| groups.list.iter().filter(|group| group.interval.is_some() == named).map(|group| group.runs).max();
    let (named, others) = (most(true).unwrap_or_default(), most(false).unwrap_or_default());
    if named > 0 && others > named * 2 { named + named / 4 } else { named.max(others) }
}

/// Marks a bar that would go on, and says so.
fn cut(dress: &mut Dress<'_>, bar: Option<Area>) {
    let Some(Area { x, y, width, height }) = bar else { return };
    let (panel, at) = (dress.frame.palette.panel, x + width - 14.0);
    dress.line(Point::new(at - 3.0, y + height + 2.0), Point::new(at + 3.0, y - 2.0), 4.0, panel);
    dress.left_out.push("The bar of all others is cut off; its number is beside it.".to_owned());
}

fn pane_column(groups: &Groups) -> &runloom_table::ColumnName {
    &groups.axis.column
}

/// A bar that a pointer can hit.
fn reachable(area: Area, upright: bool) -> Area {
    if !upright {
        return Area { width: area.width.max(LEAST_PART_PX), ..area };
    }
    let height = area.height.max(LEAST_PART_PX);
    Area { y: area.y + area.height - height, height, ..area }
}

fn words(dress: &mut Dress<'_>, groups: &Groups, runs: &[usize]) {
    dress.words = format!("{} in {} {}", pane_column(groups).key, count(groups.list.len()), groups.noun());
    if let Some(split) = &dress.frame.findings.split {
        dress.words.extend([", split by ", &split.axis.column.key]);
    }
    let fullest = groups.list.iter().zip(runs).rev().max_by_key(|(_, runs)| **runs);
    if let Some((group, runs)) = fullest.filter(|(_, runs)| **runs > 0) {
        dress.words.extend([". Most frequent: ", &group.name, ", ", &count(*runs), if *runs == 1 { " run" } else { " runs" }]);
    }
    dress.words.push('.');
}

/// The line of the median of the runs in focus, where numbers stand along the side.
fn median(dress: &mut Dress<'_>, bars: &Bars<'_>, runs: &[usize]) -> Result<(), NotLoaded> {
    let groups = bars.groups;
    let placed: usize = runs.iter().sum();
    let Some(data) = AxisData::of(dress.table, pane_column(groups))?.filter(|_| !groups.edges.is_empty() && placed > 0) else {
        return Ok(());
    };
    let at = |rank: usize| {
        let (mut below, mut bin) = (0, 0);
        while let Some(runs) = runs.get(bin).filter(|runs| below + **runs <= rank) {
            (below, bin) = (below + runs, bin + 1);
        }
        let held = dress.focus.rows().filter(|run| groups.of_run(*run) == Some(bin));
        let mut numbers: Vec<f64> = held.filter_map(|run| data.typed.number_at(run)).collect();
        runloom_table::sort_reals(&mut numbers);
        numbers.get(rank - below).copied()
    };
    let (Some(low), Some(high)) =
        (at((placed - 1) / 2), if placed.is_multiple_of(2) { at(placed / 2) } else { at((placed - 1) / 2) })
    else {
        return Ok(());
    };
    let value = low * 0.5 + high * 0.5;
    let Some(x) = bars.pane.x.number_px(dress.log2, value) else { return Ok(()) };
    let area = bars.pane.area;
    let (top, ink) = (area.y + 11.0, dress.frame.palette.ink);
    dress.line(Point::new(area.x + x, top + 8.0), Point::new(area.x + x, area.y + area.height - 1.0), 1.5, ink);
    let told = if groups.axis.kind == ScaleKind::Time { calendar::tell_moment(value as i64) } else { short(value) };
    let text = ["median ", &told, " (n = ", &count(placed), ")"].concat();
    dress.words.extend([" The ", &text, "."]);
    let half = crate::text_width::text_width(&text, crate::legend::SMALL_SIZE_PX, false) / 2.0 + 4.0;
    let middle = x.clamp(half, (area.width - half).max(half));
    dress.small(Point::new(area.x + middle, top), text, Anchor::Middle, ink);
    Ok(())
}
