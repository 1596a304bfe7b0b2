use runloom_chart::{AxisSpec, Figure, MatrixChart, MatrixSpec, default_matrix_columns};
use runloom_report::AxisView;
use runloom_table::{ColumnName, RunTable};

use super::axes;
use super::request::{Request, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws a scatter matrix of the columns of `--axes`; brushes on other columns count, too.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let (spec, brushed) = loop {
        let runs = &session.dataset().runs;
        let (spec, brushed) = spec(request, runs)?;
        let names = spec.columns().into_iter().chain(brushed.iter().map(|axis| axis.column.clone())).collect();
        let needed = not_loaded(names, runs);
        if needed.is_empty() {
            break (spec, brushed);
        }
        session.load(&needed)?;
    };
    let scope = request.scope(session, &brushed)?;
    let runs = &session.dataset().runs;
    let chart = MatrixChart::build(runs, &scope.matching, &scope.in_filter, scope.selected.as_ref(), &spec).map_err(internal)?;
    Ok(chart.into_figure())
}

/// The matrix, and all axes with a brush.
fn spec(request: &Request<'_>, runs: &RunTable) -> Result<(MatrixSpec, Vec<AxisSpec>), Failure> {
    let arguments = request.arguments;
    let axes = request.axes(runs, &Vec::new)?;
    let chosen: Vec<ColumnName> = if arguments.axes.is_empty() {
        request.view.matrix.iter().filter(|name| runs.column(name).is_some()).cloned().collect()
    } else {
        axes::named(&arguments.axes, runs)?.into_iter().map(|axis| axis.column).collect()
    };
    let columns = if chosen.is_empty() { default_matrix_columns(runs) } else { chosen };
    let column = |name: ColumnName| match axes.iter().find(|axis| axis.column == name) {
        Some(axis) => AxisSpec::from(axis),
        None => AxisSpec::new(name),
    };
    let spec = MatrixSpec {
        columns: columns.into_iter().map(column).collect(),
        colour: request.colour(runs)?,
        width_px: request.size_px().0,
        height_px: arguments.size.map(|(_, height)| f64::from(height)),
        device_pixel_ratio: request.scale,
        palette: request.palette,
    };
    Ok((spec, axes.iter().filter(|axis: &&AxisView| axis.is_brushed()).map(AxisSpec::from).collect()))
}
