use runloom_table::{ColumnKind, ColumnName, RunTable};

use crate::Palette;
use crate::axis::AxisSpec;
use crate::parallel::default_axes;

/// What a scatter matrix shows and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixSpec {
    /// The columns, from left to right and from top to bottom.
    pub columns: Vec<AxisSpec>,
    /// The column that colours the points.
    pub colour: Option<ColumnName>,
    /// The width to fill, in css pixels. The matrix is wider where its cells would be too small.
    pub width_px: f64,
    /// The most height to use, in css pixels; `None` lets the cells be as high as suits their width.
    pub height_px: Option<f64>,
    /// Device pixels a css pixel.
    pub device_pixel_ratio: f64,
    /// The theme.
    pub palette: Palette,
}

impl MatrixSpec {
    /// The columns whose values [`crate::MatrixChart::build`] needs.
    pub fn columns(&self) -> Vec<ColumnName> {
        let mut columns: Vec<ColumnName> = Vec::new();
        for name in self.columns.iter().map(|axis| &axis.column).chain(&self.colour) {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    }
}

/// How many columns a matrix has at first.
const AT_FIRST: usize = 5;

/// The columns to begin with: of the axes that suit parallel coordinates, as many params as metrics, the last metric last.
pub fn default_matrix_columns(table: &RunTable) -> Vec<ColumnName> {
    let axes = default_axes(table);
    let metrics: Vec<&ColumnName> = axes.iter().filter(|name| name.kind == ColumnKind::Metric).collect();
    let of_metrics = metrics.len().min(AT_FIRST / 2);
    let others: Vec<&ColumnName> =
        axes.iter().filter(|name| name.kind != ColumnKind::Metric).take(AT_FIRST - of_metrics).collect();
    let of_metrics = metrics.len().min(AT_FIRST - others.len());
    let last = metrics.get(metrics.len() - of_metrics..).unwrap_or_default();
    others.into_iter().chain(last.iter().copied()).cloned().collect()
}
