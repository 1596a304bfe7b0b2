use std::collections::BTreeMap;
use std::fs::{self, canonicalize};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use runloom_report::named_pictures;

use super::{Given, ReportArguments, markdown, write};
use crate::failure::Failure;
use crate::filtering::read_filter;
use crate::input::{files_of, is_url};
use crate::output::visible;
use crate::plot::read_view;

/// How long between two looks at the files.
const PAUSE: Duration = Duration::from_millis(300);

/// What a file looks like from outside: when it was changed and its bytes; `None` where there is none.
type Look = Option<(SystemTime, u64)>;

/// Writes the report, and again whenever a file on this machine that it is made of changes. A failure is told and waited out. Ends with the process, or when nobody
/// reads stderr any more.
pub(super) fn run(arguments: &ReportArguments) -> Result<(), Failure> {
    let watched = Watched::of(arguments)?;
    let place = arguments.output.as_ref().or(arguments.site.as_ref()).map(|path| path.display().to_string()).unwrap_or_default();
    loop {
        let before = watched.look();
        let mut err = std::io::stderr();
        let told = match write(arguments.clone()) {
            Ok(()) => writeln!(err, "wrote {}", visible(&place)),
            Err(failure) => failure.write(&mut err),
        };
        if told.is_err() {
            return Ok(());
        }
        while watched.look() == before {
            sleep(PAUSE);
        }
        // What takes a moment to be written is mostly there by then.
        sleep(PAUSE);
    }
}

/// What a report is made of, as far as it is on this machine.
struct Watched<'a> {
    arguments: &'a ReportArguments,
    given: Given,
    /// Files of the report itself.
    written: Vec<PathBuf>,
}

impl<'a> Watched<'a> {
    /// What these options name. Those that no change of a file can put right are refused.
    fn of(arguments: &'a ReportArguments) -> Result<Self, Failure> {
        read_view(arguments.view.as_deref().unwrap_or_default())?;
        read_filter(arguments.filter.as_deref().unwrap_or_default(), "--filter")?;
        let given = Given::of(arguments)?;
        if given.text.is_none() && given.sources.iter().all(|source| is_url(source)) {
            return Err(Failure::usage(
                "--watch looks at files, and every SOURCE is an address",
                "leave it out, or download them and name the files",
            ));
        }
        let of_site = arguments.site.iter().flat_map(|folder| ["index.html", "oembed.json"].map(|name| folder.join(name)));
        Ok(Self { arguments, given, written: of_site.chain(arguments.output.clone()).collect() })
    }

    fn look(&self) -> BTreeMap<PathBuf, Look> {
        let now = Given::of(self.arguments);
        let Given { text, sources } = now.as_ref().unwrap_or(&self.given);
        let mut files: Vec<PathBuf> = sources.iter().flat_map(|source| files_of(source)).map(PathBuf::from).collect();
        if let Some(text) = text {
            let folder = markdown::folder_of(text);
            let pictures = fs::read_to_string(text).map(|text| named_pictures(&text)).unwrap_or_default();
            files.extend(pictures.into_iter().map(|picture| folder.join(picture)));
            files.push(PathBuf::from(text));
        }
        let written: Vec<PathBuf> = self.written.iter().filter_map(|path| canonicalize(path).ok()).collect();
        files.retain(|file| !canonicalize(file).is_ok_and(|file| written.contains(&file)));
        files.into_iter().map(|file| (file.clone(), look_at(&file))).collect()
    }
}

fn look_at(file: &Path) -> Look {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
