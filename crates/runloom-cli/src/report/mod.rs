//! `runloom report`: runs as one HTML file.

mod arguments;
mod data;
mod judge;
mod markdown;
mod pictures;
mod runtime;
mod site;
mod watch;

use std::io::Write;
use std::path::Path;

use runloom_report::{Findings, Goal, ReportBody, ReportFile, View, report_title};
use runloom_table::{ColumnName, RowMask, RunTable};

pub(crate) use arguments::ReportArguments;
use pictures::Chart;

use crate::arguments::SourceArguments;
use crate::columns;
use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, refused, tell};
use crate::output::{Sink, visible};
use crate::plot::read_view;
use crate::question::GoalArgument;
use crate::session::Session;
use crate::target;

/// Writes the report, once or again and again.
pub(crate) fn run(arguments: ReportArguments) -> Result<(), Failure> {
    arguments.output.as_deref().map_or(Ok(()), check_output)?;
    if arguments.watch { watch::run(&arguments) } else { write(arguments) }
}

fn write(mut arguments: ReportArguments) -> Result<(), Failure> {
    let view = View { sources: Vec::new(), ..read_view(arguments.view.as_deref().unwrap_or_default())? };
    let filter_text = &arguments.filter.clone().unwrap_or_default();
    let filter = read_filter(filter_text, "--filter")?;
    let Given { text, sources } = Given::of(&arguments)?;
    let mut session = Session::open(&SourceArguments { sources, all: arguments.source.all })?;
    check(&filter.check(&session.dataset().runs), filter_text, "--filter")?;
    let view = about(view, &arguments, &session.dataset().runs)?;
    arguments.view = Some(view.to_fragment());
    let arguments = &arguments;
    let names: Vec<ColumnName> = session.dataset().runs.columns().iter().map(|column| column.name().clone()).collect();
    session.load(&names)?;
    tell(&session);
    let mask = filter.evaluate(session.dataset()).map_err(|error| refused(error, filter_text, "--filter"))?;
    let rows: Vec<u32> = mask.rows().map(|row| row as u32).collect();
    let title = arguments.title.clone();
    let (title, body, charts) = if let Some(path) = &text {
        let (body, charts) = markdown::body(path, &mut session, &mask, &view.importance, arguments)?;
        let own = Some(body.title().to_owned()).filter(|own| !own.is_empty());
        (title.or(own).unwrap_or_else(|| report_title(&session.dataset().runs, &rows)), body, charts)
    } else {
        let title = title.unwrap_or_else(|| report_title(&session.dataset().runs, &rows));
        let (body, charts) = found(&mut session, &title, &rows, &mask, &view, arguments)?;
        (title, body, charts)
    };
    let files = data::files(session.dataset(), &rows)?;

    let report = ReportFile { title, view: view.to_fragment(), body, files };
    let template = runtime::template()?;
    if let Some(folder) = &arguments.site {
        site::write(&report, template.as_deref(), charts, folder, arguments.url.as_ref(), &mut session)?;
    } else {
        let html = report.to_html(template.as_deref()).map_err(internal)?;
        Sink::open(arguments.output.as_deref())?.finish(|out| out.write_all(html.as_bytes()))?;
    }
    if template.is_none() {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(
            err,
            "note: the report holds pictures, text, a table and the runs, but is not interactive: this `runloom` was built without the page."
        );
        let _ = writeln!(
            err,
            "  help: in a checkout, `cargo xtask build --dist` and then `cargo build --package runloom-cli` put it in"
        );
    }
    Ok(())
}

/// A view that asks about what `--target` and `--goal` say.
fn about(mut view: View, arguments: &ReportArguments, runs: &RunTable) -> Result<View, Failure> {
    if let Some(text) = &arguments.target {
        let column = target::column(text, runs).ok_or_else(|| columns::unknown("--target", text, runs))?;
        view.importance.target = Some(column);
    }
    if let Some(goal) = arguments.goal {
        view.importance.goal = Some(match goal {
            GoalArgument::Min => Goal::Min,
            GoalArgument::Max => Goal::Max,
        });
    }
    Ok(view)
}

/// What a report is made of.
struct Given {
    /// The path of its text.
    text: Option<String>,
    sources: Vec<String>,
}

impl Given {
    /// What the options name. A text needs runs: those of `--data`, else of the sources that its charts name.
    fn of(arguments: &ReportArguments) -> Result<Self, Failure> {
        let (texts, runs): (Vec<String>, Vec<String>) =
            arguments.source.sources.iter().cloned().partition(|source| markdown::is_text(source));
        let data = &arguments.data;
        let text = match &texts[..] {
            [] if data.is_empty() => return Ok(Self { text: None, sources: runs }),
            [] => {
                return Err(Failure::usage(
                    "--data is for the runs of a Markdown file",
                    "name runs as SOURCE, or a file that ends in .md",
                ));
            }
            [text] => text.clone(),
            _ => return Err(Failure::usage("a report has one text", "name one Markdown file")),
        };
        let named = if data.is_empty() { markdown::sources_of(&text)? } else { data.clone() };
        if named.is_empty() {
            return Err(Failure::usage(
                "the text of a report needs runs to be about",
                "name them with --data, as in --data runs.parquet, or in a chart of the text, as in source: runs.parquet",
            ));
        }
        Ok(Self { text: Some(text), sources: [runs, named].concat() })
    }
}

/// What a report without a text says and shows, and the charts in it.
fn found(
    session: &mut Session,
    title: &str,
    rows: &[u32],
    mask: &RowMask,
    view: &View,
    arguments: &ReportArguments,
) -> Result<(ReportBody, Vec<Chart>), Failure> {
    let judged = judge::judge(&session.dataset().runs, mask, view)?;
    let mut body = ReportBody::new(title);
    let findings = Findings {
        runs: &session.dataset().runs,
        rows,
        target: judged.target.clone(),
        importance: judged.importance.clone(),
        important: &judged.important,
        next: judged.next.as_ref(),
    };
    findings.tell(&mut body);
    let table = findings.table();
    let charts = pictures::pictures(session, arguments, judged.importance.is_some())?;
    for chart in &charts {
        body.picture(&chart.picture);
    }
    body.table(&table);
    Ok((body, charts))
}

fn check_output(path: &Path) -> Result<(), Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if ["html", "htm"].contains(&ending.as_str()) {
        return Ok(());
    }
    let name = visible(&path.display().to_string()).into_owned();
    Err(Failure::usage(&format!("--output {name} is no name of an HTML file"), "name a file that ends in .html"))
}
