use std::fs::canonicalize;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use runloom_report::{
    ChartBlock, ImportanceView, MarkdownError, MarkdownHost, ReportBody, ReportPicture, SourceNames, ValueQuery, named_sources,
};
use runloom_source::SourceError;
use runloom_table::RowMask;

use super::pictures::Chart;
use super::{ReportArguments, pictures};
use crate::failure::{Failure, words};
use crate::filtering::{check, read_filter, refused};
use crate::input::{files_of, is_url};
use crate::output::visible;
use crate::session::Session;

/// A picture beside the text may be as large as this, in bytes.
const MOST_PICTURE_BYTES: u64 = 8 << 20;

/// Whether a SOURCE is the text of a report.
pub(super) fn is_text(source: &str) -> bool {
    let ending = Path::new(source).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["md", "markdown"].contains(&ending.as_str())
}

/// The text of a report.
fn read(path: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        Failure::Data(SourceError::unreadable(path, words(&error)).hint("Give the path of a Markdown file, as UTF-8"))
    })
}

/// The folder from which a text names what is beside it.
pub(super) fn folder_of(path: &str) -> PathBuf {
    Path::new(path).parent().unwrap_or(Path::new("")).to_path_buf()
}

/// The sources that the charts of a text name, from where it is; each once, in however many ways it is named.
pub(super) fn sources_of(path: &str) -> Result<Vec<String>, Failure> {
    let folder = folder_of(path);
    let from_here = |(line, name): (usize, String)| {
        let whole = folder.join(&name);
        if is_url(&name) || whole.exists() {
            return Ok(if is_url(&name) { name } else { whole.display().to_string() });
        }
        let message = format!("{}, line {line}: there is no source {} beside the text", visible(path), visible(&name));
        let beside = tables_in(&folder);
        let there_are = if beside.is_empty() { String::new() } else { format!("; there are {}", beside.join(", ")) };
        Err(Failure::usage(&message, &format!("name a file by its path from there, or give the runs by --data{there_are}")))
    };
    let mut sources: Vec<String> = Vec::new();
    for source in named_sources(&read(path)?).into_iter().map(from_here) {
        let source = source?;
        if sources.iter().all(|known| canonicalize(known).ok().is_none_or(|known| canonicalize(&source).ok() != Some(known))) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// What lies right in a folder and looks like a table, as a text in it would name it.
fn tables_in(folder: &Path) -> Vec<String> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let files = files_of(&here.display().to_string());
    files.iter().filter_map(|file| Some(visible(Path::new(file).file_name()?.to_str()?).into_owned())).collect()
}

/// The body that a text asks for, and the charts in it.
pub(super) fn body(
    path: &str,
    session: &mut Session,
    mask: &RowMask,
    asked: &ImportanceView,
    arguments: &ReportArguments,
) -> Result<(ReportBody, Vec<Chart>), Failure> {
    let text = read(path)?;
    let folder = folder_of(path);
    let mut host = Host { session, mask, asked, arguments, folder, charts: Vec::new() };
    let body = ReportBody::from_markdown(&text, &mut host).map_err(|MarkdownError { line, why }| {
        Failure::Usage(format!("error: {}, line {line}: {}", visible(path), why.trim_start_matches("error: ")))
    })?;
    Ok((body, host.charts))
}

/// The runs, for the charts and values of a text.
struct Host<'a> {
    session: &'a mut Session,
    /// The runs that the report is about.
    mask: &'a RowMask,
    /// What is known of the target.
    asked: &'a ImportanceView,
    arguments: &'a ReportArguments,
    folder: PathBuf,
    /// Those that were drawn.
    charts: Vec<Chart>,
}

impl MarkdownHost for Host<'_> {
    fn source(&mut self, name: &str) -> Result<String, String> {
        let named = canonicalize(self.folder.join(name)).ok();
        let is_named = |source: &&str| named.is_some() && canonicalize(source).ok() == named;
        let whole = self.session.run_sources().find(is_named).unwrap_or(name);
        SourceNames::of(&self.session.dataset().runs, self.session.run_sources()).filter_of(whole)
    }

    fn chart(&mut self, block: &ChartBlock) -> Result<ReportPicture, String> {
        let chart = pictures::of_block(block, self.session, self.arguments).map_err(|failure| told(&failure))?;
        let picture = chart.picture.clone();
        self.charts.push(chart);
        Ok(picture)
    }

    fn value(&mut self, query: &ValueQuery) -> Result<String, String> {
        let text = query.filter.as_str();
        let mask = (|| {
            let filter = read_filter(text, "{{ }}")?;
            let dataset = self.session.dataset();
            check(&filter.check(&dataset.runs), text, "{{ }}")?;
            let mut mask = filter.evaluate(dataset).map_err(|error| refused(error, text, "{{ }}"))?;
            mask.and(self.mask);
            Ok(mask)
        })()
        .map_err(|failure: Failure| told(&failure))?;
        query.answer(&self.session.dataset().runs, &mask, self.asked)
    }

    fn picture(&mut self, path: &str) -> Result<String, String> {
        let kind = match Path::new(path)
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "png" => "png",
            "jpg" | "jpeg" => "jpeg",
            "gif" => "gif",
            "webp" => "webp",
            "svg" => "svg+xml",
            _ => return Err(format!("{} is no PNG, JPEG, GIF, WebP or SVG", visible(path))),
        };
        let whole = self.folder.join(path);
        let read = || -> std::io::Result<Vec<u8>> {
            let len = std::fs::metadata(&whole)?.len();
            if len > MOST_PICTURE_BYTES {
                return Err(std::io::Error::other(format!("it has {len} bytes; at most {MOST_PICTURE_BYTES} go into a report")));
            }
            std::fs::read(&whole)
        };
        let bytes = read().map_err(|error| format!("{} cannot be read: {}", visible(path), words(&error)))?;
        Ok(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
    }
}

fn told(failure: &Failure) -> String {
    let mut text = Vec::new();
    let _ = failure.write(&mut text);
    String::from_utf8_lossy(&text).trim_end().to_owned()
}
