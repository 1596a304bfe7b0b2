use runloom_chart::{
    Band, Figure, HistoryChart, HistoryData, HistoryGroups, HistoryHit, HistorySpec, HistoryX, PaneGeometry, RunGroups,
    Smoothing, default_history_metric,
};
use runloom_report::HistoryView;
use runloom_table::{ColumnKind, ColumnName, NotLoaded};

use super::Session;
use super::chart::palette;
use super::groups::Shown;
use crate::protocol::{
    BandName, HistoryHover, HistoryHoverValue, HistoryMetric, HistoryPane, HistoryPicture, HistoryRequest, HistorySettings,
    HistoryWindow, HistoryXName, PictureRequest, SmoothingName,
};

/// The last metric history, and what its lines stand for.
#[derive(Debug, Default)]
pub(super) struct HistoryState {
    chart: Option<HistoryChart>,
    lines: HistoryLines,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum HistoryLines {
    #[default]
    Runs,
    /// Groups, as the table numbers them.
    Groups(Vec<u32>),
    /// The mean of so many runs.
    All(usize),
}

impl Session {
    /// The columns that [`Session::history`] needs and that are not loaded.
    pub fn columns_for_history(&self) -> Vec<ColumnName> {
        let mut needed: Vec<ColumnName> = self.colour_column().into_iter().collect();
        needed.extend(self.columns_for_groups());
        self.not_loaded(needed)
    }

    /// The metrics that have a history, and how much of it the runs of the filter have.
    pub fn history_metrics(&self) -> Vec<HistoryMetric> {
        let history = &self.dataset().history;
        let metric = |key: &String| HistoryMetric { key: key.clone(), runs: 0, points: 0 };
        let mut metrics: Vec<HistoryMetric> = history.keys().iter().map(metric).collect();
        for series in history.series().iter().filter(|series| self.kept.in_filter.contains(series.run as usize)) {
            if let Some(metric) = metrics.get_mut(series.key as usize) {
                metric.runs += 1;
                metric.points += series.points.len();
            }
        }
        metrics
    }

    /// Takes what the metric history is to show.
    pub(super) fn set_history(&mut self, settings: HistorySettings) {
        self.view.history = HistoryView {
            metrics: if settings.automatic { Vec::new() } else { settings.metrics },
            x: match (settings.x, settings.x_metric) {
                (HistoryXName::Time, _) => HistoryX::Time,
                (HistoryXName::Relative, _) => HistoryX::Relative,
                (HistoryXName::Metric, Some(metric)) => HistoryX::Metric(metric),
                _ => HistoryX::Step,
            },
            log: settings.log,
            smoothing: match settings.smoothing {
                SmoothingName::None => Smoothing::None,
                SmoothingName::Ema => Smoothing::Ema(settings.amount),
                SmoothingName::Gaussian => Smoothing::Gaussian(settings.amount),
                SmoothingName::Mean => Smoothing::Mean(settings.amount as u32),
            }
            .bounded(),
            mean: settings.mean.map(Into::into),
            cut_outliers: settings.cut_outliers,
            zoom: settings.zoom.map(|zoom| (zoom.low, zoom.high)),
        };
    }

    /// What a metric history shows, as the chart has it.
    pub(super) fn history_spec(&self, request: &PictureRequest, window: Option<HistoryWindow>) -> HistorySpec {
        let view = &self.view.history;
        let colour = self.colour_column();
        HistorySpec {
            metrics: self.history_keys(colour.as_ref()),
            x: view.x.clone(),
            log: view.log,
            smoothing: view.smoothing,
            mean: view.mean.or(self.drawn_groups().map(|_| Band::MinMax)),
            cut_outliers: view.cut_outliers,
            window: window.map(|window| (window.low, window.high)).or(view.zoom),
            coarse: window.is_some(),
            colour,
            colour_scale: self.view.colour_scale,
            width_px: request.width_px,
            height_px: request.height_px,
            device_pixel_ratio: request.device_pixel_ratio,
            palette: palette(&request.palette),
        }
    }

    fn history_keys(&self, colour: Option<&ColumnName>) -> Vec<String> {
        if !self.view.history.metrics.is_empty() {
            return self.view.history.metrics.clone();
        }
        let first = self.order_keys().into_iter().next();
        let sorted_by = first.and_then(|key| key.expression.as_column().map(ToString::to_string));
        let sorted_by = sorted_by.map(|text| ColumnName::parse(&text)).filter(|name| name.kind == ColumnKind::Metric);
        let preferred = sorted_by.as_ref().or(colour.filter(|name| name.kind == ColumnKind::Metric));
        let history = &self.dataset().history;
        let preferred = preferred.map(|name| name.key.as_str());
        default_history_metric(history, &self.kept.in_filter, preferred).map(str::to_owned).into_iter().collect()
    }

    /// Draws the metric history and keeps it for hovering.
    pub fn history(&mut self, request: &HistoryRequest) -> HistoryPicture {
        let spec = self.history_spec(&request.picture, request.window);
        let before = self.history.chart.take();
        match self.history_chart(&spec, before) {
            Ok((mut chart, lines)) => {
                self.history.lines = lines;
                let mut picture = self.history_picture(&mut chart, &spec);
                picture.grouped_by = matches!(self.history.lines, HistoryLines::Groups(_)).then(|| self.view.group.by.clone());
                self.history.chart = Some(chart);
                picture
            }
            Err(not_loaded) => HistoryPicture {
                generation: self.generation,
                note: Some(format!("The picture waits for data: {not_loaded}.")),
                ..HistoryPicture::default()
            },
        }
    }

    fn history_chart(&self, spec: &HistorySpec, before: Option<HistoryChart>) -> Result<(HistoryChart, HistoryLines), NotLoaded> {
        let dataset = self.dataset();
        let kept = &self.kept;
        let groups = spec.mean.and_then(|_| self.run_groups()).filter(|groups| !groups.sorted.is_empty());
        let rows = groups.as_ref().map(RunGroups::rows).unwrap_or_default();
        let table = groups.as_ref().map(|groups| groups.table(&dataset.runs, spec.colour.as_slice(), &[], &rows)).transpose()?;
        let data = HistoryData {
            runs: &dataset.runs,
            history: &dataset.history,
            in_filter: &kept.in_filter,
            matching: &kept.matching,
            selected: (self.selection.count() > 0).then_some(&self.selection),
            groups: table.as_ref().map(|table| HistoryGroups { table, rows: &rows }),
        };
        let chart = match before {
            Some(mut chart) => {
                chart.redraw(&data, spec)?;
                chart
            }
            None => HistoryChart::build(&data, spec)?,
        };
        let lines = match (spec.mean, groups) {
            (None, _) => HistoryLines::Runs,
            (Some(_), None) => HistoryLines::All(kept.matching.count()),
            (Some(_), Some(groups)) => HistoryLines::Groups(groups.sorted.to_vec()),
        };
        Ok((chart, lines))
    }

    /// The metric history as a picture that can leave.
    pub(super) fn history_figure(&self, request: &PictureRequest) -> Result<Figure, NotLoaded> {
        Ok(self.history_chart(&self.history_spec(request, None), None)?.0.into_figure())
    }

    /// Moves the pixels out of the chart: they are large and needed once.
    fn history_picture(&self, chart: &mut HistoryChart, spec: &HistorySpec) -> HistoryPicture {
        let pixels = std::mem::take(&mut chart.pixels);
        HistoryPicture {
            generation: self.generation,
            width: pixels.width,
            height: pixels.height,
            width_px: chart.width_px,
            height_px: chart.height_px,
            pixels: pixels.rgba,
            scene: chart.scene.to_bytes(),
            description: chart.description.clone(),
            left_out: chart.left_out.clone(),
            note: chart.note.clone(),
            panes: chart.panes.iter().map(pane).collect(),
            settings: self.history_settings(spec),
            grouped_by: None,
        }
    }

    fn history_settings(&self, spec: &HistorySpec) -> HistorySettings {
        let (smoothing, amount) = match spec.smoothing.bounded() {
            Smoothing::None => (SmoothingName::None, 0.0),
            Smoothing::Ema(weight) => (SmoothingName::Ema, weight),
            Smoothing::Gaussian(sigma) => (SmoothingName::Gaussian, sigma),
            Smoothing::Mean(points) => (SmoothingName::Mean, f64::from(points)),
        };
        let (x, x_metric) = match &spec.x {
            HistoryX::Step => (HistoryXName::Step, None),
            HistoryX::Time => (HistoryXName::Time, None),
            HistoryX::Relative => (HistoryXName::Relative, None),
            HistoryX::Metric(metric) => (HistoryXName::Metric, Some(metric.clone())),
        };
        HistorySettings {
            metrics: spec.metrics.clone(),
            automatic: self.view.history.metrics.is_empty(),
            x,
            x_metric,
            log: spec.log,
            smoothing,
            amount,
            mean: self.view.history.mean.map(Into::into),
            cut_outliers: spec.cut_outliers,
            zoom: self.view.history.zoom.map(|(low, high)| HistoryWindow { low, high }),
        }
    }

    /// The run nearest to a point of the last metric history, in CSS pixels.
    pub fn history_hover(&self, x_px: f64, y_px: f64) -> Option<HistoryHover> {
        let row = self.history.chart.as_ref()?.hover(x_px, y_px)?;
        self.history_hover_of(row, Some(x_px))
    }

    /// The line of a row of the table on the last metric history, with its values at a place, or at its end.
    pub fn history_hover_row(&self, position: usize, x_px: Option<f64>) -> Option<HistoryHover> {
        let line = match (self.shown_at(position)?, &self.history.lines) {
            (Shown::Run(row), HistoryLines::Runs) => row as usize,
            (Shown::Run(row), HistoryLines::Groups(groups)) => {
                let group = self.groups.ids.of_row(row)?;
                groups.iter().position(|other| *other as usize == group)?
            }
            (Shown::Group(group), HistoryLines::Groups(groups)) => groups.iter().position(|other| *other as usize == group)?,
            _ => return None,
        };
        self.history_hover_of(line, x_px)
    }

    fn history_hover_of(&self, line: usize, x_px: Option<f64>) -> Option<HistoryHover> {
        let chart = self.history.chart.as_ref()?;
        let mut hit: HistoryHit = chart.describe_row(self.runs(), &self.dataset().history, line, x_px)?;
        let position = match &self.history.lines {
            HistoryLines::Runs => {
                hit.name = self.name_of(line);
                self.position_of(line)
            }
            HistoryLines::Groups(groups) => {
                let group = *groups.get(line)? as usize;
                hit.name = self.told_group(group);
                self.position_of_group(group)
            }
            HistoryLines::All(runs) => {
                hit.name = format!("mean of {runs} runs");
                None
            }
        };
        let scene = chart.hover_scene(&hit).to_bytes();
        let value = |value: &runloom_chart::HistoryValue| HistoryHoverValue {
            metric: value.metric.clone(),
            place: format!("{} {}", value.x_name, value.x_text),
            text: value.text.clone(),
            raw: value.raw_text.clone(),
        };
        Some(HistoryHover { position, values: hit.values.iter().map(value).collect(), name: hit.name, scene })
    }
}

fn pane(pane: &PaneGeometry) -> HistoryPane {
    HistoryPane {
        metric: pane.metric.clone(),
        left_px: pane.left_px,
        top_px: pane.top_px,
        width_px: pane.width_px,
        height_px: pane.height_px,
        window: HistoryWindow { low: pane.x_low, high: pane.x_high },
        all: HistoryWindow { low: pane.x_all.0, high: pane.x_all.1 },
    }
}

impl From<BandName> for Band {
    fn from(band: BandName) -> Self {
        match band {
            BandName::MinMax => Self::MinMax,
            BandName::Std => Self::Std,
        }
    }
}

impl From<Band> for BandName {
    fn from(band: Band) -> Self {
        match band {
            Band::MinMax => Self::MinMax,
            Band::Std => Self::Std,
        }
    }
}
