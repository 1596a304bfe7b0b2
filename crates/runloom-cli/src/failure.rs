use std::io::{self, Write};

use runloom_source::SourceError;

use crate::output::visible;

/// Why the command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A source or an output failed: exit code 1.
    Data(SourceError),
    /// The command or its filter is wrong, told in full: exit code 2.
    Usage(String),
    /// Nobody reads the output any more, as with `| head`: no error at all.
    Closed,
}

impl Failure {
    /// An error of use, in one line and a line of advice.
    pub(crate) fn usage(message: &str, help: &str) -> Self {
        Self::Usage(format!("error: {message}\n  help: {help}"))
    }

    /// What an output said when it was written to.
    pub(crate) fn output(name: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Data(SourceError {
            what: format!("{name} cannot be written"),
            place: String::new(),
            why: words(error),
            hint: match error.kind() {
                io::ErrorKind::NotFound => "Create the folder first, or write elsewhere with -o".to_owned(),
                io::ErrorKind::StorageFull => "Free some space, or write elsewhere with -o".to_owned(),
                _ => "Write elsewhere with -o".to_owned(),
            },
        })
    }

    /// The exit code of the command.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Data(_) => 1,
            Self::Usage(_) => 2,
        }
    }

    /// Tells what, where, why, and what to do.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Closed => Ok(()),
            Self::Usage(text) => writeln!(out, "{}", text.trim_end()),
            Self::Data(error) => {
                writeln!(out, "error: {}", visible(&error.what))?;
                for (label, text) in [("where", &error.place), ("why", &error.why), ("help", &error.hint)] {
                    if !text.is_empty() {
                        writeln!(out, "  {label}: {}", visible(text))?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Self::Data(error)
    }
}

/// What the operating system says, without its error number.
pub(crate) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::ConnectionRefused => "nothing answers there".to_owned(),
        _ => error.to_string(),
    }
}
