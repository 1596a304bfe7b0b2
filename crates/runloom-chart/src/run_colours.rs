use std::collections::BTreeMap;

use arrow_array::Array;
use runloom_table::{ColumnName, NotLoaded, RowMask, sorted};

use crate::axis::{Axis, AxisData, AxisScale, AxisSpec, Categories, Lines};
use crate::colour_scale::{CATEGORY_COLOURS, ColourScale, LEVELS, categories, diverging, ramp};
use crate::log2::Log2;
use crate::number_text::significant;
use crate::scale::{AT_ONCE, NumericScale, all_finite};
use crate::{Colour, Palette, ScaleKind, calendar};

/// The code of runs without a colour value.
pub(crate) const NO_VALUE: u8 = 255;

/// The code of categories beyond those with a colour of their own.
const OTHER: u8 = CATEGORY_COLOURS as u8;

/// The colour of each run, and what the colours mean.
#[derive(Clone, Debug)]
pub(crate) struct RunColours {
    /// One code a row, an index into `table`.
    pub(crate) codes: Vec<u8>,
    /// The colour of each code.
    pub(crate) table: Vec<Colour>,
    pub(crate) legend: Legend,
    /// Drawn runs without a colour value.
    pub(crate) without: usize,
    /// Whether the best runs have the lowest codes.
    pub(crate) lowest_is_best: bool,
}

/// What the colours mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Legend {
    None,
    /// A ramp between two values, told as labels.
    Ramp {
        colours: Vec<Colour>,
        low: String,
        high: String,
        /// Where the middle of two hues lies between them, from 0 to 1, and what it is; at or beyond an end it is 0 or 1.
        middle: Option<(f64, String)>,
        /// How values become colours, where that is not evenly.
        scale: &'static str,
    },
    /// Categories, most frequent first, and how many share the last colour.
    Categories {
        entries: Vec<(Colour, String)>,
        others: usize,
    },
}

impl Legend {
    /// What a ramp reaches, in words that follow the name of its column; nothing for other legends.
    pub(crate) fn reach_words(&self) -> String {
        let Self::Ramp { low, high, middle, scale, .. } = self else { return String::new() };
        match middle {
            Some((_, middle)) => format!(" from {low} to {high}, around {middle}"),
            None if scale.is_empty() => format!(" from {low} to {high}"),
            None => format!(" from {low} to {high}, {scale}"),
        }
    }
}

impl RunColours {
    pub(crate) fn of(lines: Lines<'_>, column: Option<&ColumnName>, palette: &Palette, log2: &Log2) -> Result<Self, NotLoaded> {
        Self::scaled(lines, column, ColourScale::default(), palette, log2)
    }

    /// What [`RunColours::of`] gives, with a choice of how numbers become colours. Names have no such choice.
    pub(crate) fn scaled(
        lines: Lines<'_>,
        column: Option<&ColumnName>,
        scale: ColourScale,
        palette: &Palette,
        log2: &Log2,
    ) -> Result<Self, NotLoaded> {
        let (table, told) = (lines.table, lines.told.unwrap_or(lines.drawn));
        let plain = |without| Self {
            codes: vec![0; table.rows()],
            table: vec![palette.bar],
            legend: Legend::None,
            without,
            lowest_is_best: false,
        };
        let Some(column) = column else { return Ok(plain(0)) };
        let kind = match scale {
            ColourScale::Automatic => None,
            ColourScale::Linear | ColourScale::Centred(_) => Some(ScaleKind::Linear),
            ColourScale::Log => Some(ScaleKind::Log),
            ColourScale::Quantile => Some(ScaleKind::Quantile),
        };
        let spec = AxisSpec { scale: kind, ..AxisSpec::new(column.clone()) };
        let mut axis = Axis::resolve(lines.runs, &spec, lines.in_filter)?;
        let Some(data) = AxisData::of(table, column)? else { return Ok(plain(told.count())) };
        if lines.told.is_some() {
            axis.survey = axis.survey_of(table, told)?;
        }
        Ok(match &axis.scale {
            AxisScale::Empty => plain(told.count()),
            AxisScale::Numeric(numbers) => {
                let centre = match scale {
                    ColourScale::Centred(centre) => centre.filter(|centre| centre.is_finite()).or_else(|| median(data, told)),
                    _ => None,
                };
                Self::numeric(&axis, data, numbers, centre, palette, log2)
            }
            AxisScale::Categories(all) => Self::categorical(&axis, data, all, told, palette),
        })
    }

    fn numeric(
        axis: &Axis,
        data: AxisData<'_>,
        range: &NumericScale,
        centre: Option<f64>,
        palette: &Palette,
        log2: &Log2,
    ) -> Self {
        let around = centre.map(|centre| {
            let reach = (range.high * 0.5 - centre * 0.5).abs().max((centre * 0.5 - range.low * 0.5).abs()) * 2.0;
            NumericScale::new(false, (centre - reach).max(f64::MIN), (centre + reach).min(f64::MAX))
        });
        let scale = around.as_ref().unwrap_or(range);
        let mapper = scale.mapper(log2);
        let nulls = data.typed.numbers.nulls();
        let level = |number: f64| {
            let place = if number <= scale.low {
                0.0
            } else if number >= scale.high {
                1.0
            } else {
                mapper.place(number)
            };
            (place * (LEVELS - 1) as f64 + 0.5) as u8
        };
        let numbers = data.typed.numbers.values();
        let linear = mapper.linear().filter(|line| nulls.is_none() && line.is_wide());
        let mut codes = vec![NO_VALUE; numbers.len()];
        let mut levels = [0; AT_ONCE];
        for (index, (numbers, codes)) in numbers.chunks(AT_ONCE).zip(codes.chunks_mut(AT_ONCE)).enumerate() {
            if let Some(linear) = linear.filter(|_| all_finite(numbers)) {
                linear.wholes(numbers, 0.5, (LEVELS - 1) as f64, &mut levels);
                codes.iter_mut().zip(&levels).for_each(|(code, level)| *code = *level as u8);
                continue;
            }
            for (at, (number, code)) in numbers.iter().zip(codes).enumerate() {
                if !number.is_nan() && nulls.is_none_or(|nulls| nulls.is_valid(index * AT_ONCE + at)) {
                    *code = level(*number);
                }
            }
        }
        let mut table = if centre.is_some() { diverging(palette) } else { ramp(palette) };
        let shown = usize::from(level(range.low))..=usize::from(level(range.high));
        let colours = if centre.is_some() { table.get(shown).unwrap_or(&table).to_vec() } else { table.clone() };
        table.resize(256, palette.soft_ink);
        let tell = |value: f64| match axis.kind {
            ScaleKind::Time => calendar::tell_moment(value as i64),
            _ => significant(value, 4),
        };
        let ends = NumericScale::new(false, range.low, range.high);
        let middle = centre.map(|centre| (ends.place(centre, log2), significant(centre, 3)));
        let words = match axis.kind {
            ScaleKind::Log => "log",
            ScaleKind::Quantile => "by rank",
            _ => "",
        };
        let legend = Legend::Ramp { colours, low: tell(range.low), high: tell(range.high), middle, scale: words };
        let without = axis.survey.missing + axis.survey.nan;
        Self { codes, table, legend, without, lowest_is_best: lower_is_better(&axis.column.key) }
    }

    fn categorical(axis: &Axis, data: AxisData<'_>, all: &Categories, drawn: &RowMask, palette: &Palette) -> Self {
        let rank_of = all.rank_of_rows(data);
        let mut counts = vec![0usize; all.len()];
        for rank in drawn.rows().filter_map(&rank_of) {
            counts[rank] += 1;
        }
        let order = sorted((0..all.len()).collect(), &mut |a: &usize, b: &usize| counts[*b].cmp(&counts[*a]));
        let chosen: BTreeMap<usize, u8> = order.iter().copied().zip(0..OTHER).collect();
        let code_of: Vec<u8> = (0..all.len()).map(|rank| chosen.get(&rank).copied().unwrap_or(OTHER)).collect();
        let codes = (0..data.values.len()).map(|row| rank_of(row).map_or(NO_VALUE, |rank| code_of[rank])).collect();
        let named = order.iter().zip(categories(palette)).map(|(rank, colour)| (colour, all.label(*rank)));
        let legend = Legend::Categories { entries: named.collect(), others: all.len().saturating_sub(CATEGORY_COLOURS) };
        let mut table = categories(palette).to_vec();
        table.resize(256, palette.soft_ink);
        Self { codes, table, legend, without: axis.survey.missing, lowest_is_best: false }
    }

    /// The colour of a row.
    pub(crate) fn colour(&self, row: usize) -> Colour {
        self.of_code(self.codes.get(row).copied().unwrap_or_default())
    }

    /// The colour of a code.
    pub(crate) fn of_code(&self, code: u8) -> Colour {
        self.table.get(usize::from(code)).or(self.table.last()).copied().unwrap_or(Colour::rgb(0))
    }
}

/// The number in the middle of those that some runs have.
fn median(data: AxisData<'_>, rows: &RowMask) -> Option<f64> {
    let mut numbers: Vec<f64> = rows.rows().filter_map(|row| data.typed.number_at(row)).filter(|n| n.is_finite()).collect();
    runloom_table::sort_reals(&mut numbers);
    let upper = numbers.get(numbers.len() / 2)?;
    let lower = numbers.get(numbers.len().saturating_sub(1) / 2)?;
    Some(lower * 0.5 + upper * 0.5)
}

/// Whether a metric's name says that less is better.
pub fn lower_is_better(key: &str) -> bool {
    const LESS: [&str; 16] = [
        "loss",
        "error",
        "err",
        "rmse",
        "mae",
        "mse",
        "mape",
        "perplexity",
        "ppl",
        "latency",
        "duration",
        "time",
        "cost",
        "wer",
        "cer",
        "fid",
    ];
    let key = key.to_lowercase();
    key.split(|c: char| !c.is_alphanumeric()).any(|word| LESS.contains(&word))
}
