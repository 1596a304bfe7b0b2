use runloom_table::NotLoaded;

use super::value_side;
use crate::axis::{AxisData, AxisSpec, Interval};
use crate::legend::SMALL_SIZE_PX;
use crate::number_text::{aligned, count, decimals_for, short, significant};
use crate::parallel::run_name;
use crate::plot::PlotPart;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::kinds::Dress;
use crate::plot::kinds::values::ascending;
use crate::plot::layout::Layout;
use crate::plot::pane::{Pane, Side};
use crate::run_colours::RunColours;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Mark, Point, ScaleKind};

/// How many runs have a bar.
const MOST_RUNS: usize = 60;
const BAND_PX: f64 = 18.0;
/// The room for the value at the right.
const VALUES_PX: f64 = 58.0;
const PAD_PX: f64 = 4.0;

/// The best of some runs, the best first.
fn best<'a>(ascending: &'a [u32], less_is_better: bool, runs: &'a runloom_table::RowMask) -> impl Iterator<Item = usize> + 'a {
    let last = ascending.len();
    let in_order = move |at: usize| ascending.get(if less_is_better { at } else { last - 1 - at });
    (0..last).filter_map(in_order).map(|run| *run as usize).filter(|run| runs.contains(*run)).take(MOST_RUNS)
}

pub(super) fn lay(ground: &Ground<'_>, value: &AxisSpec, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let x = Side::of_column(ground, ground.table, value, 0.0, 1.0)?;
    let runs = ascending(ground, &x)?;
    let less = ground.spec.less_is_better(&value.column);
    let width = |run: usize| text_width(&run_name(ground.table, run), SMALL_SIZE_PX, false);
    let widest = best(&runs.runs, less, ground.drawn).map(width).fold(30.0, f64::max);
    let bands = runs.runs.len().min(MOST_RUNS);
    let (width_px, height_px) = ground.size_px;
    let own = (bands as f64 * BAND_PX + 60.0).max(180.0);
    let layout = Layout::new(1, width_px, Some(height_px.unwrap_or(own)), &colours.legend);
    let pane = layout.pane(0);
    let left_px = libm::ceil(widest.min(width_px * 0.3)) + 14.0;
    let area = Area { x: left_px, width: (pane.x + pane.width - left_px - VALUES_PX).max(40.0), ..pane };
    let key = &value.column.key;
    let obstacle = runs
        .runs
        .is_empty()
        .then(|| format!("No run in the filter has a number for {key}. Choose another metric, or loosen the filter."));
    let y = Side::of_range(ground, "", (0.0, bands.max(1) as f64), PAD_PX, area.height - PAD_PX);
    let panes = vec![Pane { area, x: x.computed(key), y, points: false, brushed: false, labelled: (true, false) }];
    let findings = Findings { ascending: runs, ..Findings::default() };
    Ok(Laid { extent: layout.extent, panes, obstacle, findings, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return Ok(()) };
    let column = &pane.x.axis.column;
    let Some(data) = AxisData::of(dress.table, column)? else { return Ok(()) };
    let less = dress.spec.less_is_better(column);
    let number = |run: usize| Some((run, data.typed.number_at(run)?));
    let shown: Vec<(usize, f64)> = best(&frame.findings.ascending.runs, less, dress.focus).filter_map(number).collect();
    let range =
        shown.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, value)| (low.min(*value), high.max(*value)));
    let range = if shown.is_empty() { (0.0, 1.0) } else { range };
    let log = pane.x.axis.kind == ScaleKind::Log;
    let (x, base) = value_side(dress.table.rows(), &column.key, log && !shown.is_empty(), range, pane.area.width);
    let drawn = &Pane { x, ..pane.clone() };
    dress.pane(drawn);
    let area = pane.area;
    let band_px = (pane.y.ends.one_px - pane.y.ends.zero_px) / frame.findings.ascending.runs.len().clamp(1, MOST_RUNS) as f64;
    let every = libm::ceil(12.0 / band_px).max(1.0) as usize;
    let palette = frame.palette;
    let numbers: Vec<f64> = shown.iter().map(|(_, value)| *value).collect();
    let alike = range.0 > range.1 * 0.1 || range.1 < range.0 * 0.1;
    let texts = if alike {
        aligned(&numbers, decimals_for(range.1 - range.0))
    } else {
        numbers.iter().map(|value| significant(*value, 3)).collect()
    };
    for (at, ((run, value), text)) in shown.iter().zip(&texts).enumerate() {
        let top = area.y + PAD_PX + band_px * at as f64;
        let middle = top + band_px / 2.0;
        let Some(end) = drawn.x.number_px(dress.log2, *value).map(|x| area.x + x) else { continue };
        let colour = frame.colours.colour(*run);
        if let Some(start) = base.and_then(|base| drawn.x.number_px(dress.log2, base)).map(|x| area.x + x) {
            let height = (band_px * 0.72).max(1.0);
            dress.rect(Some(Area::new(start.min(end), middle - height / 2.0, (start - end).abs().max(1.0), height)), colour);
        } else {
            dress.line(Point::new(area.x, middle), Point::new(end, middle), 1.0, palette.hairline);
            dress.scene.marks.push(Mark::Circle { centre: Point::new(end, middle), radius_px: (band_px * 0.3).min(4.0), colour });
        }
        let name = run_name(dress.table, *run);
        if at % every == 0 {
            let short_name = shorten(&name, SMALL_SIZE_PX, false, area.x - 8.0);
            dress.small(Point::new(area.x - 6.0, middle), short_name, Anchor::End, palette.soft_ink);
            dress.small(Point::new(area.x + area.width + VALUES_PX, middle), text.clone(), Anchor::End, palette.soft_ink);
        }
        let part = Area::new(area.x, top, area.width, band_px);
        let facts = vec![(column.key.clone(), short(*value)), ("place".to_owned(), count(at + 1))];
        let intervals = vec![(column.clone(), Interval::Numbers { low: *value, high: *value })];
        dress.parts.push(PlotPart { area: part, name, facts, intervals, run: Some(*run) });
    }
    let which = if less { "smallest" } else { "largest" };
    dress.words = format!("{}, the {which} {} of {}", column.key, count(shown.len()), count(dress.focus.count()));
    if let Some((run, value)) = shown.first() {
        dress.words.extend([". Best: ", &run_name(dress.table, *run), ", ", &short(*value)]);
    }
    dress.words.push('.');
    dress.tell_points(base);
    if shown.len() == MOST_RUNS && dress.focus.count() > MOST_RUNS {
        dress.left_out.push(format!("Only the best {MOST_RUNS} of {} runs have a bar.", count(dress.focus.count())));
    }
    dress.tell_without(&pane.x);
    Ok(())
}
