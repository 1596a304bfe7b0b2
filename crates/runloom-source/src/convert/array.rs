use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Decimal256Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, IntervalDayTimeType, IntervalYearMonthType, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, IntervalUnit, TimeUnit};
use runloom_table::Values;

use super::{decimals, displayed, whole_numbers};

/// The values of an array of numbers as the run table can hold them, without loss; what has no form there is missing.
pub(crate) fn natural(array: &ArrayRef, _parents: Option<&NullBuffer>) -> Values {
    match array.data_type() {
        DataType::UInt64 => {
            let array = array.as_primitive::<UInt64Type>();
            let bits = array.values().iter().map(|v| v.cast_signed()).collect();
            whole_numbers(array.data_type(), bits, array.nulls().cloned())
        }
        DataType::Timestamp(TimeUnit::Second, _) => whole::<TimestampSecondType>(array),
        DataType::Timestamp(TimeUnit::Millisecond, _) => whole::<TimestampMillisecondType>(array),
        DataType::Timestamp(TimeUnit::Microsecond, _) => whole::<TimestampMicrosecondType>(array),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => whole::<TimestampNanosecondType>(array),
        DataType::Date32 => whole::<Date32Type>(array),
        DataType::Date64 => whole::<Date64Type>(array),
        DataType::Time32(TimeUnit::Second) => whole::<Time32SecondType>(array),
        DataType::Time32(_) => whole::<Time32MillisecondType>(array),
        DataType::Time64(TimeUnit::Microsecond) => whole::<Time64MicrosecondType>(array),
        DataType::Time64(_) => whole::<Time64NanosecondType>(array),
        DataType::Duration(TimeUnit::Second) => whole::<DurationSecondType>(array),
        DataType::Duration(TimeUnit::Millisecond) => whole::<DurationMillisecondType>(array),
        DataType::Duration(TimeUnit::Microsecond) => whole::<DurationMicrosecondType>(array),
        DataType::Duration(TimeUnit::Nanosecond) => whole::<DurationNanosecondType>(array),
        DataType::Decimal128(_, scale) => {
            decimals(array.as_primitive::<Decimal128Type>().iter().map(|v| v.map(i128::to_le_bytes)), *scale)
        }
        DataType::Decimal256(_, scale) => {
            decimals(array.as_primitive::<Decimal256Type>().iter().map(|v| v.map(arrow_buffer::i256::to_le_bytes)), *scale)
        }
        DataType::Interval(IntervalUnit::YearMonth) => displayed(array.as_primitive::<IntervalYearMonthType>().iter()),
        DataType::Interval(IntervalUnit::DayTime) => {
            displayed(array.as_primitive::<IntervalDayTimeType>().iter().map(|v| v.map(|v| format!("{v:?}"))))
        }
        _ => Values::missing(array.len()),
    }
}

fn whole<T: ArrowPrimitiveType>(array: &ArrayRef) -> Values
where
    T::Native: Into<i64>,
{
    let numbers = array.as_primitive::<T>();
    whole_numbers(array.data_type(), numbers.values().iter().map(|v| (*v).into()).collect(), numbers.nulls().cloned())
}
