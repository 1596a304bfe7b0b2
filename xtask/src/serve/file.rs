//! Answers: a file, a part of one, or why not.

use std::fs::File;
use std::io::{Read as _, Result, Seek as _, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::Options;
use super::request::Request;

const CHUNK: usize = 64 * 1024;

/// Answers one request from the files below `root`.
pub(super) fn answer(mut stream: impl Write, request: &Request, options: &Options, root: &Path) -> Result<()> {
    if request.method == "OPTIONS" && options.cors {
        return head(&mut stream, "204 No Content", options, &[("Content-Length", "0".to_owned())]);
    }
    if request.method != "GET" && request.method != "HEAD" {
        return refuse(&mut stream, "405 Method Not Allowed", request, options);
    }
    let Some(path) = resolve(root, &request.path) else {
        return refuse(&mut stream, "404 Not Found", request, options);
    };
    let mut file = File::open(&path)?;
    let len = file.metadata()?.len();
    let asked = request.range.filter(|_| !options.no_range);
    let (status, start, end) = match asked.map(|range| range.fit(len)) {
        None => ("200 OK", 0, len),
        Some(Some((start, end))) => ("206 Partial Content", start, end),
        Some(None) => {
            let headers = [("Content-Length", "0".to_owned()), ("Content-Range", format!("bytes */{len}"))];
            return head(&mut stream, "416 Range Not Satisfiable", options, &headers);
        }
    };
    let mut headers = vec![("Content-Type", media_type(&path).to_owned()), ("Content-Length", (end - start).to_string())];
    if !options.no_range {
        headers.push(("Accept-Ranges", "bytes".to_owned()));
    }
    if asked.is_some() {
        headers.push(("Content-Range", format!("bytes {start}-{}/{len}", end - 1)));
    }
    head(&mut stream, status, options, &headers)?;
    if request.method == "HEAD" {
        return Ok(());
    }
    file.seek(SeekFrom::Start(start))?;
    send(&mut stream, &mut file, end - start, options.slow)
}

fn send(stream: &mut impl Write, file: &mut File, len: u64, slow_kib: Option<u32>) -> Result<()> {
    let mut buffer = vec![0; CHUNK];
    let mut left = len;
    while left > 0 {
        let want = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        let Some(part) = buffer.get_mut(..want) else { break };
        file.read_exact(part)?;
        stream.write_all(part)?;
        left -= want as u64;
        if let Some(rate) = slow_kib {
            thread::sleep(Duration::from_secs_f64(want as f64 / 1024.0 / f64::from(rate.max(1))));
        }
    }
    stream.flush()
}

fn refuse(stream: &mut impl Write, status: &str, request: &Request, options: &Options) -> Result<()> {
    let body = format!("{status}: {}\n", request.path);
    let headers = [("Content-Type", "text/plain; charset=utf-8".to_owned()), ("Content-Length", body.len().to_string())];
    head(stream, status, options, &headers)?;
    if request.method == "HEAD" { Ok(()) } else { stream.write_all(body.as_bytes()) }
}

fn head(stream: &mut impl Write, status: &str, options: &Options, headers: &[(&str, String)]) -> Result<()> {
    let mut text = format!("HTTP/1.1 {status}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n");
    if options.cors {
        text.push_str("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: Range\r\n");
        text.push_str("Access-Control-Expose-Headers: Content-Range, Content-Length, Accept-Ranges\r\n");
    }
    for (name, value) in headers {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    stream.write_all(text.as_bytes())
}

/// The file below `root` that `path` names; nothing for what is absent or would leave `root`.
fn resolve(root: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    let mut file = root.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "ndjson" | "jsonl" => "application/x-ndjson",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "md" | "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "parquet" => "application/vnd.apache.parquet",
        "arrow" | "feather" => "application/vnd.apache.arrow.file",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{self, Range};
    use super::*;

    fn ask(text: &str, options: &Options, root: &Path) -> String {
        let request = request::read(&mut text.as_bytes()).unwrap().unwrap();
        let mut out = Vec::new();
        answer(&mut out, &request, options, root).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn site() -> (tempfile::TempDir, Options) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("public")).unwrap();
        std::fs::write(folder.path().join("public/index.html"), "0123456789").unwrap();
        std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        let options = Options::of(folder.path().to_path_buf());
        (folder, options)
    }

    #[test]
    fn a_folder_answers_with_its_index() {
        let (folder, options) = site();
        let answer = ask("GET /public/ HTTP/1.1\r\n\r\n", &options, &folder.path().canonicalize().unwrap());
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("Content-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n0123456789"), "{answer}");
        assert!(!answer.contains("Access-Control"), "{answer}");
    }

    #[test]
    fn a_range_gives_that_part_only() {
        let (folder, options) = site();
        let root = folder.path().canonicalize().unwrap();
        let part = ask("GET /public/index.html HTTP/1.1\r\nRange: bytes=-3\r\n\r\n", &options, &root);
        assert!(part.starts_with("HTTP/1.1 206 Partial Content\r\n"), "{part}");
        assert!(part.contains("Content-Range: bytes 7-9/10\r\n"), "{part}");
        assert!(part.ends_with("\r\n\r\n789"), "{part}");
        let outside = ask("GET /public/index.html HTTP/1.1\r\nRange: bytes=10-\r\n\r\n", &options, &root);
        assert!(outside.starts_with("HTTP/1.1 416 "), "{outside}");
        assert!(outside.contains("Content-Range: bytes */10\r\n"), "{outside}");
    }

    #[test]
    fn faults_are_those_that_were_asked_for() {
        let (folder, options) = site();
        let root = folder.path().canonicalize().unwrap();
        let text = "GET /public/index.html HTTP/1.1\r\nRange: bytes=0-1\r\n\r\n";
        let whole = ask(text, &Options { no_range: true, ..options.clone() }, &root);
        assert!(whole.starts_with("HTTP/1.1 200 OK\r\n") && !whole.contains("Accept-Ranges"), "{whole}");
        let shared = ask(text, &Options { cors: true, ..options }, &root);
        assert!(shared.contains("Access-Control-Allow-Origin: *\r\n"), "{shared}");
    }

    #[test]
    fn nothing_outside_the_root_is_served() {
        let (folder, options) = site();
        let root = folder.path().join("public").canonicalize().unwrap();
        for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt", "/none"] {
            let answer = ask(&format!("GET {path} HTTP/1.1\r\n\r\n"), &options, &root);
            assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        }
        assert_eq!(Range::Last { count: 1 }.fit(0), None);
    }
}
