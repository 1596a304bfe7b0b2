//! Where a cursor stands: what the words before it are waiting for. Broken text is read as far as it goes.

use runloom_table::{ColumnName, RunTable};

use super::subject::Subject;
use crate::language::{Function, Keyword, attribute, entity, function, keyword};
use crate::limits;
use crate::syntax::{Symbol, Token, TokenKind, split_path, strip_key_quotes};
use crate::tree::{ColumnRef, Comparison, Entity, PatternKind};

/// What may come next.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expects {
    /// A condition.
    Clause,
    /// Another part of the value before an operator.
    Operand,
    /// An operator behind a value; behind `NOT`, one that can be turned round.
    Operator { subject: Subject, negated: bool },
    /// A value that is compared.
    Value { subject: Subject, usage: Usage },
    /// The `(` of a list.
    ListOpen,
    /// `,` or `)` in a list.
    ListJoint,
    /// `NULL` or `NAN`; `NOT` unless it is there already.
    State { negated: bool },
    /// The `AND` of a range.
    RangeAnd,
    /// The `)` of a value.
    ValueJoint,
    /// A word that joins conditions.
    Joint,
    /// An argument of a function, and the column of the argument before.
    Argument { function: &'static Function, index: usize, before: Option<ColumnRef> },
    /// `,` or `)` behind an argument.
    ArgumentJoint { function: &'static Function, index: usize },
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Compare(Comparison),
    Low,
    High,
    /// An item of a list; the token at which the list opens.
    Item(usize),
    Pattern(PatternKind),
    /// An argument that is looked for in the text before it; whether at its end.
    Part {
        at_end: bool,
    },
}

/// A place between tokens.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) expects: Expects,
    /// How many parentheses are open that group.
    pub(super) groups: usize,
    /// The innermost function call, and which of its arguments this is.
    pub(super) call: Option<(&'static Function, usize)>,
    /// Whether a sign stands right before, which belongs to a number.
    pub(super) signed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Start,
    /// Behind a sign on the left side of a comparison.
    LeftOperand,
    AfterLeft,
    AfterLeftNot,
    Right(Usage),
    /// Behind a sign on the right side.
    RightOperand(Usage),
    AfterRight(Usage),
    ListOpen,
    Is,
    IsNot,
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum FrameKind {
    /// Round conditions, or the value before an operator.
    Group,
    /// Round a value.
    Value,
    Call(Option<&'static Function>),
    List,
}

#[derive(Clone, Debug)]
struct Frame {
    kind: FrameKind,
    /// The token that opens it.
    open: usize,
    /// Which argument of a call.
    index: usize,
    /// The column of the first argument.
    first: Option<ColumnRef>,
    state: State,
    subject: Subject,
    /// Whether the value is more than one word.
    computed: bool,
    signed: bool,
}

impl Frame {
    fn new(kind: FrameKind, open: usize) -> Self {
        Self { kind, open, index: 0, first: None, state: State::Start, subject: Subject::None, computed: false, signed: false }
    }

    fn start(&mut self) {
        (self.state, self.subject, self.computed) = (State::Start, Subject::None, false);
    }

    /// A whole value has been read.
    fn value(&mut self, subject: Subject) {
        self.state = match self.state {
            State::Right(usage) | State::RightOperand(usage) => State::AfterRight(usage),
            _ => {
                let computed = self.computed || self.state == State::LeftOperand;
                self.subject = if computed { Subject::Number } else { subject };
                State::AfterLeft
            }
        };
    }

    fn sign(&mut self) {
        match self.state {
            State::AfterLeft => self.state = State::LeftOperand,
            State::AfterRight(usage) => self.state = State::RightOperand(usage),
            State::Start => self.computed = true,
            _ => {}
        }
        self.signed = true;
    }

    /// Whether a sign would belong to the number that follows.
    fn awaits_value(&self) -> bool {
        matches!(self.state, State::Start | State::LeftOperand | State::Right(_) | State::RightOperand(_))
    }
}

/// What the tokens lead to; `None` where they nest too deep.
pub(super) fn place_behind(source: &str, tokens: &[Token], runs: &RunTable) -> Option<Place> {
    let mut frames = vec![Frame::new(FrameKind::Group, 0)];
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        let text = token.text(source);
        let depth = frames.len();
        let frame = frames.last_mut()?;
        let unary = frame.awaits_value();
        frame.signed = false;
        match token.kind {
            TokenKind::Word => {
                let is_call =
                    tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Symbol(Symbol::Open) && token.touches(*next));
                if is_call {
                    at += 1;
                    frames.push(Frame::new(FrameKind::Call(function(text)), at));
                } else {
                    word(frame, text, runs);
                }
            }
            TokenKind::Symbol(symbol) => match symbol {
                Symbol::Open => {
                    let kind = match frame.state {
                        State::ListOpen => FrameKind::List,
                        State::Right(_) | State::RightOperand(_) | State::LeftOperand => FrameKind::Value,
                        _ if frame.kind != FrameKind::Group || frame.computed => FrameKind::Value,
                        _ => FrameKind::Group,
                    };
                    frames.push(Frame::new(kind, at));
                }
                Symbol::Close if depth > 1 => close(&mut frames),
                Symbol::Close => {}
                Symbol::Comma => {
                    frame.index += 1;
                    if frame.index == 1
                        && let Subject::Column(column) = &frame.subject
                    {
                        frame.first = Some(column.clone());
                    }
                    frame.start();
                }
                Symbol::Plus | Symbol::Minus | Symbol::Star | Symbol::Slash | Symbol::Percent => {
                    frame.sign();
                    frame.signed = unary && matches!(symbol, Symbol::Plus | Symbol::Minus);
                }
                other => compare(frame, other),
            },
            TokenKind::Unknown | TokenKind::Comment | TokenKind::End => {}
            kind => frame.value(subject_of(kind, text)),
        }
        if frames.len() > limits::DEPTH {
            return None;
        }
        at += 1;
    }
    Some(settle(&frames))
}

fn compare(frame: &mut Frame, symbol: Symbol) {
    let comparison = match symbol {
        Symbol::Equal | Symbol::DoubleEqual => Comparison::Equal,
        Symbol::NotEqual | Symbol::LessGreater => Comparison::NotEqual,
        Symbol::Less => Comparison::Less,
        Symbol::LessOrEqual | Symbol::EqualLess => Comparison::LessOrEqual,
        Symbol::Greater => Comparison::Greater,
        _ => Comparison::GreaterOrEqual,
    };
    frame.state = State::Right(Usage::Compare(comparison));
}

fn word(frame: &mut Frame, text: &str, runs: &RunTable) {
    let Some(keyword) = keyword(text) else {
        let known = attribute(text).is_some() || runs.position(&ColumnName::attribute(text)).is_some();
        let column = ColumnRef::new(Entity::Attribute, text);
        return frame.value(if known { Subject::Column(column) } else { Subject::Search });
    };
    frame.state = match (keyword, frame.state) {
        (Keyword::And, State::AfterRight(Usage::Low)) => State::Right(Usage::High),
        (Keyword::Not, State::AfterLeft) => State::AfterLeftNot,
        (Keyword::Not, State::Is) => State::IsNot,
        (Keyword::Not, State::Start) => State::Start,
        (Keyword::And | Keyword::Or | Keyword::Not, _) => return frame.start(),
        (Keyword::In, _) => State::ListOpen,
        (Keyword::Between, _) => State::Right(Usage::Low),
        (Keyword::Like, _) => State::Right(Usage::Pattern(PatternKind::Like)),
        (Keyword::ILike, _) => State::Right(Usage::Pattern(PatternKind::ILike)),
        (Keyword::RLike, _) => State::Right(Usage::Pattern(PatternKind::RLike)),
        (Keyword::Is, _) => State::Is,
        (Keyword::Null | Keyword::Nan, _) => State::Done,
        (Keyword::True | Keyword::False | Keyword::Infinity, _) => return frame.value(Subject::Number),
        _ => return frame.value(Subject::Search),
    };
}

fn subject_of(kind: TokenKind, text: &str) -> Subject {
    match kind {
        TokenKind::Path => column_of(text).map_or(Subject::Search, Subject::Column),
        TokenKind::Backticked => Subject::Column(ColumnRef::new(Entity::Attribute, strip_key_quotes(text))),
        TokenKind::DoubleQuoted => {
            let key = strip_key_quotes(text);
            if attribute(&key).is_some() { Subject::Column(ColumnRef::new(Entity::Attribute, key)) } else { Subject::Search }
        }
        TokenKind::Number | TokenKind::Duration => Subject::Number,
        TokenKind::MalformedNumber => Subject::Search,
        _ => Subject::Text(None),
    }
}

/// The column that a path names.
pub(super) fn column_of(path: &str) -> Option<ColumnRef> {
    let (word, key) = split_path(path);
    Some(ColumnRef::new(entity(word.trim_matches('`'))?, strip_key_quotes(key)))
}

/// Ends the innermost frame, and says what it is to the one around it.
fn close(frames: &mut Vec<Frame>) {
    let Some(inner) = frames.pop() else { return };
    let Some(outer) = frames.last_mut() else { return };
    match inner.kind {
        FrameKind::List => outer.state = State::Done,
        FrameKind::Call(None) => outer.value(Subject::Number),
        FrameKind::Call(Some(function)) if function.kind.is_condition() => outer.state = State::Done,
        FrameKind::Call(Some(function)) => {
            let argument = match inner.subject {
                Subject::Column(column) if inner.index == 0 => Some(column),
                _ => None,
            };
            outer.value(Subject::Call(function, argument));
        }
        FrameKind::Group | FrameKind::Value => match inner.state {
            State::AfterLeft if inner.subject != Subject::Search => outer.value(inner.subject),
            _ if inner.kind == FrameKind::Group && outer.state == State::Start => outer.state = State::Done,
            _ => outer.value(Subject::Number),
        },
    }
}

fn settle(frames: &[Frame]) -> Place {
    let mut call = None;
    let mut groups = 0;
    for (at, frame) in frames.iter().enumerate() {
        match frame.kind {
            FrameKind::Call(Some(function)) => call = Some((function, frame.index)),
            FrameKind::Group | FrameKind::Value if at > 0 => groups += 1,
            _ => {}
        }
    }
    let Some(frame) = frames.last() else {
        return Place { expects: Expects::Clause, groups, call, signed: false };
    };
    let subject = || frame.subject.clone();
    let around = frames.len().checked_sub(2).and_then(|at| frames.get(at));
    let expects = match (frame.kind, frame.state) {
        (FrameKind::List, State::Start | State::LeftOperand) => Expects::Value {
            subject: around.map(|around| around.subject.clone()).unwrap_or_default(),
            usage: Usage::Item(frame.open),
        },
        (FrameKind::List, _) => Expects::ListJoint,
        (FrameKind::Call(Some(function)), State::Start | State::LeftOperand) => {
            Expects::Argument { function, index: frame.index, before: frame.first.clone() }
        }
        (FrameKind::Call(Some(function)), _) => Expects::ArgumentJoint { function, index: frame.index },
        (_, State::Start) if frame.computed => Expects::Operand,
        (FrameKind::Value, State::Start) | (_, State::LeftOperand | State::RightOperand(_)) => Expects::Operand,
        (FrameKind::Value, _) => Expects::ValueJoint,
        (_, State::Start) => Expects::Clause,
        (_, State::AfterLeft) if matches!(frame.subject, Subject::Search | Subject::None) => Expects::Joint,
        (_, State::AfterLeft) => Expects::Operator { subject: subject(), negated: false },
        (_, State::AfterLeftNot) => Expects::Operator { subject: subject(), negated: true },
        (_, State::Right(usage)) => Expects::Value { subject: subject(), usage },
        (_, State::AfterRight(Usage::Low)) => Expects::RangeAnd,
        (_, State::AfterRight(_) | State::Done) => Expects::Joint,
        (_, State::ListOpen) => Expects::ListOpen,
        (_, State::Is) => Expects::State { negated: false },
        (_, State::IsNot) => Expects::State { negated: true },
    };
    Place { expects, groups, call, signed: frame.signed }
}
