use runloom_chart::{AxisSpec, Figure, ParallelChart, ParallelSpec, axes_by_importance, columns_for_importance};
use runloom_table::RunTable;

use super::request::{Request, Scope, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws parallel coordinates: what the brushes leave out stays in grey.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let (spec, scope) = prepared(session, request)?;
    let runs = &session.dataset().runs;
    let chart =
        ParallelChart::build(runs, &scope.matching, &scope.in_filter, scope.selected.as_ref(), &spec).map_err(internal)?;
    Ok(chart.into_figure())
}

/// What is drawn, with its columns loaded, and of which runs.
pub(super) fn prepared(session: &mut Session, request: &Request<'_>) -> Result<(ParallelSpec, Scope), Failure> {
    if request.arguments.axes.is_empty() && request.view.axes.is_none() {
        session.load(&columns_for_importance(&session.dataset().runs))?;
    }
    // What the chart proposes may change with what is known of the columns.
    let spec = loop {
        let runs = &session.dataset().runs;
        let spec = spec(request, runs)?;
        let needed = not_loaded(spec.columns(), runs);
        if needed.is_empty() {
            break spec;
        }
        session.load(&needed)?;
    };
    let scope = request.scope(session, &spec.axes)?;
    Ok((spec, scope))
}

fn spec(request: &Request<'_>, runs: &RunTable) -> Result<ParallelSpec, Failure> {
    let (width_px, height_px) = request.size_px();
    let axes = request.axes(runs, &|| axes_by_importance(runs))?;
    Ok(ParallelSpec {
        axes: axes.iter().map(AxisSpec::from).collect(),
        colour: request.colour(runs)?,
        colour_scale: request.colour_scale(runs),
        curves: request.view.curves,
        bands: request.view.bands,
        width_px,
        height_px,
        device_pixel_ratio: request.scale,
        palette: request.palette,
    })
}
