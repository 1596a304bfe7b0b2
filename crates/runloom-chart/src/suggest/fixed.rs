use runloom_analysis::{ParamValue, Unjudged, WhyUnjudged, is_seed};
use runloom_table::{ColumnName, NotLoaded, RunTable, Value, ValueType, Values};

/// The params that are the same in all runs, with their value in one run; those that it does not have, and seeds, are left out.
pub(super) fn params(
    runs: &RunTable,
    unjudged: &[Unjudged],
    row: Option<u32>,
) -> Result<Vec<(ColumnName, ParamValue)>, NotLoaded> {
    let Some(row) = row.map(|row| row as usize) else { return Ok(Vec::new()) };
    let mut params = Vec::new();
    let is_fixed = |unjudged: &&Unjudged| unjudged.why == WhyUnjudged::Constant && !is_seed(&unjudged.name.key);
    for unjudged in unjudged.iter().filter(is_fixed) {
        let Some(column) = runs.column(&unjudged.name) else { continue };
        let typed = column.typed()?;
        let value = value(column.values()?, typed.value_type, typed.number_at(row), row);
        params.extend(value.map(|value| (unjudged.name.clone(), value)));
    }
    Ok(params)
}

fn value(values: &Values, value_type: ValueType, number: Option<f64>, row: usize) -> Option<ParamValue> {
    match (values.at(row), value_type, number) {
        (Value::Missing, ..) => None,
        (Value::Boolean(truth), ..) => Some(ParamValue::Truth(truth)),
        (Value::Integer(whole), ..) => Some(ParamValue::Whole(whole)),
        (_, ValueType::Integer, Some(number)) if number.abs() < 1e15 => Some(ParamValue::Whole(number as i64)),
        (_, ValueType::Boolean, Some(number)) => Some(ParamValue::Truth(number > 0.0)),
        (_, ValueType::Integer | ValueType::Real, Some(number)) if number.is_finite() => Some(ParamValue::Real(number)),
        (value, ..) => value.to_text().map(|text| ParamValue::Text(text.into_owned())),
    }
}
