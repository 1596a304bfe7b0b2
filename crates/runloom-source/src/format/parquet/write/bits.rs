//! Small numbers side by side, the lowest bit first (Parquet's `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid").

use super::thrift::push_varint;

/// How many bits the numbers below `count` need, at least one.
pub(super) fn width_of(count: usize) -> u32 {
    (usize::BITS - count.saturating_sub(1).leading_zeros()).max(1)
}

/// Appends numbers of `width` bits, at most 32, and zeros up to a whole byte.
pub(super) fn push_packed(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>, width: u32) {
    let (mut held, mut bits) = (0_u64, 0);
    for number in numbers {
        held |= u64::from(number) << bits;
        bits += width;
        while bits >= 8 {
            out.push(held as u8);
            held >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        out.push(held as u8);
    }
}

/// Appends `count` numbers as one bit-packed run of the hybrid encoding; nothing where there are none.
pub(super) fn push_hybrid(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>, count: usize, width: u32) {
    if count == 0 {
        return;
    }
    let groups = count.div_ceil(8);
    push_varint(out, (groups as u64) << 1 | 1);
    push_packed(out, numbers.chain(std::iter::repeat_n(0, groups * 8 - count)), width);
}

/// Appends `count` times a one as one repeated run of the hybrid encoding, one bit wide.
pub(super) fn push_ones(out: &mut Vec<u8>, count: usize) {
    push_varint(out, (count as u64) << 1);
    out.push(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_packed_as_the_format_shows_it() {
        let mut out = Vec::new();
        push_hybrid(&mut out, 0..8, 8, 3);
        assert_eq!(out, [3, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        assert_eq!([0, 1, 2, 3, 256, 257].map(width_of), [1, 1, 1, 2, 8, 9]);
    }
}
