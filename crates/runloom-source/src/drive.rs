use std::ops::Range;

use bytes::Bytes;
use runloom_table::ColumnName;

use crate::{ByteSource, Limits, LoadError, OpenTask, OpenedSource, Progress, SourceError, SourceId, Step, Workspace};

/// Opens a source that can be read at once.
pub fn open(
    source: &dyn ByteSource,
    name: &str,
    limits: Limits,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<OpenedSource, SourceError> {
    run(OpenTask::new(name, source.len(), limits), source, on_progress)
}

/// Runs a task to its end over a source that can be read at once.
pub fn run(
    mut task: OpenTask,
    source: &dyn ByteSource,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<OpenedSource, SourceError> {
    loop {
        match task.step()? {
            Step::Need(ranges) => {
                for range in ranges {
                    let bytes = source.read(range.clone())?;
                    task.push(range, bytes);
                }
            }
            Step::Working(progress) => on_progress(progress),
            Step::Done(opened) => return Ok(opened),
        }
    }
}

/// Loads columns of a workspace, `read` giving the bytes of its sources. Returns the columns that have values now and had none before.
pub fn load(
    workspace: &mut Workspace,
    columns: &[ColumnName],
    read: &mut dyn FnMut(SourceId, Range<u64>) -> Result<Bytes, SourceError>,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Vec<ColumnName>, LoadError> {
    let mut task = workspace.load(columns);
    loop {
        match task.step()? {
            Step::Need(ranges) => {
                for wanted in ranges {
                    let bytes =
                        read(wanted.source, wanted.range.clone()).map_err(|error| LoadError { source: wanted.source, error })?;
                    task.push(wanted.source, wanted.range, bytes);
                }
            }
            Step::Working(progress) => on_progress(progress),
            Step::Done(()) => return Ok(workspace.finish(task)),
        }
    }
}
