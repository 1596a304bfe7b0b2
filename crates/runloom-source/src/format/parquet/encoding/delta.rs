use super::bits::{cut, unpack, varint, zigzag};
use super::{SHORT, Wrong};
use crate::format::parquet::byte_column::ByteColumn;

const WRONG: Wrong = "the differences of a page are not valid";
/// No writer has blocks of more numbers.
const LONGEST_BLOCK: u64 = 1 << 20;

/// `count` whole numbers as differences in blocks (`DELTA_BINARY_PACKED`), wrapping at 64 bits; steps over them.
///
/// # Errors
/// Where they are not valid, not there, or another number of them is.
pub(crate) fn delta_integers(bytes: &mut &[u8], count: usize, mut push: impl FnMut(i64)) -> Result<(), Wrong> {
    let (block, miniblocks, total) = (varint(bytes)?, varint(bytes)?, varint(bytes)?);
    let mut value = zigzag(bytes)?;
    if block == 0 || block > LONGEST_BLOCK || miniblocks == 0 || block % miniblocks != 0 || (block / miniblocks) % 8 != 0 {
        return Err(WRONG);
    }
    if total != count as u64 {
        return Err("a page has another number of values than its header says");
    }
    if count == 0 {
        return Ok(());
    }
    push(value);
    let length = (block / miniblocks) as usize;
    let mut left = count - 1;
    while left > 0 {
        let least = zigzag(bytes)?;
        let widths = cut(bytes, miniblocks as usize)?;
        for width in widths {
            if left == 0 {
                break;
            }
            let run = length.min(left);
            let packed = length / 8 * usize::from(*width);
            unpack(bytes, u32::from(*width), run, |difference| {
                value = value.wrapping_add(least).wrapping_add(difference.cast_signed());
                push(value);
            })?;
            cut(bytes, packed.min(bytes.len()))?;
            left -= run;
        }
    }
    Ok(())
}

/// Texts as all their lengths, then all their bytes (`DELTA_LENGTH_BYTE_ARRAY`).
///
/// # Errors
/// As [`delta_integers`], and where a length is negative or reaches beyond the bytes.
pub(crate) fn delta_length_byte_arrays(mut bytes: &[u8], count: usize, out: &mut ByteColumn) -> Result<(), Wrong> {
    let lengths = lengths(&mut bytes, count)?;
    for length in lengths {
        out.push(cut(&mut bytes, length)?)?;
    }
    Ok(())
}

/// Texts as what each shares with the one before, and the rest of each (`DELTA_BYTE_ARRAY`).
///
/// # Errors
/// As [`delta_length_byte_arrays`], and where more is shared than there is.
pub(crate) fn delta_byte_arrays(mut bytes: &[u8], count: usize, out: &mut ByteColumn) -> Result<(), Wrong> {
    let shared = lengths(&mut bytes, count)?;
    let lengths = lengths(&mut bytes, count)?;
    let mut text = Vec::new();
    for (shared, length) in shared.into_iter().zip(lengths) {
        if shared > text.len() {
            return Err("a text shares more with the one before than there is of it");
        }
        text.truncate(shared);
        text.extend_from_slice(cut(&mut bytes, length)?);
        out.push(&text)?;
    }
    Ok(())
}

fn lengths(bytes: &mut &[u8], count: usize) -> Result<Vec<usize>, Wrong> {
    let mut lengths = Vec::new();
    let mut negative = false;
    delta_integers(bytes, count, |length| {
        negative |= length < 0;
        lengths.push(usize::try_from(length).unwrap_or(0));
    })?;
    if negative { Err(SHORT) } else { Ok(lengths) }
}
