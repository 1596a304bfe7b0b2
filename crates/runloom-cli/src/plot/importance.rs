use runloom_chart::{
    AxisSpec, Figure, ImportanceAnswer, ImportanceChart, ImportanceQuestion, ImportanceSpec, ImportanceWork, NoPicture,
};

use super::no_picture;
use super::request::{Request, not_loaded};
use crate::failure::Failure;
use crate::filtering::internal;
use crate::session::Session;

/// Draws which params matter in the runs that filter and brushes keep, for the target, the goal and the method of the view.
pub(super) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    let answer = answer(session, request)?;
    let spec = ImportanceSpec {
        width_px: request.size_px().0,
        height_px: request.arguments.size.map(|(_, height)| f64::from(height)),
        effect: request.colour(&session.dataset().runs)?,
        pair: request.view.importance.pair.clone(),
        palette: request.palette,
    };
    Ok(ImportanceChart::build(&answer, &spec).into_figure())
}

/// What each param explains of the metric that the view asks about.
pub(super) fn answer(session: &mut Session, request: &Request<'_>) -> Result<ImportanceAnswer, Failure> {
    let view = &request.view.importance;
    let (question, brushed) = loop {
        let runs = &session.dataset().runs;
        let brushed: Vec<AxisSpec> =
            request.axes(runs, &Vec::new)?.iter().filter(|axis| axis.is_brushed()).map(AxisSpec::from).collect();
        let question =
            ImportanceQuestion::about(runs, view.target.as_ref(), view.goal.map(Into::into), view.method, view.best_percent);
        let question = question.ok_or_else(|| {
            let why = "No metric differs between the runs, so there is nothing for params to explain.".to_owned();
            no_picture(&NoPicture { why, hint: "Open runs with results.".to_owned() })
        })?;
        let names = question.columns(runs).into_iter().chain(brushed.iter().map(|axis| axis.column.clone()));
        let needed = not_loaded(names.collect(), runs);
        if needed.is_empty() {
            break (question, brushed);
        }
        session.load(&needed)?;
    };
    let scope = request.scope(session, &brushed)?;
    let mut work = ImportanceWork::new(&session.dataset().runs, &scope.matching, question).map_err(internal)?;
    while !work.step() {}
    Ok(work.finish())
}
