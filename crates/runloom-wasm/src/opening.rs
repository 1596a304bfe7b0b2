use js_sys::{Function, Promise};
use runloom_source::{Limits, OpenTask, OpenedSource, Step, Unit};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::engine::{engine_error, to_js};
use crate::protocol::Progress;
use crate::reader::{FileHandle, OnProgress, read};

/// A 32-bit memory ends at 4 GiB; browsers on small machines give up well before.
const MEMORY_LIMIT: u64 = 3 << 30;

/// Opens a file step by step.
///
/// # Errors
/// [`crate::protocol::EngineError`], or what `on_progress` rejected with.
pub(crate) async fn open_one(file: &FileHandle, on_progress: &OnProgress) -> Result<OpenedSource, JsValue> {
    let name = file.name();
    let mut task = OpenTask::new(&name, file.len() as u64, Limits { memory_bytes: MEMORY_LIMIT });
    loop {
        let step = match task.step() {
            Ok(step) => step,
            Err(_) if crate::rare_codecs::bring_if_wanted().await? => {
                task = OpenTask::new(&name, file.len() as u64, Limits { memory_bytes: MEMORY_LIMIT });
                continue;
            }
            Err(error) => return Err(engine_error(error)),
        };
        match step {
            Step::Need(ranges) => {
                for range in ranges {
                    let bytes = read(file, range.clone()).await?;
                    task.push(range, bytes);
                }
            }
            Step::Working(progress) => report(on_progress, &name, progress).await?,
            Step::Done(source) => return Ok(source),
        }
    }
}

/// Tells the page how far work on a source is, and waits until it may go on.
///
/// # Errors
/// What `on_progress` rejected with.
pub(crate) async fn report(on_progress: &OnProgress, source: &str, progress: runloom_source::Progress) -> Result<(), JsValue> {
    let progress = Progress {
        source: source.to_owned(),
        phase: format!("{:?}", progress.phase).to_lowercase(),
        done: progress.done as f64,
        total: progress.total as f64,
        unit: if progress.unit == Unit::Bytes { "bytes" } else { "rows" }.to_owned(),
    };
    let callback: &Function = on_progress.unchecked_ref();
    let answer = callback.call1(&JsValue::UNDEFINED, &to_js(&progress)?.js_value())?;
    if let Ok(promise) = answer.dyn_into::<Promise>() {
        JsFuture::from(promise).await?;
    }
    Ok(())
}
