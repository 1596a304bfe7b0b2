use super::bits::{cut, unpack};
use super::{SHORT, Wrong};
use crate::format::parquet::byte_column::ByteColumn;

/// Truth values, one a bit.
///
/// # Errors
/// Where there are fewer.
pub(crate) fn booleans(bytes: &[u8], count: usize, out: &mut Vec<bool>) -> Result<(), Wrong> {
    unpack(bytes, 1, count, |bit| out.push(bit == 1))
}

/// Values of `WIDTH` bytes each.
///
/// # Errors
/// Where there are fewer.
pub(crate) fn fixed<const WIDTH: usize>(bytes: &[u8], count: usize) -> Result<&[[u8; WIDTH]], Wrong> {
    bytes.as_chunks().0.get(..count).ok_or(SHORT)
}

/// Texts, each after its length in 32 bits.
///
/// # Errors
/// Where there are fewer.
pub(crate) fn byte_arrays(mut bytes: &[u8], count: usize, out: &mut ByteColumn) -> Result<(), Wrong> {
    for _ in 0..count {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(SHORT)?;
        bytes = rest;
        out.push(cut(&mut bytes, u32::from_le_bytes(*length) as usize)?)?;
    }
    Ok(())
}

/// Values whose first bytes stand together, then their second ones and so on (`BYTE_STREAM_SPLIT`), put together again.
///
/// # Errors
/// Where there is another number of bytes than that many values have.
pub(crate) fn split_streams(bytes: &[u8], width: usize, count: usize) -> Result<Vec<u8>, Wrong> {
    if count.checked_mul(width) != Some(bytes.len()) {
        return Err("the streams of a page have another length than its values");
    }
    let mut joined = vec![0; bytes.len()];
    for (stream, place) in bytes.chunks_exact(count.max(1)).zip(0..width) {
        for (value, byte) in joined.chunks_exact_mut(width.max(1)).zip(stream) {
            if let Some(target) = value.get_mut(place) {
                *target = *byte;
            }
        }
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_not_there_are_damage() {
        assert_eq!(fixed::<4>(&[1, 0, 0, 0, 2, 0, 0], 1), Ok(&[[1, 0, 0, 0]][..]));
        assert_eq!(fixed::<4>(&[1, 0, 0, 0, 2, 0, 0], 2), Err(SHORT));
        let mut texts = ByteColumn::new(100);
        assert_eq!(byte_arrays(&[1, 0, 0, 0, b'a', 2, 0, 0, 0, b'b'], 2, &mut texts), Err(SHORT));
        assert_eq!(byte_arrays(&[0, 0, 0], 1, &mut texts), Err(SHORT));
    }

    #[test]
    fn streams_are_put_together() {
        assert_eq!(split_streams(&[1, 2, 3, 4, 5, 6], 2, 3), Ok(vec![1, 4, 2, 5, 3, 6]));
        assert!(split_streams(&[1, 2, 3, 4, 5], 2, 3).is_err());
        assert_eq!(split_streams(&[], 4, 0), Ok(vec![]));
    }
}
