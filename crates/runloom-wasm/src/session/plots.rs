use std::collections::BTreeMap;

use runloom_chart::{
    AxisSpec, Figure, Interval, PlotCell, PlotChart, PlotKind, PlotOptions, PlotPart, PlotSpec, Point, Role, Scene, Statistic,
    complete_roles,
};
use runloom_report::{AxisInterval, AxisView, Panel, PanelKind};
use runloom_table::{ColumnName, NotLoaded};

use super::Session;
use super::chart::palette;
use super::groups::Shown;
use crate::protocol::{
    Hover, HoverValue, PictureRequest, PlotArea, PlotCellInfo, PlotPicture, PlotRole, PlotSettings, RoleTakesName,
};

/// The last pictures of the plots in view.
pub(super) type Plots = BTreeMap<Panel, PlotChart>;

fn kind_of(panel: Panel) -> Option<PlotKind> {
    match panel.kind {
        PanelKind::Plot(kind) => Some(kind),
        _ => None,
    }
}

impl Session {
    /// The columns that [`Session::plot`] needs and that are not loaded.
    pub fn columns_for_plot(&self, panel: Panel) -> Vec<ColumnName> {
        let roles = self.plot_roles(panel).into_iter().flat_map(|(_, columns)| columns);
        self.not_loaded(roles.chain(self.plot_colour(panel)).collect())
    }

    fn plot_roles(&self, panel: Panel) -> Vec<(&'static str, Vec<ColumnName>)> {
        let Some(kind) = kind_of(panel) else { return Vec::new() };
        let chosen = |role: &str| self.view.plot(panel).map(|plot| plot.role(role).to_vec()).unwrap_or_default();
        complete_roles(kind, self.runs(), chosen)
    }

    /// The column that colours the runs of a plot, unless its colours are its own.
    fn plot_colour(&self, panel: Panel) -> Option<ColumnName> {
        let kind = kind_of(panel)?;
        if kind.has_page_colour(self.view.colour.is_some()) { self.colour_column() } else { None }
    }

    fn plot_options(&self, panel: Panel) -> PlotOptions {
        self.view.plot(panel).map(|plot| plot.options).unwrap_or_default()
    }

    fn plot_spec(&self, panel: Panel, kind: PlotKind, request: &PictureRequest) -> PlotSpec {
        let axes = self.axes();
        let of = |name: ColumnName| match axes.iter().find(|axis| axis.column == name) {
            Some(axis) => AxisSpec::from(axis),
            None => AxisSpec::new(name),
        };
        let roles = self.plot_roles(panel).into_iter();
        PlotSpec {
            kind,
            roles: roles.map(|(role, columns)| (role, columns.into_iter().map(of).collect())).collect(),
            options: self.plot_options(panel),
            colour: self.plot_colour(panel),
            colour_scale: self.view.colour_scale,
            width_px: request.width_px,
            height_px: (request.height_px > 0.0).then_some(request.height_px),
            device_pixel_ratio: request.device_pixel_ratio,
            palette: palette(&request.palette),
        }
    }

    /// Draws a plot and keeps it for hovering and brushing.
    pub fn plot(&mut self, panel: Panel, request: &PictureRequest) -> PlotPicture {
        let Some(kind) = kind_of(panel) else { return PlotPicture::default() };
        let spec = self.plot_spec(panel, kind, request);
        let before = self.plots.remove(&panel);
        match self.plot_chart(&spec, before) {
            Ok(mut chart) => {
                let picture = self.plot_picture(panel, &mut chart, &spec);
                self.plots.insert(panel, chart);
                picture
            }
            Err(not_loaded) => PlotPicture {
                generation: self.generation,
                note: Some(format!("The picture waits for data: {not_loaded}.")),
                ..PlotPicture::default()
            },
        }
    }

    fn plot_chart(&self, spec: &PlotSpec, before: Option<PlotChart>) -> Result<PlotChart, NotLoaded> {
        let (runs, kept) = (self.runs(), &self.kept);
        let selected = (self.selection.count() > 0).then_some(&self.selection);
        match before {
            Some(mut chart) => {
                chart.redraw(runs, &kept.matching, &kept.in_filter, selected, spec)?;
                Ok(chart)
            }
            None => PlotChart::build(runs, &kept.matching, &kept.in_filter, selected, spec),
        }
    }

    /// A plot as a picture that can leave.
    pub(super) fn plot_figure(&self, panel: Panel, request: &PictureRequest) -> Result<Figure, NotLoaded> {
        let Some(kind) = kind_of(panel) else { return Ok(Figure::default()) };
        Ok(self.plot_chart(&self.plot_spec(panel, kind, request), None)?.into_figure())
    }

    /// The columns that a plot shows.
    pub(super) fn plot_shows(&self, panel: Panel) -> Vec<ColumnName> {
        self.plot_roles(panel).into_iter().flat_map(|(_, columns)| columns).chain(self.plot_colour(panel)).collect()
    }

    fn plot_picture(&self, panel: Panel, chart: &mut PlotChart, spec: &PlotSpec) -> PlotPicture {
        let pixels = std::mem::take(&mut chart.pixels);
        let (options, (width, height)) = (self.plot_options(panel), chart.device_px());
        let [less_is_better, less_is_better_x] = spec.goals();
        let roles = spec.kind.roles().iter().zip(&spec.roles).map(|(role, (_, columns))| role_info(*role, columns));
        PlotPicture {
            generation: self.generation,
            width,
            height,
            width_px: chart.width_px,
            height_px: chart.height_px,
            has_points: !pixels.rgba.is_empty(),
            pixels: pixels.rgba,
            scene: chart.scene.to_bytes(),
            description: chart.description.clone(),
            left_out: chart.left_out.clone(),
            note: chart.note.clone(),
            roles: roles.collect(),
            colour: chart.coloured_by(spec).map(ToOwned::to_owned),
            minimise: options.minimise,
            minimise_x: options.minimise_x,
            less_is_better,
            less_is_better_x,
            trend: options.trend,
            statistic: shows_statistic(spec).then(|| options.statistic.word().to_owned()),
            cells: chart.cells.iter().map(|cell| cell_info(chart, cell, spec)).collect(),
            parts: chart.parts.iter().map(part_info).collect(),
        }
    }

    /// The run, bar or box nearest to a place of a plot, in CSS pixels.
    pub fn plot_hover(&self, panel: Panel, x_px: f64, y_px: f64) -> Option<Hover> {
        let chart = self.plots.get(&panel)?;
        if let Some(row) = chart.hover(x_px, y_px) {
            return self.plot_hover_of(panel, row, Some(Point::new(x_px, y_px)));
        }
        if let Some(part) = chart.part_at(x_px, y_px) {
            return Some(self.part_hover(part, &chart.part_scene(part)));
        }
        let (part, scene) = chart.reading(x_px, y_px)?;
        Some(self.part_hover(&part, &scene))
    }

    fn part_hover(&self, part: &PlotPart, scene: &Scene) -> Hover {
        let value = |(label, text): &(String, String)| HoverValue {
            axis: String::new(),
            label: label.clone(),
            text: text.clone(),
            x_px: 0.0,
            y_px: 0.0,
        };
        Hover {
            position: part.run.and_then(|run| self.position_of(run)),
            name: part.name.clone(),
            colour: None,
            values: part.facts.iter().map(value).collect(),
            scene: scene.to_bytes(),
        }
    }

    /// The points of a run of the table on a plot, or its bar.
    pub fn plot_hover_row(&self, panel: Panel, position: usize) -> Option<Hover> {
        let Shown::Run(row) = self.shown_at(position)? else { return None };
        let chart = self.plots.get(&panel)?;
        if let Some(part) = chart.parts.iter().find(|part| part.run == Some(row as usize)) {
            return Some(self.part_hover(part, &chart.part_scene(part)));
        }
        self.plot_hover_of(panel, row as usize, None)
    }

    fn plot_hover_of(&self, panel: Panel, row: usize, at: Option<Point>) -> Option<Hover> {
        let chart = self.plots.get(&panel)?;
        let hit = chart.describe_row(self.runs(), row, &self.plot_shows(panel))?;
        let scene = chart.hover_scene(&hit, at).to_bytes();
        let value = |value: &runloom_chart::HoverValue| HoverValue {
            axis: value.column.to_string(),
            label: value.column.key.clone(),
            text: value.text.clone(),
            x_px: value.x_px,
            y_px: value.y_px,
        };
        let values = hit.values.iter().map(value).collect();
        let (position, name) = (self.position_of(row), self.name_of(row));
        Some(Hover { position, name, colour: Some(hit.colour.to_string()), values, scene })
    }

    /// Takes over what the user chose for a plot.
    pub(super) fn set_plot(&mut self, panel: &str, settings: PlotSettings) {
        let Some(panel) = Panel::read(panel) else { return };
        let plot = self.view.plot_mut(panel);
        let statistic = settings.statistic.and_then(|word| Statistic::ALL.into_iter().find(|known| known.word() == word));
        let statistic = statistic.unwrap_or(plot.options.statistic);
        for (role, columns) in settings.roles {
            plot.set_role(&role, columns.iter().map(|name| ColumnName::parse(name)).collect());
        }
        let (minimise, minimise_x) = (settings.minimise, settings.minimise_x);
        plot.options = PlotOptions { minimise, minimise_x, trend: settings.trend, statistic };
    }

    /// Brushes the columns of a rectangle in a plot; their axes are added to the parallel coordinates if need be.
    pub(super) fn brush_cell(&mut self, panel: &str, area: PlotArea) {
        let (from, to) = (Point::new(area.left_px, area.top_px), Point::new(area.right_px, area.bottom_px));
        let chart = Panel::read(panel).and_then(|panel| self.plots.get(&panel));
        if let Some(found) = chart.and_then(|chart| chart.intervals_from_px(from, to)) {
            self.brush_columns(found);
        }
    }

    /// Brushes what a bar or box of a plot stands for.
    pub(super) fn brush_part(&mut self, panel: &str, part: usize) {
        let chart = Panel::read(panel).and_then(|panel| self.plots.get(&panel));
        if let Some(part) = chart.and_then(|chart| chart.parts.get(part)) {
            self.brush_columns(part.intervals.clone());
        }
    }

    fn brush_columns(&mut self, found: Vec<(ColumnName, Interval)>) {
        let mut axes = self.axes();
        for (column, interval) in found {
            let interval = match interval {
                Interval::Numbers { low, high } => AxisInterval::Numeric { low, high },
                Interval::Categories(names) => AxisInterval::Categories(names),
            };
            match axes.iter_mut().find(|axis| axis.column == column) {
                Some(axis) => axis.intervals = vec![interval],
                None => axes.push(AxisView { intervals: vec![interval], ..AxisView::new(column) }),
            }
        }
        self.view.axes = Some(axes);
        self.view.brushes.clear();
    }
}

/// Whether bars of groups are drawn, for which a statistic can be chosen.
fn shows_statistic(spec: &PlotSpec) -> bool {
    spec.kind == PlotKind::Bar && spec.roles.iter().any(|(role, columns)| *role == "by" && !columns.is_empty())
}

fn role_info(role: Role, columns: &[AxisSpec]) -> PlotRole {
    PlotRole {
        word: role.word.to_owned(),
        label: role.label.to_owned(),
        takes: match role.takes {
            runloom_chart::Takes::Any => RoleTakesName::Any,
            runloom_chart::Takes::Numbers => RoleTakesName::Numbers,
            runloom_chart::Takes::Metrics => RoleTakesName::Metrics,
        },
        most: role.most,
        optional: role.optional,
        columns: columns.iter().map(|axis| axis.column.to_string()).collect(),
    }
}

fn part_info(part: &runloom_chart::PlotPart) -> PlotCellInfo {
    let facts: Vec<String> = part.facts.iter().map(|(label, value)| format!("{label} {value}")).collect();
    PlotCellInfo {
        label: format!("{}: {}", part.name, facts.join(", ")),
        x_px: part.area.x,
        y_px: part.area.y,
        width_px: part.area.width,
        height_px: part.area.height,
        brush: None,
        between: None,
    }
}

fn cell_info(chart: &PlotChart, cell: &PlotCell, spec: &PlotSpec) -> PlotCellInfo {
    let axes = || spec.roles.iter().flat_map(|(_, axes)| axes);
    let interval = |name: &Option<ColumnName>| {
        let name = name.as_ref()?;
        axes().find(|axis| axis.column == *name).and_then(|axis| axis.intervals.first())
    };
    let brush = chart.area_of(cell, interval(&cell.x), interval(&cell.y)).map(|area| PlotArea {
        left_px: area.x,
        top_px: area.y,
        right_px: area.x + area.width,
        bottom_px: area.y + area.height,
    });
    PlotCellInfo {
        label: cell.label.clone(),
        x_px: cell.area.x,
        y_px: cell.area.y,
        width_px: cell.area.width,
        height_px: cell.area.height,
        brush,
        between: cell.x.as_ref().zip(cell.y.as_ref()).map(|(x, y)| (x.to_string(), y.to_string())),
    }
}
