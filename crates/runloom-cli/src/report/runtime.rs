use std::io::Read;

use flate2::read::GzDecoder;

use crate::failure::Failure;
use crate::filtering::internal;

/// The page in one file, packed by the build script; empty where the page was not built before the command.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/report.html.gz"));

/// The page that goes into reports; `None` where this command was built without it.
pub(super) fn template() -> Result<Option<String>, Failure> {
    if PACKED.is_empty() {
        return Ok(None);
    }
    let mut text = String::new();
    GzDecoder::new(PACKED).read_to_string(&mut text).map_err(internal)?;
    Ok(Some(text))
}
