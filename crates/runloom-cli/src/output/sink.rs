use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where an answer goes: stdout, or a file that takes its place only when it is complete.
pub(crate) struct Sink {
    writer: Option<BufWriter<Box<dyn Write + Send>>>,
    name: String,
    replaces: Option<Replacement>,
}

struct Replacement {
    partial: PathBuf,
    target: PathBuf,
}

impl Sink {
    /// A sink into a file, or to stdout.
    pub(crate) fn open(output: Option<&Path>) -> Result<Self, Failure> {
        let Some(target) = output else {
            return Ok(Self::over(Box::new(io::stdout()), "stdout".to_owned(), None));
        };
        let name = target.display().to_string();
        let special = std::fs::metadata(target).is_ok_and(|metadata| !metadata.is_file());
        let path = if special { target.to_owned() } else { partial_name(target) };
        let file = File::create(&path).map_err(|error| Failure::output(&name, &error))?;
        let replaces = (!special).then(|| Replacement { partial: path, target: target.to_owned() });
        Ok(Self::over(Box::new(file), name, replaces))
    }

    fn over(writer: Box<dyn Write + Send>, name: String, replaces: Option<Replacement>) -> Self {
        Self { writer: Some(BufWriter::new(writer)), name, replaces }
    }

    /// Writes the answer with `write` and puts it in its place.
    pub(crate) fn finish(mut self, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::output(&self.name, &error);
        let Some(mut writer) = self.writer.take() else { return Ok(()) };
        write(&mut writer).map_err(failed)?;
        writer.flush().map_err(failed)?;
        drop(writer);
        match self.replaces.take() {
            Some(Replacement { partial, target }) => std::fs::rename(partial, target).map_err(failed),
            None => Ok(()),
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.writer.take());
        if let Some(Replacement { partial, .. }) = self.replaces.take() {
            // Nothing can be done about a leftover that cannot be removed.
            let _ = std::fs::remove_file(partial);
        }
    }
}

fn partial_name(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".partial");
    target.with_file_name(name)
}
