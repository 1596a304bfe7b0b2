//! `runloom plot`: charts as files, without a browser, and what they show as data.

mod axes;
mod bitmap;
mod data;
mod groups;
mod history;
mod importance;
mod parallel;
mod plots;
mod request;

use std::io::Write;

use runloom_chart::{Beneath, Figure, NoPicture};
use runloom_report::PanelKind;
use runloom_source::SourceError;

use crate::arguments::PlotArguments;
use crate::failure::Failure;
use crate::filtering::tell;
use crate::output::{Sink, visible};
use crate::session::Session;
pub(crate) use bitmap::{png, png_within};
pub(crate) use request::{Request, read_view};

/// Device pixels a css pixel of the pixels in an SVG, as on the page.
const SVG_SCALE: f64 = 2.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
    Csv,
    Parquet,
}

/// Draws a chart into a file.
pub(crate) fn run(arguments: &PlotArguments) -> Result<(), Failure> {
    let format = choose_format(arguments)?;
    let scale = if format == Format::Png { f64::from(arguments.scale) } else { SVG_SCALE };
    let request = Request::read(arguments, scale)?;
    let mut session = Session::open(&arguments.source)?;
    request.prepare(&mut session)?;
    if matches!(format, Format::Csv | Format::Parquet) {
        return data::write(&mut session, &request, format);
    }
    let figure = figure(&mut session, &request)?;
    tell(&session);
    let beneath = if arguments.vector { Beneath::Marks } else { Beneath::Pixels };
    let svg = figure.to_svg(beneath).map_err(|refused| no_picture(&refused))?;
    let bytes = match format {
        Format::Png => bitmap::png(&svg, arguments.scale).map_err(|refused| no_picture(&refused))?,
        _ => svg.into_bytes(),
    };
    tell_figure(&figure, arguments);
    Sink::open(Some(&arguments.output))?.finish(|out| out.write_all(&bytes))
}

/// Draws the chart of a request that is prepared.
pub(crate) fn figure(session: &mut Session, request: &Request<'_>) -> Result<Figure, Failure> {
    match request.arguments.kind {
        PanelKind::Parallel | PanelKind::Suggest | PanelKind::Table => parallel::figure(session, request),
        PanelKind::Plot(kind) => plots::figure(kind, session, request),
        PanelKind::Importance => importance::figure(session, request),
        PanelKind::History => history::figure(session, request),
    }
}

fn choose_format(arguments: &PlotArguments) -> Result<Format, Failure> {
    let ending = arguments.output.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "svg" if arguments.scale > 1 => Err(Failure::usage(
            "--scale is for PNG; an SVG is sharp at every size",
            "leave it out, or name a file that ends in .png",
        )),
        "csv" | "parquet" if arguments.scale > 1 || arguments.vector => Err(Failure::usage(
            "--scale and --vector are for pictures; a file of data is the same without them",
            "leave them out, or name a file that ends in .svg or .png",
        )),
        "svg" => Ok(Format::Svg),
        "png" => Ok(Format::Png),
        "csv" => Ok(Format::Csv),
        "parquet" => Ok(Format::Parquet),
        _ => Err(Failure::usage(
            &format!("--output {} names no kind of file that a chart can be", visible(&arguments.output.display().to_string())),
            "name a file that ends in .svg, .png, .csv or .parquet",
        )),
    }
}

/// Says on stderr what one cannot see on the picture.
fn tell_figure(figure: &Figure, arguments: &PlotArguments) {
    let mut err = std::io::stderr().lock();
    if arguments.size.is_some_and(|(width, height)| figure.width_px > f64::from(width) || figure.height_px > f64::from(height)) {
        let _ = writeln!(err, "note: the chart needs more room and is {:.0}x{:.0}.", figure.width_px, figure.height_px);
    }
    for sentence in &figure.left_out {
        let _ = writeln!(err, "note: {}", visible(sentence));
    }
}

pub(crate) fn no_picture(refused: &NoPicture) -> Failure {
    Failure::Data(SourceError {
        what: "the chart cannot be drawn".to_owned(),
        place: String::new(),
        why: refused.why.clone(),
        hint: refused.hint.clone(),
    })
}
