//! Puts the page into the command, if it was built: `runloom report` writes it into reports.

use std::env::var_os;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> io::Result<()> {
    let www = Path::new("..").join("..").join("www");
    let template = www.join("dist").join("report.html");
    let built = template.is_file();
    println!("cargo::rerun-if-changed={}", if built { &template } else { &www }.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut packed = Vec::new();
    if built {
        let mut encoder = GzEncoder::new(&mut packed, Compression::default());
        encoder.write_all(&fs::read(&template)?)?;
        encoder.finish()?;
    }
    fs::write(PathBuf::from(var_os("OUT_DIR").unwrap_or_default()).join("report.html.gz"), packed)
}
