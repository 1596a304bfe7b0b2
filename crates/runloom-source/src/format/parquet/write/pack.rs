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
    /// Zstandard, at its most patient.
    #[cfg(feature = "rare-codecs")]
    Zstd,
}

impl Packing {
    /// The number of `CompressionCodec` in `parquet.thrift`.
    pub(super) fn number(self) -> i32 {
        match self {
            Self::Snappy => 1,
            #[cfg(feature = "rare-codecs")]
            Self::Zstd => 6,
        }
    }

    /// A packed page.
    pub(super) fn pack(self, page: &[u8]) -> Result<Vec<u8>, TooLarge> {
        match self {
            Self::Snappy => Encoder::new().compress_vec(page).map_err(|_| TooLarge),
            #[cfg(feature = "rare-codecs")]
            Self::Zstd => {
                let mut packed = vec![0; zstd_safe::compress_bound(page.len())];
                let len = zstd_safe::compress(&mut packed[..], page, LEVEL).map_err(|_| TooLarge)?;
                packed.truncate(len);
                Ok(packed)
            }
        }
    }
}
