//! How long parallel coordinates of a generated sweep take: `cargo run --release -p runloom-chart --example parallel_speed`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that reports to its user and may stop")]

use std::time::{Duration, Instant};

use runloom_chart::{AxisSpec, ColourScale, Interval, Palette, ParallelChart, ParallelSpec, brush_mask};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const AXES: usize = 10;

/// Runs, width, height and device pixels a css pixel.
const CASES: [(usize, f64, f64, f64); 6] = [
    (1_000, 999.0, 400.0, 1.0),
    (5_000, 1400.0, 360.0, 1.0),
    (5_000, 1400.0, 360.0, 2.0),
    (100_000, 999.0, 400.0, 1.0),
    (1_000_000, 999.0, 400.0, 1.0),
    (1_000_000, 999.0, 400.0, 2.0),
];

fn main() {
    for (rows, width_px, height_px, device_pixel_ratio) in CASES {
        for clustered in [true, false] {
            let table = sweep(rows, clustered);
            let axes: Vec<AxisSpec> = table.columns().iter().map(|column| AxisSpec::new(column.name().clone())).collect();
            let colour = axes.last().map(|axis| axis.column.clone());
            let mut spec = ParallelSpec {
                axes,
                colour,
                colour_scale: ColourScale::Automatic,
                curves: std::env::args().any(|argument| argument == "--curves"),
                bands: None,
                width_px,
                height_px,
                device_pixel_ratio,
                palette: Palette::LIGHT,
            };
            let all = RowMask::all(rows);
            let (first, mut chart) = best(|| ParallelChart::build(&table, &all, &all, None, &spec).unwrap());
            let mut high = 0.6;
            let (brush, ()) = best(|| {
                high += 0.01;
                spec.axes[1].intervals = vec![Interval::Numbers { low: 0.4, high }];
                let matching = brush_mask(&table, &spec.axes).unwrap();
                chart.redraw(&table, &matching, &all, None, &spec).unwrap();
            });
            let (hover, _) = best(|| chart.hover(500.0, 200.0));
            let kind = if clustered { "clustered" } else { "uniform" };
            println!(
                "{rows:>9} x {AXES} {kind:9} @{device_pixel_ratio}: first {first:.1?}, brush {brush:.1?}, hover {hover:.1?}"
            );
        }
    }
}

/// The shortest of five times, and the last result.
fn best<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut shortest = Duration::MAX;
    for _ in 0..4 {
        let start = Instant::now();
        drop(work());
        shortest = shortest.min(start.elapsed());
    }
    let start = Instant::now();
    let result = work();
    (shortest.min(start.elapsed()), result)
}

fn sweep(rows: usize, clustered: bool) -> RunTable {
    let mut table = RunTable::new(rows);
    for axis in 0..AXES {
        let value = |row: usize| {
            let own = noise(row, axis);
            match (clustered, axis % 3) {
                (false, _) => own,
                (true, 2) => (own * 5.0).floor() / 5.0,
                (true, _) => 0.7 * noise(row, 99) + 0.1 * (own + noise(row, axis + 50) + noise(row, axis + 70)),
            }
        };
        table.push(Column::loaded(
            ColumnName::param(format!("p{axis}")),
            Values::from_reals((0..rows).map(|row| Some(value(row)))),
        ));
    }
    table
}

fn noise(row: usize, stream: usize) -> f64 {
    let mut bits =
        (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((stream as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}
