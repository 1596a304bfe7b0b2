use std::sync::Arc;

use runloom_table::{NotLoaded, RowMask, RunTable};

use super::diagonal::Spread;
use super::frame::{Frame, MOST_COLUMNS};
use super::likeness::Likeness;
use super::pixels::pixels;
use super::{CellKind, MatrixCell, MatrixSpec, draw};
use crate::number_text::count;
use crate::points::MOST_POINTS;
use crate::{Figure, Raster, Scene};

/// A finished scatter matrix: borders, text, histograms and correlations as a scene, points as pixels beneath it.
#[derive(Clone, Debug)]
pub struct MatrixChart {
    /// The width used, in css pixels.
    pub width_px: f64,
    /// The height used, in css pixels.
    pub height_px: f64,
    /// What is painted over the pixels.
    pub scene: Scene,
    /// The points, in device pixels, over the whole picture.
    pub pixels: Raster,
    /// The cells, row by row from the top.
    pub cells: Vec<MatrixCell>,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
    pub(super) frame: Arc<Frame>,
    /// The runs in colour.
    pub(super) matching: RowMask,
}

impl MatrixChart {
    /// Lays the matrix out and draws it. `matching` are the runs in colour (filter and brushes), `in_filter` all that are drawn; `selected`
    /// ones are drawn larger. The correlations are those of the matching runs.
    ///
    /// # Errors
    /// [`NotLoaded`] names a column of [`MatrixSpec::columns`] whose values are not in memory.
    pub fn build(
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &MatrixSpec,
    ) -> Result<Self, NotLoaded> {
        Self::draw(Arc::new(Frame::new(table, in_filter, spec)?), table, matching, selected, spec)
    }

    /// Becomes what [`MatrixChart::build`] gives, sooner where only brushes, matching or selected runs changed since.
    ///
    /// # Errors
    /// As for [`MatrixChart::build`]; the chart is then as it was.
    pub fn redraw(
        &mut self,
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &MatrixSpec,
    ) -> Result<(), NotLoaded> {
        *self = if self.frame.serves(table, in_filter, spec) {
            Self::draw(Arc::clone(&self.frame), table, matching, selected, spec)?
        } else {
            Self::build(table, matching, in_filter, selected, spec)?
        };
        Ok(())
    }

    fn draw(
        frame: Arc<Frame>,
        table: &RunTable,
        matching: &RowMask,
        selected: Option<&RowMask>,
        spec: &MatrixSpec,
    ) -> Result<Self, NotLoaded> {
        let mut focus = matching.clone();
        focus.and(&frame.drawn);
        let (width_px, height_px) = (frame.layout.width_px, frame.layout.height_px);
        if let Some(obstacle) = &frame.obstacle {
            return Ok(Self {
                width_px,
                height_px,
                scene: Scene::new(width_px, height_px),
                pixels: Raster::default(),
                cells: Vec::new(),
                description: format!("Scatter matrix: {obstacle}"),
                left_out: Vec::new(),
                note: Some(obstacle.clone()),
                matching: focus,
                frame,
            });
        }
        let cells = cells(&frame);
        let mut likenesses = Vec::new();
        for (row, column) in frame.layout.cells().filter(|(row, column)| column > row) {
            if let (Some(x), Some(y)) = (frame.axes.get(column), frame.axes.get(row)) {
                likenesses.push(Likeness::of(table, x, y, &focus)?);
            }
        }
        let spread = |placed| Spread::of(table, placed, &frame.drawn, &focus);
        let spreads = frame.axes.iter().map(spread).collect::<Result<Vec<_>, _>>()?;
        let colour = spec.colour.as_ref().map(|column| column.key.as_str());
        Ok(Self {
            width_px,
            height_px,
            scene: draw::scene(&frame, &cells, &likenesses, &spreads, colour),
            pixels: pixels(&frame, &focus, selected),
            description: description(&frame, &cells, &likenesses, &focus, table),
            left_out: left_out(&frame, &focus, spec),
            cells,
            note: None,
            matching: focus,
            frame,
        })
    }

    /// The chart as a picture that can leave. Its pixels move into it.
    pub fn into_figure(mut self) -> Figure {
        Figure {
            width_px: self.width_px,
            height_px: self.height_px,
            background: Some(self.frame.palette.panel),
            exact: self.exact_points(),
            pixels: std::mem::take(&mut self.pixels),
            scene: self.scene,
            description: self.description,
            left_out: self.left_out,
            note: self.note,
        }
    }
}

fn cells(frame: &Frame) -> Vec<MatrixCell> {
    let cell = |(row, column): (usize, usize)| {
        let kind = match column.cmp(&row) {
            std::cmp::Ordering::Less => CellKind::Points,
            std::cmp::Ordering::Equal => CellKind::Spread,
            std::cmp::Ordering::Greater => CellKind::Likeness,
        };
        let (x, y) = (frame.axes.get(column)?.axis.column.clone(), frame.axes.get(row)?.axis.column.clone());
        Some(MatrixCell { x, y, area: frame.layout.cell(row, column), kind })
    };
    frame.layout.cells().filter_map(cell).collect()
}

fn description(frame: &Frame, cells: &[MatrixCell], likenesses: &[Likeness], focus: &RowMask, table: &RunTable) -> String {
    let names: Vec<&str> = frame.axes.iter().map(|placed| placed.axis.column.key.as_str()).collect();
    let mut text = format!(
        "Scatter matrix of {} of {} runs over {}: {}",
        count(focus.count()),
        count(table.rows()),
        if names.len() == 1 { "1 column".to_owned() } else { format!("{} columns", names.len()) },
        names.join(", ")
    );
    let pairs = cells.iter().filter(|cell| cell.kind == CellKind::Likeness).zip(likenesses);
    let strongest = pairs
        .filter_map(|(cell, likeness)| Some((cell, likeness, likeness.coefficient?)))
        .max_by(|a, b| a.2.abs().total_cmp(&b.2.abs()));
    if let Some((cell, likeness, _)) = strongest {
        let (x, y) = (&cell.x.key, &cell.y.key);
        text.extend([". The strongest rank correlation: ", x, " and ", y, ", ", &likeness.text(), " (", &likeness.runs, ")"]);
    }
    text.push('.');
    text
}

fn left_out(frame: &Frame, focus: &RowMask, spec: &MatrixSpec) -> Vec<String> {
    let mut sentences = Vec::new();
    for placed in &frame.axes {
        let mut without = placed.known.clone();
        without.not();
        without.and(focus);
        if without.count() > 0 {
            let (some, all) = (count(without.count()), count(focus.count()));
            let verb = if without.count() == 1 { "has" } else { "have" };
            sentences
                .push(format!("{some} of {all} runs {verb} no place on {} and {verb} no points there.", placed.axis.column.key));
        }
    }
    if focus.count() > MOST_POINTS {
        sentences.push(format!("More than {} runs are drawn as a density.", count(MOST_POINTS)));
    }
    if spec.columns.len() > MOST_COLUMNS {
        sentences.push(format!("Only the first {MOST_COLUMNS} of {} columns are drawn.", count(spec.columns.len())));
    }
    sentences
}
