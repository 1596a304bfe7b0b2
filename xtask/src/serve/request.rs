//! Requests: one line, headers, no body.

use std::io::{BufRead, Error, ErrorKind, Read as _, Result};

/// Longer heads are refused; browsers send a few hundred bytes.
const HEAD_LIMIT: u64 = 64 * 1024;

/// What of a request matters to a static server.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// Decoded path without query, beginning with `/`.
    pub(super) path: String,
    pub(super) range: Option<Range>,
    /// The client wants no further answer on this connection.
    pub(super) close: bool,
}

/// One byte range as asked for, not yet fitted to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// `bytes=first-` or `bytes=first-last`, both inclusive.
    From { first: u64, last: Option<u64> },
    /// `bytes=-count`.
    Last { count: u64 },
}

impl Range {
    /// Start and end (exclusive) within a file of `len` bytes; nothing when it lies outside.
    pub(super) fn fit(self, len: u64) -> Option<(u64, u64)> {
        let (start, end) = match self {
            Self::From { first, last } => (first, last.map_or(len, |last| last.saturating_add(1).min(len))),
            Self::Last { count } => (len.saturating_sub(count), len),
        };
        (start < end).then_some((start, end))
    }
}

/// Reads one request; nothing when the client has closed the connection.
pub(super) fn read(reader: &mut impl BufRead) -> Result<Option<Request>> {
    let mut head = reader.take(HEAD_LIMIT);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Err(Error::new(ErrorKind::InvalidData, "not an HTTP request"));
    };
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let mut request =
        Request { method: method.to_owned(), path: percent_decoded(path), range: None, close: version == "HTTP/1.0" };
    loop {
        let mut header = String::new();
        if head.read_line(&mut header)? == 0 {
            return Err(Error::new(ErrorKind::InvalidData, "the request head does not end"));
        }
        let header = header.trim_end();
        if header.is_empty() {
            return Ok(Some(request));
        }
        let Some((name, value)) = header.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "range" => request.range = range(value.trim()),
            "connection" => request.close = value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
}

fn range(value: &str) -> Option<Range> {
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        return Some(Range::Last { count: last.parse().ok()? });
    }
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    Some(Range::From { first: first.parse().ok()?, last })
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        if let (b'%', Some(byte)) = (first, escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        read(&mut text.as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn a_target_loses_its_query_and_its_escapes() {
        let request = request("GET /a%20b/caf%C3%A9.csv?x=1 HTTP/1.1\r\nHost: x\r\n\r\n");
        assert_eq!(request.path, "/a b/café.csv");
        assert!(!request.close);
    }

    #[test]
    fn ranges_fit_the_file() {
        let asked = |value: &str| request(&format!("GET / HTTP/1.1\r\nRange: {value}\r\n\r\n")).range;
        assert_eq!(asked("bytes=2-4").and_then(|range| range.fit(10)), Some((2, 5)));
        assert_eq!(asked("bytes=2-400").and_then(|range| range.fit(10)), Some((2, 10)));
        assert_eq!(asked("bytes=7-").and_then(|range| range.fit(10)), Some((7, 10)));
        assert_eq!(asked("bytes=-3").and_then(|range| range.fit(10)), Some((7, 10)));
        assert_eq!(asked("bytes=-30").and_then(|range| range.fit(10)), Some((0, 10)));
        assert_eq!(asked("bytes=10-").and_then(|range| range.fit(10)), None);
        assert_eq!(asked("bytes=0-1,4-5"), None);
        assert_eq!(asked("lines=0-1"), None);
    }

    #[test]
    fn an_unending_head_is_refused() {
        assert!(read(&mut "GET / HTTP/1.1\r\nHost: x\r\n".as_bytes()).is_err());
        assert!(read(&mut "".as_bytes()).unwrap().is_none());
    }
}
