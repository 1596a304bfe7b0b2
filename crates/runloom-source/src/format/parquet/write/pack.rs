#[cfg(not(feature = "rare-codecs"))]
use std::sync::OnceLock;

use snap::raw::Encoder;

use super::chunk::TooLarge;

/// The level of Zstandard: the last before those that need much more memory to read.
#[cfg(feature = "rare-codecs")]
const LEVEL: i32 = 19;

/// How pages are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Snappy, which every reader of Parquet has.
    Snappy,
    /// Zstandard.
    Zstd,
}

/// Packs bytes with Zstandard; `None` where it cannot.
pub type PackZstd = fn(bytes: &[u8]) -> Option<Vec<u8>>;

#[cfg(not(feature = "rare-codecs"))]
static PACK_ZSTD: OnceLock<PackZstd> = OnceLock::new();

/// Says how bytes are packed with Zstandard where this crate is built without the feature `rare-codecs`; only the first call counts.
pub fn pack_zstd_with(pack: PackZstd) {
    #[cfg(not(feature = "rare-codecs"))]
    let _ = PACK_ZSTD.set(pack);
    #[cfg(feature = "rare-codecs")]
    let _ = pack;
}

impl Packing {
    /// The number of `CompressionCodec` in `parquet.thrift`.
    pub(super) fn number(self) -> i32 {
        match self {
            Self::Snappy => 1,
            Self::Zstd => 6,
        }
    }

    /// A packed page.
    pub(super) fn pack(self, page: &[u8]) -> Result<Vec<u8>, TooLarge> {
        match self {
            Self::Snappy => Encoder::new().compress_vec(page).map_err(|_| TooLarge),
            Self::Zstd => zstd(page).ok_or(TooLarge),
        }
    }
}

#[cfg(feature = "rare-codecs")]
fn zstd(page: &[u8]) -> Option<Vec<u8>> {
    let mut packed = vec![0; zstd_safe::compress_bound(page.len())];
    let len = zstd_safe::compress(&mut packed[..], page, LEVEL).ok()?;
    packed.truncate(len);
    Some(packed)
}

#[cfg(not(feature = "rare-codecs"))]
fn zstd(page: &[u8]) -> Option<Vec<u8>> {
    PACK_ZSTD.get()?(page)
}
