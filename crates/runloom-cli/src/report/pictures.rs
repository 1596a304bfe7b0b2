use std::path::PathBuf;

use runloom_chart::Figure;
use runloom_report::{ChartBlock, PanelKind, ReportPicture, both_filters};

use super::ReportArguments;
use crate::arguments::{PlotArguments, PlotTheme, SourceArguments};
use crate::failure::Failure;
use crate::plot::{Request, figure, no_picture};
use crate::session::Session;

/// Device pixels a css pixel of pictures of pixels: the page draws sharper ones as soon as it runs.
const PIXEL_SCALE: f64 = 1.0;

/// A chart of a report.
pub(super) struct Chart {
    /// What its light picture was drawn by.
    pub(super) plot: PlotArguments,
    pub(super) picture: ReportPicture,
}

/// The charts of a report: those of a new page, as far as there is something to draw.
pub(super) fn pictures(session: &mut Session, arguments: &ReportArguments, has_importance: bool) -> Result<Vec<Chart>, Failure> {
    let mut kinds = vec![PanelKind::Parallel];
    if has_importance {
        kinds.push(PanelKind::Importance);
    }
    if !session.dataset().history.series().is_empty() {
        kinds.push(PanelKind::History);
    }
    let mut pictures = Vec::new();
    for kind in kinds {
        pictures.extend(picture(kind, session, arguments)?);
    }
    Ok(pictures)
}

/// The chart of a block within a text.
pub(super) fn of_block(block: &ChartBlock, session: &mut Session, arguments: &ReportArguments) -> Result<Chart, Failure> {
    let filter = both_filters(arguments.filter.as_deref().unwrap_or_default(), &block.filter);
    let plot = |theme| {
        let plot = plot_arguments(block.kind, theme, arguments);
        PlotArguments { filter: Some(filter.clone()), view: Some(block.fragment.clone()), ..plot }
    };
    let plots = (plot(PlotTheme::Light), plot(PlotTheme::Dark));
    let (light, dark) = (draw(&plots.0, PIXEL_SCALE, session)?, draw(&plots.1, PIXEL_SCALE, session)?);
    let picture = ReportPicture::of_panel(block.kind, &light, &dark).map_err(|refused| no_picture(&refused))?;
    Ok(Chart { plot: plots.0, picture: ReportPicture { caption: block.caption.clone(), ..picture } })
}

/// A chart as SVG, drawn anew for so many device pixels a css pixel.
pub(super) fn redrawn(plot: &PlotArguments, scale: f64, session: &mut Session) -> Result<String, Failure> {
    draw(plot, scale, session)?.to_smallest_svg().map_err(|refused| no_picture(&refused))
}

fn draw(plot: &PlotArguments, scale: f64, session: &mut Session) -> Result<Figure, Failure> {
    let request = Request::read(plot, scale)?;
    request.prepare(session)?;
    figure(session, &request)
}

/// One chart; `None` where there is nothing to draw.
fn picture(kind: PanelKind, session: &mut Session, arguments: &ReportArguments) -> Result<Option<Chart>, Failure> {
    let plot = plot_arguments(kind, PlotTheme::Light, arguments);
    let light = draw(&plot, PIXEL_SCALE, session)?;
    let dark = draw(&plot_arguments(kind, PlotTheme::Dark, arguments), PIXEL_SCALE, session)?;
    Ok(ReportPicture::of_panel(kind, &light, &dark).ok().map(|picture| Chart { plot, picture }))
}

fn plot_arguments(kind: PanelKind, theme: PlotTheme, arguments: &ReportArguments) -> PlotArguments {
    PlotArguments {
        source: SourceArguments { sources: Vec::new(), all: arguments.source.all },
        kind,
        filter: arguments.filter.clone(),
        axes: Vec::new(),
        brush: Vec::new(),
        group_by: None,
        color: None,
        size: None,
        theme: Some(theme),
        view: arguments.view.clone(),
        scale: 1,
        vector: false,
        output: PathBuf::new(),
    }
}
