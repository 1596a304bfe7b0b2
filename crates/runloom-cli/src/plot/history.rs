use runloom_chart::{
    AxisSpec, Band, Figure, HistoryChart, HistoryData, HistoryGroups, HistorySpec, RunGroups, default_history_metric,
};
use runloom_query::parse_order_by;
use runloom_table::{ColumnKind, ColumnName};

use super::groups::Grouped;
use super::request::{Request, Scope, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws the histories of metrics: those that the view names, else the most telling one.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let (spec, scope) = prepared(session, request)?;
    let grouped = match spec.mean {
        Some(_) => Grouped::of(session, request, &scope, spec.colour.clone())?,
        None => None,
    };
    let dataset = session.dataset();
    let groups = grouped.as_ref().map(|grouped| grouped.run_groups(dataset, request)).filter(|groups| !groups.sorted.is_empty());
    let rows = groups.as_ref().map(RunGroups::rows).unwrap_or_default();
    let table = groups.as_ref().map(|groups| groups.table(&dataset.runs, spec.colour.as_slice(), &[], &rows));
    let table = table.transpose().map_err(internal)?;
    let data = HistoryData {
        runs: &dataset.runs,
        history: &dataset.history,
        in_filter: &scope.in_filter,
        matching: &scope.matching,
        selected: scope.selected.as_ref(),
        groups: table.as_ref().map(|table| HistoryGroups { table, rows: &rows }),
    };
    Ok(HistoryChart::build(&data, &spec).map_err(internal)?.into_figure())
}

/// What is drawn, and of which runs.
pub(super) fn prepared(session: &mut Session, request: &Request<'_>) -> Result<(HistorySpec, Scope), Failure> {
    let runs = &session.dataset().runs;
    let mut brushed = request.axes(runs, &Vec::new)?;
    brushed.retain(runloom_report::AxisView::is_brushed);
    let colour = request.colour(runs)?;
    let needed = brushed.iter().map(|axis| axis.column.clone()).chain(colour.clone()).collect();
    session.load(&not_loaded(needed, &session.dataset().runs))?;
    let axes: Vec<AxisSpec> = brushed.iter().map(AxisSpec::from).collect();
    let scope = request.scope(session, &axes)?;
    let dataset = session.dataset();
    let view = &request.view.history;
    let metrics = if view.metrics.is_empty() {
        let sorted_by = request.view.order.first().and_then(|text| parse_order_by(text).ok());
        let sorted_by = sorted_by.and_then(|key| Some(ColumnName::parse(&key.expression.as_column()?.to_string())));
        let is_metric = |name: &&ColumnName| name.kind == ColumnKind::Metric;
        let preferred = sorted_by.as_ref().filter(is_metric).or(colour.as_ref().filter(is_metric));
        let chosen = default_history_metric(&dataset.history, &scope.in_filter, preferred.map(|name| name.key.as_str()));
        chosen.map(str::to_owned).into_iter().collect()
    } else {
        view.metrics.clone()
    };
    let draws_groups = request.draws_groups() && request.group_by()?.is_some();
    let (width_px, height_px) = request.size_px();
    let spec = HistorySpec {
        metrics,
        x: view.x.clone(),
        log: view.log,
        smoothing: view.smoothing,
        mean: view.mean.or(draws_groups.then_some(Band::MinMax)),
        cut_outliers: view.cut_outliers,
        window: view.zoom,
        coarse: false,
        colour,
        colour_scale: request.colour_scale(&session.dataset().runs),
        width_px,
        height_px,
        device_pixel_ratio: request.scale,
        palette: request.palette,
    };
    Ok((spec, scope))
}
