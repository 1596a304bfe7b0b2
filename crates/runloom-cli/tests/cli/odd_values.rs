//! `runloom plot` of what no search logs: every kind ends with a picture or a sentence.

use crate::support::{file, runloom};

const KINDS: [(&str, &str); 14] = [
    ("parallel", "params.p,params.c,metrics.m"),
    ("scatter-matrix", "params.p,params.c,metrics.m"),
    ("scatter", "params.c,metrics.m"),
    ("histogram", "metrics.m"),
    ("bar", "metrics.m,params.c"),
    ("box", "metrics.m,params.c"),
    ("edf", "metrics.m,params.c"),
    ("optimization-history", "metrics.m"),
    ("slice", "metrics.m,params.p,params.c"),
    ("contour", "params.p,params.c,metrics.m"),
    ("rank", "params.c,params.p,metrics.m"),
    ("pareto", "metrics.m,metrics.n"),
    ("timeline", "start_time,end_time"),
    ("importance", ""),
];

/// A table of runs, from the values of each: of `p`, `c`, `m`, `n`, and its start.
fn table(rows: impl Iterator<Item = [String; 5]>) -> String {
    let lines = rows.enumerate().map(|(row, [p, c, m, n, start])| format!("r{row},{p},{c},{m},{n},{start},{start}\n"));
    format!("run_id,params.p,params.c,metrics.m,metrics.n,start_time,end_time\n{}", lines.collect::<String>())
}

fn tables() -> Vec<(&'static str, String)> {
    let texts = |values: [&str; 5]| values.map(str::to_owned);
    let day = |row: usize| format!("2024-01-{:02}T00:00:00Z", row % 28 + 1);
    let infinite = |row: usize| if row.is_multiple_of(2) { "Infinity" } else { "-Infinity" };
    let names = ["שלום עולם", "مرحبا بالعالم", "\u{202e}evil", "日本語の長い名前", " "];
    vec![
        ("no runs", table(std::iter::empty())),
        ("all missing", table((0..9).map(|_| texts(["", "", "", "", ""])))),
        ("one run", table((0..1).map(|row| texts(["1", "a", "1", "2", &day(row)])))),
        ("one value", table((0..9).map(|row| if row == 0 { texts(["1", "a", "1", "2", &day(0)]) } else { texts([""; 5]) }))),
        ("identical", table((0..30).map(|_| texts(["1", "a", "1", "2", &day(0)])))),
        ("infinite", table((0..12).map(|row| texts([infinite(row), "inf", infinite(row), "NaN", &day(row)])))),
        (
            "wide",
            table((0..11_i32).map(|row| {
                texts([&format!("1e{}", row * 56 - 300), "a", &format!("1e{}", 260 - row * 56), "1", &day(row as usize)])
            })),
        ),
        (
            "subnormal",
            table((0..12).map(|row| {
                texts([
                    &format!("{:e}", f64::from_bits(row + 1)),
                    "a",
                    &format!("{:e}", f64::from_bits(40 - row)),
                    "1",
                    &day(row as usize),
                ])
            })),
        ),
        (
            "many names",
            table((0..3000).map(|row| texts([&format!("p{row}"), &format!("c{row}"), &row.to_string(), "1", &day(row)]))),
        ),
        (
            "long names",
            table((0..12).map(|row| {
                texts([&row.to_string(), &format!("{}{}", "x".repeat(200), row % 4), &row.to_string(), "1", &day(row)])
            })),
        ),
        (
            "other scripts",
            table((0..12).map(|row| texts([&(row % 3).to_string(), names[row % 5], &row.to_string(), "1", &day(row)]))),
        ),
        (
            "before 1970",
            table((0..12).map(|row| {
                texts([&row.to_string(), "a", &row.to_string(), "1", &format!("{:04}-03-01T00:00:00Z", row * 170 + 1)])
            })),
        ),
    ]
}

#[test]
fn every_kind_ends_with_a_picture_or_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let mut pictures = 0;
    for (name, table) in tables() {
        let source = file(&folder, "runs.csv", &table);
        for (kind, axes) in KINDS {
            let sizes = if name == "long names" { [[].as_slice(), &["--size", "120x120"]].to_vec() } else { vec![[].as_slice()] };
            for size in sizes {
                let path = folder.path().join("out.svg").display().to_string();
                let axes = if axes.is_empty() { [].as_slice() } else { &["--axes", axes] };
                let ran = runloom(&[&["plot", &source, "--kind", kind, "-o", &path], axes, size].concat());
                let said = &ran.stderr;
                match ran.code {
                    0 => {
                        let svg = std::fs::read_to_string(&path).unwrap();
                        let document = roxmltree::Document::parse(&svg).unwrap();
                        let texts = document.descendants().filter(|node| node.has_tag_name("text")).count();
                        let place = |word: &str| svg.contains(&format!("=\"{word}")) || svg.contains(&format!(",{word}"));
                        assert!(texts > 0 && !place("NaN") && !place("inf"), "{name}: {kind}");
                        std::fs::remove_file(&path).unwrap();
                        pictures += 1;
                    }
                    1 => assert!(said.contains("why: ") && !said.contains("fault of Runloom"), "{name}: {kind}: {said}"),
                    code => panic!("{name}: {kind} ends with {code}: {said}"),
                }
            }
        }
    }
    assert!(pictures > 90, "{pictures} pictures");
}
