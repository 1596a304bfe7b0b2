use runloom_chart::{AxisSpec, Figure, NoPicture, PlotChart, PlotKind, PlotOptions, PlotSpec, complete_roles};
use runloom_report::{AxisView, PanelKind, PlotView};
use runloom_table::{ColumnName, RunTable};

use super::axes;
use super::no_picture;
use super::request::{Request, Scope, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws a plot of the columns of `--axes`, which fill its roles in order; brushes on other columns count, too.
pub(super) fn figure(kind: PlotKind, session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let (spec, scope) = prepared(kind, session, request)?;
    if let Some(role) = spec.lacking_role() {
        let why = format!("There is no column for “{}”.", role.label.to_lowercase());
        return Err(no_picture(&NoPicture { why, hint: roles_in_order(kind) }));
    }
    let runs = &session.dataset().runs;
    let chart = PlotChart::build(runs, &scope.matching, &scope.in_filter, scope.selected.as_ref(), &spec).map_err(internal)?;
    Ok(chart.into_figure())
}

/// What is drawn, with its columns loaded, and of which runs.
pub(super) fn prepared(kind: PlotKind, session: &mut Session, request: &Request<'_>) -> Result<(PlotSpec, Scope), Failure> {
    let (spec, brushed) = loop {
        let runs = &session.dataset().runs;
        let (spec, brushed) = spec(kind, request, runs)?;
        let names = spec.columns().into_iter().chain(brushed.iter().map(|axis| axis.column.clone())).collect();
        let needed = not_loaded(names, runs);
        if needed.is_empty() {
            break (spec, brushed);
        }
        session.load(&needed)?;
    };
    let scope = request.scope(session, &brushed)?;
    Ok((spec, scope))
}

/// The plot, and all axes with a brush.
fn spec(kind: PlotKind, request: &Request<'_>, runs: &RunTable) -> Result<(PlotSpec, Vec<AxisSpec>), Failure> {
    let arguments = request.arguments;
    let axes = request.axes(runs, &Vec::new)?;
    let view = request.view.plot(PanelKind::Plot(kind).into());
    let roles = if arguments.axes.is_empty() {
        let chosen = |role: &str| view.map(|plot| plot.role(role).to_vec()).unwrap_or_default();
        complete_roles(kind, runs, chosen)
    } else {
        let named = axes::named(&arguments.axes, runs)?.into_iter().map(|axis| axis.column).collect();
        let chosen = in_order(kind, named)?;
        complete_roles(kind, runs, |role| chosen.role(role).to_vec())
    };
    let column = |name: ColumnName| match axes.iter().find(|axis| axis.column == name) {
        Some(axis) => AxisSpec::from(axis),
        None => AxisSpec::new(name),
    };
    let spec = PlotSpec {
        kind,
        roles: roles.into_iter().map(|(role, columns)| (role, columns.into_iter().map(column).collect())).collect(),
        options: view.map_or_else(PlotOptions::default, |plot| plot.options),
        colour: request.colour(runs)?.filter(|_| kind.has_page_colour(request.has_colour(runs))),
        colour_scale: request.colour_scale(runs),
        width_px: request.size_px().0,
        height_px: arguments.size.map(|(_, height)| f64::from(height)),
        device_pixel_ratio: request.scale,
        palette: request.palette,
    };
    Ok((spec, axes.iter().filter(|axis: &&AxisView| axis.is_brushed()).map(AxisSpec::from).collect()))
}

/// Gives each role as many columns as it takes, one after the other.
fn in_order(kind: PlotKind, columns: Vec<ColumnName>) -> Result<PlotView, Failure> {
    let mut chosen = PlotView::default();
    let given = columns.len();
    let mut columns = columns.into_iter();
    for role in kind.roles() {
        chosen.set_role(role.word, columns.by_ref().take(role.most).collect());
    }
    if columns.next().is_none() {
        return Ok(chosen);
    }
    let most: usize = kind.roles().iter().map(|role| role.most).sum();
    Err(Failure::usage(&format!("--axes names {given} columns; {} takes at most {most}", kind.word()), &roles_in_order(kind)))
}

fn roles_in_order(kind: PlotKind) -> String {
    let roles: Vec<&str> = kind.roles().iter().map(|role| role.word).collect();
    format!("--axes names its columns, in this order: {}", roles.join(", "))
}
