use arrow_array::Array;
use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable, Survey, TypedView, ValueType, Values};

use super::{AxisSpec, Categories, Lines};
use crate::ScaleKind;
use crate::scale::{NumericScale, suits_log};

/// How many values are looked at to tell whether an axis should be logarithmic.
const SAMPLE: usize = 4096;

/// An axis with what its column says about the drawn runs; brushes do not change it.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(crate) column: ColumnName,
    pub(crate) inverted: bool,
    /// `None` where the table has no such column.
    pub(crate) value_type: Option<ValueType>,
    pub(crate) kind: ScaleKind,
    pub(crate) scales: Vec<ScaleKind>,
    pub(crate) scale: AxisScale,
    pub(crate) survey: Survey,
}

/// The values of an axis.
#[derive(Clone, Copy)]
pub(crate) struct AxisData<'a> {
    pub(crate) values: &'a Values,
    pub(crate) typed: &'a TypedView,
}

/// Where the values of an axis lie between its ends.
#[derive(Clone, Debug)]
pub(crate) enum AxisScale {
    /// No drawn run has a value with a place.
    Empty,
    /// Numbers and times.
    Numeric(NumericScale),
    /// Categories and truth values.
    Categories(Categories),
}

impl<'a> AxisData<'a> {
    /// The values of a column; `Ok(None)` where there is none.
    pub(crate) fn of(table: &'a RunTable, column: &ColumnName) -> Result<Option<Self>, NotLoaded> {
        let Some(column) = table.column(column) else { return Ok(None) };
        Ok(Some(Self { values: column.values()?, typed: column.typed()? }))
    }
}

impl Axis {
    /// Looks a column up and surveys the runs of `drawn`.
    pub(crate) fn resolve(table: &RunTable, spec: &AxisSpec, drawn: &RowMask) -> Result<Self, NotLoaded> {
        let (column, inverted) = (spec.column.clone(), spec.inverted);
        let Some(data) = AxisData::of(table, &column)? else {
            let (survey, scales) = (Survey::all_missing(drawn.count()), vec![ScaleKind::Category]);
            let (kind, scale) = (ScaleKind::Category, AxisScale::Empty);
            return Ok(Self { column, inverted, value_type: None, kind, scales, scale, survey });
        };
        let (kind, scales) = kinds(data, spec);
        let (scale, survey) = if kind == ScaleKind::Category {
            let (mut categories, survey) = Categories::of(data, drawn);
            if data.typed.value_type == ValueType::Boolean {
                categories.complete_truths();
            }
            (if categories.len() == 0 { AxisScale::Empty } else { AxisScale::Categories(categories) }, survey)
        } else {
            let log = kind == ScaleKind::Log;
            let survey = data.typed.survey(drawn, log);
            let scale = match survey.range {
                None => AxisScale::Empty,
                Some(_) if kind == ScaleKind::Quantile => {
                    let numbers = drawn.rows().filter_map(|row| data.typed.number_at(row));
                    AxisScale::Numeric(NumericScale::by_rank(numbers.filter(|number| number.is_finite()).collect()))
                }
                Some((low, high)) => AxisScale::Numeric(NumericScale::new(log, low, high)),
            };
            (scale, survey)
        };
        Ok(Self { column, inverted, value_type: Some(data.typed.value_type), kind, scales, scale, survey })
    }

    /// The axis of the runs behind some lines, with lanes for the lines too.
    pub(crate) fn of_lines(lines: Lines<'_>, spec: &AxisSpec) -> Result<Self, NotLoaded> {
        let mut axis = Self::resolve(lines.runs, spec, lines.in_filter)?;
        if lines.told.is_some() {
            let (of_lines, survey) = (axis.survey_of(lines.table, lines.drawn)?, &mut axis.survey);
            survey.missing = survey.missing.max(of_lines.missing);
            survey.nan = survey.nan.max(of_lines.nan);
            survey.above = survey.above.max(of_lines.above);
            survey.below = survey.below.max(of_lines.below);
        }
        Ok(axis)
    }

    /// What rows of another table hold in the column of this axis.
    pub(crate) fn survey_of(&self, table: &RunTable, rows: &RowMask) -> Result<Survey, NotLoaded> {
        let Some(data) = AxisData::of(table, &self.column)? else { return Ok(Survey::all_missing(rows.count())) };
        Ok(match &self.scale {
            AxisScale::Categories(categories) => {
                let rank_of = categories.rank_of_rows(data);
                Survey::all_missing(rows.rows().filter(|row| rank_of(*row).is_none()).count())
            }
            _ => data.typed.survey(rows, self.kind == ScaleKind::Log),
        })
    }

    /// Whether all values are whole numbers.
    pub(crate) fn is_integer(&self) -> bool {
        self.value_type == Some(ValueType::Integer)
    }

    /// Whether lines that coincide are spread anywhere on the axis.
    pub(crate) fn spreads(&self) -> bool {
        let Survey { missing, nan, above, below, .. } = self.survey;
        self.has_few_values() || missing + nan + above + below > 0
    }

    /// Whether so few distinct values occur that lines coincide and are spread.
    pub(crate) fn has_few_values(&self) -> bool {
        self.kind == ScaleKind::Category || self.survey.distinct.is_some()
    }
}

/// Whether nine in ten of the different texts of a column are numbers, as with `0.1`, `0.01` and one `auto`.
fn mostly_numbers(data: AxisData<'_>) -> bool {
    let Values::Text(texts) = data.values else { return false };
    let numbers = texts.distinct().iter().flatten().filter(|text| runloom_table::parse_real(text).is_some()).count();
    texts.distinct().len() >= 10 && numbers * 10 >= texts.distinct().len() * 9
}

/// The scale to use and those that would work, the inferred one first.
fn kinds(data: AxisData<'_>, spec: &AxisSpec) -> (ScaleKind, Vec<ScaleKind>) {
    let numbers = data.typed.numbers.values();
    let stride = (numbers.len() / SAMPLE).max(1);
    let sample = || (0..numbers.len()).step_by(stride).filter_map(|row| data.typed.number_at(row)).filter(|v| v.is_finite());
    let mut finite: Vec<f64> = sample().collect();
    let mut numeric = vec![ScaleKind::Linear, ScaleKind::Log, ScaleKind::Quantile];
    if suits_log(&mut finite) {
        numeric.swap(0, 1);
    } else if finite.last().is_none_or(|largest| *largest <= 0.0) {
        numeric.remove(1);
    }
    let scales = match data.typed.value_type {
        ValueType::Time => vec![ScaleKind::Time, ScaleKind::Category],
        ValueType::Real | ValueType::Integer => [numeric, vec![ScaleKind::Category]].concat(),
        ValueType::Category if mostly_numbers(data) => [numeric, vec![ScaleKind::Category]].concat(),
        ValueType::Category if !finite.is_empty() => [vec![ScaleKind::Category], numeric].concat(),
        ValueType::Boolean | ValueType::Category => vec![ScaleKind::Category],
    };
    let inferred = scales.first().copied().unwrap_or(ScaleKind::Category);
    let kind = spec.scale.filter(|wanted| scales.contains(wanted)).unwrap_or(inferred);
    (kind, scales)
}
