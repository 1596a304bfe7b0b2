use runloom_table::{NotLoaded, RowMask, RunTable};

use super::{AxisGeometry, HoverHit, Interval, ParallelSpec};
use crate::{Raster, Scene};

/// A finished parallel-coordinates chart: axes and text as a scene, runs as pixels beneath it, and where everything is.
#[derive(Clone, Debug)]
pub struct ParallelChart {
    /// The width used, in css pixels: that of the specification, or more where the axes need it.
    pub width_px: f64,
    /// The height used, in css pixels.
    pub height_px: f64,
    /// Axes, labels, brushes and legend, to be painted over the pixels.
    pub scene: Scene,
    /// The runs, in device pixels, over the whole picture; transparent where there is nothing.
    pub pixels: Raster,
    /// The axes, from left to right.
    pub axes: Vec<AxisGeometry>,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, or shows apart, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture or only part of one.
    pub note: Option<String>,
}

impl ParallelChart {
    /// Lays the chart out and draws it. `matching` are the runs in colour (filter and brushes), `in_filter` all that are drawn, those
    /// that do not match in grey; `selected` ones are drawn thicker.
    ///
    /// # Errors
    /// [`NotLoaded`] names a column of [`ParallelSpec::columns`] whose values are not in memory.
    pub fn build(
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &ParallelSpec,
    ) -> Result<Self, NotLoaded> {
        let _ = (table, matching, in_filter, selected);
        Ok(Self {
            width_px: spec.width_px,
            height_px: spec.height_px,
            scene: Scene::new(spec.width_px, spec.height_px),
            pixels: Raster::default(),
            axes: Vec::new(),
            description: "Parallel coordinates".to_owned(),
            left_out: Vec::new(),
            note: Some("This version cannot draw yet.".to_owned()),
        })
    }

    /// The interval that a drag along an axis from one height to another means; `None` where it holds nothing that can be said.
    pub fn interval_from_px(&self, axis: usize, from_px: f64, to_px: f64) -> Option<Interval> {
        let _ = (self.axes.get(axis)?, from_px, to_px);
        None
    }

    /// The run drawn nearest to a point, at most a few pixels away; matching runs only.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<usize> {
        let _ = (x_px, y_px);
        None
    }

    /// What there is to say of a run on this chart; `None` for a row that is not in the table.
    pub fn describe_row(&self, table: &RunTable, row: usize) -> Option<HoverHit> {
        let _ = (table, row);
        None
    }

    /// The overlay for a run: the rest dimmed, its line thick, its value at each axis, its name.
    pub fn hover_scene(&self, hit: &HoverHit) -> Scene {
        let _ = hit;
        Scene::new(self.width_px, self.height_px)
    }
}
