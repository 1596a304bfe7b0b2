use plotters_canvas::CanvasBackend;
use runloom_chart::{PaintOptions, Scene};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws scenes on canvases of the page. Holds nothing.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, Default)]
pub struct Painter;

#[wasm_bindgen]
impl Painter {
    /// A painter.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self
    }

    /// Clears the canvas and draws a scene on it, `scale` device pixels to a CSS pixel. The canvas keeps its size.
    ///
    /// # Errors
    /// A text, where the bytes are no scene or the canvas cannot be drawn on.
    pub fn paint(&self, canvas: HtmlCanvasElement, scene: &[u8], scale: f64) -> Result<(), JsError> {
        let scene = Scene::from_bytes(scene).map_err(|error| JsError::new(&error.to_string()))?;
        let context = canvas.get_context("2d").ok().flatten().and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok());
        let context = context.ok_or_else(|| JsError::new("this canvas has no 2d context"))?;
        context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
        let mut backend =
            CanvasBackend::with_canvas_object(canvas).ok_or_else(|| JsError::new("this canvas cannot be drawn on"))?;
        runloom_chart::paint(&scene, &mut backend, PaintOptions::canvas(scale)).map_err(|error| JsError::new(&error.to_string()))
    }
}
