use std::fs::create_dir_all;
use std::io::Write;
use std::path::Path;

use runloom_chart::Palette;
use runloom_report::{ReportFile, ReportSite, SiteAddress};

use super::pictures::{Chart, redrawn};
use crate::arguments::PlotArguments;
use crate::failure::Failure;
use crate::filtering::internal;
use crate::output::Sink;
use crate::plot::{no_picture, png, png_within};
use crate::session::Session;

/// Device pixels a css pixel of the charts as PNG.
const CHART_SCALE: u8 = 2;
/// Css pixels of the preview: its letters stay large enough to be read where it is shown small.
const PREVIEW_CSS_PX: (u32, u32) = (800, 420);
const PREVIEW_SCALE: f64 = 1.5;

/// Writes a report as a folder for a static host, the page last. Other files in the folder stay.
pub(super) fn write(
    report: &ReportFile,
    template: Option<&str>,
    charts: Vec<Chart>,
    folder: &Path,
    address: Option<&SiteAddress>,
    session: &mut Session,
) -> Result<(), Failure> {
    let named = charts.iter().map(|chart| (chart.plot.kind, chart.picture.name.clone())).collect();
    let site = ReportSite::new(report, address.cloned(), named);
    let mut files = Vec::new();
    for (chart, stem) in charts.iter().zip(site.stems()) {
        let sharp = redrawn(&chart.plot, f64::from(CHART_SCALE), session)?;
        let pixels = png(&sharp, CHART_SCALE).map_err(|refused| no_picture(&refused))?;
        files.push((format!("{stem}.svg"), chart.picture.light.clone().into_bytes()));
        files.push((format!("{stem}-dark.svg"), chart.picture.dark.clone().into_bytes()));
        files.push((format!("{stem}.png"), pixels));
    }
    if let Some(first) = charts.into_iter().next() {
        files.push(("preview.png".to_owned(), preview(first, session)?));
    }
    files.push(("embed.md".to_owned(), site.embed_markdown().into_bytes()));
    if let Some(oembed) = site.oembed() {
        let json = serde_json::to_string_pretty(&oembed).map_err(internal)?;
        files.push(("oembed.json".to_owned(), format!("{json}\n").into_bytes()));
    }
    let html = report.to_site_html(template, &site).map_err(internal)?;
    files.push(("index.html".to_owned(), html.into_bytes()));
    put(&files, folder).map_err(elsewhere)?;
    if address.is_none() {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "note: links to the report have no preview, as its address is not known.");
        let _ = writeln!(err, "  help: name the address that the folder will have, as in --url https://example.org/reports/");
    }
    Ok(())
}

/// The picture that stands for a link to the report: its first chart in the shape of such pictures.
fn preview(chart: Chart, session: &mut Session) -> Result<Vec<u8>, Failure> {
    let plot = PlotArguments { size: Some(PREVIEW_CSS_PX), ..chart.plot };
    let svg = redrawn(&plot, PREVIEW_SCALE, session).unwrap_or(chart.picture.light);
    png_within(&svg, ReportSite::PREVIEW_PX, Palette::LIGHT.panel).map_err(|refused| no_picture(&refused))
}

fn put(files: &[(String, Vec<u8>)], folder: &Path) -> Result<(), Failure> {
    for (name, bytes) in files {
        let path = folder.join(name);
        let within = path.parent().unwrap_or(folder);
        create_dir_all(within).map_err(|error| Failure::output(&within.display().to_string(), &error))?;
        Sink::open(Some(&path))?.finish(|out| out.write_all(bytes))?;
    }
    Ok(())
}

/// The same failure, with the option that says where a folder goes.
fn elsewhere(failure: Failure) -> Failure {
    match failure {
        Failure::Data(mut error) => {
            "Name another folder with --site, or make room there".clone_into(&mut error.hint);
            Failure::Data(error)
        }
        other => other,
    }
}
