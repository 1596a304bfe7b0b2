use super::lexer::{Lexer, Scalar};
use crate::SourceError;

/// A whole JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Scalar(Scalar, String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// How deep values may be nested.
pub(crate) const DEEPEST: usize = 256;

impl Tree {
    /// Reads one value.
    pub(crate) fn read(lexer: &mut Lexer, depth: usize) -> Result<Self, SourceError> {
        if depth > DEEPEST {
            return Err(too_deep(lexer));
        }
        if lexer.eat(b'{') {
            let mut members = Vec::new();
            if lexer.eat(b'}') {
                return Ok(Self::Object(members));
            }
            loop {
                let mut key = String::new();
                lexer.key(&mut key)?;
                members.push((key, Self::read(lexer, depth + 1)?));
                if !lexer.more(b'}')? {
                    return Ok(Self::Object(members));
                }
            }
        }
        if lexer.eat(b'[') {
            let mut items = Vec::new();
            if lexer.eat(b']') {
                return Ok(Self::List(items));
            }
            loop {
                items.push(Self::read(lexer, depth + 1)?);
                if !lexer.more(b']')? {
                    return Ok(Self::List(items));
                }
            }
        }
        let mut text = String::new();
        let scalar = lexer.scalar(&mut text)?;
        Ok(Self::Scalar(scalar, text))
    }

    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(own, _)| own == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The text of a string or number; `None` for anything else.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(Scalar::String | Scalar::Integer | Scalar::Real, text) => Some(text),
            _ => None,
        }
    }

    /// The value as compact JSON.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(Scalar::String, text) => crate::convert::write_string(text, out),
            Self::Scalar(_, text) => out.push_str(text),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    crate::convert::write_string(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// The error for values that are nested too deep.
pub(crate) fn too_deep(lexer: &Lexer) -> SourceError {
    lexer.error_at(lexer.at(), &format!("values are nested more than {DEEPEST} levels deep there"))
}
