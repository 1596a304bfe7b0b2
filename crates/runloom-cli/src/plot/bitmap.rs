use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use runloom_chart::{Colour, NoPicture};

/// The most device pixels of a PNG.
const MOST_PIXELS: f64 = 100e6;

/// An SVG of this program as PNG, with so many device pixels a css pixel. Letters come from `DejaVu` Sans, whatever the machine has.
pub(crate) fn png(svg: &str, scale: u8) -> Result<Vec<u8>, NoPicture> {
    let tree = tree(svg)?;
    let scale = f32::from(scale);
    let (width, height) = (f64::from(tree.size().width() * scale).ceil(), f64::from(tree.size().height() * scale).ceil());
    if width * height > MOST_PIXELS {
        return Err(NoPicture {
            why: format!("A PNG of {width} × {height} pixels is too large."),
            hint: "Choose a smaller --size or --scale, or an SVG.".to_owned(),
        });
    }
    drawn(&tree, pixels((width as u32, height as u32))?, Transform::from_scale(scale, scale))
}

/// An SVG of this program in the middle of a PNG of so many device pixels, as large as fits.
pub(crate) fn png_within(svg: &str, (width, height): (u32, u32), behind: Colour) -> Result<Vec<u8>, NoPicture> {
    let tree = tree(svg)?;
    let mut pixels = pixels((width, height))?;
    pixels.fill(Color::from_rgba8(behind.r, behind.g, behind.b, behind.a));
    let (width, height) = (width as f32, height as f32);
    let scale = (width / tree.size().width()).min(height / tree.size().height());
    let left = (width - tree.size().width() * scale) / 2.0;
    let top = (height - tree.size().height() * scale) / 2.0;
    drawn(&tree, pixels, Transform::from_row(scale, 0.0, 0.0, scale, left, top))
}

fn tree(svg: &str) -> Result<Tree, NoPicture> {
    let mut fonts = fontdb::Database::new();
    for font in [dejavu::sans::regular(), dejavu::sans::bold()] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    let options = Options { font_family: "DejaVu Sans".to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| fault(error.to_string()))
}

fn pixels((width, height): (u32, u32)) -> Result<Pixmap, NoPicture> {
    Pixmap::new(width, height).ok_or_else(|| fault("The picture has no pixels.".to_owned()))
}

fn drawn(tree: &Tree, mut pixels: Pixmap, place: Transform) -> Result<Vec<u8>, NoPicture> {
    resvg::render(tree, place, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| fault(error.to_string()))
}

fn fault(why: String) -> NoPicture {
    NoPicture { why, hint: "This is a fault of Runloom; an SVG may work instead".to_owned() }
}
