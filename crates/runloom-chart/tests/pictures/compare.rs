//! Draws a case and compares it with its committed picture: the scene as SVG text, the runs as the pixels of a PNG.

use std::fs;
use std::path::PathBuf;

use plotters_svg::SVGBackend;
use runloom_chart::{PaintOptions, Palette, Raster, Scene, paint};

use super::cases::Case;

/// A picture: the scene as SVG over pixels, which are empty where there are none.
pub(crate) struct Picture {
    pub svg: String,
    pub pixels: Raster,
}

/// A picture that is not the committed one.
pub(crate) struct Difference {
    pub name: &'static str,
    pub expected: Picture,
    pub got: Picture,
}

/// Compares a case with its committed picture. `RUNLOOM_ACCEPT=1` writes that anew, `RUNLOOM_ACCEPT=history` only where the name has this in it.
pub(crate) fn check(case: Case) -> Option<Difference> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let (svg_path, png_path) = (folder.join(format!("{}.svg", case.name)), folder.join(format!("{}.png", case.name)));
    let svg = svg(&case.scene, &case.palette, case.pixels.width > 0, case.name);
    let got = Picture { svg, pixels: case.pixels };
    if std::env::var("RUNLOOM_ACCEPT").is_ok_and(|accepted| accepted == "1" || case.name.contains(&accepted)) {
        fs::write(&svg_path, &got.svg).unwrap();
        if got.pixels.width > 0 {
            fs::write(&png_path, png(&got.pixels)).unwrap();
        }
        return None;
    }
    let pixels = if got.pixels.width > 0 { committed_pixels(&png_path) } else { Raster::default() };
    let expected = Picture { svg: fs::read_to_string(&svg_path).unwrap_or_default(), pixels };
    let differs = expected.svg != got.svg || expected.pixels.rgba != got.pixels.rgba || expected.pixels.width != got.pixels.width;
    differs.then_some(Difference { name: case.name, expected, got })
}

/// Pixels as the bytes of a PNG file.
pub(crate) fn png(pixels: &Raster) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let (width, height) = (pixels.width as u32, pixels.height as u32);
    image::write_buffer_with_format(&mut bytes, &pixels.rgba, width, height, image::ColorType::Rgba8, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn committed_pixels(path: &PathBuf) -> Raster {
    let Ok(picture) = image::open(path) else { return Raster::default() };
    let picture = picture.into_rgba8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Raster { width, height, rgba: picture.into_raw() }
}

/// The scene as SVG, over its pixels from the file beside it.
fn svg(scene: &Scene, palette: &Palette, has_pixels: bool, name: &str) -> String {
    let (width, height) = (scene.width_px.ceil().max(1.0) as u32, scene.height_px.ceil().max(1.0) as u32);
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, (width, height));
        paint(scene, &mut backend, PaintOptions::svg()).unwrap();
    }
    let image = if has_pixels {
        format!("<image href=\"{name}.png\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\"/>\n")
    } else {
        String::new()
    };
    let beneath = format!("\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n{image}", palette.panel);
    text.replacen('\n', &beneath, 1)
}
