use wasm_bindgen::prelude::*;

use crate::utf16::Utf16;

/// The pieces of a filter for colouring, as triples of start, end and class: places count UTF-16 units, in order and without overlaps.
///
/// Classes: 0 keyword, 1 operator, 2 entity prefix (`params.`), 3 key, 4 text, 5 number, duration or date, 6 function,
/// 7 parenthesis or comma, 8 word looked for in names, 9 without a meaning or not closed.
#[wasm_bindgen]
pub fn highlight(text: &str) -> Vec<u32> {
    let mut places = Utf16::new(text);
    let mut triples = Vec::new();
    for piece in runloom_query::highlight(text) {
        let (start, end) = (places.units(piece.span.start), places.units(piece.span.end));
        triples.extend([start as u32, end as u32, piece.class as u32]);
    }
    triples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_triples_in_utf16_units() {
        assert_eq!(highlight("params.`😀` = 'é'"), [0, 7, 2, 7, 11, 3, 12, 13, 1, 14, 17, 4]);
    }
}
