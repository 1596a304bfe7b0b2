//! What a compiled expression is made of. Jumps are relative, so that pieces can be joined and repeated by copying.

/// One step of a compiled expression; what follows stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// This character.
    Char(char),
    /// A character that folds to this one.
    Folded(char),
    /// A character of the set with this number.
    Set(u32),
    /// No character, but a place of this kind.
    Look(Look),
    /// Goes on behind, and so many steps from here as well.
    Fork(i32),
    /// Goes on so many steps from here.
    Jump(i32),
    /// The expression matches.
    Match,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    Boundary,
    NoBoundary,
    WordStart,
    WordEnd,
    WordStartHalf,
    WordEndHalf,
}

/// A sequence of steps.
pub(super) type Piece = Vec<Step>;

/// Any of the pieces.
pub(super) fn any_of(mut pieces: Vec<Piece>) -> Piece {
    let Some(last) = pieces.pop() else { return Piece::new() };
    if pieces.is_empty() {
        return last;
    }
    let mut behind: usize = pieces.iter().map(|piece| piece.len() + 2).sum::<usize>() + last.len();
    let mut joined = Piece::with_capacity(behind);
    for piece in pieces {
        let len = piece.len();
        joined.push(Step::Fork(distance(len + 2)));
        joined.extend(piece);
        behind -= len + 2;
        joined.push(Step::Jump(distance(behind + 1)));
    }
    joined.extend(last);
    joined
}

/// A piece `least` to `most` times, without end where `most` is `None`.
pub(super) fn repeated(piece: &[Step], least: u32, most: Option<u32>) -> Piece {
    let len = piece.len();
    let mut joined = Piece::new();
    if let (0, None) = (least, most) {
        joined.push(Step::Fork(distance(len + 2)));
        joined.extend_from_slice(piece);
        joined.push(Step::Jump(-distance(len + 1)));
        return joined;
    }
    for _ in 0..least {
        joined.extend_from_slice(piece);
    }
    let Some(most) = most else {
        joined.push(Step::Fork(-distance(len)));
        return joined;
    };
    for _ in least..most {
        joined.push(Step::Fork(distance(len + 1)));
        joined.extend_from_slice(piece);
    }
    joined
}

fn distance(steps: usize) -> i32 {
    i32::try_from(steps).unwrap_or(i32::MAX)
}
