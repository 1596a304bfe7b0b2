use std::io::{self, Write};

use console::Term;
use runloom_table::ColumnKind;
use serde::Serialize;

use crate::arguments::{InfoArguments, InfoFormat};
use crate::failure::Failure;
use crate::output::{Sink, visible};
use crate::session::Session;
use crate::terminal;
use runloom_table::ColumnName;

/// What `runloom info --format json` prints. More keys may come; these stay.
#[derive(Debug, Serialize)]
struct Info {
    kinds: Vec<String>,
    runs: usize,
    deleted_runs: usize,
    experiments: usize,
    params: usize,
    metrics: usize,
    tags: usize,
    history_points: usize,
    models: usize,
    warnings: Vec<String>,
}

/// Says what the sources hold.
pub(crate) fn run(arguments: &InfoArguments) -> Result<(), Failure> {
    let mut session = Session::open(&arguments.source)?;
    session.load(&[ColumnName::attribute("experiment_id"), ColumnName::attribute("experiment")])?;
    let info = Info::of(&session);
    Sink::open(None)?.finish(|out| match arguments.format {
        InfoFormat::Json => {
            serde_json::to_writer(&mut *out, &info)?;
            writeln!(out)
        }
        InfoFormat::Text => write_text(&session, &info, terminal::width(&Term::stdout()).unwrap_or(100), out),
    })
}

impl Info {
    fn of(session: &Session) -> Self {
        let data = session.dataset();
        let count = |kind| data.runs.of_kind(kind).count();
        Self {
            kinds: data.kinds.clone(),
            runs: data.runs.rows(),
            deleted_runs: session.deleted_runs(),
            experiments: data.experiments(),
            params: count(ColumnKind::Param),
            metrics: count(ColumnKind::Metric),
            tags: count(ColumnKind::Tag),
            history_points: data.history.points().len(),
            models: 0,
            warnings: session.warnings(),
        }
    }
}

fn write_text(session: &Session, info: &Info, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for source in session.sources() {
        writeln!(out, "{}  {} · {}", visible(source.name()), source.label(), indicatif::HumanBytes(source.len()))?;
    }
    let mut facts = vec![plural(info.runs, "run"), plural(info.experiments, "experiment")];
    if info.history_points > 0 {
        facts.push(plural(info.history_points, "history point"));
    }
    if info.deleted_runs > 0 {
        facts.push(format!("{} left out (--all includes them)", plural(info.deleted_runs, "deleted run")));
    }
    writeln!(out, "{}", facts.join(", "))?;
    for kind in ColumnKind::ALL {
        write_kind(session, kind, width, out)?;
    }
    if !info.warnings.is_empty() {
        writeln!(out, "\nwarnings")?;
    }
    info.warnings.iter().try_for_each(|warning| writeln!(out, "  {}", visible(warning)))
}

fn write_kind(session: &Session, kind: ColumnKind, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<_> = session.dataset().runs.of_kind(kind).collect();
    if columns.is_empty() {
        return Ok(());
    }
    let same = columns.iter().filter(|column| column.summary().differs == Some(false)).count();
    let same = if same > 0 { format!(", {same} the same for all runs") } else { String::new() };
    writeln!(out, "\n{}{same}", plural(columns.len(), kind.word()))?;
    let mut line = String::from(" ");
    for column in columns {
        let key = visible(&column.name().key).into_owned();
        if line.len() > 1 && console::measure_text_width(&line) + console::measure_text_width(&key) + 2 > width {
            writeln!(out, "{line}")?;
            line = String::from(" ");
        }
        line.push(' ');
        line.push_str(&key);
    }
    writeln!(out, "{line}")
}

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
