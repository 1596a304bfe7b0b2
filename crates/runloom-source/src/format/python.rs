//! Python's `repr` of dictionaries, which people save when they write an API's answers to CSV.

use super::json::lexer::Scalar;
use super::json::tree::{DEEPEST, Tree};

/// The value that a text of Python literals stands for: dictionaries, lists, tuples, strings, numbers, `True`, `False`, `None`, `nan`, `inf`.
pub(crate) fn parse_literal(text: &str) -> Option<Tree> {
    let mut reader = Reader { text, at: 0 };
    let tree = reader.value(0)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(tree)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, c: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }

    fn value(&mut self, depth: usize) -> Option<Tree> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_space();
        match self.rest().chars().next()? {
            '{' => self.dictionary(depth),
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '\'' | '"' => self.string().map(|text| Tree::Scalar(Scalar::String, text)),
            _ => self.word(),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Tree> {
        self.eat('{');
        let mut members = Vec::new();
        while !self.eat('}') {
            let Tree::Scalar(_, key) = self.value(depth + 1)? else { return None };
            if !self.eat(':') {
                return None;
            }
            members.push((key, self.value(depth + 1)?));
            if !self.eat(',') {
                return self.eat('}').then_some(Tree::Object(members));
            }
        }
        Some(Tree::Object(members))
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Tree> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(self.value(depth + 1)?);
            if !self.eat(',') {
                return self.eat(close).then_some(Tree::List(items));
            }
        }
        Some(Tree::List(items))
    }

    fn string(&mut self) -> Option<String> {
        let mut chars = self.rest().char_indices();
        let quote = chars.next()?.1;
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            if c == quote {
                self.at += at + c.len_utf8();
                return Some(text);
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            let escaped = chars.next()?.1;
            let digits = match escaped {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let code: String = (0..digits).filter_map(|_| chars.next()).map(|(_, c)| c).collect();
            match escaped {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'x' | 'u' | 'U' => text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?),
                other => text.push(other),
            }
        }
        None
    }

    fn word(&mut self) -> Option<Tree> {
        let rest = self.rest();
        let end = rest.find([',', ':', '}', ']', ')', ' ', '\n']).unwrap_or(rest.len());
        let word = rest.get(..end)?;
        let number = word.strip_prefix(['-', '+']).unwrap_or(word);
        let (scalar, text) = match word {
            "None" | "null" => (Scalar::Null, "null"),
            "True" | "true" => (Scalar::Boolean(true), "true"),
            "False" | "false" => (Scalar::Boolean(false), "false"),
            "nan" | "NaN" => (Scalar::Real, "NaN"),
            "inf" | "Infinity" => (Scalar::Real, "Infinity"),
            "-inf" | "-Infinity" => (Scalar::Real, "-Infinity"),
            _ if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => (Scalar::Integer, word),
            _ if number.starts_with(|c: char| c.is_ascii_digit() || c == '.') && word.parse::<f64>().is_ok() => {
                (Scalar::Real, word)
            }
            _ => return None,
        };
        self.at += end;
        Some(Tree::Scalar(scalar, text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Option<String> {
        let mut out = String::new();
        parse_literal(text)?.write(&mut out);
        Some(out)
    }

    #[test]
    fn literals_are_read() {
        let text = r#"{'a': 1, "b": -0.5, 'c': None, 'd': [True, nan, (1,)], 'e': {'it\'s': 'x\n\u00e9'}, 'f': {}, 2: inf}"#;
        let expected = r#"{"a":1,"b":-0.5,"c":null,"d":[true,NaN,[1]],"e":{"it's":"x\né"},"f":{},"2":Infinity}"#;
        assert_eq!(json(text).as_deref(), Some(expected));
        assert_eq!(json("{\"a\": true, \"b\": null}").as_deref(), Some("{\"a\":true,\"b\":null}"));
    }

    #[test]
    fn what_is_no_literal_is_left_alone() {
        for text in ["", "{", "{'a'}", "{'a': <wandb.Image>}", "{'a': 1} x", "'", "__import__('os')", "{[1]: 2}", "{'a': 1-2}"] {
            assert_eq!(json(text), None, "{text}");
        }
        assert_eq!(json(&"[".repeat(100_000)), None);
    }
}
