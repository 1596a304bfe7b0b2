//! Finding a text in many texts at once: they lie side by side in one buffer, which is searched as a whole, 64 bytes at a time.

use arrow_array::{Array, StringArray};

/// Lower and upper case of an ASCII letter differ in this bit.
const CASE: u8 = 0x20;

/// Of each text, whether it holds `wanted`; with `ignore_case`, ASCII letters match in either case.
pub fn texts_with(texts: &StringArray, wanted: &str, ignore_case: bool) -> Vec<bool> {
    let wanted = wanted.as_bytes();
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return vec![true; texts.len()] };
    let mut found = vec![false; texts.len()];
    let (bytes, offsets) = (texts.values().as_slice(), texts.value_offsets());
    let fold = if ignore_case { CASE } else { 0 };
    let ends = Ends { first: first | fold, last: last | fold, fold };
    let Some(behind) = bytes.get(wanted.len() - 1..) else { return found };
    let mut text = 0;
    let mut see = |start: usize, mut word: u64| {
        while word != 0 {
            let at = start + word.trailing_zeros() as usize;
            word &= word - 1;
            let here = bytes.get(at..at + wanted.len()).unwrap_or_default();
            if here != wanted && !(ignore_case && here.eq_ignore_ascii_case(wanted)) {
                continue;
            }
            let end_of = |text: usize| offsets.get(text + 1).map_or(usize::MAX, |end| *end as usize);
            while end_of(text) <= at {
                text += 1;
            }
            let start_of_text = offsets.get(text).map_or(usize::MAX, |start| *start as usize);
            if let Some(found) = found.get_mut(text)
                && start_of_text <= at
                && at + wanted.len() <= end_of(text)
            {
                *found = true;
            }
        }
    };
    let (firsts, _) = bytes.as_chunks::<64>();
    let (lasts, _) = behind.as_chunks::<64>();
    for (index, (firsts, lasts)) in firsts.iter().zip(lasts).enumerate() {
        see(index * 64, ends.places(firsts, lasts));
    }
    let rest = lasts.len() * 64;
    let (firsts, lasts) = (padded(bytes, rest), padded(behind, rest));
    let places = ends.places(&firsts, &lasts);
    see(rest, places & (1_u64 << (behind.len() - rest)).wrapping_sub(1));
    found
}

/// The first and the last byte of a text that is looked for.
struct Ends {
    first: u8,
    last: u8,
    fold: u8,
}

impl Ends {
    /// The places among 64 where a text may begin, from the bytes that would be its first and its last.
    #[inline(never)]
    fn places(&self, firsts: &[u8; 64], lasts: &[u8; 64]) -> u64 {
        let mut hits = [0_u8; 64];
        for ((hit, first), last) in hits.iter_mut().zip(firsts).zip(lasts) {
            *hit = u8::from(first | self.fold == self.first) & u8::from(last | self.fold == self.last);
        }
        // Most places have none, and to see that eight bytes at a time is much quicker than to gather them.
        let any = hits.as_chunks::<8>().0.iter().fold(0, |any, eight| any | u64::from_le_bytes(*eight));
        if any == 0 { 0 } else { crate::pack::gather(&hits) }
    }
}

fn padded(bytes: &[u8], from: usize) -> [u8; 64] {
    let mut chunk = [0; 64];
    for (slot, byte) in chunk.iter_mut().zip(bytes.get(from..).unwrap_or_default()) {
        *slot = *byte;
    }
    chunk
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn finds_what_asking_each_text_finds(
            texts in proptest::collection::vec("[aAb@é]{0,12}", 0..60),
            wanted in "[aAb@é]{0,4}",
            ignore_case: bool,
        ) {
            let fold = |text: &str| if ignore_case { text.to_ascii_lowercase() } else { text.to_owned() };
            let expected: Vec<bool> = texts.iter().map(|text| fold(text).contains(&fold(&wanted))).collect();
            let array = StringArray::from(texts);
            proptest::prop_assert_eq!(texts_with(&array, &wanted, ignore_case), expected);
        }
    }
}
