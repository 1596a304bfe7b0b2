//! What differs, as one page that needs nothing else: expected, got and the difference, side by side.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use runloom_chart::Raster;

use super::compare::{Difference, Picture, png};

const STYLE: &str = "body{font:13px system-ui,sans-serif;margin:16px;background:#f5f6f8;color:#1b1f27}
section{background:#fff;border:1px solid #e1e4ea;border-radius:10px;padding:12px;margin-bottom:16px}
h2{font-size:15px;margin:0 0 4px}p{margin:0 0 8px}.row{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px}
figure{margin:0}figcaption{color:#5d6779;margin-bottom:4px}img{width:100%;display:block;cursor:zoom-in}
img:active{width:auto;position:fixed;inset:0;z-index:1;max-width:100vw}.both{position:relative;isolation:isolate}
.both img+img{position:absolute;inset:0;mix-blend-mode:difference}.both img:active{position:static}.both:has(img+img){filter:brightness(3)}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0 0}";

/// Writes the page and says where it is.
pub(crate) fn write(differences: &[Difference]) -> String {
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><title>Pictures that differ</title><style>{STYLE}</style><h1>{} pictures differ</h1>",
        differences.len()
    );
    for difference in differences {
        section(difference, &mut page);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let path = folder.join("picture-differences.html");
    fs::write(&path, page).unwrap();
    path.display().to_string()
}

fn section(Difference { name, expected, got }: &Difference, page: &mut String) {
    let (before, after) = (uri(name, expected), uri(name, got));
    write!(page, "<section><h2>{name}</h2><p>{}</p><div class=row>", words(&expected.pixels, &got.pixels)).unwrap();
    for (caption, images) in
        [("Expected", &[&before][..]), ("Got", &[&after]), ("Difference (black where equal)", &[&before, &after])]
    {
        write!(page, "<figure><figcaption>{caption}</figcaption><div class=both>").unwrap();
        for image in images.iter().filter(|image| !image.is_empty()) {
            write!(page, "<img alt=\"{caption}: {name}\" src=\"{image}\">").unwrap();
        }
        page.push_str("</div></figure>");
    }
    page.push_str("</div>");
    let lines = expected.svg.lines().map(Some).chain(std::iter::repeat(None)).zip(got.svg.lines());
    if let Some((line, (before, after))) = lines.enumerate().find(|(_, (before, after))| *before != Some(after)) {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let (before, after) = (escaped(before.unwrap_or("nothing")), escaped(after));
        write!(page, "<pre>Line {} of the SVG\n- {before}\n+ {after}</pre>", line + 1).unwrap();
    }
    page.push_str("</section>\n");
}

fn words(expected: &Raster, got: &Raster) -> String {
    if (expected.width, expected.height) != (got.width, got.height) {
        let size = |raster: &Raster| format!("{} × {}", raster.width, raster.height);
        return format!("Pixels: {} expected, {} got.", size(expected), size(got));
    }
    let pairs = expected.rgba.chunks(4).zip(got.rgba.chunks(4));
    let off = pairs.map(|(a, b)| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)).filter(|off| *off > 0);
    let offs: Vec<u8> = off.collect();
    format!("{} of {} pixels differ, by at most {}.", offs.len(), got.width * got.height, offs.iter().max().unwrap_or(&0))
}

/// The picture as a data URI, its pixels within; empty where there is none.
fn uri(name: &str, picture: &Picture) -> String {
    if picture.svg.is_empty() {
        return String::new();
    }
    let pixels = if picture.pixels.width > 0 { base64(&png(&picture.pixels)) } else { String::new() };
    let svg = picture.svg.replace(&format!("href=\"{name}.png\""), &format!("href=\"data:image/png;base64,{pixels}\""));
    format!("data:image/svg+xml;base64,{}", base64(svg.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let held = digit <= chunk.len();
            text.push(if held { char::from(DIGITS[(word >> (18 - 6 * digit)) as usize & 63]) } else { '=' });
        }
    }
    text
}

#[test]
fn the_page_needs_nothing_else() {
    let pixel = |grey: u8| Picture {
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"a.png\"/></svg>".to_owned(),
        pixels: Raster { width: 1, height: 1, rgba: vec![grey, grey, grey, 255] },
    };
    let mut page = String::new();
    section(&Difference { name: "a", expected: pixel(10), got: pixel(30) }, &mut page);
    assert!(page.contains("1 of 1 pixels differ, by at most 20."), "{page}");
    assert_eq!(page.matches("src=\"data:image/svg+xml;base64,").count(), 4);
    assert_eq!((page.matches("src=").count(), page.matches("href=").count()), (4, 0));
    assert!(!uri("a", &pixel(1)).contains(&base64(b"a.png")), "pixels are within the picture");
    assert_eq!([base64(b"a"), base64(b"ab"), base64(b"abc")], ["YQ==", "YWI=", "YWJj"]);
}
