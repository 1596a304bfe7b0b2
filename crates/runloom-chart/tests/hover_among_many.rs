//! The line under the pointer is found among more runs than are looked at together.

use runloom_chart::{AxisSpec, Palette, ParallelChart, ParallelSpec};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const RUNS: usize = 300;

#[test]
fn every_one_of_many_level_lines_is_found() {
    let mut table = RunTable::new(RUNS);
    for key in ["a", "b"] {
        let values = (0..RUNS).map(|row| Some((row * 7 % RUNS) as f64));
        table.push(Column::loaded(ColumnName::metric(key), Values::from_reals(values)));
    }
    let spec = ParallelSpec {
        axes: table.columns().iter().map(|column| AxisSpec::new(column.name().clone())).collect(),
        colour: None,
        colour_scale: runloom_chart::ColourScale::default(),
        curves: false,
        bands: None,
        width_px: 400.0,
        height_px: 1000.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    };
    let (all, odd) = (RowMask::all(RUNS), RowMask::from_fn(RUNS, |row| row % 2 == 1));
    let chart = ParallelChart::build(&table, &odd, &all, None, &spec).unwrap();
    let middle = f64::midpoint(chart.axes[0].x_px, chart.axes[1].x_px);
    for row in (1..RUNS).step_by(2) {
        let y = chart.describe_row(&table, row).unwrap().values[0].y_px;
        assert_eq!(chart.hover(middle, y), Some(row));
    }
}
