use runloom_table::ColumnName;

use super::{Effect, Effects, PairEffect};

/// The effect that is drawn.
#[derive(Clone, Copy)]
pub(in super::super) enum Shown<'a> {
    /// Of one param, as a curve.
    One(&'a Effect),
    /// Of two params together, as a surface.
    Two(&'a PairEffect),
}

impl Effects {
    /// The effect to show: that of a pair, or that of a param, or that of the most important one.
    pub(in super::super) fn shown(&self, pair: Option<&[ColumnName; 2]>, param: Option<&ColumnName>) -> Option<Shown<'_>> {
        let both = pair.and_then(|pair| self.surfaces.iter().find(|effect| effect.is_of(pair)));
        let wanted = param.and_then(|param| self.single.iter().find(|effect| effect.param == *param));
        both.map(Shown::Two).or_else(|| wanted.or(self.single.first()).map(Shown::One))
    }
}

impl Shown<'_> {
    /// What is drawn, in a sentence.
    pub(in super::super) fn words(&self, target: &str) -> String {
        match self {
            Self::One(effect) => effect.words(target),
            Self::Two(effect) => effect.words(target),
        }
    }

    /// How to read it, and what it does not show.
    pub(in super::super) fn notes(&self, target: &str) -> Vec<String> {
        match self {
            Self::One(effect) => effect.notes(target),
            Self::Two(effect) => effect.notes(target),
        }
    }
}
