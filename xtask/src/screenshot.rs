//! The pictures of the README, taken from the real page.

use anyhow::{Result, bail};

use crate::engine::Profile;
use crate::{browser, doctor, paths, process, site};

/// Larger ones would make every clone pay.
const LARGEST_BYTES: u64 = 400_000;

/// Builds the page and writes `www/docs/screenshot-light.png` and `-dark.png`.
pub(crate) fn run() -> Result<()> {
    doctor::ensure(doctor::TO_TEST)?;
    site::build(Profile::Dist)?;
    process::run(&mut browser::playwright("screenshots")?)?;
    for theme in ["light", "dark"] {
        let picture = paths::www().join("docs").join(format!("screenshot-{theme}.png"));
        let bytes = picture.metadata()?.len();
        println!("{}: {bytes} bytes", paths::shown(&picture));
        if bytes > LARGEST_BYTES {
            bail!("{} is larger than {LARGEST_BYTES} bytes; take less of the page", paths::shown(&picture));
        }
    }
    Ok(())
}
