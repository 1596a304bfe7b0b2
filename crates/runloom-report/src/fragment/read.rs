use std::collections::BTreeSet;

use runloom_analysis::Method;
use runloom_chart::{Band, Bands, PlotKind};
use runloom_table::{ColumnKind, ColumnName};

use super::brush::read_interval;
use super::encode::{decode, unwrap};
use super::{colour, frame, history, plot};
use crate::{AxisScale, AxisView, Goal, GroupStatistic, Lines, Panel, PanelKind, PlotView, SourceRef, Theme, View, ViewNote};

/// Longer fragments are read up to here.
const MAX_BYTES: usize = 1 << 20;
/// Longer lists are read up to here; also the number of sources.
const MAX_ITEMS: usize = 10_000;
/// What is said of a key that nothing reads.
const UNKNOWN_KEY: &str = "this key is not known and was ignored";
/// More panels than this fit no page.
const MAX_PLOTS: usize = 100;
/// More notes than this help nobody.
const MAX_NOTES: usize = 50;

impl View {
    /// Reads a fragment, with or without its `#`, as [`View::to_fragment`] writes it or as a person types it, or in its compact form.
    ///
    /// Never fails: what cannot be used is named in a note and the rest is used.
    pub fn from_fragment(fragment: &str) -> (Self, Vec<ViewNote>) {
        let mut reader = Reader::default();
        let fragment = match crate::expand_link(fragment) {
            Ok(fragment) => fragment,
            Err(bad) => {
                reader.note("", bad.to_string());
                return reader.finish();
            }
        };
        let kept = reader.bounded(&fragment);
        let text = unwrap(kept);
        for pair in text.split('&').filter(|pair| !pair.trim().is_empty()) {
            reader.pair(pair);
        }
        reader.finish()
    }
}

#[derive(Default)]
struct Reader {
    view: View,
    brushed: Vec<AxisView>,
    seen: BTreeSet<&'static str>,
    notes: Vec<ViewNote>,
}

impl Reader {
    fn note(&mut self, key: &str, message: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(ViewNote { key: shorten(key), message: message.into() });
        }
    }

    fn bounded<'a>(&mut self, fragment: &'a str) -> &'a str {
        if fragment.len() <= MAX_BYTES {
            return fragment;
        }
        self.note("", format!("the link is {} bytes long; only the first {MAX_BYTES} were read", fragment.len()));
        let whole = fragment.floor_char_boundary(MAX_BYTES);
        let kept = fragment.get(..whole).unwrap_or_default();
        kept.rsplit_once('&').map_or(kept, |(pairs, _)| pairs)
    }

    fn pair(&mut self, pair: &str) {
        let Some((raw_key, raw)) = pair.split_once('=') else {
            let text = shorten(&decode(pair));
            self.note("", format!("`{text}` is not a `key=value` pair; write `&` inside a value as `%26`"));
            return;
        };
        let key = decode(raw_key.trim());
        match key.as_ref() {
            "src" | "file" => self.source(&key, raw),
            "where" | "filter" => self.once("where", &key, raw, |view, raw, _| view.filter = decode(raw).into_owned()),
            "order" | "order_by" => self.once("order", &key, raw, |view, raw, report| {
                view.order =
                    items(raw, report).map(|item| decode(item).trim().to_owned()).filter(|item| !item.is_empty()).collect();
            }),
            "group" | "group_by" => self.once("group", &key, raw, |view, raw, _| view.group.by = decode(raw).into_owned()),
            "statistic" => self.once("statistic", &key, raw, |view, raw, report| {
                view.group.statistic = word(raw, &GroupStatistic::ALL, GroupStatistic::word, report).unwrap_or_default();
            }),
            "best" => self.once("best", &key, raw, |view, raw, report| view.group.best = read_best(raw, report)),
            "lines" => self.once("lines", &key, raw, |view, raw, report| {
                view.group.lines = word(raw, &Lines::ALL, Lines::word, report).unwrap_or_default();
            }),
            "columns" => self.once("columns", &key, raw, |view, raw, report| view.columns.order = names(raw, report)),
            "hide" => self.once("hide", &key, raw, |view, raw, report| view.columns.hidden = names(raw, report)),
            "pin" => self.once("pin", &key, raw, |view, raw, report| view.columns.pinned = names(raw, report)),
            "widths" => self.once("widths", &key, raw, read_widths),
            "constant" => self.once("constant", &key, raw, |view, raw, report| match decode(raw).trim() {
                "show" => view.columns.only_differing = false,
                "hide" => view.columns.only_differing = true,
                other => report(format!("`{}` should be `show` or `hide`", shorten(other))),
            }),
            "treat" => self.once("treat", &key, raw, read_kinds),
            "axes" => self.once("axes", &key, raw, |view, raw, report| {
                view.axes = Some(items(raw, report).filter_map(|item| read_axis(item, report)).collect());
            }),
            "brush" => self.brush(&key, raw),
            "color" | "colour" => self.once("color", &key, raw, |view, raw, _| colour::read_colour(view, raw)),
            "curves" => self.once("curves", &key, raw, |view, raw, report| {
                let curves = word(raw, &[true, false], |curves| if curves { "on" } else { "off" }, report);
                view.curves = curves.unwrap_or_default();
            }),
            "bands" => self.once("bands", &key, raw, |view, raw, report| {
                view.bands = word(raw, &[Bands::Quartiles, Bands::MinMax], colour::bands_word, report);
            }),
            // The name that this key had before there were other plots.
            "matrix" => self.plot(PanelKind::Plot(PlotKind::ScatterMatrix).into(), "columns", &key, raw),
            "select" => self.once("select", &key, raw, |view, raw, report| {
                view.selection = items(raw, report).map(|id| decode(id).into_owned()).collect();
            }),
            "panels" => self.once("panels", &key, raw, |view, raw, report| {
                view.panels = Some(read_panels(raw, report));
            }),
            "theme" => self.once("theme", &key, raw, |view, raw, report| {
                view.theme = word(raw, &Theme::ALL, Theme::word, report).unwrap_or_default();
            }),
            other => match (frame::read_key(other), plot::read_key(other)) {
                (Some((panel, part)), _) => self.frame(panel, part, other, raw),
                (_, Some((panel, part))) => self.plot(panel, part, other, raw),
                _ if other.starts_with("importance.") => self.importance(other, raw),
                _ if other.starts_with("history") || other == "smooth" => self.history(other, raw),
                _ => self.note(other, UNKNOWN_KEY),
            },
        }
    }

    fn history(&mut self, key: &str, raw: &str) {
        match key {
            "history" => self.once("history", key, raw, |view, raw, report| {
                view.history.metrics = items(raw, report).filter_map(|item| metric(item, report)).collect();
            }),
            "history-x" => self.once("history-x", key, raw, |view, raw, report| match history::read_x(raw) {
                Some(x) => view.history.x = x,
                None => report(format!("`{}` should be step, time, relative or a metric", shorten(raw))),
            }),
            "history-y" => self.once("history-y", key, raw, |view, raw, report| {
                view.history.log =
                    word(raw, &[true, false], |log| if log { "log" } else { "linear" }, report).unwrap_or_default();
            }),
            "smooth" => self.once("smooth", key, raw, |view, raw, report| match history::read_smoothing(raw) {
                Some(smoothing) => view.history.smoothing = smoothing,
                None => report(format!("`{}` should be as in `ema:0.6`, `gauss:3` or `mean:5`", shorten(raw))),
            }),
            "history-mean" => self.once("history-mean", key, raw, |view, raw, report| {
                view.history.mean = word(raw, &[Band::MinMax, Band::Std], history::band_word, report);
            }),
            "history-outliers" => self.once("history-outliers", key, raw, |view, raw, report| {
                let cut = word(raw, &[true, false], |cut| if cut { "cut" } else { "show" }, report);
                view.history.cut_outliers = cut.unwrap_or_default();
            }),
            "history-zoom" => self.once("history-zoom", key, raw, |view, raw, report| {
                view.history.zoom = history::read_zoom(raw);
                if view.history.zoom.is_none() {
                    report(format!("`{}` should be an interval as `100..160`", shorten(raw)));
                }
            }),
            other => self.note(other, UNKNOWN_KEY),
        }
    }

    fn importance(&mut self, key: &str, raw: &str) {
        match key {
            "importance.target" => self.once("importance.target", key, raw, |view, raw, _| view.importance.target = name(raw)),
            "importance.goal" => self.once("importance.goal", key, raw, |view, raw, report| {
                view.importance.goal = word(raw, &Goal::ALL, Goal::word, report);
            }),
            "importance.method" => self.once("importance.method", key, raw, |view, raw, report| {
                view.importance.method = word(raw, &Method::ALL, Method::word, report).unwrap_or_default();
            }),
            "importance.best" => self.once("importance.best", key, raw, |view, raw, report| {
                let text = decode(raw);
                let percent = text.trim().trim_end_matches('%').parse().ok().filter(|percent| (1..=99).contains(percent));
                if percent.is_none() {
                    report(format!("`{}` should be a percentage of the runs from 1 to 99", shorten(&text)));
                }
                view.importance.best_percent = percent;
            }),
            "importance.pair" => self.once("importance.pair", key, raw, |view, raw, report| {
                let names = names(raw, report);
                match <[ColumnName; 2]>::try_from(names) {
                    Ok(pair) if pair[0] != pair[1] => view.importance.pair = Some(pair),
                    _ => report(format!("`{}` should be two params as `params.lr,params.depth`", shorten(raw))),
                }
            }),
            other => self.note(other, UNKNOWN_KEY),
        }
    }

    fn plot(&mut self, panel: Panel, part: &str, key: &str, raw: &str) {
        let mut problem = None;
        let columns = names(raw, &mut |message| problem = Some(message));
        let known = self.view.plots.len();
        if self.view.plot(panel).is_none() && known >= MAX_PLOTS {
            self.note(key, format!("more than {MAX_PLOTS} plots; this one was ignored"));
            return;
        }
        let read = plot::read_part(panel, self.view.plot_mut(panel), part, columns, &decode(raw));
        self.view.plots.retain(|(_, plot)| *plot != PlotView::default());
        for message in problem.into_iter().chain(read.err()) {
            self.note(key, message);
        }
    }

    fn frame(&mut self, panel: Panel, part: &str, key: &str, raw: &str) {
        if self.view.frame(panel).is_none() && self.view.frames.len() >= MAX_PLOTS {
            self.note(key, format!("more than {MAX_PLOTS} panels; this one was ignored"));
        } else if let Err(message) = frame::read_part(self.view.frame_mut(panel), part, &decode(raw)) {
            self.note(key, message);
        }
        self.view.frames.retain(|(_, frame)| !frame.is_default());
    }

    fn source(&mut self, key: &str, raw: &str) {
        let text = decode(raw).trim().to_owned();
        if text.is_empty() {
            return;
        }
        if self.view.sources.len() >= MAX_ITEMS {
            self.note(key, format!("more than {MAX_ITEMS} sources; this one was ignored"));
            return;
        }
        self.view.sources.push(if key == "src" { SourceRef::Url(text) } else { SourceRef::File(text) });
    }

    fn once(&mut self, key: &'static str, written: &str, raw: &str, read: impl FnOnce(&mut View, &str, &mut dyn FnMut(String))) {
        if !self.seen.insert(key) {
            self.note(written, "given twice; the first one was used");
            return;
        }
        let mut problems = Vec::new();
        read(&mut self.view, raw, &mut |problem| {
            if problems.len() < MAX_NOTES {
                problems.push(problem);
            }
        });
        for problem in problems {
            self.note(written, problem);
        }
    }

    fn brush(&mut self, key: &str, raw: &str) {
        let mut brushed = Vec::new();
        self.once("brush", key, raw, |_, raw, report| {
            brushed = items(raw, report).filter_map(|item| read_brush(item, report)).collect();
        });
        self.brushed.extend(brushed);
    }

    /// Puts the brushes on their axes.
    fn finish(mut self) -> (View, Vec<ViewNote>) {
        for brush in std::mem::take(&mut self.brushed) {
            let Some(axes) = &mut self.view.axes else {
                if !self.view.brushes.iter().any(|other| other.column == brush.column) {
                    self.view.brushes.push(brush);
                }
                continue;
            };
            if let Some(axis) = axes.iter_mut().find(|axis| axis.column == brush.column && !axis.is_brushed()) {
                axis.intervals = brush.intervals;
                axis.missing = brush.missing;
                axis.nan = brush.nan;
            } else {
                let message = format!("`{}` is not among the axes and was added to them", shorten(&brush.column.to_string()));
                axes.push(brush);
                self.note("brush", message);
            }
        }
        (self.view, self.notes)
    }
}

fn items<'a>(raw: &'a str, report: &mut dyn FnMut(String)) -> impl Iterator<Item = &'a str> + use<'a> {
    let count = raw.bytes().filter(|&b| b == b',').count() + 1;
    if count > MAX_ITEMS {
        report(format!("{count} items; only the first {MAX_ITEMS} were used"));
    }
    raw.split(',').take(MAX_ITEMS).filter(|item| !item.is_empty())
}

fn name(raw: &str) -> Option<ColumnName> {
    let text = decode(raw);
    let full = text.trim_start();
    (!full.is_empty()).then(|| ColumnName::parse(full))
}

fn names(raw: &str, report: &mut dyn FnMut(String)) -> Vec<ColumnName> {
    items(raw, report).filter_map(name).collect()
}

fn word<T: Copy>(raw: &str, all: &[T], word: fn(T) -> &'static str, report: &mut dyn FnMut(String)) -> Option<T> {
    let text = decode(raw);
    let found = all.iter().copied().find(|&one| word(one) == text.trim());
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|&one| word(one)).collect();
        report(format!("`{}` should be one of {}", shorten(&text), known.join(", ")));
    }
    found
}

fn read_panels(raw: &str, report: &mut dyn FnMut(String)) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::new();
    for item in items(raw, report) {
        let text = decode(item);
        match Panel::read(&text) {
            Some(panel) if panels.len() < MAX_PLOTS && !panels.contains(&panel) => panels.push(panel),
            Some(_) => report(format!("`{}` is there twice, or one panel too many", shorten(&text))),
            None => {
                let known: Vec<&str> = PanelKind::all().map(PanelKind::word).collect();
                report(format!("`{}` should be one of {}", shorten(&text), known.join(", ")));
            }
        }
    }
    panels
}

fn read_widths(view: &mut View, raw: &str, report: &mut dyn FnMut(String)) {
    for item in items(raw, report) {
        let width = item.rsplit_once(':').and_then(|(column, px)| Some((name(column)?, decode(px).trim().parse().ok()?)));
        match width {
            Some(width) => view.columns.widths_px.push(width),
            None => report(format!("`{}` should be a column and its width in pixels, as in `params.lr:120`", shorten(item))),
        }
    }
}

fn read_kinds(view: &mut View, raw: &str, report: &mut dyn FnMut(String)) {
    for item in items(raw, report) {
        let Some((column, kind)) = item.rsplit_once(':') else {
            report(format!("`{}` should be a column and its kind, as in `params.auc:metric`", shorten(item)));
            continue;
        };
        if let (Some(column), Some(kind)) = (name(column), word(kind, &ColumnKind::ALL, ColumnKind::word, report)) {
            view.treat_as.push((column, kind));
        }
    }
}

fn metric(raw: &str, report: &mut dyn FnMut(String)) -> Option<String> {
    let found = history::read_metric(raw);
    if found.is_none() {
        report(format!("`{}` is no metric", shorten(raw)));
    }
    found
}

fn read_best(raw: &str, report: &mut dyn FnMut(String)) -> Option<(ColumnName, Goal)> {
    let Some((column, goal)) = raw.rsplit_once(':') else { return Some((name(raw)?, Goal::Max)) };
    Some((name(column)?, word(goal, &Goal::ALL, Goal::word, report)?))
}

fn read_axis(item: &str, report: &mut dyn FnMut(String)) -> Option<AxisView> {
    let mut parts = item.split(':');
    let mut axis = AxisView::new(name(parts.next()?)?);
    for part in parts {
        let text = decode(part);
        match text.trim() {
            "inverted" => axis.inverted = true,
            other => match AxisScale::ALL.into_iter().find(|scale| scale.word() == other) {
                Some(scale) => axis.scale = Some(scale),
                None => report(format!(
                    "`{}` is no scale of an axis; use linear, log, quantile, category, time or inverted, and write `:` inside a name as `%3A`",
                    shorten(other)
                )),
            },
        }
    }
    Some(axis)
}

fn read_brush(item: &str, report: &mut dyn FnMut(String)) -> Option<AxisView> {
    let mut parts = item.split(':');
    let mut axis = AxisView::new(name(parts.next()?)?);
    for part in parts {
        let text = decode(part);
        if text.trim() == "missing" {
            axis.missing = true;
        } else if text.trim() == "nan" {
            axis.nan = true;
        } else if let Some(interval) = read_interval(part) {
            axis.intervals.push(interval);
        } else {
            report(format!(
                "`{}` is no brush; use an interval as `6..7`, names as `=rbf|linear`, `missing` or `nan`",
                shorten(&decode(part))
            ));
        }
    }
    axis.is_brushed().then_some(axis)
}

/// Quotes foreign text in messages without letting it take them over.
fn shorten(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    if text.chars().nth(MAX_CHARS).is_none() {
        return text.to_owned();
    }
    text.chars().take(MAX_CHARS - 1).chain(['…']).collect()
}
