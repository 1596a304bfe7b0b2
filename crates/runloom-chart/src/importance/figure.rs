use super::{ImportanceAnswer, ImportanceChart};
use crate::{Figure, Raster};
use runloom_table::{format_real, push_csv_field};

impl ImportanceChart {
    /// The chart as a picture that can leave. Its bars are marks in any case.
    pub fn into_figure(self) -> Figure {
        Figure {
            width_px: self.width_px,
            height_px: self.height_px,
            background: self.palette.map(|palette| palette.panel),
            pixels: Raster::default(),
            exact: Some(Vec::new()),
            scene: self.scene,
            description: self.description,
            left_out: self.left_out,
            note: self.note,
        }
    }
}

impl ImportanceAnswer {
    /// All judged params as comma-separated values, most important first, with the first line naming the columns.
    pub fn to_csv(&self) -> String {
        let mut out = "param,importance,low,high,noise_floor,correlation,runs\n".to_owned();
        for param in &self.found.params {
            push_csv_field(&mut out, &param.name.key);
            for number in [param.importance, param.low, param.high, param.noise_floor] {
                out.extend([",", &format_real(number)]);
            }
            let direction = param.direction.map(format_real).unwrap_or_default();
            out.extend([",", &direction, ",", &param.runs.to_string(), "\n"]);
        }
        out
    }
}
