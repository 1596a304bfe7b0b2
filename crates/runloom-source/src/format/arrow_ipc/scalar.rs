use arrow_array::{BooleanArray, Float64Array};
use arrow_buffer::{ArrowNativeType, IntervalDayTime, IntervalMonthDayNano, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, IntervalUnit, TimeUnit};
use half::f16;
use runloom_table::Values;

use super::batch::{BatchReader, Parent};
use super::budget::Fault;
use crate::convert::{decimals, displayed, whole_numbers};

/// Decodes the next column, of a type whose values all have the same width.
///
/// # Errors
/// Where it contradicts itself, takes too much memory, or is of another type.
pub(crate) fn scalar(reader: &mut BatchReader<'_>, data_type: &DataType, parent: Parent<'_>) -> Result<Values, Fault> {
    let node = reader.node(parent)?;
    let (rows, nulls) = (node.rows, reader.validity(node, parent)?);
    Ok(match data_type {
        DataType::Boolean => Values::Boolean(BooleanArray::new(reader.bits(rows)?, nulls)),
        DataType::Float64 => Values::Real(Float64Array::new(reader.values(rows)?, nulls)),
        DataType::Float32 => reals(&reader.values::<f32>(rows)?, nulls),
        DataType::Float16 => reals(&reader.values::<f16>(rows)?, nulls),
        DataType::Int8 => whole::<i8>(reader, data_type, rows, nulls)?,
        DataType::Int16 => whole::<i16>(reader, data_type, rows, nulls)?,
        DataType::UInt8 => whole::<u8>(reader, data_type, rows, nulls)?,
        DataType::UInt16 => whole::<u16>(reader, data_type, rows, nulls)?,
        DataType::UInt32 => whole::<u32>(reader, data_type, rows, nulls)?,
        DataType::Int32 | DataType::Date32 | DataType::Time32(TimeUnit::Second | TimeUnit::Millisecond) => {
            whole::<i32>(reader, data_type, rows, nulls)?
        }
        DataType::Int64
        | DataType::UInt64
        | DataType::Date64
        | DataType::Time64(TimeUnit::Microsecond | TimeUnit::Nanosecond)
        | DataType::Timestamp(..)
        | DataType::Duration(_) => whole_numbers(data_type, reader.values(rows)?, nulls),
        DataType::Decimal32(_, scale) => decimals(wide::<4>(reader, rows, nulls.as_ref())?.into_iter(), *scale),
        DataType::Decimal64(_, scale) => decimals(wide::<8>(reader, rows, nulls.as_ref())?.into_iter(), *scale),
        DataType::Decimal128(_, scale) => decimals(wide::<16>(reader, rows, nulls.as_ref())?.into_iter(), *scale),
        DataType::Decimal256(_, scale) => decimals(wide::<32>(reader, rows, nulls.as_ref())?.into_iter(), *scale),
        DataType::Interval(IntervalUnit::YearMonth) => {
            displayed(wide(reader, rows, nulls.as_ref())?.into_iter().map(|bytes| bytes.map(i32::from_le_bytes)))
        }
        DataType::Interval(IntervalUnit::DayTime) => {
            parts(wide(reader, rows, nulls.as_ref())?, |[a, b, c, d, e, f, g, h]: [u8; 8]| {
                IntervalDayTime::new(i32::from_le_bytes([a, b, c, d]), i32::from_le_bytes([e, f, g, h]))
            })
        }
        DataType::Interval(IntervalUnit::MonthDayNano) => parts(wide(reader, rows, nulls.as_ref())?, |bytes: [u8; 16]| {
            let [a, b, c, d, e, f, g, h, nanos @ ..] = bytes;
            let [months, days] = [[a, b, c, d], [e, f, g, h]].map(i32::from_le_bytes);
            IntervalMonthDayNano::new(months, days, i64::from_le_bytes(nanos))
        }),
        _ => return Err(Fault::Damaged("its type cannot be read")),
    })
}

fn reals<T: Copy + Into<f64>>(values: &[T], nulls: Option<NullBuffer>) -> Values {
    Values::Real(Float64Array::new(values.iter().map(|value| (*value).into()).collect(), nulls))
}

fn whole<T: ArrowNativeType + Into<i64>>(
    reader: &mut BatchReader<'_>,
    data_type: &DataType,
    rows: usize,
    nulls: Option<NullBuffer>,
) -> Result<Values, Fault> {
    let values: ScalarBuffer<i64> = reader.values::<T>(rows)?.iter().map(|value| (*value).into()).collect();
    Ok(whole_numbers(data_type, values, nulls))
}

/// Values of so many bytes.
fn wide<const BYTES: usize>(
    reader: &mut BatchReader<'_>,
    rows: usize,
    nulls: Option<&NullBuffer>,
) -> Result<Vec<Option<[u8; BYTES]>>, Fault> {
    let bytes = reader.bytes(rows, BYTES)?;
    let (values, _) = bytes.as_chunks::<BYTES>();
    let valid = |row: usize| nulls.is_none_or(|nulls| nulls.is_valid(row));
    Ok(values.iter().enumerate().map(|(row, value)| valid(row).then_some(*value)).collect())
}

/// Calendar intervals as Rust writes their parts.
fn parts<const BYTES: usize, T: std::fmt::Debug>(values: Vec<Option<[u8; BYTES]>>, interval: fn([u8; BYTES]) -> T) -> Values {
    displayed(values.into_iter().map(|value| value.map(|value| format!("{:?}", interval(value)))))
}
