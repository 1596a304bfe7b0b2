//! `runloom report --watch`: it follows the files that a report is made of, and goes on after a failure.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{command, file, runloom};

/// A watching `runloom`, which ends with the test.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// Waits until a file holds `text` so many times.
fn wait_for(path: &std::path::Path, text: &str, times: usize) -> String {
    let begun = Instant::now();
    loop {
        let found = std::fs::read_to_string(path).unwrap_or_default();
        if found.matches(text).count() >= times {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{times} of `{text}` did not come: {found:.2000}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_changes_is_written_again_until_it_is_ended() {
    let folder = TempDir::new().unwrap();
    let text = file(&folder, "report.md", "# First\n\nBest: {{ min metrics.loss }}\n\n![](drawn.svg)\n");
    let runs = file(&folder, "runs.csv", "run_id,metrics.loss\n1,1\n2,2\n");
    let (out, log) = (folder.path().join("out.html"), folder.path().join("log"));
    let mut watching = command();
    watching.args(["report", &text, "--data", folder.path().to_str().unwrap(), "--watch", "-o"]).arg(&out);
    let watching = watching.stdout(Stdio::null()).stderr(std::fs::File::create(&log).unwrap()).spawn().unwrap();
    let mut watching = Watching(watching);
    wait_for(&log, "drawn.svg cannot be read", 1);
    assert!(!out.exists());
    file(&folder, "drawn.svg", PICTURE);
    wait_for(&log, "wrote ", 1);
    wait_for(&out, "Best: 1<", 1);
    std::fs::write(&text, "# Second\n\nBest: {{ min metrics.loss }}\n").unwrap();
    wait_for(&out, "<title>Second</title>", 1);
    std::fs::write(&text, "# Third\n\nBest: {{ min metrics.los }}\n").unwrap();
    wait_for(&log, "line 3: there is no column `metrics.los`", 1);
    std::fs::write(&text, "# Fourth\n\nBest: {{ min metrics.loss }}\n").unwrap();
    wait_for(&out, "<title>Fourth</title>", 1);
    std::fs::write(&runs, "run_id,metrics.loss\n1,0.25\n2,2\n").unwrap();
    wait_for(&out, "Best: 0.25<", 1);
    let told = wait_for(&log, "out.html\n", 4);
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(std::fs::read_to_string(&log).unwrap(), told, "nothing is written where nothing changes");
    assert!(watching.0.try_wait().unwrap().is_none());
}

#[test]
fn what_no_change_can_put_right_ends_it_at_once() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out.html").display().to_string();
    let ran = runloom(&["report", "https://example.org/runs.parquet", "--watch", "-o", &out]);
    assert!(ran.code == 2 && ran.stderr.contains("every SOURCE is an address"), "{}", ran.stderr);
    let ran = runloom(&["report", "runs.parquet", "--filter", "metrics.a >", "--watch", "-o", &out]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let ran = runloom(&["report", "runs.parquet", "--watch", "-o", "out.txt"]);
    assert!(ran.code == 2 && ran.stderr.contains(".html"), "{}", ran.stderr);
}
