//! Packed stretches of bytes, as Parquet pages and Arrow buffers hold them. Only what unpacks is used of each library, so that no packer is linked.

use std::io::Read;
#[cfg(not(feature = "rare-codecs"))]
use std::sync::OnceLock;

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    /// Snappy, without frames.
    Snappy,
    /// Gzip, of one or more members.
    Gzip,
    /// Brotli.
    Brotli,
    /// One LZ4 block.
    Lz4Block,
    /// LZ4 as Parquet first had it: the frames of Hadoop, or LZ4 frames, or one block.
    Lz4Hadoop,
    /// LZ4 frames.
    Lz4Frame,
    /// Zstandard.
    Zstd,
}

const DAMAGED: &str = "its packed bytes are damaged";
const NO_ROOM: &str = "there is no memory to unpack it";

/// Unpacks bytes that give exactly `size` bytes. The caller has checked that as much memory may be used.
///
/// # Errors
/// What is wrong, in words: the bytes are damaged, or give more or fewer.
pub(crate) fn unpack(codec: Codec, packed: &[u8], size: usize) -> Result<Vec<u8>, &'static str> {
    let unpacked = match codec {
        Codec::Snappy => {
            let mut out = room(size)?;
            snap::raw::Decoder::new().decompress(packed, &mut out).ok().filter(|written| *written == size).map(|_| out)
        }
        Codec::Gzip => read_exactly(flate2::read::MultiGzDecoder::new(packed), size)?,
        Codec::Brotli => rare(RareCodec::Brotli, packed, size)?,
        Codec::Lz4Block => lz4_block(packed, size)?,
        Codec::Lz4Frame => read_exactly(lz4_flex::frame::FrameDecoder::new(packed), size)?,
        Codec::Lz4Hadoop => match lz4_hadoop(packed, size)? {
            Some(out) => Some(out),
            None => match read_exactly(lz4_flex::frame::FrameDecoder::new(packed), size)? {
                Some(out) => Some(out),
                None => lz4_block(packed, size)?,
            },
        },
        Codec::Zstd => rare(RareCodec::Zstd, packed, size)?,
    };
    unpacked.ok_or(DAMAGED)
}

/// The codecs whose unpackers are large, and which the page fetches only for a file that needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RareCodec {
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
}

/// Unpacks bytes that give exactly so many bytes; `None` where they do not.
pub type UnpackRare = fn(codec: RareCodec, packed: &[u8], size: usize) -> Option<Vec<u8>>;

#[cfg(not(feature = "rare-codecs"))]
static UNPACK_RARE: OnceLock<UnpackRare> = OnceLock::new();

/// Says how [`RareCodec`]s are unpacked where this crate is built without the feature `rare-codecs`; only the first call counts.
pub fn unpack_rare_with(unpack: UnpackRare) {
    #[cfg(not(feature = "rare-codecs"))]
    let _ = UNPACK_RARE.set(unpack);
    #[cfg(feature = "rare-codecs")]
    let _ = unpack;
}

#[cfg(feature = "rare-codecs")]
fn rare(codec: RareCodec, packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, &'static str> {
    match codec {
        RareCodec::Brotli => read_exactly(brotli_decompressor::Decompressor::new(packed, 4096), size),
        RareCodec::Zstd => {
            let mut out = room(size)?;
            let written = zstd_safe::DCtx::try_create().ok_or(NO_ROOM)?.decompress(&mut out[..], packed);
            Ok(written.ok().filter(|written| *written == size).map(|_| out))
        }
    }
}

#[cfg(not(feature = "rare-codecs"))]
fn rare(codec: RareCodec, packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, &'static str> {
    let unpack = UNPACK_RARE.get().ok_or("there is nothing here that unpacks it")?;
    Ok(unpack(codec, packed, size))
}

fn room(size: usize) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    out.try_reserve_exact(size).map_err(|_| NO_ROOM)?;
    out.resize(size, 0);
    Ok(out)
}

fn read_exactly(mut reader: impl Read, size: usize) -> Result<Option<Vec<u8>>, &'static str> {
    let mut out = room(size)?;
    let whole = reader.read_exact(&mut out).is_ok() && matches!(reader.read(&mut [0]), Ok(0));
    Ok(whole.then_some(out))
}

fn lz4_block(packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, &'static str> {
    let mut out = room(size)?;
    let whole = lz4_flex::block::decompress_into(packed, &mut out).is_ok_and(|written| written == size);
    Ok(whole.then_some(out))
}

/// Blocks, each after its size unpacked and its size packed, as 32 bits, the highest first.
fn lz4_hadoop(packed: &[u8], size: usize) -> Result<Option<Vec<u8>>, &'static str> {
    let mut out = room(size)?;
    let (mut rest, mut at) = (packed, 0);
    while let Some((head, body)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, e, f, g, h] = *head;
        let (unpacked, length) = (u32::from_be_bytes([a, b, c, d]) as usize, u32::from_be_bytes([e, f, g, h]) as usize);
        let Some((block, after)) = body.split_at_checked(length) else { return Ok(None) };
        let Some(place) = out.get_mut(at..).and_then(|rest| rest.get_mut(..unpacked)) else { return Ok(None) };
        if !lz4_flex::block::decompress_into(block, place).is_ok_and(|written| written == unpacked) {
            return Ok(None);
        }
        (rest, at) = (after, at + unpacked);
    }
    Ok((rest.is_empty() && at == size).then_some(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"runs and runs and runs and runs and runs";

    fn block() -> Vec<u8> {
        lz4_flex::block::compress(TEXT)
    }

    #[test]
    fn the_three_forms_of_lz4_in_parquet_are_told_apart() {
        let (head, tail) = TEXT.split_at(17);
        let hadoop: Vec<u8> = [head, tail]
            .iter()
            .flat_map(|piece| {
                let packed = lz4_flex::block::compress(piece);
                let sizes = [piece.len() as u32, packed.len() as u32].map(u32::to_be_bytes);
                [sizes.concat(), packed].concat()
            })
            .collect();
        assert_eq!(unpack(Codec::Lz4Hadoop, &hadoop, TEXT.len()).as_deref(), Ok(TEXT));
        assert_eq!(unpack(Codec::Lz4Hadoop, &block(), TEXT.len()).as_deref(), Ok(TEXT));
        assert_eq!(unpack(Codec::Lz4Block, &block(), TEXT.len()).as_deref(), Ok(TEXT));
        assert!(unpack(Codec::Lz4Hadoop, &hadoop[..hadoop.len() - 1], TEXT.len()).is_err());
    }

    #[test]
    fn more_or_fewer_bytes_than_announced_are_damage() {
        let snappy = snap::raw::Encoder::new().compress_vec(TEXT).unwrap_or_default();
        assert_eq!(unpack(Codec::Snappy, &snappy, TEXT.len()).as_deref(), Ok(TEXT));
        for codec in [Codec::Snappy, Codec::Gzip, Codec::Brotli, Codec::Lz4Block, Codec::Lz4Hadoop, Codec::Lz4Frame, Codec::Zstd]
        {
            assert!(unpack(codec, b"no such bytes", 40).is_err(), "{codec:?}");
        }
        for size in [TEXT.len() - 1, TEXT.len() + 1] {
            assert!(unpack(Codec::Snappy, &snappy, size).is_err());
            assert!(unpack(Codec::Lz4Block, &block(), size).is_err());
        }
    }
}
