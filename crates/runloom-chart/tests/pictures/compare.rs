//! Draws a case and compares it with its committed picture: the scene as SVG text, the runs as the pixels of a PNG.

use std::fs;
use std::path::PathBuf;

use plotters_svg::SVGBackend;
use runloom_chart::{PaintOptions, Palette, Raster, Scene, paint};

use super::cases::Case;

pub(crate) fn check(case: &Case) -> Result<(), String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let (svg_path, png_path) = (folder.join(format!("{}.svg", case.name)), folder.join(format!("{}.png", case.name)));
    let svg = svg(&case.scene, &case.palette, case.pixels.width > 0, case.name);
    if std::env::var_os("RUNLOOM_ACCEPT").is_some() {
        fs::write(&svg_path, &svg).unwrap();
        if case.pixels.width > 0 {
            let (width, height) = (case.pixels.width as u32, case.pixels.height as u32);
            image::save_buffer(&png_path, &case.pixels.rgba, width, height, image::ColorType::Rgba8).unwrap();
        }
        return Ok(());
    }
    if fs::read_to_string(&svg_path).unwrap_or_default() != svg {
        return Err(format!("{} differs; look at it after RUNLOOM_ACCEPT=1", svg_path.display()));
    }
    if case.pixels.width > 0 && committed_pixels(&png_path) != Some(case.pixels.clone()) {
        return Err(format!("{} differs; look at it after RUNLOOM_ACCEPT=1", png_path.display()));
    }
    Ok(())
}

fn committed_pixels(path: &PathBuf) -> Option<Raster> {
    let picture = image::open(path).ok()?.into_rgba8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Some(Raster { width, height, rgba: picture.into_raw() })
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
