use runloom_table::{Sheet, Values};

use super::{ImportanceAnswer, ImportanceChart};
use crate::{Figure, Raster};

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
    /// All judged params, most important first, a row each.
    pub fn to_sheet(&self) -> Sheet<'static> {
        let params = &self.found.params;
        let mut sheet = Sheet::new((0..params.len() as u32).collect::<Vec<_>>());
        sheet.push("param", Values::from_texts(params.iter().map(|param| Some(param.name.key.as_str()))));
        sheet.push("importance", Values::from_reals(params.iter().map(|param| Some(param.importance))));
        sheet.push("low", Values::from_reals(params.iter().map(|param| Some(param.low))));
        sheet.push("high", Values::from_reals(params.iter().map(|param| Some(param.high))));
        sheet.push("noise_floor", Values::from_reals(params.iter().map(|param| Some(param.noise_floor))));
        sheet.push("correlation", Values::from_reals(params.iter().map(|param| param.direction)));
        sheet.push("runs", Values::Integer(params.iter().map(|param| Some((param.runs as u64).cast_signed())).collect()));
        sheet
    }
}
