//! Sources behind HTTP: by ranges, as a whole, and refusals.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::{example, file, runloom};

/// How the server treats requests.
#[derive(Clone, Copy)]
enum Manners {
    Ranges,
    NoRanges,
    Status(u16),
    /// A different file with every request.
    Changing,
}

struct Server {
    url: String,
    ranges: Arc<Mutex<Vec<String>>>,
    sent: Arc<AtomicUsize>,
}

fn serve(content: Vec<u8>, manners: Manners) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/runs.parquet", listener.local_addr().unwrap());
    let server = Server { url, ranges: Arc::default(), sent: Arc::default() };
    let (ranges, sent) = (server.ranges.clone(), server.sent.clone());
    std::thread::spawn(move || {
        for (count, stream) in listener.incoming().enumerate() {
            answer(&stream.unwrap(), &content, manners, count, &ranges, &sent);
        }
    });
    server
}

fn answer(stream: &TcpStream, content: &[u8], manners: Manners, count: usize, ranges: &Mutex<Vec<String>>, sent: &AtomicUsize) {
    let mut range = None;
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(asked) = line.strip_prefix("range: bytes=") {
            ranges.lock().unwrap().push(asked.to_owned());
            let (start, end) = asked.split_once('-').unwrap();
            range = Some((start.parse::<usize>().unwrap(), end.parse::<usize>().unwrap().min(content.len().saturating_sub(1))));
        }
    }
    let mut stream = stream;
    let (status, extra, body) = match (manners, range) {
        (Manners::Status(status), _) => (status, String::new(), &content[..0]),
        (Manners::Ranges | Manners::Changing, Some((start, end))) => {
            let etag = if matches!(manners, Manners::Changing) { count } else { 0 };
            let extra = format!("Content-Range: bytes {start}-{end}/{}\r\nETag: \"{etag}\"\r\n", content.len());
            (206, extra, &content[start..=end])
        }
        _ => (200, String::new(), content),
    };
    sent.fetch_add(body.len(), Ordering::SeqCst);
    let head = format!("HTTP/1.1 {status} Status\r\n{extra}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).unwrap();
}

fn runs() -> Vec<u8> {
    std::fs::read(example("novabio-all/runs.parquet")).unwrap()
}

/// A file large enough for its columns to be far apart.
fn many_runs() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("run_id,params.a,params.b,metrics.m,metrics.n\n");
    let mut state = 1_u64;
    for row in 0..60_000 {
        let mut digits = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        };
        let _ = writeln!(csv, "r{row},{},{},0.{},0.{}", digits(), digits(), digits(), digits());
    }
    let source = file(&folder, "runs.csv", &csv);
    let copy = folder.path().join("runs.parquet").display().to_string();
    assert_eq!(runloom(&["query", &source, "--columns", "*", "-o", &copy]).code, 0);
    std::fs::read(copy).unwrap()
}

#[test]
fn only_the_needed_ranges_are_fetched() {
    let runs = many_runs();
    let server = serve(runs.clone(), Manners::Ranges);
    let ran = runloom(&["query", &server.url, "--columns", "metrics.n", "--filter", "metrics.n > 0.5", "--format", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.lines().count() > 1000);
    let sent = server.sent.load(Ordering::SeqCst);
    assert!(sent < runs.len() * 7 / 10, "{sent} of {}: {:?}", runs.len(), server.ranges.lock().unwrap());
}

#[test]
fn a_server_without_ranges_is_read_as_a_whole() {
    let server = serve(runs(), Manners::NoRanges);
    assert_eq!(runloom(&["info", &server.url, "--format", "json"]).json()["runs"], 847);
}

#[test]
fn refusals_are_explained() {
    for (status, words) in [(404, "nothing under this address"), (403, "does not allow"), (500, "failed")] {
        let server = serve(Vec::new(), Manners::Status(status));
        let ran = runloom(&["info", &server.url]);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains(words) && ran.stderr.contains(&format!("HTTP {status}")), "{}", ran.stderr);
    }
    let ran = runloom(&["info", "http://127.0.0.1:9/runs.parquet"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("why: "), "{}", ran.stderr);
}

#[test]
fn a_source_that_changes_under_way_is_refused() {
    let server = serve(runs(), Manners::Changing);
    let ran = runloom(&["query", &server.url, "--columns", "*"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("changed while it was read"), "{}", ran.stderr);
}
