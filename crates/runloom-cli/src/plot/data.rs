use runloom_chart::{columns_of_runs, sheet_of_groups, sheet_of_points, sheet_of_runs};
use runloom_query::{first_rows, order_columns};
use runloom_report::PanelKind;
use runloom_table::{ColumnName, Sheet};

use super::request::{Request, not_loaded};
use super::{Format, history, importance, no_picture, parallel, plots};
use crate::failure::Failure;
use crate::filtering::{internal, tell};
use crate::output::{Sink, write_csv, write_parquet};
use crate::session::Session;

/// Writes what a chart shows: its runs in the order of the view, or their logged points.
pub(super) fn write(session: &mut Session, request: &Request<'_>, format: Format) -> Result<(), Failure> {
    let order = request.order(session)?;
    let needed = [order_columns(&order, &session.dataset().runs), columns_of_runs().into()].concat();
    session.load(&not_loaded(needed, &session.dataset().runs))?;
    let kind = request.arguments.kind;
    let (scope, shown) = match kind {
        PanelKind::Parallel | PanelKind::Suggest | PanelKind::Table => {
            let (spec, scope) = parallel::prepared(session, request)?;
            if let Some(grouped) = parallel::groups(session, request, &spec, &scope)? {
                tell(session);
                let dataset = session.dataset();
                let groups = grouped.run_groups(dataset, request);
                return save(&sheet_of_groups(&dataset.runs, &groups, &spec).map_err(internal)?, request, format);
            }
            (scope, Shown::Runs(spec.columns()))
        }
        PanelKind::Plot(kind) => {
            let (spec, scope) = plots::prepared(kind, session, request)?;
            (scope, Shown::Runs(spec.columns()))
        }
        PanelKind::History => {
            let (spec, scope) = history::prepared(session, request)?;
            (scope, Shown::Points(spec.metrics))
        }
        PanelKind::Importance => {
            let sheet = importance::answer(session, request)?.to_sheet();
            tell(session);
            return save(&sheet, request, format);
        }
    };
    tell(session);
    let dataset = session.dataset();
    let rows = first_rows(dataset, &order, &scope.matching, usize::MAX).map_err(internal)?;
    let sheet = match &shown {
        Shown::Points(metrics) => sheet_of_points(dataset, metrics, &rows).map_err(|refused| no_picture(&refused))?,
        Shown::Runs(columns) => sheet_of_runs(&dataset.runs, columns, &rows).map_err(internal)?,
    };
    save(&sheet, request, format)
}

/// What of its runs a chart shows.
enum Shown {
    /// These columns.
    Runs(Vec<ColumnName>),
    /// The logged points of these metrics.
    Points(Vec<String>),
}

fn save(sheet: &Sheet<'_>, request: &Request<'_>, format: Format) -> Result<(), Failure> {
    Sink::open(Some(&request.arguments.output))?.finish(|out| match format {
        Format::Parquet => write_parquet(sheet, out),
        _ => write_csv(sheet, out),
    })
}
