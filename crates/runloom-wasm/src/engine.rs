use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::lock::Mutex;
use runloom_report::Panel;
use runloom_source::{SourceId, Step};
use runloom_table::ColumnName;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::opening::{open_one, report};
use crate::protocol::{
    Block, CellSummary, Completion, EngineError, Explanation, ExportRequest, HistoryHover, HistoryMetric, HistoryPicture,
    HistoryRequest, Hover, ImportancePicture, Intent, LinkParts, Picture, PictureRequest, PlotPicture, SuggestFormatName,
    SuggestInfo, Update,
};
use crate::reader::{FileHandle, OnProgress, read};
use crate::session::Session;

/// So long does long work go on before other calls have their turn.
const AT_ONCE_MS: f64 = 12.0;

/// The data and the view, in a worker. Every method may be called while another one waits for bytes.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    session: Rc<RefCell<Session>>,
    files: Rc<RefCell<BTreeMap<SourceId, FileHandle>>>,
    loading: Rc<Mutex<()>>,
}

#[wasm_bindgen]
impl Engine {
    /// An engine with nothing open.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        crate::panic_report::install();
        crate::rare_codecs::install();
        Self::default()
    }

    /// Opens files beside those that are open. Where one fails, none of them is added.
    ///
    /// # Errors
    /// [`EngineError`], or what `on_progress` rejected with.
    pub async fn open(&self, files: Vec<FileHandle>, on_progress: OnProgress) -> Result<Ts<Update>, JsValue> {
        let mut opened = Vec::with_capacity(files.len());
        for file in files {
            opened.push((open_one(&file, &on_progress).await?, file));
        }
        for (source, file) in opened {
            let id = self.session.borrow_mut().add(source, file.url());
            self.files.borrow_mut().insert(id, file);
        }
        self.refresh(Some(&on_progress)).await
    }

    /// Closes a source.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn close(&self, source: u32) -> Result<Ts<Update>, JsValue> {
        let id = SourceId(source);
        self.session.borrow_mut().remove(id);
        self.files.borrow_mut().remove(&id);
        self.refresh(None).await
    }

    /// Carries out an intent.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn apply(&self, intent: Ts<Intent>) -> Result<Ts<Update>, JsValue> {
        self.session.borrow_mut().apply(intent.to_rust().map_err(unreadable)?);
        self.refresh(None).await
    }

    /// Some rows in the current order, with the texts of some columns.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn rows(&self, start: usize, count: usize, columns: Vec<String>) -> Result<Ts<Block>, JsValue> {
        let columns: Vec<ColumnName> = columns.iter().map(|name| ColumnName::parse(name)).collect();
        let needed = self.session.borrow().columns_for_rows(&columns);
        self.load(&needed, None).await?;
        to_js(&self.session.borrow().rows(start, count, &columns))
    }

    /// The parallel coordinates.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn picture(&self, request: Ts<PictureRequest>) -> Result<Ts<Picture>, JsValue> {
        loop {
            let needed = self.session.borrow().columns_for_picture();
            if needed.is_empty() {
                break;
            }
            self.load(&needed, None).await?;
        }
        let picture = self.session.borrow_mut().picture(&request.to_rust().map_err(unreadable)?);
        to_js(&picture)
    }

    /// A file that holds a chart as it is in view: SVG, CSV or Parquet.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn export(&self, request: Ts<ExportRequest>) -> Result<Vec<u8>, JsValue> {
        let request = request.to_rust().map_err(unreadable)?;
        loop {
            let needed = self.session.borrow().columns_for_export(&request);
            if needed.is_empty() {
                break;
            }
            self.load(&needed, None).await?;
        }
        self.session.borrow().export(&request).map_err(|error| error.to_js())
    }

    /// Loads what a text about the runs of the filter may ask for.
    ///
    /// # Errors
    /// [`EngineError`].
    #[wasm_bindgen(js_name = prepareText)]
    pub async fn prepare_text(&self) -> Result<(), JsValue> {
        let needed = self.session.borrow().columns_for_report();
        self.load(&needed, None).await
    }

    /// The filter that keeps the runs of a source that a text names.
    ///
    /// # Errors
    /// A sentence.
    #[wasm_bindgen(js_name = textSource)]
    pub fn text_source(&self, name: &str) -> Result<String, String> {
        self.session.borrow().source_of_text(name)
    }

    /// A chart of a text: what it shows, and SVG for light and for dark.
    ///
    /// # Errors
    /// A sentence.
    #[wasm_bindgen(js_name = textChart)]
    pub fn text_chart(&self, kind: &str, fragment: &str) -> Result<Vec<String>, String> {
        let picture = self.session.borrow_mut().chart_of_text(kind, fragment)?;
        Ok(vec![picture.name, picture.light, picture.dark])
    }

    /// A value of a text.
    ///
    /// # Errors
    /// A sentence.
    #[wasm_bindgen(js_name = textValue)]
    pub fn text_value(&self, query: &str) -> Result<String, String> {
        self.session.borrow_mut().value_of_text(query)
    }

    /// A report about the runs of the filter, as one HTML file: with a text that was made to HTML, or without one with pictures of these panels. The template is `report.html`, as the build makes it.
    ///
    /// # Errors
    /// [`EngineError`].
    #[wasm_bindgen(js_name = saveReport)]
    pub async fn save_report(
        &self,
        title: String,
        panels: Vec<String>,
        text: Option<String>,
        template: String,
    ) -> Result<Vec<u8>, JsValue> {
        let needed = self.session.borrow().columns_for_report();
        self.load(&needed, None).await?;
        crate::packer::bring().await?;
        self.session.borrow().report(&title, &panels, text, &template).map_err(|error| error.to_js())
    }

    /// What a report about the runs of the filter is called that is given no title.
    ///
    /// # Errors
    /// [`EngineError`].
    #[wasm_bindgen(js_name = reportTitle)]
    pub async fn report_title(&self) -> Result<String, JsValue> {
        let needed = self.session.borrow().columns_for_report_title();
        self.load(&needed, None).await?;
        Ok(self.session.borrow().report_title())
    }

    /// The readable form of a link.
    ///
    /// # Errors
    /// [`EngineError`] where it is damaged.
    #[wasm_bindgen(js_name = expandLink)]
    pub fn expand_link(&self, fragment: &str) -> Result<String, JsValue> {
        crate::link::expanded(fragment).map_err(|error| error.to_js())
    }

    /// What a link needs that holds the runs in view.
    ///
    /// # Errors
    /// [`EngineError`] where they are too many.
    #[wasm_bindgen(js_name = linkParts)]
    pub async fn link_parts(&self, digits: Option<usize>) -> Result<Ts<LinkParts>, JsValue> {
        loop {
            let needed = self.session.borrow().columns_for_link();
            if needed.is_empty() {
                break;
            }
            self.load(&needed, None).await?;
        }
        let parts = self.session.borrow().link_parts(digits).map_err(|error| error.to_js())?;
        to_js(&parts)
    }

    /// The metric history.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn history(&self, request: Ts<HistoryRequest>) -> Result<Ts<HistoryPicture>, JsValue> {
        loop {
            let needed = self.session.borrow().columns_for_history();
            if needed.is_empty() {
                break;
            }
            self.load(&needed, None).await?;
        }
        let picture = self.session.borrow_mut().history(&request.to_rust().map_err(unreadable)?);
        to_js(&picture)
    }

    /// The run nearest to a point of the last metric history, in CSS pixels.
    #[wasm_bindgen(js_name = historyHover)]
    pub fn history_hover(&self, x_px: f64, y_px: f64) -> Result<Option<Ts<HistoryHover>>, JsValue> {
        self.session.borrow().history_hover(x_px, y_px).as_ref().map(to_js).transpose()
    }

    /// The line of a run of the table on the last metric history.
    #[wasm_bindgen(js_name = historyHoverRow)]
    pub fn history_hover_row(&self, position: usize, x_px: Option<f64>) -> Result<Option<Ts<HistoryHover>>, JsValue> {
        self.session.borrow().history_hover_row(position, x_px).as_ref().map(to_js).transpose()
    }

    /// The importance of params in the runs in view; works on it for a moment and says how far it is, until it is there. Without `work` it says
    /// only what is there.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn importance(&self, request: Ts<PictureRequest>, work: bool) -> Result<Ts<ImportancePicture>, JsValue> {
        let request = request.to_rust().map_err(unreadable)?;
        let needed = self.session.borrow().columns_for_importance();
        if work && !needed.is_empty() {
            self.load(&needed, None).await?;
        } else if work {
            let until_ms = js_sys::Date::now() + AT_ONCE_MS;
            while !self.session.borrow_mut().importance_step() && js_sys::Date::now() < until_ms {}
        }
        to_js(&self.session.borrow_mut().importance(&request))
    }

    /// The param at a place of the last picture of the importance, in CSS pixels.
    #[wasm_bindgen(js_name = importanceHover)]
    pub fn importance_hover(&self, x_px: f64, y_px: f64) -> Result<Option<Ts<Hover>>, JsValue> {
        self.session.borrow().importance_hover(x_px, y_px).as_ref().map(to_js).transpose()
    }

    /// What to try next after the runs in view; works on it for a moment and says how far it is, until it is there. Without `work` it says only
    /// what is there.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn suggest(&self, work: bool) -> Result<Ts<SuggestInfo>, JsValue> {
        let needed = self.session.borrow().columns_for_suggest();
        if work && !needed.is_empty() {
            self.load(&needed, None).await?;
        } else if work {
            let until_ms = js_sys::Date::now() + AT_ONCE_MS;
            while !self.session.borrow_mut().suggest_step() && js_sys::Date::now() < until_ms {}
        }
        to_js(&self.session.borrow().suggest())
    }

    /// What is suggested, as a file that another tool reads.
    ///
    /// # Errors
    /// [`EngineError`].
    #[wasm_bindgen(js_name = suggestFile)]
    #[expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands it over by value")]
    pub fn suggest_file(&self, format: Ts<SuggestFormatName>) -> Result<Vec<u8>, JsValue> {
        let format = format.to_rust().map_err(unreadable)?;
        self.session.borrow().suggest_file(format).map_err(|error| error.to_js())
    }

    /// A plot, by the name of its panel; a height of 0 lets it be as high as suits it.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn plot(&self, panel: String, request: Ts<PictureRequest>) -> Result<Ts<PlotPicture>, JsValue> {
        let panel = panel_named(&panel)?;
        loop {
            let needed = self.session.borrow().columns_for_plot(panel);
            if needed.is_empty() {
                break;
            }
            self.load(&needed, None).await?;
        }
        let picture = self.session.borrow_mut().plot(panel, &request.to_rust().map_err(unreadable)?);
        to_js(&picture)
    }

    /// What is nearest to a place of the last picture of a plot, in CSS pixels.
    #[wasm_bindgen(js_name = plotHover)]
    pub fn plot_hover(&self, panel: &str, x_px: f64, y_px: f64) -> Result<Option<Ts<Hover>>, JsValue> {
        self.session.borrow().plot_hover(panel_named(panel)?, x_px, y_px).as_ref().map(to_js).transpose()
    }

    /// The points of a run of the table on the last picture of a plot.
    #[wasm_bindgen(js_name = plotHoverRow)]
    pub fn plot_hover_row(&self, panel: &str, position: usize) -> Result<Option<Ts<Hover>>, JsValue> {
        self.session.borrow().plot_hover_row(panel_named(panel)?, position).as_ref().map(to_js).transpose()
    }

    /// The metrics that have a history.
    #[wasm_bindgen(js_name = historyMetrics)]
    pub fn history_metrics(&self) -> Result<Vec<Ts<HistoryMetric>>, JsValue> {
        self.session.borrow().history_metrics().iter().map(to_js).collect()
    }

    /// The run nearest to a point of the last picture, in CSS pixels.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Result<Option<Ts<Hover>>, JsValue> {
        self.session.borrow().hover(x_px, y_px).as_ref().map(to_js).transpose()
    }

    /// The line of a run of the table on the last picture.
    #[wasm_bindgen(js_name = hoverRow)]
    pub fn hover_row(&self, position: usize) -> Result<Option<Ts<Hover>>, JsValue> {
        self.session.borrow().hover_row(position).as_ref().map(to_js).transpose()
    }

    /// Does beforehand what the first run that is hovered among many would wait for.
    #[wasm_bindgen(js_name = prepareHover)]
    pub fn prepare_hover(&self) {
        self.session.borrow().prepare_places();
    }

    /// The exact text of a cell, by its place in the current order.
    pub fn exact(&self, position: usize, column: &str) -> Option<String> {
        self.session.borrow().exact(position, &ColumnName::parse(column))
    }

    /// Everything about a cell of a group, by its row in the table.
    pub fn summary(&self, position: usize, column: &str) -> Result<Option<Ts<CellSummary>>, JsValue> {
        self.session.borrow().summary(position, &ColumnName::parse(column)).as_ref().map(to_js).transpose()
    }

    /// The value that a height on an axis of the last picture stands for, as text.
    #[wasm_bindgen(js_name = valueAt)]
    pub fn value_at(&self, axis: usize, y_px: f64) -> Option<String> {
        self.session.borrow().value_at(axis, y_px)
    }

    /// What may stand at the cursor of a filter. `cursor` counts UTF-16 units; `explicit` is whether the user asked for it.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn complete(&self, text: String, cursor: usize, explicit: bool) -> Result<Ts<Completion>, JsValue> {
        let needed = self.session.borrow().columns_for_completion(&text, cursor);
        self.load(&needed, None).await?;
        to_js(&self.session.borrow().complete(&text, cursor, explicit))
    }

    /// What the word at a place of a filter means, for help under the pointer. `at` counts UTF-16 units.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn explain(&self, text: String, at: usize) -> Result<Option<Ts<Explanation>>, JsValue> {
        let needed = self.session.borrow().columns_for_explanation(&text, at);
        self.load(&needed, None).await?;
        self.session.borrow().explain(&text, at).as_ref().map(to_js).transpose()
    }

    /// Stops the engine, so that tests can see the page come back.
    ///
    /// # Panics
    /// Always.
    #[expect(clippy::panic, reason = "this is what it is for")]
    pub fn crash(&self) {
        panic!("asked to crash by a test");
    }

    async fn refresh(&self, on_progress: Option<&OnProgress>) -> Result<Ts<Update>, JsValue> {
        loop {
            let needed = self.session.borrow().columns_for_view();
            if needed.is_empty() {
                let update = self.session.borrow_mut().evaluate();
                return to_js(&update);
            }
            self.load(&needed, on_progress).await?;
        }
    }

    async fn load(&self, columns: &[ColumnName], on_progress: Option<&OnProgress>) -> Result<(), JsValue> {
        if columns.is_empty() {
            return Ok(());
        }
        let _one_at_a_time = self.loading.lock().await;
        let mut load = self.session.borrow().workspace().load(columns);
        loop {
            let step = match load.step() {
                Ok(step) => step,
                Err(_) if crate::rare_codecs::bring_if_wanted().await? => {
                    load = self.session.borrow().workspace().load(columns);
                    continue;
                }
                Err(error) => return Err(engine_error(error.error)),
            };
            match step {
                Step::Need(ranges) => {
                    for need in ranges {
                        let file = self.files.borrow().get(&need.source).cloned();
                        let file = file.ok_or_else(closed_meanwhile)?;
                        let bytes = read(&file, need.range.clone()).await?;
                        load.push(need.source, need.range, bytes);
                    }
                }
                Step::Working(progress) => {
                    if let Some(on_progress) = on_progress {
                        report(on_progress, "", progress).await?;
                    }
                }
                Step::Done(()) => break,
            }
        }
        self.session.borrow_mut().finish_load(load);
        Ok(())
    }
}

pub(crate) fn engine_error(error: runloom_source::SourceError) -> JsValue {
    EngineError { what: error.what, place: error.place, why: error.why, hint: error.hint }.to_js()
}

fn closed_meanwhile() -> JsValue {
    EngineError {
        what: "The source was closed while it was read".into(),
        place: String::new(),
        why: "its columns were still being loaded".into(),
        hint: "Open it again".into(),
    }
    .to_js()
}

/// The page sent something that is not what the protocol says.
fn unreadable(error: impl std::fmt::Display) -> JsValue {
    EngineError {
        what: "The engine did not understand the page".into(),
        place: String::new(),
        why: error.to_string(),
        hint: "Reload the page; its parts may be of different versions".into(),
    }
    .to_js()
}

fn panel_named(name: &str) -> Result<Panel, JsValue> {
    Panel::read(name).ok_or_else(|| unreadable(format!("`{name}` is no panel")))
}

pub(crate) fn to_js<T: Tsify + serde::Serialize>(value: &T) -> Result<Ts<T>, JsValue> {
    Ts::from_rust(value).map_err(unreadable)
}
