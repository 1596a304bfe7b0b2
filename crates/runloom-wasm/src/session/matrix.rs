use runloom_chart::{AxisSpec, Figure, Interval, MatrixCell, MatrixChart, MatrixSpec, Point, default_matrix_columns};
use runloom_report::{AxisInterval, AxisView, Panel};
use runloom_table::{ColumnName, NotLoaded};

use super::Session;
use super::chart::palette;
use crate::protocol::{Hover, HoverValue, MatrixArea, MatrixCellInfo, MatrixPicture, PictureRequest};

impl Session {
    /// The columns that [`Session::matrix`] needs and that are not loaded.
    pub fn columns_for_matrix(&self) -> Vec<ColumnName> {
        let mut needed = self.matrix_columns();
        needed.extend(self.colour_column());
        self.not_loaded(needed)
    }

    fn matrix_columns(&self) -> Vec<ColumnName> {
        let known = |name: &&ColumnName| self.runs().column(name).is_some();
        let chosen: Vec<ColumnName> = self.view.matrix.iter().filter(known).cloned().collect();
        if chosen.is_empty() { default_matrix_columns(self.runs()) } else { chosen }
    }

    fn matrix_spec(&self, request: &PictureRequest) -> MatrixSpec {
        let axes = self.axes();
        let of = |name: ColumnName| match axes.iter().find(|axis| axis.column == name) {
            Some(axis) => AxisSpec::from(axis),
            None => AxisSpec::new(name),
        };
        MatrixSpec {
            columns: self.matrix_columns().into_iter().map(of).collect(),
            colour: self.colour_column(),
            width_px: request.width_px,
            height_px: (request.height_px > 0.0).then_some(request.height_px),
            device_pixel_ratio: request.device_pixel_ratio,
            palette: palette(&request.palette),
        }
    }

    /// Draws the scatter matrix and keeps it for hovering and brushing.
    pub fn matrix(&mut self, request: &PictureRequest) -> MatrixPicture {
        let spec = self.matrix_spec(request);
        match self.matrix_chart(&spec, self.matrix.clone()) {
            Ok(mut chart) => {
                let picture = self.matrix_picture(&mut chart, &spec);
                self.matrix = Some(chart);
                picture
            }
            Err(not_loaded) => MatrixPicture {
                generation: self.generation,
                note: Some(format!("The picture waits for data: {not_loaded}.")),
                ..MatrixPicture::default()
            },
        }
    }

    fn matrix_chart(&self, spec: &MatrixSpec, before: Option<MatrixChart>) -> Result<MatrixChart, NotLoaded> {
        let (runs, kept) = (self.runs(), &self.kept);
        let selected = (self.selection.count() > 0).then_some(&self.selection);
        match before {
            Some(mut chart) => {
                chart.redraw(runs, &kept.matching, &kept.in_filter, selected, spec)?;
                Ok(chart)
            }
            None => MatrixChart::build(runs, &kept.matching, &kept.in_filter, selected, spec),
        }
    }

    /// The scatter matrix as a picture that can leave.
    pub(super) fn matrix_figure(&self, request: &PictureRequest) -> Result<Figure, NotLoaded> {
        Ok(self.matrix_chart(&self.matrix_spec(request), None)?.into_figure())
    }

    /// The columns that the scatter matrix shows.
    pub(super) fn matrix_shows(&self, request: &PictureRequest) -> Vec<ColumnName> {
        self.matrix_spec(request).columns()
    }

    fn matrix_picture(&self, chart: &mut MatrixChart, spec: &MatrixSpec) -> MatrixPicture {
        let pixels = std::mem::take(&mut chart.pixels);
        let cells = chart.cells.iter().filter(|cell| cell.has_points()).map(|cell| cell_info(chart, cell, spec));
        MatrixPicture {
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
            columns: spec.columns.iter().map(|axis| axis.column.to_string()).collect(),
            cells: cells.collect(),
        }
    }

    /// The run whose point is nearest to a place of the last scatter matrix, in CSS pixels.
    pub fn matrix_hover(&self, x_px: f64, y_px: f64) -> Option<Hover> {
        self.matrix_hover_of(self.matrix.as_ref()?.hover(x_px, y_px)?)
    }

    /// The points of a run of the table on the last scatter matrix.
    pub fn matrix_hover_row(&self, position: usize) -> Option<Hover> {
        match self.shown_at(position)? {
            super::groups::Shown::Run(row) => self.matrix_hover_of(row as usize),
            super::groups::Shown::Group(_) => None,
        }
    }

    fn matrix_hover_of(&self, row: usize) -> Option<Hover> {
        let chart = self.matrix.as_ref()?;
        let hit = chart.describe_row(self.runs(), row)?;
        let scene = chart.hover_scene(&hit).to_bytes();
        let value = |value: &runloom_chart::HoverValue| HoverValue {
            axis: value.column.to_string(),
            label: value.column.key.clone(),
            text: value.text.clone(),
            x_px: value.x_px,
            y_px: value.y_px,
        };
        let values = hit.values.iter().map(value).collect();
        Some(Hover {
            position: self.position_of(row),
            name: self.name_of(row),
            colour: Some(hit.colour.to_string()),
            values,
            scene,
        })
    }

    /// Brushes the two columns of a cell; their axes are added to the parallel coordinates if need be.
    pub(super) fn brush_cell(&mut self, area: MatrixArea) {
        let (from, to) = (Point::new(area.left_px, area.top_px), Point::new(area.right_px, area.bottom_px));
        let Some(found) = self.matrix.as_ref().and_then(|chart| chart.intervals_from_px(from, to)) else { return };
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

    /// The panels that there is something to show in.
    pub(super) fn possible_panels(&self) -> Vec<Panel> {
        let has_history = self.workspace.history_points() > 0;
        Panel::ALL.into_iter().filter(|panel| *panel != Panel::History || has_history).collect()
    }

    /// The panels in view: those the user chose, else parallel coordinates, history where there is one, and the table.
    pub(super) fn panels(&self) -> Vec<Panel> {
        let proposed = || self.possible_panels().into_iter().filter(|panel| *panel != Panel::Matrix).collect();
        self.view.panels.clone().unwrap_or_else(proposed)
    }
}

fn cell_info(chart: &MatrixChart, cell: &MatrixCell, spec: &MatrixSpec) -> MatrixCellInfo {
    let interval =
        |name: &ColumnName| spec.columns.iter().find(|axis| axis.column == *name).and_then(|axis| axis.intervals.first());
    let brush = chart.area_of(cell, interval(&cell.x), interval(&cell.y)).map(|area| MatrixArea {
        left_px: area.x,
        top_px: area.y,
        right_px: area.x + area.width,
        bottom_px: area.y + area.height,
    });
    MatrixCellInfo {
        label: format!("{} by {}", cell.y.key, cell.x.key),
        x_px: cell.area.x,
        y_px: cell.area.y,
        width_px: cell.area.width,
        height_px: cell.area.height,
        brush,
    }
}
