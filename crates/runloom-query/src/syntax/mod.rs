//! From text to tokens.

mod lexer;
mod token;
mod unquote;

pub(crate) use lexer::lex;
pub(crate) use token::{Symbol, Token, TokenKind};
pub(crate) use unquote::{json_text, python_text, quoted_text, split_path, strip_key_quotes};
