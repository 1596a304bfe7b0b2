use runloom_chart::{AxisSpec, Figure, ParallelChart, ParallelSpec, brush_mask, default_axes, default_colour};
use runloom_table::{ColumnName, RunTable};

use super::{Request, axes};
use crate::columns;
use crate::failure::Failure;
use crate::filtering::{internal, refused};
use crate::session::Session;

/// Draws parallel coordinates: what the brushes leave out stays in grey.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let arguments = request.arguments;
    let filtered = request.filter.columns(&session.dataset().runs);
    session.load(&filtered)?;
    // What the chart proposes may change with what is known of the columns.
    let spec = loop {
        let runs = &session.dataset().runs;
        let spec = spec(request, runs)?;
        let needed: Vec<ColumnName> = spec.columns().into_iter().filter(|name| !is_loaded(runs, name)).collect();
        if needed.is_empty() {
            break spec;
        }
        session.load(&needed)?;
    };
    let dataset = session.dataset();
    let text = arguments.filter.as_deref().unwrap_or_default();
    let in_filter = request.filter.evaluate(dataset).map_err(|error| refused(error, text, "--filter"))?;
    let mut matching = in_filter.clone();
    matching.and(&brush_mask(&dataset.runs, &spec.axes).map_err(internal)?);
    let chart = ParallelChart::build(&dataset.runs, &matching, &in_filter, None, &spec).map_err(internal)?;
    Ok(chart.into_figure())
}

fn spec(request: &Request<'_>, runs: &RunTable) -> Result<ParallelSpec, Failure> {
    let arguments = request.arguments;
    let (width, height) = arguments.size;
    let colour = match &arguments.color {
        None => default_colour(runs),
        Some(text) => {
            let name = ColumnName::parse(text);
            if runs.column(&name).is_none() {
                return Err(columns::unknown("--color", text, runs));
            }
            Some(name)
        }
    };
    let axes = axes::chosen(&arguments.axes, &arguments.brush, runs, &|| default_axes(runs))?;
    Ok(ParallelSpec {
        axes: axes.iter().map(AxisSpec::from).collect(),
        colour,
        width_px: f64::from(width),
        height_px: f64::from(height),
        device_pixel_ratio: request.scale,
        palette: request.palette,
    })
}

fn is_loaded(runs: &RunTable, name: &ColumnName) -> bool {
    runs.column(name).is_none_or(runloom_table::Column::is_loaded)
}
