use runloom_chart::{AxisSpec, Figure, ParallelChart, ParallelSpec, axes_by_importance, columns_for_importance};
use runloom_table::RunTable;

use super::groups::Grouped;
use super::request::{Request, Scope, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws parallel coordinates: what the brushes leave out stays in grey.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let (spec, scope) = prepared(session, request)?;
    let grouped = groups(session, request, &spec, &scope)?;
    let (dataset, selected) = (session.dataset(), scope.selected.as_ref());
    let chart = match &grouped {
        Some(grouped) => {
            let groups = grouped.run_groups(dataset, request);
            ParallelChart::of_groups(&dataset.runs, &scope.matching, &scope.in_filter, selected, &groups, &spec)
                .map(|(chart, _)| chart)
        }
        None => ParallelChart::build(&dataset.runs, &scope.matching, &scope.in_filter, selected, &spec),
    };
    Ok(chart.map_err(internal)?.into_figure())
}

/// The groups that its lines are; `None` where they are runs.
pub(super) fn groups(
    session: &mut Session,
    request: &Request<'_>,
    spec: &ParallelSpec,
    scope: &Scope,
) -> Result<Option<Grouped>, Failure> {
    if request.draws_groups() { Grouped::of(session, request, scope, spec.colour.clone()) } else { Ok(None) }
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
