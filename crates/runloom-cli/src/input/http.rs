use std::io::Read;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use runloom_source::{ByteSource, MemorySource, Phase, Progress, SourceError, Unit};
use ureq::http::{Response, header};
use ureq::{Agent, Body};

use super::ranges::length_within;
use crate::failure::words;
use crate::progress::ProgressLine;

/// The first request asks for this much: enough for a small file and for the header of a large one.
const HEAD_BYTES: u64 = 1 << 16;
const CHUNK_BYTES: usize = 1 << 18;

/// A resource whose server answers ranges.
struct HttpSource {
    agent: Agent,
    url: String,
    len: u64,
    head: Bytes,
    /// What the server calls this state of the resource.
    entity: Option<String>,
}

/// Opens a URL: by ranges where the server answers them, else by reading all of it.
pub(super) fn connect(url: &str, progress: &mut ProgressLine) -> Result<Box<dyn ByteSource>, SourceError> {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_mins(1)))
        .timeout_per_read(Some(Duration::from_mins(1)))
        .user_agent(concat!("runloom/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .build()
        .into();
    let response = get(&agent, url, Some(0..HEAD_BYTES))?;
    match response.status().as_u16() {
        206 => {
            let entity = entity_of(&response);
            let total = total_of(&response);
            let head = read_body(url, response, HEAD_BYTES, None, progress)?;
            match total {
                Some(len) if len == head.len() as u64 => Ok(Box::new(MemorySource::new(head))),
                Some(len) => Ok(Box::new(HttpSource { agent, url: url.to_owned(), len, head, entity })),
                None => whole(&agent, url, progress),
            }
        }
        200 => {
            let total = response.body().content_length();
            Ok(Box::new(MemorySource::new(read_body(url, response, u64::MAX, total, progress)?)))
        }
        // An empty resource has no first byte to give.
        416 => whole(&agent, url, progress),
        status => Err(refused(url, status)),
    }
}

fn whole(agent: &Agent, url: &str, progress: &mut ProgressLine) -> Result<Box<dyn ByteSource>, SourceError> {
    let response = get(agent, url, None)?;
    let status = response.status().as_u16();
    if status != 200 {
        return Err(refused(url, status));
    }
    let total = response.body().content_length();
    Ok(Box::new(MemorySource::new(read_body(url, response, u64::MAX, total, progress)?)))
}

impl ByteSource for HttpSource {
    fn len(&self) -> u64 {
        self.len
    }

    fn read(&self, range: Range<u64>) -> Result<Bytes, SourceError> {
        let wanted = length_within(&self.url, &range, self.len)?;
        if let (Ok(start), Ok(end)) = (usize::try_from(range.start), usize::try_from(range.end))
            && end <= self.head.len()
        {
            return Ok(self.head.slice(start..end));
        }
        let response = get(&self.agent, &self.url, Some(range.clone()))?;
        let status = response.status().as_u16();
        if status != 206 {
            return Err(refused(&self.url, status).at(format!("byte {}", range.start)));
        }
        if total_of(&response) != Some(self.len) || entity_of(&response) != self.entity {
            return Err(SourceError::unreadable(&self.url, "it changed while it was read").hint("Open it again"));
        }
        let bytes = read_body(&self.url, response, wanted as u64, None, &mut ProgressLine::new())?;
        if bytes.len() == wanted { Ok(bytes) } else { Err(SourceError::short_read(&self.url, &range, bytes.len() as u64)) }
    }
}

fn get(agent: &Agent, url: &str, range: Option<Range<u64>>) -> Result<Response<Body>, SourceError> {
    let mut request = agent.get(url);
    if let Some(range) = range {
        request = request.header(header::RANGE, format!("bytes={}-{}", range.start, range.end.saturating_sub(1)));
    }
    request.call().map_err(|error| unreachable(url, &error))
}

fn read_body(
    url: &str,
    response: Response<Body>,
    limit: u64,
    total: Option<u64>,
    progress: &mut ProgressLine,
) -> Result<Bytes, SourceError> {
    let mut reader = response.into_body().into_with_config().limit(u64::MAX).reader().take(limit);
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        let mut chunk = reader.by_ref().take(CHUNK_BYTES as u64);
        chunk.read_to_end(&mut bytes).map_err(|error| {
            SourceError::unreadable(url, format!("the connection broke off: {error}"))
                .at(format!("byte {before}"))
                .hint("Try again, or download the file and open it from disk")
        })?;
        if bytes.len() == before {
            return Ok(bytes.into());
        }
        let done = bytes.len() as u64;
        progress.show(url, Progress { phase: Phase::Reading, done, total: total.unwrap_or(done), unit: Unit::Bytes });
    }
}

/// The size in `Content-Range: bytes 0-99/1234`.
fn total_of(response: &Response<Body>) -> Option<u64> {
    response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?.rsplit_once('/')?.1.trim().parse().ok()
}

fn entity_of(response: &Response<Body>) -> Option<String> {
    let headers = response.headers();
    let value = headers.get(header::ETAG).or_else(|| headers.get(header::LAST_MODIFIED))?;
    value.to_str().ok().map(str::to_owned)
}

fn refused(url: &str, status: u16) -> SourceError {
    let (why, hint) = match status {
        401 | 403 => ("the server does not allow it", "Runloom sends no passwords; download the file and open it from disk"),
        404 | 410 => ("the server has nothing under this address", "Check the URL"),
        429 => ("the server asks for fewer requests", "Wait a little, or download the file and open it from disk"),
        500.. => ("the server failed", "Try again later"),
        _ => ("the server refused", "Open the URL in a browser to see what it answers"),
    };
    SourceError::unreadable(url, format!("{why} (HTTP {status})")).hint(hint)
}

fn unreachable(url: &str, error: &ureq::Error) -> SourceError {
    let why = match error {
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::ConnectionFailed => "the server cannot be reached".to_owned(),
        ureq::Error::Io(error) => words(error),
        ureq::Error::Timeout(_) => "the server took too long".to_owned(),
        other => other.to_string(),
    };
    SourceError::unreadable(url, why).hint("Check the URL and the connection")
}
