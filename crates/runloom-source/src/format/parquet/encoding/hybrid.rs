use super::bits::{cut, unpack, varint};
use super::{SHORT, Wrong};

/// Numbers of `width` bits (at most 32), in runs: one number repeated, or eight times as many packed ones as the run says. Calls `push` with a
/// number and how often it stands there, until there are `count`.
///
/// # Errors
/// Where the bytes end before, or the width is none.
pub(crate) fn hybrid(mut bytes: &[u8], width: u32, count: usize, mut push: impl FnMut(u32, usize)) -> Result<(), Wrong> {
    if width > 32 {
        return Err("the numbers of a page have more than 32 bits");
    }
    let mut left = count;
    if width == 0 && left > 0 {
        push(0, left);
        return Ok(());
    }
    while left > 0 {
        if bytes.is_empty() {
            return Err(SHORT);
        }
        let header = varint(&mut bytes)?;
        let length = usize::try_from(header >> 1).map_err(|_| SHORT)?;
        if header & 1 == 0 {
            let value = cut(&mut bytes, width.div_ceil(8) as usize)?;
            let value = value.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            let run = length.min(left);
            push(value as u32, run);
            left -= run;
        } else {
            let run = length.saturating_mul(8).min(left);
            unpack(bytes, width, run, |value| push(value as u32, 1))?;
            let packed = length.saturating_mul(width as usize).min(bytes.len());
            cut(&mut bytes, packed)?;
            left -= run;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], width: u32, count: usize) -> Result<Vec<u32>, Wrong> {
        let mut got = Vec::new();
        hybrid(bytes, width, count, |value, times| got.extend(std::iter::repeat_n(value, times))).map(|()| got)
    }

    #[test]
    fn runs_and_packed_numbers_follow_each_other() {
        assert_eq!(read(&[0x06, 0x01, 0x03, 0b1010_0101], 1, 11).as_deref(), Ok(&[1, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1][..]));
        assert_eq!(read(&[0x04, 0x01, 0x02], 10, 2), Ok(vec![0x201, 0x201]));
        assert_eq!(read(&[], 0, 3), Ok(vec![0, 0, 0]));
        assert_eq!(read(&[], 1, 0), Ok(vec![]));
    }

    #[test]
    fn runs_that_are_not_there_are_damage() {
        assert_eq!(read(&[0x03], 1, 1), Err(SHORT));
        assert_eq!(read(&[0x06], 1, 1), Err(SHORT));
        assert_eq!(read(&[0x02, 1], 1, 2), Err(SHORT));
        assert_eq!(read(&[0xff; 12], 1, 12), Err("a number of a page is longer than 64 bits"));
        assert!(read(&[0x02, 1], 33, 1).is_err());
    }
}
