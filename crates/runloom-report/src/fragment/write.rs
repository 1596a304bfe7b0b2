use runloom_chart::HistoryX;
use runloom_table::ColumnName;

use super::brush::write_interval;
use super::colour::{bands_word, write_colour};
use super::encode::{piece, value};
use super::frame::write_frame;
use super::history;
use super::importance::write_importance;
use super::plot::write_plot;
use crate::{AxisView, Goal, GroupStatistic, Lines, SourceRef, Theme, View};

impl View {
    /// The readable fragment of the view, without `#`. Keys stand in a fixed order and defaults are left out.
    pub fn to_fragment(&self) -> String {
        let mut pairs = Pairs::default();
        for source in &self.sources {
            match source {
                SourceRef::Url(url) => pairs.text("src", url),
                SourceRef::File(name) => pairs.text("file", name),
            }
        }
        pairs.text("where", &self.filter);
        pairs.list("order", self.order.iter().map(|key| piece(key)));
        let group = &self.group;
        pairs.text("group", &group.by);
        if group.statistic != GroupStatistic::default() {
            pairs.text("statistic", group.statistic.word());
        }
        if let Some((column, goal)) = &group.best {
            let goal = if *goal == Goal::Min { ":min" } else { "" };
            pairs.pair("best", &format!("{}{goal}", name(column)));
        }
        if group.lines != Lines::default() {
            pairs.text("lines", group.lines.word());
        }
        pairs.list("columns", self.columns.order.iter().map(name));
        pairs.list("hide", self.columns.hidden.iter().map(name));
        pairs.list("pin", self.columns.pinned.iter().map(name));
        pairs.list("widths", self.columns.widths_px.iter().map(|(column, px)| format!("{}:{px}", name(column))));
        if !self.columns.only_differing {
            pairs.text("constant", "show");
        }
        pairs.list("treat", self.treat_as.iter().map(|(column, kind)| format!("{}:{}", name(column), kind.word())));
        if let Some(axes) = &self.axes {
            pairs.pair("axes", &axes.iter().map(write_axis).collect::<Vec<_>>().join(","));
        }
        let brushed = self.axes.as_ref().unwrap_or(&self.brushes).iter().filter(|axis| axis.is_brushed());
        pairs.list("brush", brushed.map(write_brush));
        pairs.list("color", [write_colour(self)].into_iter());
        if self.curves {
            pairs.text("curves", "on");
        }
        if let Some(bands) = self.bands {
            pairs.text("bands", bands_word(bands));
        }
        let history = &self.history;
        pairs.list("history", history.metrics.iter().map(|metric| history::write_metric(metric)));
        if history.x != HistoryX::Step {
            pairs.pair("history-x", &history::write_x(&history.x));
        }
        if history.log {
            pairs.text("history-y", "log");
        }
        pairs.list("smooth", [history::write_smoothing(history.smoothing)].into_iter());
        if let Some(band) = history.mean {
            pairs.text("history-mean", history::band_word(band));
        }
        if history.cut_outliers {
            pairs.text("history-outliers", "cut");
        }
        if let Some(zoom) = history.zoom {
            pairs.pair("history-zoom", &history::write_zoom(zoom));
        }
        for (key, value) in write_importance(&self.importance) {
            pairs.pair(key, &value);
        }
        pairs.list("select", self.selection.iter().map(|id| piece(id)));
        if let Some(panels) = &self.panels {
            pairs.pair("panels", &panels.iter().map(|panel| panel.word()).collect::<Vec<_>>().join(","));
        }
        for (panel, frame) in &self.frames {
            for (key, value) in write_frame(*panel, frame) {
                pairs.pair(&key, &value);
            }
        }
        for (panel, plot) in &self.plots {
            for (key, value) in write_plot(*panel, plot) {
                pairs.pair(&key, &value);
            }
        }
        if self.theme != Theme::default() {
            pairs.text("theme", self.theme.word());
        }
        pairs.0
    }
}

fn name(column: &ColumnName) -> String {
    piece(&column.to_string())
}

fn write_axis(axis: &AxisView) -> String {
    let mut text = name(&axis.column);
    if let Some(scale) = axis.scale {
        text = format!("{text}:{}", scale.word());
    }
    if axis.inverted {
        text.push_str(":inverted");
    }
    text
}

fn write_brush(axis: &AxisView) -> String {
    let mut text = name(&axis.column);
    for interval in &axis.intervals {
        text.push(':');
        text.push_str(&write_interval(interval));
    }
    if axis.missing {
        text.push_str(":missing");
    }
    if axis.nan {
        text.push_str(":nan");
    }
    text
}

#[derive(Default)]
struct Pairs(String);

impl Pairs {
    fn pair(&mut self, key: &str, encoded: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(encoded);
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.pair(key, &value(text));
        }
    }

    fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.filter(|item| !item.is_empty()).collect();
        if !items.is_empty() {
            self.pair(key, &items.join(","));
        }
    }
}
