use runloom_chart::{AxisGeometry, Colour, GroupLines, Palette, ParallelChart, ParallelSpec};
use runloom_table::{ColumnName, NotLoaded};

use super::Session;
use super::groups::Shown;
use super::typed_brush::write_brush;
use crate::protocol::{self, AxisInfo, BrushBox, Hover, HoverValue, Picture, PictureRequest, ScaleName};

impl Session {
    /// The columns that [`Session::picture`] needs and that are not loaded.
    pub fn columns_for_picture(&self) -> Vec<ColumnName> {
        let mut needed: Vec<ColumnName> = self.axes().into_iter().map(|axis| axis.column).collect();
        needed.extend(self.colour_column());
        needed.extend(self.columns_for_groups());
        self.not_loaded(needed)
    }

    /// Draws the parallel coordinates and keeps them for hovering and brushing.
    pub fn picture(&mut self, request: &PictureRequest) -> Picture {
        let spec = self.parallel_spec(request);
        if let Some(drawn) = self.chart_of_groups(&spec) {
            return self.picture_of_groups(drawn);
        }
        if self.group_lines.take().is_some() {
            self.chart = None;
        }
        let selected = (self.selection.count() > 0).then_some(&self.selection);
        let kept = &self.kept;
        let runs = &self.workspace.dataset().runs;
        let drawn = match &mut self.chart {
            Some(chart) => chart.redraw(runs, &kept.matching, &kept.in_filter, selected, &spec).map(|anew| (chart, anew)),
            none => ParallelChart::build(runs, &kept.matching, &kept.in_filter, selected, &spec)
                .map(|chart| (none.insert(chart), true)),
        };
        match drawn {
            Ok((chart, anew)) => {
                self.colours += u32::from(anew);
                let mut picture = describe(chart, self.generation, self.colours);
                self.tell_brushes(&mut picture);
                picture
            }
            Err(not_loaded) => waiting(&not_loaded, self.generation, self.colours),
        }
    }

    pub(super) fn parallel_spec(&self, request: &PictureRequest) -> ParallelSpec {
        ParallelSpec {
            axes: self.axis_specs(),
            colour: self.colour_column(),
            colour_scale: self.view.colour_scale,
            curves: self.view.curves,
            bands: self.view.bands,
            width_px: request.width_px,
            height_px: request.height_px,
            device_pixel_ratio: request.device_pixel_ratio,
            palette: palette(&request.palette),
        }
    }

    /// Draws a line a group; `None` where lines are runs.
    pub(super) fn chart_of_groups(&self, spec: &ParallelSpec) -> Option<Result<(ParallelChart, GroupLines), NotLoaded>> {
        let groups = self.drawn_groups()?;
        let kept = &self.kept;
        let selected = (self.selection.count() > 0).then_some(&self.selection);
        Some(ParallelChart::of_groups(self.runs(), &kept.matching, &kept.in_filter, selected, &groups, spec))
    }

    fn picture_of_groups(&mut self, drawn: Result<(ParallelChart, GroupLines), NotLoaded>) -> Picture {
        match drawn {
            Ok((chart, lines)) => {
                self.colours += 1;
                self.group_lines = Some(lines);
                let mut picture = describe(self.chart.insert(chart), self.generation, self.colours);
                self.tell_brushes(&mut picture);
                picture
            }
            Err(not_loaded) => waiting(&not_loaded, self.generation, self.colours),
        }
    }

    /// Says in a picture what could be typed for its brushes.
    fn tell_brushes(&self, picture: &mut Picture) {
        for (info, axis) in picture.axes.iter_mut().zip(self.axes()) {
            for (brush, interval) in info.brushes.iter_mut().zip(&axis.intervals) {
                brush.typed = write_brush(interval, info.scale == ScaleName::Time);
            }
        }
    }

    /// The run nearest to a point of the last picture.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<Hover> {
        let row = self.chart.as_ref()?.hover(x_px, y_px)?;
        self.hover_of(row)
    }

    /// The line of a row of the table; `None` for a group whose runs have lines of their own.
    pub fn hover_row(&self, position: usize) -> Option<Hover> {
        let line = match (self.shown_at(position)?, &self.group_lines) {
            (Shown::Run(row), None) => row as usize,
            (Shown::Run(row), Some(lines)) => lines.line_of(self.groups.ids.of_row(row)?)?,
            (Shown::Group(group), lines) => lines.as_ref()?.line_of(group)?,
        };
        self.hover_of(line)
    }

    /// The value that a height on an axis of the last picture stands for.
    pub fn value_at(&self, axis: usize, y_px: f64) -> Option<String> {
        self.chart.as_ref()?.value_words(axis, y_px)
    }

    /// The colour of a run's line, or of its group's, as CSS.
    pub(super) fn colour_of(&self, row: usize) -> Option<String> {
        match &self.group_lines {
            Some(_) => self.colour_of_group(self.groups.ids.of_row(row as u32)?),
            None => self.chart.as_ref()?.colour_of(row).map(|colour| colour.to_string()),
        }
    }

    /// The colour of a group's line, as CSS.
    pub(super) fn colour_of_group(&self, group: usize) -> Option<String> {
        let line = self.group_lines.as_ref()?.line_of(group)?;
        self.chart.as_ref()?.colour_of(line).map(|colour| colour.to_string())
    }

    fn hover_of(&self, line: usize) -> Option<Hover> {
        let chart = self.chart.as_ref()?;
        let lines = self.group_lines.as_ref();
        let mut hit = chart.describe_row(lines.map_or(self.runs(), |lines| &lines.table), line)?;
        let (position, name) = match lines {
            Some(lines) => {
                let group = lines.group_of(line)?;
                (self.position_of_group(group), self.told_group(group))
            }
            None => (self.position_of(line), self.name_of(line)),
        };
        if lines.is_some() {
            hit.name.clone_from(&name);
        }
        let scene = chart.hover_scene(&hit).to_bytes();
        let values = hit.values.iter().map(|value| HoverValue {
            axis: value.column.to_string(),
            label: value.column.key.clone(),
            text: value.text.clone(),
            x_px: value.x_px,
            y_px: value.y_px,
        });
        Some(Hover { position, name, colour: Some(hit.colour.to_string()), values: values.collect(), scene })
    }
}

/// A picture that cannot be drawn yet.
fn waiting(not_loaded: &NotLoaded, generation: u32, colours: u32) -> Picture {
    Picture { generation, colours, note: Some(format!("The picture waits for data: {not_loaded}.")), ..Picture::default() }
}

/// Moves the pixels out of the chart: they are large and needed once.
fn describe(chart: &mut ParallelChart, generation: u32, colours: u32) -> Picture {
    let pixels = std::mem::take(&mut chart.pixels);
    Picture {
        generation,
        colours,
        width: pixels.width,
        height: pixels.height,
        width_px: chart.width_px,
        height_px: chart.height_px,
        pixels: pixels.rgba,
        scene: chart.scene.to_bytes(),
        brushes: chart.brushes.to_bytes(),
        description: chart.description.clone(),
        left_out: chart.left_out.clone(),
        note: chart.note.clone(),
        axes: chart.axes.iter().map(axis_info).collect(),
    }
}

fn axis_info(axis: &AxisGeometry) -> AxisInfo {
    let brushes = axis.brushes.iter().map(|band| BrushBox {
        top_px: band.top_px,
        bottom_px: band.bottom_px,
        low: band.low.clone(),
        high: band.high.clone(),
        typed: String::new(),
    });
    AxisInfo {
        column: axis.column.to_string(),
        label: axis.label.clone(),
        detail: axis.detail.clone(),
        x_px: axis.x_px,
        top_px: axis.top_px,
        bottom_px: axis.bottom_px,
        highest_px: axis.reach_px.0,
        lowest_px: axis.reach_px.1,
        missing_px: axis.missing_px,
        nan_px: axis.nan_px,
        scale: axis.scale.into(),
        scales: axis.scales.iter().map(|scale| (*scale).into()).collect(),
        inverted: axis.inverted,
        brushes: brushes.collect(),
        missing_brushed: axis.missing_brushed,
        nan_brushed: axis.nan_brushed,
    }
}

/// A palette as the page has it.
pub(super) fn colours(palette: &Palette) -> protocol::Palette {
    protocol::Palette {
        background: palette.background.to_string(),
        panel: palette.panel.to_string(),
        hairline: palette.hairline.to_string(),
        ink: palette.ink.to_string(),
        soft_ink: palette.soft_ink.to_string(),
        axis: palette.axis.to_string(),
        context: palette.context.to_string(),
        accent: palette.accent.to_string(),
        bar: palette.bar.to_string(),
    }
}

pub(super) fn palette(colours: &protocol::Palette) -> Palette {
    let base = Palette::LIGHT;
    let read = |text: &str, otherwise: Colour| Colour::parse(text).unwrap_or(otherwise);
    Palette {
        background: read(&colours.background, base.background),
        panel: read(&colours.panel, base.panel),
        hairline: read(&colours.hairline, base.hairline),
        ink: read(&colours.ink, base.ink),
        soft_ink: read(&colours.soft_ink, base.soft_ink),
        axis: read(&colours.axis, base.axis),
        context: read(&colours.context, base.context),
        accent: read(&colours.accent, base.accent),
        bar: read(&colours.bar, base.bar),
    }
}
