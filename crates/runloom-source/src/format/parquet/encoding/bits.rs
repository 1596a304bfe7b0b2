use super::{SHORT, Wrong};

/// Reads a number in seven bits a byte, the lowest first, and steps over it.
pub(super) fn varint(bytes: &mut &[u8]) -> Result<u64, Wrong> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(SHORT)?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err("a number of a page is longer than 64 bits")
}

/// Reads a [`varint`] whose lowest bit is the sign.
pub(super) fn zigzag(bytes: &mut &[u8]) -> Result<i64, Wrong> {
    let value = varint(bytes)?;
    Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
}

/// Cuts off the first bytes.
pub(super) fn cut<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], Wrong> {
    let (first, rest) = bytes.split_at_checked(length).ok_or(SHORT)?;
    *bytes = rest;
    Ok(first)
}

/// Calls `push` with `count` numbers of `width` bits (at most 64), packed from the lowest bit on.
pub(super) fn unpack(bytes: &[u8], width: u32, count: usize, mut push: impl FnMut(u64)) -> Result<(), Wrong> {
    let bits = (count as u64).checked_mul(u64::from(width)).ok_or(SHORT)?;
    if width > 64 || bits.div_ceil(8) > bytes.len() as u64 {
        return Err(SHORT);
    }
    if width <= 32 {
        unpack_narrow(bytes, width, count, &mut push);
    } else {
        unpack_wide(bytes, width, count, &mut push);
    }
    Ok(())
}

fn unpack_narrow(mut bytes: &[u8], width: u32, count: usize, push: &mut impl FnMut(u64)) {
    let mask = (1_u64 << width) - 1;
    let (mut window, mut held) = (0_u64, 0_u32);
    for _ in 0..count {
        if held < width {
            if let Some((word, rest)) = bytes.split_first_chunk::<4>() {
                window |= u64::from(u32::from_le_bytes(*word)) << held;
                (held, bytes) = (held + 32, rest);
            } else {
                for byte in std::mem::take(&mut bytes) {
                    window |= u64::from(*byte) << held;
                    held += 8;
                }
            }
        }
        push(window & mask);
        window >>= width;
        held = held.wrapping_sub(width);
    }
}

fn unpack_wide(mut bytes: &[u8], width: u32, count: usize, push: &mut impl FnMut(u64)) {
    let mask = u64::MAX >> (64 - width);
    let (mut window, mut held) = (0_u128, 0_u32);
    for _ in 0..count {
        while held < width {
            let Some((byte, rest)) = bytes.split_first() else { break };
            window |= u128::from(*byte) << held;
            (held, bytes) = (held + 8, rest);
        }
        push(window as u64 & mask);
        window >>= width;
        held = held.wrapping_sub(width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_come_back_for_every_width() {
        for width in 0..=64_u32 {
            let mask = if width == 64 { u64::MAX } else { (1 << width) - 1 };
            let numbers: Vec<u64> = (0..37_u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) & mask).collect();
            let mut bits = Vec::new();
            for number in &numbers {
                bits.extend((0..width).map(|bit| number >> bit & 1 == 1));
            }
            let bytes: Vec<u8> =
                bits.chunks(8).map(|byte| byte.iter().enumerate().fold(0, |sum, (at, bit)| sum | u8::from(*bit) << at)).collect();
            let mut got = Vec::new();
            assert_eq!(unpack(&bytes, width, 37, |number| got.push(number)), Ok(()));
            assert_eq!(got, numbers, "{width}");
            if width > 0 {
                assert_eq!(unpack(&bytes[..bytes.len() - 1], width, 37, |_| {}), Err(SHORT));
            }
        }
    }

    #[test]
    fn numbers_end_within_the_bytes() {
        assert_eq!(varint(&mut &[0xe5, 0x8e, 0x26][..]), Ok(624_485));
        assert_eq!(zigzag(&mut &[0x03][..]), Ok(-2));
        assert_eq!(varint(&mut &[0x80][..]), Err(SHORT));
        assert!(varint(&mut &[0xff; 11][..]).is_err());
    }
}
