use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use runloom_chart::NoPicture;

/// The most device pixels of a PNG.
const MOST_PIXELS: f64 = 100e6;

/// An SVG of this program as PNG, with so many device pixels a css pixel. Letters come from `DejaVu` Sans, whatever the machine has.
pub(super) fn png(svg: &str, scale: u8) -> Result<Vec<u8>, NoPicture> {
    let mut fonts = fontdb::Database::new();
    for font in [dejavu::sans::regular(), dejavu::sans::bold()] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    let options = Options { font_family: "DejaVu Sans".to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    let fault = |why: String| NoPicture { why, hint: "This is a fault of Runloom; an SVG may work instead".to_owned() };
    let tree = Tree::from_str(svg, &options).map_err(|error| fault(error.to_string()))?;
    let scale = f32::from(scale);
    let (width, height) = (f64::from(tree.size().width() * scale).ceil(), f64::from(tree.size().height() * scale).ceil());
    if width * height > MOST_PIXELS {
        return Err(NoPicture {
            why: format!("A PNG of {width} × {height} pixels is too large."),
            hint: "Choose a smaller --size or --scale, or an SVG.".to_owned(),
        });
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(|| fault("The picture has no pixels.".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| fault(error.to_string()))
}
