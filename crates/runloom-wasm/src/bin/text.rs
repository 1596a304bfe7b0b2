//! What makes HTML of Markdown, as a Wasm module of its own: only a page on which a report is written needs it.

use runloom_report::{ChartBlock, MarkdownHost, ReportBody, ReportPicture, ValueQuery};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The engine, as far as a text asks it.
    #[wasm_bindgen(js_name = Engine)]
    pub type Engine;

    #[wasm_bindgen(method, catch, js_name = textSource)]
    fn text_source(this: &Engine, name: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = textChart)]
    fn text_chart(this: &Engine, kind: &str, fragment: &str) -> Result<Vec<String>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = textValue)]
    fn text_value(this: &Engine, query: &str) -> Result<String, JsValue>;
}

struct Host<'a> {
    engine: &'a Engine,
}

impl MarkdownHost for Host<'_> {
    fn source(&mut self, name: &str) -> Result<String, String> {
        self.engine.text_source(name).map_err(|error| told(&error))
    }

    fn chart(&mut self, block: &ChartBlock) -> Result<ReportPicture, String> {
        let made = self.engine.text_chart(block.kind.word(), &block.fragment).map_err(|error| told(&error))?;
        let [name, light, dark] = <[String; 3]>::try_from(made).map_err(|_| "the engine is of another version".to_owned())?;
        Ok(ReportPicture { name, light, dark, caption: block.caption.clone() })
    }

    fn value(&mut self, query: &ValueQuery) -> Result<String, String> {
        self.engine.text_value(&query.text()).map_err(|error| told(&error))
    }

    fn picture(&mut self, path: &str) -> Result<String, String> {
        Err(format!("a page cannot read {path} from beside a text; `runloom report` can"))
    }
}

fn told(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}

/// What a text looks like in a report, as HTML that is safe. The engine must have loaded what it may ask for.
///
/// # Errors
/// The line that cannot be shown, a tab, and why.
#[wasm_bindgen(js_name = textToHtml)]
pub fn text_to_html(text: &str, engine: &Engine) -> Result<String, String> {
    match ReportBody::from_markdown(text, &mut Host { engine }) {
        Ok(body) => Ok(body.to_html()),
        Err(error) => Err(format!("{}\t{}", error.line, error.why)),
    }
}

fn main() {}
